import { beforeAll, expect, test } from 'vitest';
import { addressOf } from '../../source/state/address.ts';
import type { Target } from '../../source/state/pages.ts';
import { fieldsOf } from '../../source/views/kit/listing/fields.ts';
import type { Listing } from '../../source/views/kit/listing/listing.ts';
import { listedOn } from '../../source/views/listed.ts';
import { views } from '../../source/views/registry.ts';
import { throughTabs } from '../views/scenarios.ts';
import { actAt, stageNow, stageOf } from '../views/stage.ts';
import { findTargets } from '../views/targets.ts';
import { expectScreen } from './golden.ts';
import { walked } from './walked.ts';

/** What the page of a thing depends on, by the columns of its list. */
const telling = new Set(['state', 'status', 'verdict', 'kind', 'reason', 'type', 'side', 'by', 'section', 'level']);
const most = 8;

/** Of each kind of row the place that the first one leads to. */
function leads(listing: Listing): readonly Target[] {
  const fields = fieldsOf(listing, { now: stageNow }).filter(({ id }) => telling.has(id));
  const kinds = new Map<string, Target>();
  for (let index = 0; index < listing.count; index += 1) {
    const target = listing.open(index);
    const kind = [target?.view, ...fields.map(({ value }) => value(index))].join();
    if (target && !kinds.has(kind)) kinds.set(kind, target);
  }
  return [...kinds.values()];
}

const found = new Map<string, Map<string, Target>>();
beforeAll(async () => {
  const stage = await stageOf('everything');
  const { targets } = await findTargets(stage);
  for (const { id } of views) {
    const act = actAt(stage, targets.get(id)!);
    await throughTabs(act, () => {
      const listed = listedOn(act.screen.scene);
      for (const target of listed ? leads(listed.listing) : []) {
        const known = found.get(target.view) ?? new Map<string, Target>();
        found.set(target.view, known.set(addressOf(target), target));
      }
    });
  }
}, 120_000);

const kinds = [
  ...(['source', 'destination', 'warehouse', 'function', 'audience', 'trait'] as const),
  ...(['tracking-plan', 'tracking-rule', 'violation-events', 'violation-sample'] as const),
  ...(['privacy-field', 'regulation', 'audit-item', 'catalog-item'] as const),
];

test.each(kinds)('%s: what its page shows of one in each state, in colour', async (view) => {
  // What others have read must not show.
  const stage = await stageOf('everything');
  const texts: string[] = [];
  for (const [address, target] of [...found.get(view)!].slice(0, most)) {
    texts.push(`──── ${address}`, await walked(stage, target, { columns: 120, rows: 40 }));
  }
  expectScreen(`things/${view}`, texts.join('\n'));
});

test('of the others there is one only', () => {
  const others = [...found].filter(([view]) => !kinds.some((kind) => kind === view));
  expect(others.filter(([, some]) => some.size > 1).map(([view]) => view)).toEqual([]);
});

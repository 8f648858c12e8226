import { expect, test } from 'vitest';
import { type SafeText, sanitise } from '../../../../source/domain/text.ts';
import { countOf } from '../../../../source/views/kit/words/mappings.ts';

import { breakdownResource } from '../../../../source/workspace/delivery/breakdown.ts';
import { byMapping, mappingDelivery, mappingStages } from '../../../../source/workspace/delivery/mappings.ts';
import { destinationWith, hourly, now, period, problemWith, snapshots } from '../../../workspace/snapshots.ts';

const destination = destinationWith('d', 's');
const window = { start: now - 24 * 3_600_000, end: now };

/** What one step tells: events by mapping, where an empty name is none; its rows were lost; it is not read. */
type Told = Readonly<Record<string, number>> | 'lost' | 'unread';

function delivered(...told: readonly Told[]) {
  const world = snapshots();
  told.forEach((each, index) => {
    if (each === 'unread') return;
    const rows = each === 'lost' ? [] : Object.entries(each);
    const problems = each === 'lost' ? [problemWith({ kind: 'dropped-rows', status: 200 })] : [];
    const by = (name: string): { subscriptionId?: SafeText } => (name === '' ? {} : { subscriptionId: sanitise(name) });
    const report = {
      total: 0,
      rows: rows.map(([name, count]) => ({ by: by(name), total: count, retries: 0, series: hourly(count, 0) })),
    };
    const slice = { report, window, earlier: undefined };
    world.set(breakdownResource(period, destination, mappingStages[index]!, byMapping), slice as never, problems);
  });
  return mappingDelivery(world.read, period, destination);
}

const none = {};

test.each<
  readonly [what: string, told: readonly Told[], a: readonly (number | undefined)[], b: readonly (number | undefined)[]]
>([
  ['all steps are read', [{ a: 5 }, { a: 2 }, none], [5, 2, 0], [0, 0, 0]],
  [
    'nothing is read',
    ['unread', 'unread', 'unread'],
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
  ],
  [
    'only what failed is read',
    ['unread', { a: 2 }, 'unread'],
    [undefined, 2, undefined],
    [undefined, undefined, undefined],
  ],
  [
    'rows of what was delivered were lost',
    ['lost', { a: 2 }, none],
    [undefined, 2, 0],
    [undefined, undefined, undefined],
  ],
  ['a step names no mapping', [{ '': 7 }, { a: 2 }, none], [undefined, 2, 0], [undefined, undefined, undefined]],
])('a mapping has none of a step only if that was told: %s', (_, told, a, b) => {
  const delivery = delivered(...told);
  const counts = (id: string) =>
    (['delivered', 'failed', 'filtered'] as const).map((what) => countOf(delivery, id, what));
  expect([counts('a'), counts('b')]).toEqual([a, b]);
});

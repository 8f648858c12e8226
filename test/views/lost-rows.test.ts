import { beforeAll, expect, test } from 'vitest';
import { t } from '../../source/domain/text.ts';
import type { Target } from '../../source/state/pages.ts';
import { pages } from '../../source/state/pages.ts';
import { views } from '../../source/views/registry.ts';
import { familyOf, type Resource } from '../../source/workspace/polling/resource.ts';
import type { Snapshot } from '../../source/workspace/polling/snapshot.ts';
import { problemWith } from '../workspace/snapshots.ts';
import { actAt, type Stage, stageOf } from './stage.ts';
import { findTargets } from './targets.ts';

const lost = [problemWith({ kind: 'dropped-rows', status: 200, message: t`7 rows lost` })];

let stage: Stage;
let targets: ReadonlyMap<string, Target>;

beforeAll(async () => {
  stage = await stageOf('everything');
  ({ targets } = await findTargets(stage));
}, 60_000);

/** The same stage, on which rows of every answer of a family were lost. */
function losing(families: readonly string[]): Stage {
  const nothing = () => undefined;
  const poller: Stage['poller'] = {
    want: nothing,
    refresh: nothing,
    reread: nothing,
    pause: nothing,
    resume: nothing,
    get version() {
      return stage.poller.version;
    },
    snapshot: <T>(resource: Resource<T>) => {
      const snapshot = stage.poller.snapshot(resource);
      const isLost = snapshot.data !== undefined && families.includes(familyOf(resource as Resource<unknown>));
      return (isLost ? { ...snapshot, problems: lost } : snapshot) as Snapshot<T>;
    },
  };
  return { ...stage, poller };
}

/** The screen of a place, and the families of what the page reads and has been read. */
function shown(families: readonly string[], target: Target, columns: number, rows: number) {
  const act = actAt(losing(families), target, { columns, rows });
  const { view, model, context } = act.screen.scene;
  const read = view.needs(model, context, {}).filter(({ resource }) => context.read(resource).data !== undefined);
  return { text: act.text(), asked: new Set(read.map(({ resource }) => familyOf(resource))) };
}

const ids = views.map(({ id }) => id);

test.each(ids)('%s says of everything it reads that rows of it were lost', (id) => {
  const target = targets.get(id)!;
  const { text: whole, asked } = shown([], target, 120, 40);
  expect(whole).not.toContain('rows lost');
  for (const family of asked) {
    const { text } = shown([family], target, 120, 40);
    expect([family, text.includes('7 rows lost')]).toEqual([family, true]);
  }
});

test.each(ids.filter((id) => id !== 'home'))('%s says so on a small screen too', (id) => {
  const target = targets.get(id)!;
  const { asked } = shown([], target, 40, 12);
  for (const family of asked) {
    const { text } = shown([family], target, 40, 12);
    expect([family, text]).toEqual([family, expect.stringMatching(/▲ .*: 7/)]);
  }
});

test('of several the whole lists stand first, and the others are named', () => {
  const { text } = shown(['volume', 'metrics', 'destinations'], targets.get('destinations')!, 120, 40);
  expect(text).toMatch(/▲ destinations: 7 rows lost {2}also volume, metrics/);
});

test('the whole audit trail is not claimed beside events that were lost', async () => {
  const target = pages.audit.at({ resource: targets.get('warehouse')?.params.id ?? '' });
  const act = actAt(stage, target);
  await act.settled();
  expect(act.text()).toContain('all that Segment keeps');
  const { text } = shown(['audit-trail'], target, 120, 40);
  expect(text).toMatch(/events back to .*; not all of it: 7 rows lost/);
  expect(text).not.toContain('all that Segment keeps');
});

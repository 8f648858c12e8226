import { beforeAll, test } from 'vitest';
import type { Target } from '../../source/state/pages.ts';
import type { FavoriteRef } from '../../source/state/store.ts';
import { views } from '../../source/views/registry.ts';
import { functions } from '../../source/workspace/resources/common.ts';
import { throughTabs } from '../views/scenarios.ts';
import { actAt, type Stage, stageOf } from '../views/stage.ts';
import { targetsOfEverything } from '../views/targets.ts';
import { expectScreen } from './golden.ts';
import { walked } from './walked.ts';

let targets: ReadonlyMap<string, Target>;
beforeAll(async () => {
  ({ targets } = await targetsOfEverything());
}, 120_000);

test.each(views.map(({ id }) => id))('%s: what is shown of each of its rows, in colour', async (id) => {
  // What others have read must not show.
  expectScreen(`rows/${id}`, await walked(await stageOf('everything'), targets.get(id)!));
});

/** Of each kind of thing the first in each state, and one that is no longer there. */
async function oneOfEach(stage: Stage): Promise<readonly FavoriteRef[]> {
  for (const view of ['home', 'functions', 'health'] as const) await throughTabs(actAt(stage, targets.get(view)!));
  const { overview, read } = actAt(stage, targets.get('home')!).screen.scene.context;
  const firsts = <T>(
    kind: FavoriteRef['kind'],
    all: readonly T[],
    idOf: (one: T) => string,
    stateOf: (one: T) => string,
  ) => [...Map.groupBy(all, stateOf).values()].map(([one]): FavoriteRef => ({ kind, id: idOf(one!) }));
  return [
    ...firsts(
      'source',
      [...overview.flow.bySource.values()],
      ({ source }) => source.id,
      ({ health }) => health.state,
    ),
    ...firsts(
      'destination',
      overview.fleet.connections,
      ({ destination }) => destination.id,
      ({ state }) => state,
    ),
    ...firsts(
      'warehouse',
      overview.storage,
      ({ warehouse }) => warehouse.id,
      ({ state }) => state,
    ),
    ...firsts(
      'function',
      read(functions).data ?? [],
      ({ id }) => id,
      ({ side }) => side,
    ),
    { kind: 'source', id: 'gone' },
    { kind: 'function', id: 'gone too' },
  ];
}

test.each([176, 120, 90, 60])('favorites of every kind and state at %d columns', async (columns) => {
  const stage = await stageOf('everything');
  const favorites = await oneOfEach(stage);
  expectScreen(
    `favorites/${columns}`,
    await walked(stage, targets.get('home')!, { columns, rows: 60, state: { favorites } }),
  );
});

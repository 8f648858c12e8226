import { describe, expect, it, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { pages } from '../../../../source/state/pages.ts';
import type { FavoriteRef } from '../../../../source/state/store.ts';
import {
  type Favorite,
  favoriteKey,
  favoriteName,
  favoriteNeeds,
  favoriteRows,
  favoriteTarget,
} from '../../../../source/views/watch/home/favorites.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { destinationWith, snapshots, sourceWith, warehouseWith } from '../../../workspace/snapshots.ts';
import { actAt, stageOf } from '../../stage.ts';

/** Braze fed by Web and by iOS, the source of the first, a warehouse. */
const favorites: readonly FavoriteRef[] = [
  { kind: 'destination', id: 'XFEQv4hTwcyqEiz7waK3ku' },
  { kind: 'destination', id: 'WfRNagNDakeBguKSoBMPUM' },
  { kind: 'source', id: 'PL147pRhF1fYvmyuFgY6Eu' },
  { kind: 'warehouse', id: 'eK1SSyQ2PpABthA7a1oiat' },
];

test('two favorites of one name are told apart by their source, and what failed of each is there whole', async () => {
  const stage = await stageOf('everything');
  const act = actAt(stage, { view: 'home', params: {} }, { state: { favorites } });
  await act.settled();
  expect(act.text()).toMatch(/◆ +Braze ← Web \(prod\) +2\.39k failed/);
  expect(act.text()).toMatch(/● +Braze ← iOS +33 failed/);
  expect(act.text()).toMatch(/● +Web \(prod\) +[\d.]+k? failed/);
});

describe('what is kept', () => {
  const functions = [
    { id: 'in', name: t`Hook`, side: 'SOURCE' },
    { id: 'insert', name: t`Clean`, side: 'INSERT_SOURCE' },
    { id: 'out', name: t`Send`, side: 'DESTINATION' },
    { id: 'change', name: t`Change`, side: 'INSERT_TRANSFORMATION' },
  ];
  const connection = (id: string, sourceId: string) => ({
    id,
    destination: destinationWith(id, sourceId, { name: t`Braze` }),
  });
  const connections = [connection('d1', 'web'), connection('d2', 'ios'), connection('d3', 'web')];
  const kept: readonly FavoriteRef[] = [
    { kind: 'source', id: 'web' },
    { kind: 'destination', id: 'd2' },
    { kind: 'warehouse', id: 'dwh' },
    ...functions.map(({ id }) => ({ kind: 'function' as const, id })),
    { kind: 'function', id: 'none' },
    { kind: 'source', id: 'a-source-with-a-long-id' },
  ];
  const context = {
    favorites: kept,
    read: snapshots()
      .set(resources.sources, [])
      .set(resources.functions, functions as never).read,
    overview: {
      flow: { flows: [], bySource: new Map([['web', { source: sourceWith('web', { name: t`Web` }) }]]) },
      fleet: { connections, byId: new Map(connections.map((each) => [each.id, each])) },
      storage: [{ warehouse: warehouseWith('dwh', { name: t`Lake` }) }],
    },
  } as never;
  const keys = (tab: number) => favoriteRows(context, tab).map(favoriteKey);

  it('stands in its order; each tab has its side, a function that changes neither only the first', () => {
    expect(keys(0)).toEqual(kept.map(({ kind, id }) => `${kind}:${id}`));
    expect(keys(1)).toEqual(['source:web', 'function:in', 'function:insert', 'source:a-source-with-a-long-id']);
    expect(keys(2)).toEqual(['destination:d2', 'warehouse:dwh', 'function:out']);
  });

  it('has its name, and the page that Enter opens', () => {
    const rows = favoriteRows(context, 0);
    expect(rows.map((row) => [favoriteName(row), favoriteTarget(row)])).toEqual([
      ['Web', pages.source.at('web')],
      ['Braze', pages.destination.at('d2')],
      ['Lake', pages.warehouse.at('dwh')],
      ...functions.map(({ id, name }) => [name, pages.function.at(id)]),
      ['function none', undefined],
      ['source a-source-w', undefined],
    ]);
  });

  it('of a source feeds what stands under it, and nothing of another', () => {
    const [web] = favoriteRows(context, 0) as [Extract<Favorite, { kind: 'source' }>];
    expect(web.fed.map(({ id }) => id)).toEqual(['d1', 'd3']);
  });

  it('asks for functions only where one is kept', () => {
    expect(favoriteNeeds(kept)).toEqual([{ resource: resources.functions, priority: 1 }]);
    expect(favoriteNeeds(favorites)).toEqual([]);
  });
});

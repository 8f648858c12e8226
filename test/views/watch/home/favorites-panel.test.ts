import { beforeAll, describe, expect, it } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { freshPane } from '../../../../source/state/place.ts';
import { lineText } from '../../../../source/theme/line.ts';
import type { DrawContext } from '../../../../source/views/kit/view.ts';
import { type Favorite, favoriteRows } from '../../../../source/views/watch/home/favorites.ts';
import { favoritesPanel } from '../../../../source/views/watch/home/favorites-panel.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import {
  destinationWith,
  metricsWith,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
  syncWith,
} from '../../../workspace/snapshots.ts';
import { actAt, stageOf } from '../../stage.ts';

let base: DrawContext;
beforeAll(async () => {
  const act = actAt(await stageOf('empty'), { view: 'home', params: {} });
  await act.settled();
  act.text();
  const panes = [{ id: 'favorites', state: freshPane, rows: [], focused: false }];
  base = { ...act.screen.scene.context, panes, width: 60, height: 20 } as unknown as DrawContext;
});

const context = (isWhole = true, world: Snapshots = snapshots()): DrawContext => ({
  ...base,
  read: world.read,
  overview: { ...base.overview, fleet: { ...base.overview.fleet, isWhole } },
});
const facts = (favorite: object, given = context(), width = 0): string => {
  const { columns } = favoritesPanel([], given);
  const cell = columns
    .find(({ id }) => id === 'facts')!
    .cell(favorite as Favorite, { glyphs: base.glyphs, width, now: base.now, selected: false, marked: false });
  return lineText({ spans: cell as readonly { text: never }[] });
};

const connection = (change: object = {}) => ({
  destination: destinationWith('braze', 'web'),
  state: 'healthy',
  snapshot: { problems: [] },
  judgement: {},
  metrics: metricsWith({ firstTry: 5 }),
  ...change,
});
const failing = connection({ state: 'failing', metrics: metricsWith({ firstTry: 5, discarded: 2 }) });
const unknown = connection({ state: 'unknown', metrics: undefined });
const device = connection({ state: 'unobservable', metrics: undefined });
const source = (fed: readonly object[], flow: object = {}, enabled = true) => ({
  kind: 'source',
  flow: { source: sourceWith('web', { enabled }), health: { state: 'live' }, events: 1, change: undefined, ...flow },
  fed,
});

describe('a source', () => {
  it.each<readonly [of: string, favorite: object, isWhole: boolean, text: string]>([
    ['that feeds none', source([]), true, '  1 event  0 →'],
    ['that feeds none in what was read', source([]), false, '  1 event  – →'],
    ['that feeds one in what was read', source([connection()]), false, '– failed  1 event  1+ →'],
    ['that feeds one in what was read, which fails', source([failing]), false, '2+ failed  1 event  1+ →'],
    ['of which all was measured', source([connection(), failing, device]), true, '2 failed  1 event  3 →'],
    ['of which a part was measured', source([failing, unknown]), true, '2+ failed  1 event  2 →'],
    [
      'of which a part was measured, and failed nothing',
      source([connection(), unknown]),
      true,
      '– failed  1 event  2 →',
    ],
    ['of which nothing was measured', source([unknown]), true, '  1 event  1 →'],
    ['whose volume is not known', source([], { events: undefined }), true, '  – events  0 →'],
    ['that grew', source([], { events: 2, change: 50 }), true, '  2 events +50%  0 →'],
    ['that is off', source([], {}, false), true, 'disabled  0 →'],
    ['that is silent, nobody knows since when', source([], { health: { state: 'silent' } }), true, '  1 event  0 →'],
  ])('%s', (_, favorite, isWhole, text) => {
    expect(facts(favorite, context(isWhole))).toBe(text);
  });

  it('that is silent says when it was last seen', () => {
    const silent = source([], { health: { state: 'silent', lastSeen: base.now - hour } });
    expect(facts(silent)).toBe('silent, last seen 1h ago  0 →');
  });

  it.each([
    [23, '2 failed  1 event  1 →'],
    [22, '2 failed  1 event  1 →'],
    [21, '2 failed  1 event'],
    [3, '2 failed'],
  ])('on %i columns tells as many facts as have room whole, the first in any case', (width, text) => {
    expect(facts(source([failing]), context(), width)).toBe(text);
  });
});

describe('a favorite of another kind', () => {
  const storage = (change: object) => ({
    kind: 'warehouse',
    storage: { state: 'ok', failedInRow: 0, pairs: [{}], syncs: { problems: [] }, ...change },
  });
  const run = (
    side: string,
    flows: readonly object[],
    connections: readonly object[] = [],
    isListed: boolean = true,
  ) => ({
    kind: 'function',
    use: { fn: { side }, flows, connections, isListed },
  });
  const last = syncWith(1, 'failure', { word: t`FAILED` });

  it.each<readonly [of: string, favorite: object, text: string]>([
    ['gone', { kind: 'gone' }, 'no longer in this workspace'],
    ['not read', { kind: 'unread', was: 'source' }, 'not read yet'],
    ['a connection', { kind: 'destination', connection: failing }, '2 failed  5 delivered'],
    ['a connection that was not read', { kind: 'destination', connection: unknown }, 'not read yet'],
    [
      'a connection that is refused',
      { kind: 'destination', connection: { ...unknown, snapshot: { problems: [], error: problemWith() } } },
      'server error (500)',
    ],
    [
      'a connection in device mode',
      { kind: 'destination', connection: { ...device, destination: destinationWith('b', 'w', { mode: 'device' }) } },
      'device mode: not observable',
    ],
    ['a warehouse that is off', storage({ state: 'disabled', last }), 'disabled'],
    ['a warehouse without runs', storage({ state: 'no-runs' }), 'NO RUNS  No Syncs'],
    ['a warehouse that was not read', storage({ state: 'unknown' }), 'syncs not read yet'],
    [
      'a warehouse that is refused',
      storage({ state: 'unknown', syncs: { problems: [], error: problemWith({ kind: 'no-access', status: 403 }) } }),
      'syncs: no access (403)',
    ],
    [
      'a warehouse whose reports were all lost',
      storage({
        state: 'unknown',
        syncs: { data: [], problems: [problemWith({ kind: 'dropped-rows', status: 200 })] },
      }),
      'syncs: rows left out (200)',
    ],
    [
      'a warehouse that is refused and reported by the trail',
      storage({
        state: 'failing',
        syncs: { problems: [], error: problemWith({ kind: 'no-access', status: 403 }) },
        reported: { type: t`Storage Sync Failed` },
      }),
      'Storage Sync Failed',
    ],
    [
      'a warehouse that failed once',
      storage({ state: 'failing', last, failedInRow: 1 }),
      'FAILED  last good –  1 source',
    ],
    [
      'a function of sources whose events are known in part',
      run('SOURCE', [{ events: 2 }, { events: undefined }]),
      'source function  – events',
    ],
    ['a function of sources', run('SOURCE', [{ events: 2 }, { events: 3 }]), 'source function  5 events'],
    [
      'a function that runs nowhere',
      run('INSERT_SOURCE', []),
      'source insert function  runs and errors: not observable',
    ],
    [
      'a function of destinations',
      run('DESTINATION', [], [failing, unknown]),
      '2+ failed  destination function  2 run it',
    ],
    [
      'a function of destinations in a list that was read in part',
      run('DESTINATION', [], [failing], false),
      '2+ failed  destination function  1+ run it',
    ],
    [
      'a function of sources in a list that was read in part',
      run('SOURCE', [{ events: 2 }], [], false),
      'source function  – events',
    ],
  ])('%s', (_, favorite, text) => {
    expect(facts(favorite)).toBe(text);
  });

  it('failed in a row tells how often, and when it last was well', () => {
    const given = storage({ state: 'failing', last, failedInRow: 2, pairs: [{}, {}], lastGood: base.now - 5 * minute });
    expect(facts(given)).toBe('FAILED 2×  last good 5m ago  2 sources');
  });

  it.each([
    ['ok', 'good'],
    ['partial', 'warn'],
    ['failing', 'bad'],
    // The newest report may have been lost: what the one before it says is neither good nor bad.
    ['unknown', undefined],
  ])('that is a warehouse, %s, says so in its colour', (state, tone) => {
    const { columns } = favoritesPanel([], context());
    const at = { glyphs: base.glyphs, width: 0, now: base.now, selected: false, marked: false };
    const cell = columns[2]!.cell(storage({ state, last }) as unknown as Favorite, at);
    expect((cell as readonly { tone?: string }[])[0]!.tone).toBe(tone);
  });

  it('that could not be read says why', () => {
    const world = snapshots().fail(resources.functions, { kind: 'no-access', status: 403 });
    expect(facts({ kind: 'unread', was: 'function' }, context(true, world))).toBe('no access (403)');
  });
});

it.each<readonly [of: string, world: Snapshots, kind: string, text: string]>([
  ['a list that was read', snapshots().set(resources.sources, []), 'gone', 'no longer in this workspace'],
  ['a list that is being read', snapshots(), 'unread', 'not read yet'],
  [
    'a list of which rows were lost',
    snapshots().set(resources.sources, [], [problemWith({ kind: 'dropped-rows', status: 200 })]),
    'unread',
    'rows left out (200)',
  ],
])('a favorite is gone only by %s', (_, world, kind, text) => {
  const given = { ...context(true, world), favorites: [{ kind: 'source', id: 'web' }] } as unknown as DrawContext;
  const [favorite] = favoriteRows(given, 0);
  expect([favorite!.kind, facts(favorite!, given)]).toEqual([kind, text]);
});

it.each<readonly [of: string, favorite: object, tone: string]>([
  ['a connection that was not read', { kind: 'destination', connection: unknown }, 'dim'],
  [
    'a connection that is refused',
    { kind: 'destination', connection: { ...unknown, snapshot: { problems: [], error: problemWith() } } },
    'warn',
  ],
  ...(
    [
      ['a warehouse that was not read', undefined, 'dim'],
      ['a warehouse that is refused', problemWith(), 'warn'],
    ] as const
  ).map(
    ([of, error, tone]) =>
      [
        of,
        { kind: 'warehouse', storage: { state: 'unknown', pairs: [], syncs: { problems: [], error } } },
        tone,
      ] as const,
  ),
])('%s stands out only where that is not on its way', (_, favorite, tone) => {
  const { columns } = favoritesPanel([], context());
  const look = { glyphs: base.glyphs, width: 0, now: base.now, selected: false, marked: false };
  const cell = columns.find(({ id }) => id === 'facts')!.cell(favorite as Favorite, look);
  expect((cell as readonly { tone: string }[]).map((part) => part.tone)).toEqual([tone]);
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { exactOnset, olderOnset } from '../../../../source/domain/delivery/onset.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { freshPane } from '../../../../source/state/place.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import type { PageRow } from '../../../../source/views/kit/page-view.ts';
import {
  changeRows,
  graphRows,
  loginRows,
  pairRows,
  stateRows,
  syncRows,
} from '../../../../source/views/storage/warehouse/rows.ts';
import { connectionState, warehouseSources } from '../../../../source/workspace/resources/pages.ts';
import {
  auditWith,
  now,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
  syncWith,
  warehouseWith,
} from '../../../workspace/snapshots.ts';

afterEach(() => void vi.unstubAllEnvs());

const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`3 rows could not be read` });
const storage = (change: object = {}, enabled = true) =>
  ({
    warehouse: warehouseWith('dwh', { enabled }),
    state: 'ok',
    failedInRow: 0,
    failingPairs: 0,
    pairs: [],
    syncs: { data: [], problems: [], status: 'ready', version: 1 },
    ...change,
  }) as never;
const context = (activity: object = { data: { items: [] } }, { read }: Snapshots = snapshots(), more: object = {}) =>
  ({
    overview: {
      activity: { problems: [], status: 'ready', version: 1, ...activity },
      flow: { bySource: new Map([['web', { source: sourceWith('web', { name: t`Web` }) }]]) },
      fleet: { listed: [], connections: [], byId: new Map() },
      triage: [],
    },
    read,
    now,
    glyphs: glyphs(false),
    keyOf: () => 'A',
    place: { view: 'warehouse', params: { id: 'dwh' }, panes: {} },
    ...more,
  }) as never;
const texts = (rows: readonly PageRow[]) => rows.map(({ line }) => lineText(line).trimEnd().replace(/ {3,}/g, '  '));

describe('what was changed on a warehouse', () => {
  it.each<readonly [of: string, activity: object, text: string]>([
    ['nothing in all of the period', { data: { items: [] } }, 'Nothing in this period: A shows ninety days'],
    [
      'nothing in the newest part of a long trail',
      { data: { items: [], next: 'page' } },
      'Nothing in the newest of this period: A shows ninety days',
    ],
    [
      'nothing where rows were lost',
      { data: { items: [] }, problems: [lost] },
      'audit trail: none in what was read; 3 rows could not be read',
    ],
    ['nothing while it is read', {}, 'Reading audit trail…'],
    [
      'nothing that may be read',
      { error: problemWith({ kind: 'no-access', status: 403 }) },
      'audit trail: no access (403)',
    ],
  ])('%s', (_, activity, text) => {
    expect(texts(changeRows(storage(), context(activity)))).toEqual([text]);
  });

  it('is told of this warehouse alone: ten, and where all of it is', () => {
    const items = Array.from({ length: 24 }, (_, index) =>
      auditWith({
        at: now - index * minute,
        type: t`Warehouse Modified`,
        resourceId: index % 2 === 0 ? 'dwh' : 'other',
      }),
    );
    const shown = (count: number) => texts(changeRows(storage(), context({ data: { items: items.slice(0, count) } })));
    const isEvent = (row: string) => row.includes('Warehouse Modified');
    expect([24, 21, 19, 17].map((count) => shown(count).filter(isEvent).length)).toEqual([10, 10, 10, 9]);
    expect([24, 21, 19, 17].map((count) => shown(count).filter((row) => !isEvent(row)))).toEqual([
      ['and 2 more in what was read: A shows ninety days'],
      ['and 1 more in what was read: A shows ninety days'],
      [],
      [],
    ]);
  });
});

describe('how a warehouse stands', () => {
  const status = (change: object, enabled = true) => {
    vi.stubEnv('TZ', 'UTC');
    return texts(stateRows(storage(change, enabled), context(), 200));
  };
  const pair = { sourceId: 'web', state: 'failing' };

  const [web, ios] = [sourceWith('web'), sourceWith('ios')];
  const connected = (...sources: readonly (typeof web)[]) => snapshots().set(warehouseSources('dwh'), sources);
  it.each<readonly [of: string, world: Snapshots, ok: string, failing: string]>([
    ['each has a report', connected(web), 'every source synced', 'every source fails'],
    [
      'one has none',
      connected(web, ios),
      'every source in the reports read synced  1 connected without a sync in them',
      'every source in the reports read fails',
    ],
    [
      'one may be among those that were lost',
      snapshots().set(warehouseSources('dwh'), [web], [lost]),
      'every source in the reports read synced',
      'every source in the reports read fails',
    ],
    [
      'they are not known',
      snapshots(),
      'every source in the reports read synced',
      'every source in the reports read fails',
    ],
  ])('speaks of every source only where each that is connected has a report: %s', (_, world, ok, failing) => {
    const row = (change: object, index: number) =>
      texts(stateRows(storage(change), context(undefined, world), 200))[index];
    expect(row({ pairs: [{ ...pair, state: 'ok' }] }, 0)).toBe(`Status  ${ok}`);
    const others = ok.includes('without') ? ', of the sources in the reports read' : '';
    expect(row({ pairs: [{ ...pair, state: 'ok' }], lastGood: now - hour }, 2)).toBe(
      `Data complete  up to 11:30  1h behind${others}`,
    );
    const all = { state: 'failing', pairs: [pair, pair], failingPairs: 2 };
    expect(row(all, 1)).toBe(`Points at  ${failing}: the connection, the credentials or the cluster`);
  });

  it.each<readonly [of: string, change: object, text: string]>([
    ['ok', {}, 'Status  every source in the reports read synced'],
    [
      'ok so far: no sync of one source has ended',
      {
        pairs: [
          { ...pair, state: 'running' },
          { ...pair, state: 'ok' },
        ],
      },
      'Status  running  1 of 2 sources without a sync that has ended in the reports read',
    ],
    ['partial', { state: 'partial' }, 'Status  partial  some rows were not loaded; the next sync retries them'],
    ['without runs', { state: 'no-runs' }, 'Status  NO RUNS  No Syncs'],
    ['not read', { state: 'unknown', syncs: { problems: [], status: 'waiting', version: 0 } }, 'Status  reading…'],
    [
      'refused',
      {
        state: 'unknown',
        syncs: {
          problems: [],
          error: problemWith({ kind: 'rate-limited', status: 429 }),
          status: 'failed',
          version: 1,
        },
      },
      'Status  rate limited (429)',
    ],
    [
      'failing since midnight',
      { state: 'failing', pairs: [pair, pair], failingPairs: 1, failedInRow: 3, onset: exactOnset(now - 12.5 * hour) },
      'Status  1 of 2 sources failing, 3× in a row since 00:00',
    ],
    [
      'failing as far back as its syncs were read',
      {
        ...{ state: 'failing', pairs: [pair, pair], failingPairs: 1, failedInRow: 3, isAtLeast: true },
        onset: olderOnset(now - 12.5 * hour),
      },
      'Status  1 of 2 sources failing, 3+× in a row for over 12 h',
    ],
    [
      'failing by the trail alone',
      { state: 'failing', reported: auditWith({ at: now - minute, type: t`Warehouse Sync Failed` }) },
      'Status  Warehouse Sync Failed  12:29, from the audit trail',
    ],
  ])('%s', (_, change, text) => {
    expect(status(change)[0]).toBe(text);
  });

  it('that is off loses nothing, whatever its reports say', () => {
    expect(status({ state: 'failing' }, false)[0]).toBe(
      'Status  disabled  nothing is synced, nothing is lost at Segment',
    );
  });

  it.each([
    [2, 2, 'Points at  every source in the reports read fails: the connection, the credentials or the cluster'],
    [1, 2, 'Points at  not every source fails: what is loaded, its types, names and rights'],
    [1, 1, undefined],
  ])('%i of %i sources failing tells where to look', (failingPairs, count, text) => {
    const pairs = Array(count).fill(pair);
    expect(status({ state: 'failing', pairs, failingPairs }).find((row) => row.startsWith('Points'))).toBe(text);
  });

  it.each<readonly [of: string, change: object, text: string | undefined]>([
    ['a good sync of every source', { lastGood: now - hour, pairs: [pair] }, 'Data complete  up to 11:30  1h behind'],
    ['none of one', { pairs: [pair] }, 'Data complete  no good sync of every source in the reports read'],
    [
      'nobody knows when: a report was lost',
      { pairs: [{ ...pair, lastGood: now - hour }], syncs: { data: [], problems: [lost] } },
      'Data complete  not known: rows left out (200)',
    ],
    [
      'none of one, with a report that was lost',
      { pairs: [{ ...pair, lastGood: now - hour }, pair], syncs: { data: [], problems: [lost] } },
      'Data complete  no good sync of every source in the reports read',
    ],
    ['no report at all', {}, undefined],
  ])('its data is complete up to %s', (_, change, text) => {
    expect(status(change).find((row) => row.startsWith('Data complete'))).toBe(text);
  });
});

describe('the sources of a warehouse', () => {
  const world = (...names: readonly string[]) =>
    snapshots().set(
      warehouseSources('dwh'),
      names.map((id) => sourceWith(id)),
    );
  const rows = (change: object, of: Snapshots) => {
    vi.stubEnv('TZ', 'UTC');
    return texts(pairRows(storage(change), context(undefined, of), 100));
  };
  const pair = {
    sourceId: 'web',
    state: 'failing',
    failedInRow: 2,
    last: syncWith(1, 'failure', { rows: 1n }),
    lastGood: undefined,
  };

  it.each<readonly [of: string, change: object, world: Snapshots, rows: readonly string[]]>([
    ['none connected and none synced', {}, world(), ['No Syncs']],
    ['none synced, and who is connected not read', {}, snapshots(), ['Reading reports: 1 of 2 so far']],
    ['one that never synced', {}, world('ios'), ['ios  connected, no sync in the reports read']],
    [
      'one that may have synced in a report that was lost',
      { syncs: { data: [], problems: [lost], status: 'ready', version: 1 } },
      world('ios'),
      ['ios  connected'],
    ],
    ['one that fails', { pairs: [pair] }, world('web'), ['Web  failed 2×  11:30  1 row  none good read']],
    [
      'one that is well, and who is connected is refused',
      { pairs: [{ ...pair, state: 'ok', last: syncWith(1, 'success', { rows: 0n }), lastGood: now - 5 * minute }] },
      snapshots().fail(warehouseSources('dwh'), { kind: 'no-access', status: 403 }),
      ['Web  good  11:30  0 rows  good 5m ago', 'connected sources: no access (403)'],
    ],
  ])('%s', (_, change, of, expected) => {
    expect(rows(change, of)).toEqual(expected);
  });
});

it.each<readonly [of: string, syncs: object, text: string]>([
  [
    'not read',
    { problems: [], status: 'waiting', version: 0 },
    'The API allows two of these reads a minute, so it takes a while.',
  ],
  ['refused', { problems: [], error: problemWith(), status: 'failed', version: 1 }, 'server error (500)'],
  ['none', { data: [], problems: [], status: 'ready', version: 1 }, 'No Syncs'],
  [
    'lost',
    { data: [], problems: [lost], status: 'ready', version: 1 },
    'reports: none in what was read; 3 rows could not be read',
  ],
])('the runs of a warehouse: %s', (_, syncs, text) => {
  expect(texts(syncRows(storage({ syncs }), context()))).toEqual([text]);
});

it.each([
  [12, undefined],
  [13, 'and 1 more in the reports read'],
  [30, 'and 18 more in the reports read'],
])('of %i runs the newest twelve are named, and how many more there are', (count, more) => {
  vi.stubEnv('TZ', 'UTC');
  const data = Array.from({ length: count }, (_, index) => syncWith(count - index, 'success'));
  const rows = texts(syncRows(storage({ syncs: { data, problems: [], status: 'ready', version: 1 } }), context()));
  expect(rows.slice(0, 12).map((row) => row.slice(0, 7))).toEqual(
    ['11', '10', '09', '08', '07', '06', '05', '04', '03', '02', '01', '00'].map((hour) => `● ${hour}:30`),
  );
  expect(rows[12]).toBe(more);
});

it.each<readonly [of: string, change: object, text: string]>([
  ['ended', {}, '● 11:30  success  1,234 rows  1m'],
  ['loaded one row', { rows: 1n }, '● 11:30  success  1 row  1m'],
  ['loaded nothing at once', { rows: 0n, seconds: 0 }, '● 11:30  success  0 rows  0s'],
  [
    'has not ended, so that nothing tells how long it takes',
    { status: 'running', word: t`IN_PROGRESS`, end: undefined, rows: undefined, seconds: undefined },
    '· 11:30  IN_PROGR…  – rows  –',
  ],
])('a run that %s', (_, change, text) => {
  vi.stubEnv('TZ', 'UTC');
  const sync = syncWith(1, 'success', { rows: 1_234n, ...change });
  const [told] = texts(
    syncRows(storage({ syncs: { data: [sync], problems: [], status: 'ready', version: 1 } }), context()),
  );
  expect(told!.replace(/ +s$| +Web$/, '').replace(/ {2,}/g, '  ')).toBe(text);
});

describe('a login at the database', () => {
  const login = (of: Snapshots) => texts(loginRows(storage(), context(undefined, of), 200));

  it.each<readonly [of: string, world: Snapshots, rows: readonly string[]]>([
    ['nobody asked for', snapshots(), ['not tried: A lets Segment log in once, now, at the database itself']],
    [
      'that works',
      snapshots().set(connectionState('dwh'), { connected: true, word: t`CONNECTED` } as never),
      ['● CONNECTED  tried just now'],
    ],
    [
      'that fails',
      snapshots().set(connectionState('dwh'), { connected: false, word: t`FAILED` } as never),
      [
        '◆ FAILED  tried just now',
        'Segment cannot log in: host, allow list, VPN, user or password. No sync can work until it can.',
      ],
    ],
    [
      'that ends in a word that nobody knows',
      snapshots().set(connectionState('dwh'), { connected: undefined, word: t`PENDING` } as never),
      ['▲ PENDING  tried just now', 'An answer that segtop does not know.'],
    ],
    ['that could not be tried', snapshots().fail(connectionState('dwh')), ['could not be tried: server error (500)']],
    [
      'of which the answer is odd',
      snapshots().set(connectionState('dwh'), { connected: true, word: t`CONNECTED` } as never, [lost]),
      ['could not be tried: rows left out (200)  tried just now'],
    ],
  ])('%s', (_, of, expected) => {
    expect(login(of)).toEqual(expected);
  });
});

describe('the page of a warehouse, as it stands on screen', () => {
  const exact = (rows: readonly PageRow[]) => rows.map(({ line }) => lineText(line).trimEnd());
  const denied = { level: 'error', message: t`permission denied (SQLSTATE 42501)` };
  const odd = { level: 'error', message: t`connection refused` };
  const pair = { sourceId: 'web', state: 'failing', failedInRow: 2, last: syncWith(1, 'failure', { rows: 1n }) };
  const at = (width: number, change: object) => {
    vi.stubEnv('TZ', 'UTC');
    return exact(pairRows(storage(change), context(undefined, snapshots().set(warehouseSources('dwh'), [])), width));
  };

  it('a source is one row: its name as wide as there is room, and the cause behind it', () => {
    const good = { ...pair, sourceId: 'other', state: 'ok', last: syncWith(1.5, 'success', { rows: 1_234n }) };
    const partial = { ...pair, state: 'partial', notice: odd };
    const pairs = [{ ...pair, notice: denied }, partial, { ...good, lastGood: now - 90 * minute }];
    expect(at(100, { pairs })).toEqual([
      'Web                          failed 2×  11:30             1 row   none good read   SQLSTATE 42501',
      'Web                          partial    11:30             1 row   none good read   The connection was refused.',
      'other                        good       11:00         1.23k rows  good 1h 30m ago',
    ]);
    const named = (width: number) => at(width, { pairs: [pair] })[0]!.indexOf('failed');
    expect([60, 72, 73, 87, 88, 89].map(named)).toEqual([13, 13, 14, 28, 29, 29]);
  });

  it.each<readonly [width: number, notice: object | undefined, rows: readonly string[]]>([
    [49, odd, ['Notice', 'Cause', 'What helps']],
    [50, odd, ['Notice', 'Cause', 'What helps', 'After that']],
    [50, undefined, []],
  ])('on %i columns, a notice is told with its cause and what helps', (width, notice, names) => {
    const rows = exact(stateRows(storage({ notice }), context(), width));
    const from = rows.findIndex((row) => row.startsWith('Reports'));
    expect(rows.slice(from + 1).flatMap((row) => /^\S+( \S+)?(?= {3})/.exec(row)?.[0] ?? [])).toEqual(names);
  });

  it('names the code of a notice that has one', () => {
    const cause = (notice: object) =>
      exact(stateRows(storage({ notice }), context(), 200)).find((row) => row.startsWith('Cause'));
    expect(cause(denied)).toMatch(/^Cause +SQLSTATE 42501: \S/);
    expect(cause(odd)).toMatch(/^Cause +The connection was refused/);
  });

  it('says what was changed before, of this warehouse alone', () => {
    const raised = (id: string, cause?: object, kind = 'warehouse') => ({
      ...{ kind, cause, storage: { warehouse: warehouseWith(id) } },
    });
    const rows = (...triage: readonly object[]) =>
      exact(
        stateRows(
          storage(),
          { ...(context() as object), overview: { ...(context() as { overview: object }).overview, triage } } as never,
          200,
        ),
      ).filter((row) => row.startsWith('Changed before'));
    vi.stubEnv('TZ', 'UTC');
    const cause = auditWith({ at: now - hour, type: t`Warehouse Modified`, actor: t`users/ana` });
    expect(rows(raised('other', cause), raised('dwh', cause))).toEqual([
      'Changed before     Warehouse Modified  ana  11:30',
    ]);
    expect(rows(raised('other', cause))).toEqual([]);
    expect(rows(raised('dwh'))).toEqual([]);
  });

  it('the graph grows with the page, between five and twelve rows', () => {
    vi.stubEnv('TZ', 'UTC');
    const data = [1, 5, 9].map((hours) => syncWith(hours, 'success'));
    const syncs = { data, problems: [], status: 'ready', version: 1 };
    const rows = (height: number, of: object = { syncs, isWhole: true }) =>
      graphRows(storage(of), context(), 100, height).length;
    const least = rows(1);
    expect([22, 27, 28, 54, 55, 200].map((height) => rows(height) - least)).toEqual([0, 0, 1, 6, 7, 7]);
    expect(exact(graphRows(storage(), context(), 100, 40))).toEqual(['–']);
    expect(
      exact(graphRows(storage({ syncs: { problems: [], status: 'waiting', version: 0 } }), context(), 100, 40)),
    ).toEqual(['reading…']);
  });

  it.each([
    ['waiting', 'waiting for its turn…'],
    ['loading', 'logging in…'],
  ])('a login that was asked for and is %s', (status, text) => {
    const place = { view: 'warehouse', params: { id: 'dwh' }, panes: { page: { ...freshPane, folded: ['login'] } } };
    const read = () => ({ problems: [], status, version: 0 });
    expect(exact(loginRows(storage(), { ...(context() as object), read, place } as never, 200))).toEqual([text]);
  });
});

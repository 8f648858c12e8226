import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { destinationRows } from '../../../../source/views/engage/computation/destinations.ts';
import { changeRows, runRows, triageRows } from '../../../../source/views/engage/computation/history.ts';
import { stateRows } from '../../../../source/views/engage/computation/state.ts';
import type { PageRow } from '../../../../source/views/kit/page-view.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import { auditTrail } from '../../../../source/workspace/audit/trail.ts';
import type { ComputationPage } from '../../../../source/workspace/engage/computations.ts';
import { type Snapshot, unread } from '../../../../source/workspace/polling/snapshot.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { audiences, spaces, users } from '../../../../source/workspace/resources/pages.ts';
import { auditWith, now, period, problemWith, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';

const minute = 60_000;
const refused = { kind: 'no-access', status: 403 } as const;
const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`a row was lost` });
const connection = (id: string, name: string, change: object = {}) => ({
  id,
  destination: { id, name: sanitise(name), sourceId: 'web' },
  source: { name: t`Web` },
  state: 'healthy',
  verdict: undefined,
  judgement: { trouble: false, state: 'clean' },
  metrics: {},
  ...change,
});
const contextOf = (world: Snapshots, ...connections: readonly object[]) =>
  ({
    overview: {
      fleet: {
        connections,
        listed: connections.map((each) => (each as unknown as { destination: object }).destination),
        byId: new Map(connections.map((each) => [(each as { id: string }).id, each])),
      },
    },
    read: world.read,
    period,
    now,
    glyphs: glyphs(false),
    keyOf: (id: string) => sanitise(`<${id}>`),
  }) as unknown as ViewContext;
const texts = (rows: readonly PageRow[]) => rows.map(({ line }) => lineText(line).trimEnd());

const runs = {
  failed: 0,
  failedSince: undefined,
  lastFailed: undefined,
  lastGood: undefined,
  syncsFailed: 0,
  lastSyncFailed: undefined,
};
const pageOf = (change: object): ComputationPage =>
  ({ id: 'aud', kind: 'audience', items: [], signals: [], runs, row: undefined, ...change }) as never;

/** Of a trail with more than one page only the newest was read. */
function long(): Snapshots {
  const world = snapshots();
  return world.set(auditTrail(world.read, period, 'aud').pages[0]!, { items: [], next: 'older' });
}

/** A world in which the trail of the audience was read, with what it has lost. */
function read(problems: readonly ReturnType<typeof problemWith>[] = []): Snapshots {
  const world = snapshots().set(resources.recentAudit(period), { items: [] }, problems);
  return world.set(auditTrail(world.read, period, 'aud').pages[0]!, { items: [] });
}
const items = (type: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    auditWith({ at: now - index * minute, type: sanitise(type), id: `e${index}`, resourceName: t`VIPs` }),
  );

test.each<readonly [what: string, items: readonly object[], world: Snapshots, last: string, rows: number]>([
  ['eight', items('Audience Modified', 8), read(), '12:23        Audience Modified  VIPs  u1', 8],
  ['nine', items('Audience Modified', 9), read(), 'and 1 more: <page.audit> shows the whole trail', 9],
  ['runs alone', items('Audience Run Failed', 3), read(), 'Nothing in the trail, which keeps 90 days', 1],
  ['none', [], read(), 'Nothing in the trail, which keeps 90 days', 1],
  ['none in what was read', [], read([lost]), 'the audit trail: none in what was read; a row was lost', 1],
  ['none yet', [], snapshots(), 'Reading the audit trail…', 1],
  ['none in the newest part', [], long(), 'Nothing in the newest part of the trail', 1],
])('what changed of an audience: %s', (_, of, world, last, length) => {
  const rows = texts(changeRows(pageOf({ items: of }), contextOf(world)));
  expect([rows.at(-1), rows.length]).toEqual([last, length]);
});

const ofAudiences = 'Each attempt that fails is logged, up to 6 for one run, also where the next one works.';
const ofTraits =
  'Only failures are logged of computed traits, each attempt of up to 6: no entry can mean that all went well.';
test.each<readonly [what: string, page: object, world: Snapshots, rows: readonly string[]]>([
  ['of an audience: none', {}, read(), ['No run in the trail, which keeps 90 days.', ofAudiences]],
  ['of a trait: none', { kind: 'trait' }, read(), ['No run in the trail, which keeps 90 days.', ofTraits]],
  ['none yet', {}, snapshots(), ['Reading the audit trail…', ofAudiences]],
  ['none in what was read', {}, read([lost]), ['the audit trail: none in what was read; a row was lost', ofAudiences]],
  ['none in the newest part', {}, long(), ['No run in the newest part of the trail.', ofAudiences]],
  [
    'one',
    {
      items: [...items('Audience Run Complete', 1), ...items('Audience Modified', 2)],
      runs: { ...runs, lastGood: now - 5 * minute },
    },
    read(),
    ['good 5m ago  from the audit trail', '12:30        Audience Run Complete  VIPs  u1', ofAudiences],
  ],
])('the runs %s', (_, page, world, rows) => {
  expect(texts(runRows(pageOf(page), contextOf(world), 200))).toEqual(rows);
});

test.each([
  [10, ['12:21        Audience Run Failed  VIPs  u1', ofAudiences]],
  [12, ['12:21        Audience Run Failed  VIPs  u1', 'and 2 more: <page.audit> shows the whole trail', ofAudiences]],
])('of %i runs ten are shown, and it is said that there are more', (count, end) => {
  const rows = texts(runRows(pageOf({ items: items('Audience Run Failed', count) }), contextOf(read()), 200));
  expect(rows.slice(10)).toEqual(end);
});

test('triage has nothing only where the trail of the period was read', () => {
  const of = (world: Snapshots) => texts(triageRows(pageOf({}), contextOf(world), 200));
  expect([of(read()), of(read([lost])), of(snapshots())]).toEqual([
    ['Nothing in triage: the trail of this period reports no failure that still stands.'],
    ['audit trail: none in what was read; a row was lost'],
    ['Reading audit trail…'],
  ]);
});

test('what triage has: the verdict, the facts, since when, and what ends it', () => {
  const signal = {
    kind: 'audience-run',
    state: 'failed',
    times: 2,
    item: auditWith({ at: now - 3 * minute, type: t`Audience Run Failed` }),
    onset: { since: now - 20 * minute, within: minute, before: undefined, until: undefined },
  };
  expect(texts(triageRows(pageOf({ signals: [signal] }), contextOf(read()), 200))).toEqual([
    'FAILED  run failed 2×  last 3m ago  since 12:10',
    'Known from the audit trail of this period only. A completed run of the audience clears this.',
  ]);
});

const sent = (data: readonly object[], problems: readonly ReturnType<typeof problemWith>[] = []) => ({
  row: { destinations: { ...unread, data, problems, status: 'ready' } as unknown as Snapshot },
});
const to = (name: string, change: object = {}) => ({
  id: name,
  name: sanitise(name),
  type: t`Braze`,
  enabled: true,
  destinationId: undefined,
  ...change,
});
test.each<readonly [what: string, page: object, rows: readonly string[]]>([
  ['a trait', { kind: 'trait' }, ['The API does not tell where a computed trait is sent.']],
  ['an audience that only the trail knows', {}, ['Not known']],
  ['being read', { row: { destinations: undefined } }, ['Reading…']],
  ['refused', { row: { destinations: { ...unread, error: problemWith(refused) } } }, ['Not known: no access (403)']],
  ['nowhere', sent([]), ['To no destination: a batch audience without one is not computed.']],
  ['nowhere in what was read', sent([], [lost]), ['destinations: none in what was read; a row was lost']],
  [
    'three',
    sent([
      to('Braze'),
      to('Ads', { enabled: false }),
      to('Shared', { destinationId: 'a', type: t`Slack` }),
      to('Old name', { destinationId: 'b' }),
      to('Not measured', { destinationId: 'c', enabled: false }),
    ]),
    [
      '● Braze',
      '○ Ads  Braze  disabled',
      '◆ Shared ← Web  Slack',
      '● Old name  Braze',
      '○ Not measured  Braze  disabled',
    ],
  ],
])('where it is sent: %s', (_, page, rows) => {
  const context = contextOf(
    snapshots(),
    connection('a', 'Shared', { state: 'failing', verdict: 'LOST', judgement: { trouble: true, state: 'losing' } }),
    connection('other', 'Shared'),
    connection('b', 'Braze'),
    connection('c', 'Not measured', { metrics: undefined, state: 'failing' }),
  );
  expect(texts(destinationRows(pageOf(page), context))).toEqual(rows);
});

test('only what segtop knows as a destination leads to its page', () => {
  const context = contextOf(snapshots(), connection('a', 'Braze'));
  const rows = destinationRows(pageOf(sent([to('x', { destinationId: 'a' }), to('y')])), context);
  expect(rows.map(({ open, subject }) => [open?.params, subject?.id])).toEqual([
    [{ id: 'a' }, 'a'],
    [undefined, undefined],
  ]);
});

const own = (change: object = {}) => ({
  enabled: true,
  status: t`Live`,
  description: t``,
  key: t`vips`,
  createdAt: now - 40 * 60 * minute,
  createdBy: 'u1',
  updatedAt: undefined,
  updatedBy: undefined,
  ...change,
});
const rowOf = (change: object = {}, audience?: object) => ({
  kind: 'audience',
  state: 'live',
  space: { id: 'sp', name: t`Acme` },
  own: own(change),
  audience,
});
const audience = (change: object = {}) => ({ cadence: t`REALTIME`, schedules: [], ...change });

test.each<
  readonly [what: string, row: object | undefined, items: readonly object[], world: Snapshots, rows: readonly string[]]
>([
  [
    'known from the trail, while spaces are to come',
    undefined,
    [],
    snapshots(),
    ['○ –', 'Known from the audit trail only: Reading spaces…'],
  ],
  [
    'known from the trail, and in no list of its kind',
    undefined,
    [],
    snapshots()
      .set(spaces, [{ id: 'sp' }] as never)
      .set(audiences('sp'), []),
    ['○ –', 'Known from the audit trail only: no space that was read has it any more'],
  ],
  [
    'a trait made by somebody nobody names',
    rowOf(),
    [],
    snapshots(),
    [
      '● Live  –',
      'Space              Acme  key vips',
      'Created            Jan 13 20:30  40h ago  by u1',
      'Changed            –',
    ],
  ],
  [
    'with who the trail says made it',
    rowOf({ description: t`Who spends most` }),
    [auditWith({ at: now, type: t`x`, actor: t`users/u1`, actorEmail: t`ana@acme.example` })],
    snapshots(),
    [
      '● Live  –',
      'Who spends most',
      'Space              Acme  key vips',
      'Created            Jan 13 20:30  40h ago  by ana@acme.example',
      'Changed            –',
    ],
  ],
  [
    'with who made it by name, and who changed it by mail',
    rowOf({ updatedAt: now - minute, updatedBy: 'u2' }),
    [],
    snapshots().set(users, [
      { id: 'u1', name: t`Ana`, email: t`` },
      { id: 'u2', name: t`Bo`, email: t`bo@acme.example` },
    ] as never),
    [
      '● Live  –',
      'Space              Acme  key vips',
      'Created            Jan 13 20:30  40h ago  by Ana',
      'Changed            12:29  1m ago  by bo@acme.example',
    ],
  ],
  [
    'an audience with members and a next run',
    rowOf(
      { createdAt: undefined, createdBy: undefined },
      audience({ size: { count: 5, of: t`USERS` }, nextRunAt: now + 30 * minute }),
    ),
    [],
    snapshots().set(audiences('sp'), []),
    [
      '● Live  –',
      'Members            5 users  as read just now',
      'Computed           realtime  next run in 30m, 13:00',
      'Space              Acme  key vips',
      'Created            –',
      'Changed            –',
    ],
  ],
  [
    'an audience of which the API tells little, and no longer',
    rowOf({ createdAt: undefined, createdBy: undefined }, audience()),
    [],
    snapshots().set(audiences('sp'), []).fail(audiences('sp'), refused),
    [
      '● Live  –',
      'Members            the API does not tell  as read just now, not renewed: no access (403)',
      'Computed           realtime',
      'Space              Acme  key vips',
      'Created            –',
      'Changed            –',
    ],
  ],
])('what it is: %s', (_, row, of, world, rows) => {
  expect(texts(stateRows(pageOf({ row, items: of }), contextOf(world), 80))).toEqual(rows);
});

/** The tone in which the only row of a section is. */
const toneOf = ([row]: readonly PageRow[]) => row?.line.spans.at(-1)?.tone;
const closed = snapshots()
  .fail(resources.recentAudit(period), refused)
  .fail(auditTrail(snapshots().read, period, 'aud').pages[0]!, refused);

test.each<readonly [of: string, rows: (of: ComputationPage, world: Snapshots) => readonly PageRow[]]>([
  ['triage', (of, world) => triageRows(of, contextOf(world), 200)],
  ['runs', (of, world) => runRows(of, contextOf(world), 200)],
  ['changes', (of, world) => changeRows(of, contextOf(world))],
])('that there are no %s is a warning where it could not be read, or not all of it', (_, rows) => {
  const tones = [read(), snapshots(), read([lost]), closed].map((world) => toneOf(rows(pageOf({}), world)));
  expect(tones).toEqual(['dim', 'dim', 'warn', 'warn']);
});

test('where it is sent is a warning where that is nowhere, or could not be read', () => {
  const failed = { row: { destinations: { ...unread, error: problemWith(refused) } } };
  const tones = [sent([]), sent([], [lost]), failed, { row: { destinations: undefined } }, {}].map((page) =>
    toneOf(destinationRows(pageOf(page), contextOf(snapshots()))),
  );
  expect(tones).toEqual(['warn', 'warn', 'warn', 'dim', 'dim']);
});

test('that its members could not be counted anew is a warning', () => {
  const world = snapshots().set(audiences('sp'), []).fail(audiences('sp'), refused);
  const [, members] = stateRows(pageOf({ row: rowOf({}, audience()) }), contextOf(world), 80);
  expect(members!.line.spans.slice(-2).map(({ text, tone }) => [text, tone])).toEqual([
    ['  as read just now', 'dim'],
    [', not renewed: no access (403)', 'warn'],
  ]);
});

test.each([
  [60, '● Live  failed 2×, last good Jan 14 12:30  3m ago'],
  [40, '● Live  failed 2×, last good Wed 12:30  3m ago'],
  [34, '● Live  failed 2×  3m ago'],
])('on %i columns the last good run is of a whole day or is left out', (width, text) => {
  const failed = { ...runs, failed: 2, lastFailed: now - 3 * minute, lastGood: now - 24 * 60 * minute };
  const first = (page: object) => texts(stateRows(pageOf({ runs: failed, ...page }), contextOf(snapshots()), width))[0];
  expect(first({ row: rowOf() })).toBe(text);
  const page = pageOf({ runs: failed, items: items('Audience Run Failed', 1) });
  expect(texts(runRows(page, contextOf(read()), width - 8))[0]).toBe(`${text.slice(8)}  from the audit trail`);
});

test('below sixty columns a time has no age beside it', () => {
  const [, , created] = texts(stateRows(pageOf({ row: rowOf() }), contextOf(snapshots()), 59));
  const [, , wider] = texts(stateRows(pageOf({ row: rowOf() }), contextOf(snapshots()), 60));
  expect([created, wider]).toEqual([
    'Created            Jan 13 20:30  by u1',
    'Created            Jan 13 20:30  40h ago  by u1',
  ]);
});

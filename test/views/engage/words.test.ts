import { expect, test } from 'vitest';
import type { AudienceDestination } from '../../../source/domain/engage/computations.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { columns } from '../../../source/views/engage/engage/columns.ts';
import {
  cadenceText,
  destinationsSpan,
  membersOf,
  nextText,
  runSpans,
  sizeText,
  stateMark,
  statusSpan,
} from '../../../source/views/engage/words.ts';
import type { ComputationRow, Runs } from '../../../source/workspace/engage/computations.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import { now, problemWith } from '../../workspace/snapshots.ts';

const lost = problemWith({ kind: 'dropped-rows', status: 200 });
const sent = (
  names: readonly string[],
  problems: readonly Problem[] = [],
): Snapshot<readonly AudienceDestination[]> => ({
  ...unread,
  status: 'ready',
  problems,
  data: names.map((name) => ({ id: name, name: sanitise(name), type: t`x`, enabled: true }) as AudienceDestination),
});
const failed = (error: Partial<Problem>): Snapshot<readonly AudienceDestination[]> => ({
  ...unread,
  status: 'failed',
  error: problemWith(error),
});
const rowOf = (destinations: ComputationRow['destinations'], kind: ComputationRow['kind'] = 'audience') =>
  ({ kind, destinations }) as ComputationRow;
const sortBy = columns.find(({ id }) => id === 'destinations')!.sort!;

test.each<readonly [what: string, row: ComputationRow, text: string, sort: number | undefined]>([
  ['a trait', rowOf(undefined, 'trait'), 'unknown', undefined],
  ['not asked for', rowOf(undefined), '–', undefined],
  ['being read', rowOf({ ...unread, status: 'loading' }), '–', undefined],
  ['refused', rowOf(failed({ kind: 'no-access', status: 403 })), 'no access', undefined],
  ['a broken server is no refusal', rowOf(failed({})), 'server error (500)', undefined],
  ['no network is no refusal', rowOf(failed({ kind: 'network', status: 0 })), 'no connection', undefined],
  ['none', rowOf(sent([])), 'none', 0],
  ['none that was read', rowOf(sent([], [lost])), '–', undefined],
  ['one', rowOf(sent(['Braze'])), 'Braze', 1],
  ['two', rowOf(sent(['Braze', 'Ads'])), '2: Braze, Ads', 2],
  ['one at least', rowOf(sent(['Braze'], [lost])), '1+: Braze', undefined],
  ['two at least', rowOf(sent(['Braze', 'Ads'], [lost])), '2+: Braze, Ads', undefined],
])('where an audience is sent: %s', (_, row, text, sort) => {
  const isKnown = row.destinations?.error === undefined;
  expect(destinationsSpan(row).text).toBe(text);
  expect(destinationsSpan(row).tone === 'warn').toBe(!isKnown || text === 'none');
  expect(sortBy(row)).toBe(sort);
});

test.each<readonly [at: number | undefined, text: string]>([
  [undefined, ''],
  [now - 1, 'due'],
  [now, 'due'],
  [now + 60_000, 'in 1m'],
  [now + 3 * 3_600_000, 'in 3h'],
])('the next run at %s: %j', (at, text) => {
  expect(nextText(at, now)).toBe(text);
});

const runs = (change: Partial<Runs> = {}): Runs => ({
  failed: 0,
  failedSince: undefined,
  lastFailed: undefined,
  lastGood: undefined,
  syncsFailed: 0,
  lastSyncFailed: undefined,
  ...change,
});

test.each<readonly [what: string, runs: Runs, kind: ComputationRow['kind'], text: string]>([
  ['nothing is known', runs(), 'audience', '–'],
  ['a good one', runs({ lastGood: now - 3_600_000 }), 'audience', 'good 1h ago'],
  ['one failed', runs({ failed: 1, lastFailed: now - 60_000 }), 'audience', 'failed, no good run known  1m ago'],
  ['two failed', runs({ failed: 2, lastFailed: now - 60_000 }), 'audience', 'failed 2×, no good run known  1m ago'],
  ['only syncs failed', runs({ syncsFailed: 2, lastSyncFailed: now - 240_000 }), 'trait', 'sync failed 2×  4m ago'],
  ['of traits only failures are logged', runs({ failed: 1, lastFailed: now - 60_000 }), 'trait', 'failed  1m ago'],
  [
    'a sync and a run failed, the sync later',
    runs({ failed: 1, lastFailed: now - 120_000, syncsFailed: 2, lastSyncFailed: now - 60_000 }),
    'trait',
    'failed, sync failed 2×  1m ago',
  ],
])('the runs of a computation: %s', (_, of, kind, text) => {
  expect(
    runSpans(of, kind, now)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

// Yesterday, a Wednesday: a day that is cut short would read as another one.
test.each([
  [0, 'failed, last good Jan 14 12:30  1m ago'],
  [31, 'failed, last good Jan 14 12:30  1m ago'],
  [30, 'failed, last good Wed 12:30  1m ago'],
  [28, 'failed, last good Wed 12:30  1m ago'],
  [27, 'failed, last good Wed12h  1m ago'],
  [25, 'failed, last good Wed12h  1m ago'],
  [24, 'failed  1m ago'],
  [3, 'failed  1m ago'],
])('the last good run on %i columns', (width, text) => {
  const of = runs({ failed: 1, lastFailed: now - 60_000, lastGood: now - 86_400_000 });
  const spans = runSpans(of, 'audience', now, width);
  expect(spans.map((part) => part.text).join('')).toBe(text);
});

test.each([
  ['USERS', 'users'],
  ['ACCOUNTS', 'accounts'],
  ['ENTITIES', 'entities'],
  ['HOUSEHOLDS', 'households'],
  ['toString', 'tostring'],
])('what an audience counts: %s are %s', (word, text) => {
  expect(membersOf(sanitise(word))).toBe(text);
});

const audience = (change: object) => ({ cadence: t``, schedules: [], ...change }) as never;

test.each([
  ['is not told', {}, undefined],
  ['is nobody', { size: { count: 0, of: t`USERS` } }, '0 users'],
  ['is told', { size: { count: 18_402, uniqueCount: 3, of: t`ACCOUNTS` } }, '18,402 accounts'],
  ['is told of another kind', { size: { uniqueCount: 3, of: t`USERS` } }, '3 users'],
])('the size of an audience %s', (_, change, text) => {
  expect(sizeText(audience(change))).toBe(text);
});

const schedule = (change: object) => ({ interval: t``, days: [], hours: [], timezone: t`UTC`, ...change });

test.each([
  ['unknown', {}],
  ['realtime', { cadence: t`REALTIME` }],
  ['every 8h', { cadence: t`BATCH`, schedules: [schedule({ interval: t`8h` })] }],
  ['by a schedule', { schedules: [schedule({})] }],
  ['Sun Wed Sat', { schedules: [schedule({ days: [0, 3, 6] })] }],
  ['Sun', { schedules: [schedule({ days: [7] })] }],
  [
    'Mon at 0:00, 23:00 Asia/Kolkata',
    { schedules: [schedule({ days: [1], hours: [0, 23], timezone: t`Asia/Kolkata` })] },
  ],
  [
    'Mon ? at 8:00, ? UTC',
    { schedules: [schedule({ days: [1, undefined], hours: [8, undefined], timezone: t`UTC` })] },
  ],
  ['every 8h; Tue', { schedules: [schedule({ interval: t`8h` }), schedule({ days: [2] })] }],
])('when it is computed: %s', (text, change) => {
  expect(cadenceText(audience(change))).toBe(text);
});

const marks = glyphs(false);

test.each([
  ['failing', marks.failing, 'bad', 'bad'],
  ['retrying', marks.partial, 'warn', 'warn'],
  ['locked', marks.partial, 'warn', 'warn'],
  ['idle', marks.idle, 'warn', 'warn'],
  ['working', marks.healthy, 'good', 'info'],
  ['live', marks.healthy, 'good', 'good'],
  ['unknown', marks.inactive, 'dim', 'dim'],
  ['disabled', marks.inactive, 'dim', 'dim'],
] as const)('what is %s has the mark %s (%s), and its status is %s', (state, text, tone, status) => {
  expect(stateMark(state, marks)).toMatchObject({ text, tone });
  const own = (change: object) => ({ state, own: { enabled: true, status: t`Live`, ...change } }) as never;
  expect(statusSpan(own({}))).toMatchObject({ text: 'Live', tone: status });
  expect(statusSpan(own({ enabled: false }))).toMatchObject({ text: 'Disabled', tone: status });
  expect(statusSpan(own({ status: t`` }))).toMatchObject({ text: 'unknown', tone: 'dim' });
});

import { expect, test } from 'vitest';
import type { AudienceDestination } from '../../../source/domain/engage/computations.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { columns } from '../../../source/views/engage/engage/columns.ts';
import { destinationsSpan, nextText, runSpans } from '../../../source/views/engage/words.ts';
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
  expect(destinationsSpan(row).text).toBe(text);
  expect(sortBy(row)).toBe(sort);
});

test.each<readonly [at: number | undefined, text: string]>([
  [undefined, ''],
  [now - 1, 'due'],
  [now, 'due'],
  [now + 60_000, 'in 1m'],
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

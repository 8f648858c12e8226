import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type SafeText, sanitise, t } from '../../../../source/domain/text.ts';
import { hour, minute, second } from '../../../../source/domain/time.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { isClosed, manyParts, stateLines, troubleSpan } from '../../../../source/views/watch/home/panel-states.ts';
import { type Snapshot, unread } from '../../../../source/workspace/polling/snapshot.ts';
import { now, problemWith } from '../../../workspace/snapshots.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const whole: Snapshot<unknown> = { ...unread, data: [], fetchedAt: now, status: 'ready' };
const lost = { ...whole, problems: [problemWith({ kind: 'dropped-rows', message: t`1 row could not be read` })] };
const failed = { ...unread, error: problemWith({ status: 503 }), status: 'failed' } as Snapshot<unknown>;
const refused = { ...failed, error: problemWith({ kind: 'no-access', status: 403 }) } as Snapshot<unknown>;
const old = (age: number): Snapshot<unknown> => ({ ...failed, data: [], fetchedAt: now - age });
const recalled = (age: number): Snapshot<unknown> => ({ ...whole, recalled: true, fetchedAt: now - age });
const part = (what: string, snapshot: Snapshot<unknown>) => ({ what: sanitise(what), snapshot });

test.each<readonly [of: string, snapshot: Snapshot<unknown>, rows: readonly string[], tone: string]>([
  ['is being read', unread, ['Reading…'], 'dim'],
  ['was read, and has none', whole, ['None.'], 'dim'],
  ['lost rows', lost, ['Nothing in what could be read; 1 row could not be read'], 'warn'],
  ['is refused', refused, ['no access (403)', 'boom'], 'warn'],
  ['failed', failed, ['server error (503)', 'boom'], 'bad'],
  ['could not be renewed', old(hour), ['None.'], 'dim'],
])('a panel without rows says why: its list %s', (_, snapshot, rows, tone) => {
  const lines = stateLines(snapshot, { loading: t`Reading…`, empty: t`None.` });
  expect(lines.map(lineText)).toEqual(rows);
  expect(lines[0]?.spans[0]?.tone).toBe(tone);
});

describe('what of a panel could not be read', () => {
  test.each<
    readonly [of: string, parts: readonly Snapshot<unknown>[], text: string | undefined, tone: string | undefined]
  >([
    ['nothing', [whole, unread], undefined, undefined],
    ['one that failed', [whole, failed], 'p1: server error (503)', 'warn'],
    ['one that could not be renewed just now', [old(10 * second - 1)], 'p0: server error (503)', 'warn'],
    ['one that is old', [old(10 * second)], 'p0: server error (503), 10s old', 'warn'],
    ['one that lost rows', [lost], 'p0: 1 row could not be read', 'warn'],
    [
      'several: what failed comes first',
      [lost, whole, old(2 * hour)],
      'p2: server error (503), 2h old · 1 more',
      'warn',
    ],
    ['three', [failed, lost, lost], 'p0: server error (503) · 2 more', 'warn'],
    ['of before, read just now', [recalled(minute - 1)], undefined, undefined],
    ['of before: the oldest counts', [recalled(minute), recalled(3 * hour), whole], 'from 09:30', 'dim'],
    ['of before, beside one that failed', [recalled(hour), failed], 'p1: server error (503)', 'warn'],
  ])('%s', (_, parts, text, tone) => {
    const said = troubleSpan(
      parts.map((each, index) => part(`p${index}`, each)),
      now,
    );
    expect([said?.text, said?.tone]).toEqual([text, tone]);
  });

  const name = (count: number): SafeText => t`${count} connections`;
  test.each<readonly [of: string, snapshots: readonly Snapshot<unknown>[], what: string | undefined, shown: number]>([
    ['none in trouble', [whole, whole], undefined, -1],
    ['those that failed, by the one with the oldest data', [old(minute), lost, old(hour)], '2 connections', 2],
    ['one that never had data counts as the oldest', [old(hour), failed], '2 connections', 1],
    ['those that lost rows where none failed', [whole, lost, { ...lost, fetchedAt: now - 1 }], '2 connections', 2],
    ['those of before where all is well', [whole, recalled(hour)], '1 connections', 1],
  ])('of many reads of one kind: %s', (_, snapshots, what, shown) => {
    const [first] = manyParts(snapshots, name);
    expect([first?.what, first ? snapshots.indexOf(first.snapshot) : -1]).toEqual([what, shown]);
  });

  test('what no token or plan reads is closed', () => {
    const missing = { ...failed, error: problemWith({ kind: 'not-in-plan' }) } as Snapshot<unknown>;
    expect([unread, failed, refused, missing].map(isClosed)).toEqual([false, false, true, true]);
  });
});

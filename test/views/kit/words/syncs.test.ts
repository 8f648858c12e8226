import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { badSyncText, noticeRows, syncSpans, tookText } from '../../../../source/views/kit/words/syncs.ts';
import { now, syncWith } from '../../../workspace/snapshots.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

test.each([
  ['its notice', { state: 'failing', failedInRow: 3, notice: { message: t`disk full` } }, 'disk full'],
  ['a part', { state: 'partial', failedInRow: 0 }, 'loaded in part'],
  ['one that failed', { state: 'failing', failedInRow: 1 }, '1 failed in a row'],
  ['so many at least', { state: 'failing', failedInRow: 2, isAtLeast: true }, '2+ failed in a row'],
  ['none that was read', { state: 'failing', failedInRow: 0 }, 'failed'],
])('why a warehouse fails, by %s', (_, storage, text) => {
  expect(badSyncText(storage as never)).toBe(text);
});

test.each([
  [undefined, '–'],
  [1, '1s'],
  [75, '1m 15s'],
])('a run of %s seconds took %s', (seconds, text) => {
  expect(tookText({ seconds })).toBe(text);
});

describe('a run on one line', () => {
  const row = (change: object) =>
    syncSpans(
      syncWith(5, 'success', { start: now - 5 * minute, word: t`SUCCESS`, seconds: 75, ...change }),
      now,
      glyphs(false),
    )
      .map(({ text }) => text)
      .join('');
  it.each([
    [undefined, '● 12:25        SUCCESS            – rows  1m 15s '],
    [0n, '● 12:25        SUCCESS            0 rows  1m 15s '],
    [1n, '● 12:25        SUCCESS            1 row   1m 15s '],
    [2n, '● 12:25        SUCCESS            2 rows  1m 15s '],
    [12_345_678n, '● 12:25        SUCCESS   12,345,678 rows  1m 15s '],
  ])('of %s rows has its columns where they always are', (rows, text) => {
    expect(row({ rows })).toBe(text);
  });
});

test.each([
  ['', t`out of tape`, ['Notice', 'Cause', 'What helps']],
  ['ERROR', t`permission denied (SQLSTATE 42501)`, ['Notice (ERROR)', 'Cause', 'What helps']],
])('a notice of level %j has its cause and what helps', (level, message, names) => {
  const lines = noticeRows({ level, message } as never, 200).map(({ line }) => lineText(line).trimEnd());
  expect(lines.map((each) => /^\S+(?: \S+)*/.exec(each)?.[0])).toEqual(names);
  expect(lines[0]!.endsWith(message)).toBe(true);
  expect(/SQLSTATE 42501: /.test(lines[1]!)).toBe(level === 'ERROR');
});

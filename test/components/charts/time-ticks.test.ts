import { afterEach, describe, expect, test, vi } from 'vitest';
import { timeTicks } from '../../../source/components/charts/time-ticks.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Ticks as `index text`, for so many buckets of a size. */
function ticks(from: string, size: number, count: number, columns: number): string[] {
  const start = Date.parse(from);
  const starts = Array.from({ length: count }, (_, index) => start + index * size);
  return timeTicks(starts)(columns).map(({ index, text }) => `${index} ${text}`);
}

describe('times under an axis are those of the wall clock', () => {
  test.each<[string, string, string, number, string[]]>([
    [
      'the night that has an hour twice',
      'Europe/Berlin',
      '2026-10-24T22:00Z',
      26,
      ['0 Oct 25', '4 03:00', '7 06:00', '10 09:00', '13 12:00', '16 15:00', '19 18:00', '22 21:00', '25 Oct 26'],
    ],
    [
      'the night that lacks an hour',
      'Europe/Berlin',
      '2026-03-28T23:00Z',
      26,
      ['0 Mar 29', '2 03:00', '5 06:00', '8 09:00', '11 12:00', '14 15:00', '17 18:00', '20 21:00', '23 Mar 30'],
    ],
    [
      'the night that lacks its midnight',
      'America/Santiago',
      '2026-09-06T01:00Z',
      26,
      ['0 21:00', '3 Sep 6', '5 03:00', '8 06:00', '11 09:00', '14 12:00', '17 15:00', '20 18:00', '23 21:00'],
    ],
    [
      'the end of a month, half an hour off',
      'America/St_Johns',
      '2026-11-30T20:30Z',
      26,
      ['1 18:00', '4 21:00', '7 Dec 1', '10 03:00', '13 06:00', '16 09:00', '19 12:00', '22 15:00', '25 18:00'],
    ],
    [
      'hours that begin in the middle of ours',
      'Asia/Kolkata',
      '2026-12-31T12:00Z',
      26,
      ['1 18:30', '4 21:30', '7 Jan 1', '10 03:30', '13 06:30', '16 09:30', '19 12:30', '22 15:30', '25 18:30'],
    ],
  ])('%s, in %s', (_, zone, from, count, expected) => {
    vi.stubEnv('TZ', zone);
    expect(ticks(from, hour, count, 3 * count)).toEqual(expected);
  });
});

/** A text of five columns and two of gap need seven, a day such as `Nov 29` eight, `Dec 5` seven. */
test.each<[string, number, number, number, string[]]>([
  ['2026-11-28T12:00Z', hour, 2, 14, ['0 12:00', '1 13:00']],
  ['2026-12-01T00:00Z', day, 30, 18, ['2 Dec 3', '16 Dec 17']],
  ['2026-12-01T00:00Z', day, 30, 17, []],
  ['2026-11-28T12:00Z', hour, 3, 21, ['0 12:00', '1 13:00', '2 14:00']],
  ['2026-11-28T12:00Z', hour, 3, 20, ['0 12:00', '2 14:00']],
  ['2026-11-28T13:00Z', hour, 3, 20, ['1 14:00']],
  ['2026-11-28T12:00Z', hour, 3, 1, []],
  ['2026-11-28T23:40Z', 5 * minute, 6, 24, ['0 23:40', '2 23:50', '4 Nov 29']],
  ['2026-11-28T23:40Z', 5 * minute, 6, 23, ['4 Nov 29']],
  ['2026-11-28T23:40Z', 5 * minute, 6, 48, ['0 23:40', '1 23:45', '2 23:50', '3 23:55', '4 Nov 29', '5 00:05']],
  ['2026-11-28T23:20Z', 10 * minute, 6, 16, ['1 23:30', '4 Nov 29']],
  ['2026-11-28T00:00Z', 6 * hour, 4, 28, ['0 Nov 28', '2 12:00']],
  ['2026-11-28T00:00Z', 6 * hour, 4, 32, ['0 Nov 28', '1 06:00', '2 12:00', '3 18:00']],
  ['2026-12-01T00:00Z', day, 5, 35, ['0 Dec 1', '1 Dec 2', '2 Dec 3', '3 Dec 4', '4 Dec 5']],
  ['2026-12-01T00:00Z', day, 5, 34, ['0 Dec 1', '2 Dec 3', '4 Dec 5']],
])(
  'from %s by %i ms, %i on %i columns: the finest step whose texts do not touch',
  (from, size, count, columns, all) => {
    expect(ticks(from, size, count, columns)).toEqual(all);
  },
);

test('without a size of buckets there is nothing to tell', () => {
  const at = Date.parse('2026-11-28T12:00Z');
  expect([[], [at], [at, at], [at, at - hour]].map((starts) => timeTicks(starts)(80))).toEqual([[], [], [], []]);
});

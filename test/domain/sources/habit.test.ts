import { describe, expect, it } from 'vitest';
import { habitOf, hourGrid, median, missedHours, missingIn } from '../../../source/domain/sources/habit.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';

const noon = Date.parse('2026-03-02T12:00:00Z');
const ever = { start: 0, end: noon + 9 * day };
/** The hours of eight days before noon, by the days that they are back from the day of noon, and their hour of the day. */
function grid(count: (back: number, clockHour: number) => number, end = noon) {
  const midnight = noon - 12 * hour;
  const series = Array.from({ length: 8 * 24 }, (_, index) => {
    const at = end - (end % hour) - (index + 1) * hour;
    return { at, count: count(Math.ceil((midnight - at) / day), (at / hour) % 24) };
  });
  return hourGrid(series, ever, end)!;
}
const gapOf = (start: number, end: number) => ({ start, end });
/** Keeps a source known by more hours than the ones looked at: it sends at night. */
const night = (clockHour: number) => (clockHour < 3 ? 7 : 0);

describe('the hours of a source', () => {
  const bucket = (ago: number, count: number) => ({ at: noon - ago * hour, count });

  it.each([
    ['are not known where it sent nothing', [bucket(2, 0)], ever.start, noon, undefined],
    ['begin with the first in which it sent', [bucket(4, 0), bucket(3, 5), bucket(1, 2)], 0, noon, [5, 0, 2]],
    ['end with the one that runs', [bucket(1, 2), bucket(0, 1)], 0, noon + minute, [2, 1]],
    ['leave out what came later', [bucket(1, 2), bucket(0, 1)], 0, noon, [2]],
    ['leave out what is not known to be whole', [bucket(3, 5), bucket(1, 2)], noon - 2 * hour, noon, [2]],
    ['reach back eight days', [bucket(193, 9), bucket(192, 4)], 0, noon, [4, ...Array(191).fill(0)]],
    ['add up what belongs to one', [bucket(1, 2), bucket(0.5, 3)], 0, noon, [5]],
  ] as const)('%s', (_, series, start, end, expected) => {
    const counts = hourGrid(series, { start, end: noon }, end)?.counts;
    expect(counts && [...counts]).toEqual(expected);
  });
});

describe('what a source usually sends', () => {
  /** From ten to twelve: ten events, then thirty, on the days that are named. */
  const on = (days: readonly number[]) => (back: number, clockHour: number) =>
    night(clockHour) + (days.includes(back) ? (clockHour === 10 ? 10 : clockHour === 11 ? 30 : 0) : 0);
  const two = gapOf(noon - 2 * hour, noon);

  it.each([
    ['every day', on([1, 2, 3, 4, 5, 6, 7]), two, { perHour: 20, days: 7, ofDays: 7 }],
    ['five days of seven', on([1, 2, 3, 4, 7]), two, { perHour: 20, days: 5, ofDays: 7 }],
    ['four days of seven are no habit', on([1, 2, 3, 7]), two, undefined],
    ['nor are all but the same day of the week before', on([1, 2, 3, 4, 5, 6]), two, undefined],
    [
      'half of each hour',
      on([1, 2, 3, 4, 5, 6, 7]),
      gapOf(noon - 1.5 * hour, noon - 0.5 * hour),
      { perHour: 20, days: 7, ofDays: 7 },
    ],
    [
      'the last quarter of the first',
      on([1, 2, 3, 4, 5, 6, 7]),
      gapOf(noon - 1.25 * hour, noon - hour),
      { perHour: 10, days: 7, ofDays: 7 },
    ],
    [
      'the median of the days',
      (back: number, clockHour: number) => night(clockHour) + (clockHour > 9 ? 10 * back : 0),
      two,
      { perHour: 40, days: 7, ofDays: 7 },
    ],
    ['one event an hour', () => 1, gapOf(noon - 1.25 * hour, noon - hour), { perHour: 1, days: 7, ofDays: 7 }],
    ['a whole day', () => 5, gapOf(noon - day, noon), { perHour: 5, days: 7, ofDays: 7 }],
    ['an hour more than a day', () => 5, gapOf(noon - 25 * hour, noon), { perHour: 5, days: 6, ofDays: 6 }],
    [
      'of a gap of a day and a half the day before tells nothing',
      () => 5,
      gapOf(noon - 36 * hour, noon),
      { perHour: 5, days: 6, ofDays: 6 },
    ],
  ] as const)('%s', (_, count, gap, expected) => {
    expect(habitOf(grid(count), gap)).toEqual(expected);
  });

  it.each([
    [11, undefined],
    [12, { perHour: 6, days: 6, ofDays: 6 }],
  ])('%d hours in which it sent: %j', (hours, expected) => {
    // One hour at eleven on each of six days, and others before that were asked for by nobody.
    const few = hourGrid(
      [
        ...[1, 2, 3, 4, 5, 6].map((back) => ({ at: noon - hour - back * day, count: 6 })),
        ...Array.from({ length: hours - 6 }, (_, index) => ({ at: noon - 6 * day - (index + 2) * hour, count: 1 })),
      ],
      ever,
      noon,
    )!;
    expect(habitOf(few, gapOf(noon - hour, noon))).toEqual(expected);
  });

  it.each([
    ['one day is no habit', 1, undefined],
    ['two days are one', 2, { perHour: 5, days: 2, ofDays: 2 }],
  ] as const)('%s', (_, days, expected) => {
    const young = grid((back, clockHour) => (back < days || (back === days && clockHour >= 11) ? 5 : 0));
    expect(habitOf(young, gapOf(noon - hour, noon))).toEqual(expected);
  });
});

describe('the hours that it missed', () => {
  /** At eleven today, and on so many of the days before. */
  const eleven = (days: readonly number[]) =>
    grid((back, clockHour) => (clockHour === 11 && days.includes(back) ? 1 : clockHour === 0 && back === 7 ? 1 : 0));

  it.each([
    ['an hour that has just ended counts as one of the seven days', [0, 1, 2, 3, 4], 1],
    ['so that four of them are too few', [0, 1, 2, 3], 0],
    ['and the one eight days ago is none of them', [1, 2, 3, 4, 7], 0],
  ] as const)('%s', (_, days, now) => {
    expect(missedHours(eleven(days), gapOf(noon, noon + day)).now).toBe(now);
  });

  it('are counted by the seven days before, of an hour that has not come today', () => {
    const of = grid((back, clockHour) => (clockHour === 13 && back > 2 ? 1 : clockHour === 0 && back === 7 ? 1 : 0));
    expect(missedHours(of, gapOf(noon, noon + day)).now).toBe(1);
  });

  it('are none where nothing is known of such an hour', () => {
    const young = grid((back, clockHour) => (back === 0 && clockHour > 8 ? 1 : 0));
    expect(missedHours(young, gapOf(noon, noon + 5 * hour)).now).toBe(0);
  });

  it.each([
    ['each hour of a source that always sends', noon, noon + 5 * hour, 5],
    ['no hour that has not ended', noon, noon + 5 * hour - 1, 4],
    ['no hour that had begun before', noon - minute, noon + 2 * hour, 2],
    ['nothing of a moment', noon, noon, 0],
    ['all hours of a day', noon, noon + day, 24],
  ])('are %s', (_, start, end, now) => {
    expect(
      missedHours(
        grid(() => 3),
        gapOf(start, end),
      ),
    ).toEqual({ now, before: 0 });
  });

  it.each([1, 2])('are told by %d days, where no more are known', (days) => {
    const young = grid((back) => (back <= days ? 1 : 0));
    expect(missedHours(young, gapOf(noon, noon + 5 * hour)).now).toBe(5);
  });

  it('before: a night in which it never sends is no pause', () => {
    const shop = grid((_back, clockHour) => (clockHour >= 8 && clockHour < 20 ? 1 : 0));
    expect(missedHours(shop, gapOf(noon, noon + day))).toEqual({ now: 12, before: 0 });
  });

  it.each([
    ['one pause is an outage', [[3, 2]], 0],
    [
      'of two the shorter is usual',
      [
        [3, 2],
        [5, 4],
      ],
      2,
    ],
    [
      'of three the second longest',
      [
        [2, 1],
        [4, 3],
        [6, 5],
      ],
      3,
    ],
    [
      'in whatever order',
      [
        [2, 1],
        [4, 5],
        [6, 3],
      ],
      3,
    ],
  ] as const)('before: %s', (_, pauses, before) => {
    const paused = grid((back, clockHour) =>
      pauses.some(([of, hours]) => of === back && clockHour >= 2 * of && clockHour < 2 * of + hours) ? 0 : 1,
    );
    expect(missedHours(paused, gapOf(noon, noon + hour)).before).toBe(before);
  });
});

describe('what is missing', () => {
  const habit = { perHour: 20, days: 7, ofDays: 7 };

  it.each([
    ['the median of each hour, by its part', noon - 1.5 * hour, noon, 35],
    ['by the rate where it is more than a day', noon - 25 * hour, noon, 500],
    ['rounded', noon - hour - 3 * minute, noon, 31],
    ['rounded, more than a day', noon - 25 * hour - 2 * minute, noon, 501],
    ['a day, hour by hour', noon - day, noon, 40],
  ])('%s', (_, start, end, expected) => {
    const of = grid((_back, clockHour) => (clockHour === 10 ? 10 : clockHour === 11 ? 30 : 0));
    expect(missingIn(of, gapOf(start, end), habit)).toBe(expected);
  });

  it('is the median of all seven days before', () => {
    const of = grid((back, clockHour) => (clockHour === 11 ? back * back : 0));
    expect(missingIn(of, gapOf(noon - hour, noon), habit)).toBe(16);
  });

  it('days without events make no median', () => {
    const of = grid((back, clockHour) => (clockHour === 11 && back > 4 ? 8 : clockHour === 0 ? 1 : 0));
    expect(missingIn(of, gapOf(noon - hour, noon), habit)).toBe(8);
  });
});

it.each([
  [[3], 3],
  [[5, 1, 3], 3],
  [[4, 1], 2.5],
  [[9, 1, 2, 4], 3],
  [[], 0],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

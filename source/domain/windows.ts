import {
  type Bucket,
  bucketLength,
  day,
  floorTo,
  type Granularity,
  hour,
  minute,
  type Period,
  periodLength,
  type Window,
} from './time.ts';

/** From a week on, per-connection totals by the hour reach back no further than this: no read of the period goes beyond it. */
const hourlyReach = 7 * day;

/**
 * Distance kept from the oldest start that a read may have: a request that waits for its turn, or a clock that differs a
 * little, must not lose the first hour after all.
 */
const margin = 5 * minute;

/**
 * The window that everything of a period is read and counted over, so that all totals of one screen can be compared: from
 * the full hour at or before `now - period` up to now, which is at least what the period says and at most an hour more.
 * Seven days are the exception: some reads go back seven days and no further, so the window begins with the first full hour
 * inside that, and is up to 65 minutes shorter. Whole hours at the start, so that no bucket is cut.
 */
export function readWindow(period: Period, now: number): Window {
  return reachingBack(periodLength[period], 'HOUR', now, hourlyReach);
}

/**
 * From the full bucket at or before `now - length` up to now; where reads go back no further than `reach`, from the first
 * full bucket inside that.
 * @param length ms
 * @param reach how old the start may be at most, ms
 */
export function reachingBack(length: number, granularity: Granularity, now: number, reach: number): Window {
  const size = bucketLength[granularity];
  const oldest = Math.ceil((now - reach + margin) / size) * size;
  return { start: Math.max(floorTo(now - length, granularity), oldest), end: now };
}

/** The window of equal length one period earlier: the same hours of the day before, or of the week before. */
export function earlierWindow(period: Period, now: number): Window {
  return earlierBy(readWindow(period, now), periodLength[period]);
}

const earlierBy = ({ start, end }: Window, by: number): Window => ({ start: start - by, end: end - by });

/** Volume is asked for up to so long before now, as Segment advises. */
export const volumeLag = minute;

/** Two equal windows, and the buckets that both are made of. */
export interface ComparedWindows {
  readonly recent: Window;
  readonly before: Window;
  readonly granularity: Granularity;
}

/** An hour that is over still grows for a few minutes. */
const settling = 10 * minute;

/**
 * What totals without a series are compared over, where a cut bucket could not be counted by its part: the last 24 full hours
 * and the 24 before. A week goes by full days of UTC, since hours reach back one week only: as many as reads go back to the
 * week before, which is six, and the same days of the week before.
 */
export function comparedWindows(period: Period, now: number): ComparedWindows {
  const length = periodLength[period];
  const granularity = period === '24h' ? 'HOUR' : 'DAY';
  const size = bucketLength[granularity];
  const end = floorTo(period === '24h' ? now - settling : now, granularity);
  const oldest = Math.ceil((now - 2 * hourlyReach + margin) / size) * size;
  const recent = { start: Math.max(end - length, oldest + length), end };
  return { recent, before: earlierBy(recent, length), granularity };
}

/** Both windows in one read. */
export function doubleWindow(period: Period, now: number): Window {
  return { start: earlierWindow(period, now).start, end: now };
}

/** Sum of hourly buckets inside a window; a bucket that the end cuts counts by its part, so that equal windows compare equal. */
export function hourlyTotal(series: readonly Bucket[], window: Window, now: number): number {
  let sum = 0;
  for (const { at, count } of series) {
    if (at < window.start || at >= window.end) continue;
    const bucketEnd = Math.min(at + hour, now);
    const part = bucketEnd > window.end ? (window.end - at) / (bucketEnd - at) : 1;
    sum += part < 1 ? Math.round(count * part) : count;
  }
  return sum;
}

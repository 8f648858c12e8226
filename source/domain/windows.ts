import { settledWindow } from './comparison.ts';
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
 * little, must not lose the first hour.
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

/** Two equal windows. */
export interface ComparedWindows {
  readonly recent: Window;
  readonly before: Window;
}

/** How far back one hourly read of a pipeline step goes. */
const stepsReach = 14 * day;

/**
 * What is read only to be compared: the last full hours of the period and the same hours one period earlier. Of a week it is
 * an hour or two less, as one read goes back two weeks and no further.
 */
export function comparedWindows(period: Period, now: number): ComparedWindows {
  const length = periodLength[period];
  const { end } = settledWindow({ start: 0, end: now }, 'HOUR');
  const oldest = Math.ceil((now - stepsReach + margin) / hour) * hour;
  const recent = { start: Math.max(end - length, oldest + length), end };
  return { recent, before: earlierBy(recent, length) };
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

import { type Bucket, floorTo, hour, type Period, periodLength, type Window } from './time.ts';

/**
 * The window a period is read with: from the next full hour after `now - period` up to now. Starting on the hour keeps
 * requests inside the API's oldest allowed start despite clock skew, and cuts no bucket in two (manual 3, window arithmetic).
 */
export function readWindow(period: Period, now: number): Window {
  const start = now - periodLength[period];
  const aligned = floorTo(start, 'HOUR');
  return { start: aligned === start ? start : aligned + hour, end: now };
}

/** The window of equal length one period earlier. */
export function earlierWindow(period: Period, now: number): Window {
  const { start, end } = readWindow(period, now);
  return { start: start - periodLength[period], end: end - periodLength[period] };
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

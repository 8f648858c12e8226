import { type Bucket, bucketLength, floorTo, type Granularity, minute, type Window } from './time.ts';

/** A count or a share, and the window it was counted over. */
export interface Measured {
  readonly value: number | undefined;
  readonly window: Window;
}

/** The same in two windows. */
export interface Compared {
  readonly recent: Measured;
  readonly before: Measured;
}

/**
 * What something changed by against a window before it, in percent of that: the one way anything here is compared in time.
 * @returns undefined where either is not known, where there was nothing before, and where the windows are not equally long
 */
export function changeBetween(now: Measured | undefined, before: Measured | undefined): number | undefined {
  if (now?.value === undefined || !before?.value || lengthOf(now.window) !== lengthOf(before.window)) return undefined;
  return (100 * (now.value - before.value)) / before.value;
}

const lengthOf = ({ start, end }: Window): number => end - start;

/**
 * A finished bucket still grows for a few minutes, and the newest one is not finished: neither can be compared with an earlier
 * one.
 */
export const settling = 5 * minute;

/** The full buckets of a window that hardly grow any more. */
export function settledWindow({ start, end }: Window, granularity: Granularity): Window {
  return { start, end: Math.max(start, floorTo(end - settling, granularity)) };
}

/**
 * Counts a series over the settled buckets of a window and over the same buckets earlier.
 * @param window starts on a bucket
 * @param by how much earlier, ms: whole buckets
 */
export function comparedBuckets(
  series: readonly Bucket[],
  window: Window,
  by: number,
  granularity: Granularity = 'HOUR',
): Compared {
  const recent = settledWindow(window, granularity);
  const before = { start: recent.start - by, end: recent.end - by };
  const size = bucketLength[granularity];
  const count = ({ start, end }: Window) => {
    let sum = 0;
    for (const bucket of series) if (bucket.at >= start && bucket.at + size <= end) sum += bucket.count;
    return sum;
  };
  return { recent: { value: count(recent), window: recent }, before: { value: count(before), window: before } };
}

export const changeOf = ({ recent, before }: Compared): number | undefined => changeBetween(recent, before);

/** A part of a whole in both windows, in percent, where all of it is known. */
export function comparedShare(part: Compared, whole: Compared): Compared {
  const share = (a: Measured, b: Measured): Measured => ({
    value: a.value === undefined || !b.value ? undefined : (100 * a.value) / b.value,
    window: a.window,
  });
  return { recent: share(part.recent, whole.recent), before: share(part.before, whole.before) };
}

import { type Bucket, day, floorTo, hour, type Window } from '../time.ts';

/** What a source usually sends in the hours that it has now missed, and on how many of the days before it did. */
export interface Habit {
  /** Events an hour: the median of the days on which it sent. */
  readonly perHour: number;
  readonly days: number;
  readonly ofDays: number;
}

/** Counts by the hour on a grid without holes, over the days that tell what is usual. */
export interface HourGrid {
  /** Start of the first hour for which the source is known to exist. */
  readonly start: number;
  readonly counts: Float64Array;
}

/** A week, and the day before the one that a week ago repeats: more weekends than one would look like a habit. */
export const habitLength = 8 * day;

/** A habit is what it did on so many days of ten at least, on two or more of them, in so many hours together. */
const usualPercent = 70;
const fewestDays = 2;
const fewestHours = 12;

/** The hours of a source before `end`, from the first one in which it sent: before that it may not have existed. */
export function hourGrid(series: readonly Bucket[], known: Window, end: number): HourGrid | undefined {
  const from = Math.max(known.start, floorTo(end, 'HOUR') - habitLength);
  let first = Number.POSITIVE_INFINITY;
  for (const { at, count } of series) if (count > 0 && at >= from && at < first) first = at;
  if (!Number.isFinite(first)) return undefined;
  const counts = new Float64Array(Math.max(0, Math.ceil((end - first) / hour)));
  // Nothing is kept of what lies outside of them.
  for (const { at, count } of series) counts[Math.floor((at - first) / hour)]! += count;
  return { start: first, counts };
}

const countAt = ({ start, counts }: HourGrid, at: number): number | undefined =>
  at < start ? undefined : counts[(at - start) / hour];

/**
 * The clock hours of a gap, each with the part of it that the gap covers; of a long gap only the last 24, which contain every
 * hour of the day.
 */
function hoursOf({ start, end }: Window): { readonly at: number; readonly part: number }[] {
  const hours = [];
  for (let at = floorTo(Math.max(start, end - day), 'HOUR'); at < end; at += hour)
    hours.push({ at, part: (Math.min(end, at + hour) - Math.max(start, at)) / hour });
  return hours;
}

/**
 * What it did in the same hours of the seven days before a gap. Days are those of the clock hours, so that nights are like
 * nights; the same day of the week before must be one of those on which it sent, so that a weekend is no silence.
 * @returns undefined where that makes no habit: too few days, too few hours, or it has paused so before
 */
export function habitOf(grid: HourGrid, gap: Window): Habit | undefined {
  const hours = hoursOf(gap);
  const covered = hours.reduce((sum, { part }) => sum + part, 0);
  const rates: number[] = [];
  let ofDays = 0;
  for (let back = 1; back <= 7; back += 1) {
    const known = hours.map(({ at, part }) => ({ at: at - back * day, part, count: countAt(grid, at - back * day) }));
    // The day before a gap of three days lies inside it, and tells nothing of the usual.
    if (known.some(({ at, count }) => count === undefined || at + hour > gap.start)) continue;
    ofDays += 1;
    const sent = known.reduce((sum, { count, part }) => sum + count! * part, 0);
    if (sent > 0) rates.push(sent / covered);
    else if (back === 7) return undefined;
  }
  if (rates.length < fewestDays || 100 * rates.length < usualPercent * ofDays) return undefined;
  if (grid.counts.reduce((sum, count) => (count > 0 ? sum + 1 : sum), 0) < fewestHours) return undefined;
  return { perHour: median(rates), days: rates.length, ofDays };
}

/** Whether each hour of the day is one in which it usually sends, by the seven days before `end`. */
function usualHours(grid: HourGrid, end: number): boolean[] {
  return Array.from({ length: 24 }, (_, clockHour) => {
    const today = floorTo(end, 'DAY') + clockHour * hour;
    const last = today + hour > end ? today - day : today;
    const counts = Array.from({ length: 7 }, (__, back) => countAt(grid, last - back * day)).filter(
      (count) => count !== undefined,
    );
    return counts.length > 0 && 100 * counts.filter((count) => count > 0).length >= usualPercent * counts.length;
  });
}

/**
 * Hours in which it usually sends and did not: now, and in the second longest pause before. One outage last week must not hide
 * the next one, whereas two such pauses are normal for it.
 * @param gap of full hours
 */
export function missedHours(grid: HourGrid, gap: Window): { readonly now: number; readonly before: number } {
  const usual = usualHours(grid, gap.start);
  const isUsual = (at: number): boolean => usual[Math.floor((at % day) / hour)]!;
  let now = 0;
  for (let at = Math.ceil(gap.start / hour) * hour; at + hour <= gap.end; at += hour) if (isUsual(at)) now += 1;
  const pauses: number[] = [];
  let pause = 0;
  for (let index = 0; grid.start + index * hour < gap.start; index += 1) {
    if (grid.counts[index]! > 0) {
      pauses.push(pause);
      pause = 0;
    } else if (isUsual(grid.start + index * hour)) pause += 1;
  }
  return { now, before: pauses.sort((a, b) => b - a)[1] ?? 0 };
}

/** What is missing by the habit in a gap, hour by hour. */
export function missingIn(grid: HourGrid, gap: Window, { perHour }: Habit): number {
  const length = (gap.end - gap.start) / hour;
  if (length > 24) return Math.round(perHour * length);
  return Math.round(
    hoursOf(gap).reduce((sum, { at, part }) => {
      const counts: number[] = [];
      for (let back = 1; back <= 7; back += 1) {
        const count = at - back * day + hour > gap.start ? undefined : countAt(grid, at - back * day);
        if (count) counts.push(count);
      }
      return sum + median(counts) * part;
    }, 0),
  );
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]!
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

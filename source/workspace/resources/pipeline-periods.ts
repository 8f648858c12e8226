import { settling } from '../../domain/comparison.ts';
import {
  type Bucket,
  day,
  floorTo,
  type Granularity,
  hour,
  minute,
  type Period,
  type Window,
} from '../../domain/time.ts';
import { reachingBack } from '../../domain/windows.ts';

/** The periods a connection's pipeline is looked at with (rule 77), inside the windows of the API (rule 59). */
export const pipelinePeriods = ['10m', '1h', '24h', '7d', '2w'] as const;
export type PipelinePeriod = (typeof pipelinePeriods)[number];

interface Grid {
  readonly length: number;
  readonly granularity: Granularity;
  /** How often a step is worth a request. */
  readonly every: number;
}

const grids: Readonly<Record<PipelinePeriod, Grid>> = {
  '10m': { length: 10 * minute, granularity: 'MINUTE', every: minute / 2 },
  '1h': { length: hour, granularity: 'MINUTE', every: minute },
  '24h': { length: day, granularity: 'HOUR', every: minute },
  '7d': { length: 7 * day, granularity: 'HOUR', every: 5 * minute },
  '2w': { length: 14 * day, granularity: 'HOUR', every: 10 * minute },
};

export const gridOf = (period: PipelinePeriod): Grid => grids[period];

/** The period a page begins with: the one of the whole dashboard. */
export function pipelinePeriod(chosen: string | undefined, global: Period): PipelinePeriod {
  return pipelinePeriods.find((each) => each === chosen) ?? global;
}

export function nextPeriod(period: PipelinePeriod): PipelinePeriod {
  return pipelinePeriods[(pipelinePeriods.indexOf(period) + 1) % pipelinePeriods.length]!;
}

/** How far back one read of each size of bucket goes; totals of a week by the hour go back a week, its steps two. */
const reaches: Readonly<Record<PipelinePeriod, number>> = {
  '10m': 4 * hour,
  '1h': 4 * hour,
  '24h': 7 * day,
  '7d': 7 * day,
  '2w': 14 * day,
};

/** The window of a period as everywhere: from the full bucket at or before its begin, or the first that can be asked for, to now. */
export function pipelineWindow(period: PipelinePeriod, now: number): Window {
  const { length, granularity } = grids[period];
  return reachingBack(length, granularity, now, reaches[period]);
}

/** Totals of more than a week are given by whole days of UTC only (rule 61): the window of what has no series, and its buckets. */
export function pipelineMetricsWindow(
  period: PipelinePeriod,
  now: number,
): { readonly window: Window; readonly granularity: Granularity } {
  const { length, granularity } = grids[period];
  if (length <= 7 * day) return { window: pipelineWindow(period, now), granularity };
  return { window: reachingBack(length, 'DAY', now, reaches[period]), granularity: 'DAY' };
}

/** The window of equal length one period earlier. */
export function earlierPipelineWindow(period: PipelinePeriod, now: number): Window {
  const { start, end } = pipelineWindow(period, now);
  const { length } = grids[period];
  return { start: start - length, end: end - length };
}

/** Two equal windows of full buckets that hardly grow any more, one period apart, to compare totals without a series. */
export function comparedPipelineWindows(period: PipelinePeriod, now: number): { recent: Window; before: Window } {
  const { length, granularity } = grids[period];
  const end = floorTo(now - settling, granularity);
  return { recent: { start: end - length, end }, before: { start: end - 2 * length, end: end - length } };
}

/** Two weeks and the two before are longer than one read may be: the earlier ones are read on their own. */
export const readsTwice = (period: PipelinePeriod): boolean => 2 * grids[period].length > 14 * day;

/** Delivery metrics reach back one week by the hour (rule 61): a week or two have no comparable past there. */
export const metricsComparable = (period: PipelinePeriod): boolean => grids[period].length <= day;

/**
 * Sum of the buckets inside a window. A bucket that the end of the window cuts counts in proportion, so that equal windows
 * compare equal.
 */
export function totalIn(series: readonly Bucket[], { start, end }: Window, size: number, now: number): number {
  let sum = 0;
  for (const { at, count } of series) {
    if (at < start || at >= end) continue;
    const until = Math.min(at + size, now);
    sum += until > end ? Math.round((count * (end - at)) / (until - at)) : count;
  }
  return sum;
}

/** Counts on the full grid of a window: missing buckets are 0 (rule 63), those after `known` are not known. */
export function onGrid(
  series: readonly Bucket[],
  { start, end }: Window,
  size: number,
  known: number,
): (number | undefined)[] {
  const first = Math.floor(start / size) * size;
  const length = Math.max(0, Math.ceil((end - first) / size));
  const counts = Array.from({ length }, (_, index): number | undefined =>
    first + index * size < known ? 0 : undefined,
  );
  for (const { at, count } of series) {
    const index = Math.floor((at - first) / size);
    const before = counts[index];
    if (index >= 0 && before !== undefined) counts[index] = before + count;
  }
  return counts;
}

/** How many buckets at the end of a window may still grow: those that reach into its last five minutes (rule 62). */
export function provisionalIn({ start, end }: Window, size: number): number {
  const first = Math.floor(start / size) * size;
  const length = Math.max(0, Math.ceil((end - first) / size));
  const settled = Math.max(0, Math.floor((end - settling - first) / size));
  return length - Math.min(length, settled);
}

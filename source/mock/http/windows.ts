import { day, type Granularity, hour, type Window } from '../../domain/time.ts';
import { invalid } from './refusal.ts';

/** How far one granularity reaches. */
interface Reach {
  readonly range: number;
  readonly oldest: number;
  readonly rangeText: string;
  readonly oldestText: string;
}

export type Reaches = Readonly<Record<Granularity, Reach>>;

function reach(range: number, rangeText: string, oldest: number, oldestText: string): Reach {
  return { range, rangeText, oldest, oldestText };
}

/** Delivery Overview (rule 59). */
export const overviewReach: Reaches = {
  MINUTE: reach(4 * hour, '4 hours', 48 * hour, '48 hours'),
  HOUR: reach(14 * day, '14 days', 30 * day, '30 days'),
  DAY: reach(30 * day, '30 days', 30 * day, '30 days'),
};

/** Delivery metrics of one destination (rule 61). */
export const metricsReach: Reaches = {
  MINUTE: reach(4 * hour, '4 hours', 48 * hour, '48 hours'),
  HOUR: reach(7 * day, '7 days', 7 * day, '7 days'),
  DAY: reach(14 * day, '14 days', 14 * day, '14 days'),
};

/**
 * Event volume. The API documents no bound, and Segment surely has one: here it is that of Delivery Overview for the width of a
 * window, and none for its age.
 */
export const volumeReach: Reaches = {
  MINUTE: reach(4 * hour, '4 hours', Number.POSITIVE_INFINITY, ''),
  HOUR: reach(14 * day, '14 days', Number.POSITIVE_INFINITY, ''),
  DAY: reach(30 * day, '30 days', Number.POSITIVE_INFINITY, ''),
};

/** 422 unless the window is in order. */
export function checkOrder({ start, end }: Window): void {
  if (end <= start) throw invalid('endTime', 'must be later than "startTime"');
}

/** 422 unless the window is in order, short enough and recent enough. */
export function checkReach(window: Window, granularity: Granularity, reaches: Reaches, now: number): void {
  checkOrder(window);
  const { range, rangeText, oldest, oldestText } = reaches[granularity];
  if (window.end - window.start > range) {
    throw invalid('startTime', `and "endTime" must be at most ${rangeText} apart for granularity ${granularity}`);
  }
  if (window.start < now - oldest) {
    throw invalid('startTime', `must be at most ${oldestText} ago for granularity ${granularity}`);
  }
}

import type { Source } from './entities.ts';
import { type Bucket, hour, minute, type Window } from './time.ts';

/** Whether a source sends (product 2.4). The API gives no last-seen: it is read off the volume series. */
export type SourceState = 'live' | 'quiet' | 'silent' | 'never' | 'disabled' | 'unknown';

export interface SourceHealth {
  readonly state: SourceState;
  /** End of the last bucket with events: the truth is at most one bucket finer. */
  readonly lastSeen?: number | undefined;
  /** For a silent source: its usual events per hour, what is missing now. */
  readonly usualPerHour: number;
}

/**
 * Nothing for three times its usual gap is silence, unless it has made as long a pause before, such as each night; without a
 * pattern, one hour (product 2.4).
 */
const gapsUntilSilent = 3;
const leastBucketsForPattern = 3;

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Median time between two buckets in which a source sent: an hour is as fine as hourly buckets can tell.
 * @returns undefined where there are too few of them for a pattern
 */
export function usualGap(series: readonly Bucket[]): number | undefined {
  const times = series
    .filter(({ count }) => count > 0)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  if (times.length < leastBucketsForPattern) return undefined;
  return median(times.slice(1).map((at, index) => at - times[index]!));
}

/**
 * State of a source from its hourly series over the read window (the period and the one before).
 * @param series hourly buckets, empty ones may be missing; undefined while the volume is not known
 */
export function sourceHealth(source: Source, series: readonly Bucket[] | undefined, window: Window): SourceHealth {
  if (!source.enabled) return { state: 'disabled', usualPerHour: 0 };
  if (!series) return { state: 'unknown', usualPerHour: 0 };
  const seen = series.filter(({ count }) => count > 0).sort((a, b) => a.at - b.at);
  const last = seen.at(-1);
  if (!last) return { state: 'never', usualPerHour: 0 };
  const lastSeen = Math.min(last.at + hour, window.end);
  const gaps = seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? at));
  const usualGap = seen.length >= leastBucketsForPattern ? median(gaps) : undefined;
  // From the end of its last bucket: the gap counts from the start.
  const patience = usualGap === undefined ? hour : gapsUntilSilent * usualGap - hour;
  const longestGap = Math.max(0, ...gaps);
  const usualPerHour = Math.round(seen.reduce((sum, { count }) => sum + count, 0) / seen.length);
  const age = window.end - lastSeen;
  if (age > Math.max(hour, patience, longestGap)) return { state: 'silent', lastSeen, usualPerHour };
  return { state: age <= 5 * minute ? 'live' : 'quiet', lastSeen, usualPerHour };
}

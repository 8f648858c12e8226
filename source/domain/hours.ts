import { settling } from './comparison.ts';
import { type Bucket, floorTo, hour, type Window } from './time.ts';

/** What hours are kept of: all sources together, one source, or one connection by the id of its destination. */
export type HourThing = 'workspace' | `source:${string}` | `connection:${string}`;

/** What was counted. */
export type Measure = 'received' | 'violations' | 'blocked' | 'filtered' | 'failed' | 'delivered' | 'retries';

/** What one answer told of one thing: all that was counted in its window, by the hour. An hour without a bucket had none. */
export interface SeenSeries {
  readonly thing: HourThing;
  readonly measure: Measure;
  readonly window: Window;
  /** When it was read, ms: at the end of the window or later. */
  readonly readAt: number;
  readonly series: readonly Bucket[];
}

/** A count of one hour, and up to when it was counted: an hour that was read while it ran is known in part only. */
export interface SeenHour {
  readonly at: number;
  readonly count: number;
  readonly until: number;
}

/** Hours that were seen, by this or another segtop, however long ago: 90 days of them. Nothing in it throws. */
export interface HourHistory {
  /** The hours that are known of a thing, in order; those that are missing are unknown, not zero. */
  of(thing: HourThing, measure: Measure, window: Window): readonly SeenHour[];
  /** The things of a kind that anything is known of in these days. */
  things(kind: 'source' | 'connection', window: Window): readonly HourThing[];
}

/** A count is final when it was read so long after its hour: by then what was tried again for four hours is counted too. */
export const finalAfter = 5 * hour;

/** Up to when an hour was counted: one that the window holds, until it was read; at most until it is final. */
const knownUntil = (at: number, end: number, readAt: number): number =>
  at + hour <= end ? Math.min(readAt, at + hour + finalAfter) : end;

/** The hours of a series that lie in its window from their beginning on, also those in which nothing was. */
export function seenHours({
  window,
  readAt,
  series,
}: Pick<SeenSeries, 'window' | 'readAt' | 'series'>): readonly SeenHour[] {
  const first = Math.ceil(window.start / hour) * hour;
  const counts = new Map<number, number>();
  for (const { at, count } of series) {
    const own = floorTo(at, 'HOUR');
    counts.set(own, (counts.get(own) ?? 0) + count);
  }
  const hours: SeenHour[] = [];
  for (let at = first; at < window.end; at += hour)
    hours.push({ at, count: counts.get(at) ?? 0, until: knownUntil(at, window.end, readAt) });
  return hours;
}

/** Which of two readings of an hour is kept: the one that was counted for longer, else the later one. */
export const isBetter = (later: SeenHour, known: SeenHour | undefined): boolean =>
  known === undefined || later.until >= known.until;

/** The hour is over and hardly grows any more. */
export const isComplete = ({ at, until }: SeenHour): boolean => until >= at + hour + settling;

/** What a new read changes in an hour is at most what came in so short a time. */
const fresh = hour;

/** A read of now would give the same: the count is final, or was read a short time ago. */
function serves(seen: SeenHour, now: number): boolean {
  return isComplete(seen) && seen.until >= Math.min(seen.at + hour + finalAfter, now - fresh);
}

/** Hours without a hole, and where they end. */
export interface KeptHours {
  readonly series: readonly Bucket[];
  /** End of the last hour of them; the start of the window where the first one is missing. */
  readonly end: number;
}

/**
 * The hours from the start of a window on that need not be read again, up to the first that is missing or may have changed.
 * @param window begins on an hour
 */
export function keptHours(
  history: HourHistory | undefined,
  thing: HourThing,
  measure: Measure,
  window: Window,
  now: number,
): KeptHours {
  const series: Bucket[] = [];
  let end = window.start;
  for (const seen of history?.of(thing, measure, window) ?? []) {
    if (seen.at !== end || seen.at + hour > window.end || !serves(seen, now)) break;
    series.push({ at: seen.at, count: seen.count });
    end += hour;
  }
  return { series, end };
}

/**
 * The hours that end where a window begins, as far back as they are known without a hole: what was seen before that is too old
 * for the API.
 * @param end on an hour
 */
export function hoursBefore(
  history: HourHistory | undefined,
  thing: HourThing,
  measure: Measure,
  end: number,
): KeptHours {
  const known = history?.of(thing, measure, { start: 0, end }) ?? [];
  const series: Bucket[] = [];
  let start = end;
  for (const seen of known.toReversed()) {
    if (seen.at !== start - hour || !isComplete(seen)) break;
    series.unshift({ at: seen.at, count: seen.count });
    start = seen.at;
  }
  return { series, end: start };
}

/** Time in milliseconds since 1970 UTC everywhere; ISO text only at the edges. */
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The two rolling periods of Home (H-11). */
export type Period = '24h' | '7d';
export const periods: readonly Period[] = ['24h', '7d'];
export const periodLength: Readonly<Record<Period, number>> = { '24h': day, '7d': 7 * day };

/** Bucket sizes the API knows. */
export type Granularity = 'MINUTE' | 'HOUR' | 'DAY';
export const bucketLength: Readonly<Record<Granularity, number>> = { MINUTE: minute, HOUR: hour, DAY: day };

/** A span of time: `start` inclusive, `end` exclusive. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** One point of a series. `retryCount` only where the API gives it. */
export interface Bucket {
  readonly at: number;
  readonly count: number;
  readonly retryCount?: number;
}

/** What a series has in a span of time, `to` exclusive. */
export function countIn(series: readonly Bucket[], from: number, to = Number.POSITIVE_INFINITY): number {
  return series.reduce((sum, { at, count }) => (at >= from && at < to ? sum + count : sum), 0);
}

export function floorTo(at: number, granularity: Granularity): number {
  return at - (at % bucketLength[granularity]);
}

/** Moments that can occur in a workspace: a time outside of these is an error of its sender. */
const earliest = Date.UTC(2000, 0);
const latest = Date.UTC(2100, 0);

/** Whether a number can be a moment of a workspace: not 1e308, NaN or the year 9999. */
export function isMoment(at: number): boolean {
  return at >= earliest && at < latest;
}

/**
 * How long two moments are apart, ms. A moment that lies ahead is one of a clock that has been set back since: what rests until
 * it comes again would rest for hours.
 */
export const apart = (one: number, other: number): number => Math.abs(one - other);

/** Full ISO text with milliseconds; undefined where a date cannot hold the number, which would throw. */
export function isoText(at: number): string | undefined {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** The first of any number of moments, more than a call takes arguments; undefined of none. */
export function earliestOf(times: Iterable<number>): number | undefined {
  let first: number | undefined;
  for (const at of times) if (first === undefined || at < first) first = at;
  return first;
}

/** Texts of times are cached, as buckets of all series share their times. */
const isoTexts = new Map<number, string>();
const mostIsoTexts = 1000;

/** ISO text with seconds, as the API documents it: 2026-01-05T10:00:00Z. What is no date becomes the nearest one. */
export function iso(at: number): string {
  const known = isoTexts.get(at);
  if (known !== undefined) return known;
  const date = Math.max(0, Math.min(latest, at)) || 0;
  const text = `${new Date(date).toISOString().slice(0, 19)}Z`;
  if (isoTexts.size >= mostIsoTexts) isoTexts.clear();
  isoTexts.set(at, text);
  return text;
}

const isoTime = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(\.\d{1,3})?\d*(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads an API time: ISO with 0 to 9 fraction digits, UTC unless it names an offset; the zero date means none (rule 18).
 * @returns milliseconds, or undefined when the text is no time that a workspace can have
 */
export function parseTime(value: unknown): number | undefined {
  const [, date, clock = '00:00:00', fraction = '', zone = 'Z'] =
    (typeof value === 'string' && isoTime.exec(value)) || [];
  if (date === undefined || date === '0001-01-01') return undefined;
  const at = Date.parse(`${date}T${clock}${fraction}${zone}`);
  return isMoment(at) ? at : undefined;
}

function summed(seat: Bucket, bucket: Bucket): Bucket {
  const count = seat.count + bucket.count;
  return bucket.retryCount === undefined
    ? { ...seat, count }
    : { at: seat.at, count, retryCount: (seat.retryCount ?? 0) + bucket.retryCount };
}

/** Puts a series on the full grid of its window: missing buckets become 0 (rule 63). */
export function filled(series: readonly Bucket[], window: Window, granularity: Granularity): Bucket[] {
  const size = bucketLength[granularity];
  const first = floorTo(window.start, granularity);
  const grid: Bucket[] = [];
  for (let at = first; at < window.end; at += size) grid.push({ at, count: 0 });
  for (const bucket of series) {
    const index = Math.floor((bucket.at - first) / size);
    const seat = grid[index];
    if (seat) grid[index] = summed(seat, bucket);
  }
  return grid;
}

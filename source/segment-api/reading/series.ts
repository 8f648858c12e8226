import * as z from 'zod/mini';
import { type Bucket, parseTime } from '../../domain/time.ts';
import { countOf } from './fields.ts';

/** A time that was read, and the points of it that stand for few events: thousands of series have the same ones. */
interface Moment {
  readonly at: number | undefined;
  readonly small: Bucket[];
}

/** Rows of one answer repeat the same few times, so each is parsed once. */
const parsed = new Map<string, Moment>();
const mostParsed = 5000;
/** Counts below this share one object a time: of large workspaces most minutes are like that. */
const fewEvents = 64;

function momentOf(text: unknown): Moment | undefined {
  if (typeof text !== 'string') return undefined;
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= mostParsed) parsed.clear();
  const moment: Moment = { at: parseTime(text), small: [] };
  parsed.set(text, moment);
  return moment;
}

function bucketOf(point: unknown): Bucket | undefined {
  if (typeof point !== 'object' || point === null) return undefined;
  const { time, count, retryCount } = point as Record<string, unknown>;
  const moment = momentOf(time);
  const total = countOf(count);
  const retries = countOf(retryCount);
  if (moment?.at === undefined || total === undefined) return undefined;
  const { at, small } = moment;
  if (retries !== undefined) return { at, count: total, retryCount: retries };
  if (total >= fewEvents || !Number.isInteger(total)) return { at, count: total };
  small[total] ??= { at, count: total };
  return small[total];
}

/**
 * `[{time, count, retryCount?}]` in order of time; buckets without events may be missing from it, but not the list itself.
 * Parsed by hand, as one answer may hold a million points.
 */
export const series = z.pipe(
  z.custom<readonly unknown[]>(Array.isArray, 'expected a list'),
  z.transform((points, context): Bucket[] => {
    // Of its whole length at once: a list that grows keeps room that nobody needs.
    const buckets = new Array<Bucket>(points.length);
    for (const [index, point] of points.entries()) {
      const bucket = bucketOf(point);
      if (!bucket) {
        context.issues.push({ code: 'custom', message: 'expected points of time and count', input: points });
        return z.NEVER;
      }
      buckets[index] = bucket;
    }
    return buckets.sort((a, b) => a.at - b.at);
  }),
);

/** The given total, else the sum of the series. */
export function totalOf(total: number | undefined, buckets: readonly Bucket[]): number {
  return total ?? buckets.reduce((sum, bucket) => sum + bucket.count, 0);
}

/** What a row of counts is about: two rows of different pages with the same one are the same row. */
export function groupOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { total: _total, totalRetryCount: _retries, series: _series, ...names } = row as Record<string, unknown>;
  return JSON.stringify(names);
}

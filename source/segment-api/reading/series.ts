import * as z from 'zod/mini';
import { type Bucket, parseTime } from '../../domain/time.ts';
import { countOf } from './fields.ts';

/** Rows of one answer repeat the same few times, so each is parsed once. */
const parsed = new Map<string, number | undefined>();
const mostParsed = 5000;

function timeOf(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  if (parsed.has(text)) return parsed.get(text);
  if (parsed.size >= mostParsed) parsed.clear();
  const at = parseTime(text);
  parsed.set(text, at);
  return at;
}

function bucketOf(point: unknown): Bucket | undefined {
  if (typeof point !== 'object' || point === null) return undefined;
  const { time, count, retryCount } = point as Record<string, unknown>;
  const at = timeOf(time);
  const total = countOf(count);
  const retries = countOf(retryCount);
  if (at === undefined || total === undefined) return undefined;
  return retries === undefined ? { at, count: total } : { at, count: total, retryCount: retries };
}

/**
 * `[{time, count, retryCount?}]` in order of time; buckets without events may be missing from it, but not the list itself.
 * Parsed by hand, as one answer may hold a million points.
 */
export const series = z.pipe(
  z.custom<readonly unknown[]>(Array.isArray, 'expected a list'),
  z.transform((points, context): Bucket[] => {
    const buckets: Bucket[] = [];
    for (const point of points) {
      const bucket = bucketOf(point);
      if (bucket) buckets.push(bucket);
      else {
        context.issues.push({ code: 'custom', message: 'expected points of time and count', input: points });
        return z.NEVER;
      }
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

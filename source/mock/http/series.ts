import { bucketLength, floorTo, type Granularity, iso } from '../../domain/time.ts';
import type { Flow, Span } from '../world.ts';

/** One point as the wire has it. */
export interface Point {
  readonly time: string;
  readonly count: number;
  readonly retryCount?: number;
}

/** Buckets of one flow inside the span, on the granularity's grid, oldest first; empty ones are zeros or missing. */
export function pointsOf(
  flow: Flow,
  span: Span,
  bucket: Granularity,
  how: { zeroFill: boolean; retries: boolean },
): readonly Point[] {
  const point = ({ at, count, retryCount }: Flow['buckets'][number]): Point =>
    how.retries ? { time: iso(at), count, retryCount } : { time: iso(at), count };
  const isIn = ({ count, retryCount }: Flow['buckets'][number]) => how.zeroFill || count > 0 || retryCount > 0;
  const first = floorTo(span.start, bucket);
  const within = flow.buckets.filter(({ at }) => at >= first && at < span.end);
  return (isOnGrid(within, bucket) && !how.zeroFill ? within : summed(within, span, bucket, how.zeroFill))
    .filter(isIn)
    .map(point);
}

/** As one source has them. */
function isOnGrid(buckets: Flow['buckets'], bucket: Granularity): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of buckets) {
    if (at <= last || floorTo(at, bucket) !== at) return false;
    last = at;
  }
  return true;
}

function summed(
  buckets: Flow['buckets'],
  { start, end }: Span,
  bucket: Granularity,
  zeroFill: boolean,
): Flow['buckets'] {
  const sums = new Map<number, { at: number; count: number; retryCount: number }>();
  if (zeroFill)
    for (let at = floorTo(start, bucket); at < end; at += bucketLength[bucket])
      sums.set(at, { at, count: 0, retryCount: 0 });
  for (const { at, count, retryCount } of buckets) {
    const seat = floorTo(at, bucket);
    const sum = sums.get(seat);
    if (sum) {
      sum.count += count;
      sum.retryCount += retryCount;
    } else sums.set(seat, { at: seat, count, retryCount });
  }
  return [...sums.values()].sort((a, b) => a.at - b.at);
}

export function totalOf(points: readonly Point[]): number {
  return points.reduce((sum, { count }) => sum + count, 0);
}

export function retriesOf(points: readonly Point[]): number {
  return points.reduce((sum, { retryCount }) => sum + (retryCount ?? 0), 0);
}

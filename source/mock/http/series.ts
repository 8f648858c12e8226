import { bucketLength, floorTo, type Granularity, iso } from '../../domain/time.ts';
import type { Flow, Span } from '../world.ts';

/** One point as the wire has it. */
export interface Point {
  readonly time: string;
  readonly count: number;
  readonly retryCount?: number;
}

/** Buckets of one flow inside the span, on the granularity's grid, oldest first; empty ones are zeros or missing. */
export function pointsOf(flow: Flow, span: Span, bucket: Granularity, how: { zeroFill: boolean; retries: boolean }) {
  const sums = new Map<number, { at: number; count: number; retryCount: number }>();
  const first = floorTo(span.start, bucket);
  if (how.zeroFill) {
    for (let at = first; at < span.end; at += bucketLength[bucket]) sums.set(at, { at, count: 0, retryCount: 0 });
  }
  for (const { at, count, retryCount } of flow.buckets) {
    if (at < first || at >= span.end) continue;
    const seat = floorTo(at, bucket);
    const sum = sums.get(seat);
    if (sum) {
      sum.count += count;
      sum.retryCount += retryCount;
    } else sums.set(seat, { at: seat, count, retryCount });
  }
  return [...sums.values()]
    .filter(({ count, retryCount }) => how.zeroFill || count > 0 || retryCount > 0)
    .sort((a, b) => a.at - b.at)
    .map(
      ({ at, count, retryCount }): Point =>
        how.retries ? { time: iso(at), count, retryCount } : { time: iso(at), count },
    );
}

export function totalOf(points: readonly Point[]): number {
  return points.reduce((sum, { count }) => sum + count, 0);
}

export function retriesOf(points: readonly Point[]): number {
  return points.reduce((sum, { retryCount }) => sum + (retryCount ?? 0), 0);
}

import { bucketLength, floorTo, hour, minute } from '../../domain/time.ts';
import type { Span } from '../world.ts';

/** A stretch of time inside one hour in which nothing changes but the count. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The part of a stretch that counts into one bucket. */
export interface Piece {
  readonly at: number;
  readonly stretch: Stretch;
  readonly from: number;
  readonly to: number;
}

/** The stretches of the hour that starts at `at`, cut at the given moments (sorted, whole minutes). */
export function stretchesOf(at: number, cuts: readonly number[]): Stretch[] {
  const inside = cuts.filter((cut) => cut > at && cut < at + hour);
  if (inside.length === 0) return [{ start: at, end: at + hour }];
  const edges = [at, ...inside, at + hour];
  return edges.slice(1).map((end, i) => ({ start: edges[i] as number, end }));
}

/**
 * Cuts a span into pieces: by bucket, by stretch and at the given watermarks.
 * @param seen the moment up to which events have come in, so that a bucket that is not over yet grows with the clock
 * @param cuts sorted moments at which rates change
 * @param marks sorted moments that end a piece without ending a stretch
 */
export function piecesOf(
  span: Span,
  seen: number,
  bucket: 'MINUTE' | 'HOUR' | 'DAY',
  cuts: readonly number[],
  marks: readonly number[] = [],
): Piece[] {
  const start = floorTo(span.start, 'MINUTE');
  const end = Math.min(floorTo(span.end + minute - 1, 'MINUTE'), seen);
  const step = Math.min(bucketLength[bucket], hour);
  const pieces: Piece[] = [];
  for (let at = floorTo(start, 'HOUR'); at < end; at += hour) {
    for (const stretch of stretchesOf(at, cuts)) {
      const to = Math.min(stretch.end, end);
      let from = Math.max(stretch.start, start);
      while (from < to) {
        const next = Math.min(to, from - (from % step) + step, ...marks.filter((mark) => mark > from));
        pieces.push({ at: floorTo(from, bucket), stretch, from, to: next });
        from = next;
      }
    }
  }
  return pieces;
}

import { bucketLength, floorTo, type Granularity, hour, minute } from '../../domain/time.ts';
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

/** The stretch that a moment lies in: of its hour, cut at the given moments. */
export function stretchAt(moment: number, cuts: readonly number[]): Stretch {
  let start = floorTo(moment, 'HOUR');
  let end = start + hour;
  for (let i = 0; i < cuts.length; i++) {
    const cut = cuts[i] as number;
    if (cut <= moment) start = Math.max(start, cut);
    else end = Math.min(end, cut);
  }
  return { start, end };
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
  bucket: Granularity,
  cuts: readonly number[],
  marks: readonly number[] = [],
): readonly Piece[] {
  const start = floorTo(span.start, 'MINUTE');
  const end = Math.min(floorTo(span.end + minute - 1, 'MINUTE'), seen);
  const key = `${start} ${end} ${bucket} ${cuts.join()} ${marks.join()}`;
  let pieces = lately.get(key);
  if (!pieces) {
    pieces = cut(start, end, bucket, cuts, marks);
    if (lately.size >= mostLately) lately.clear();
    lately.set(key, pieces);
  }
  return pieces;
}

/** What was cut lately: a hundred connections are asked about the same time, and few of them changed in it. */
const lately = new Map<string, readonly Piece[]>();
const mostLately = 32;

function cut(
  start: number,
  end: number,
  bucket: Granularity,
  cuts: readonly number[],
  marks: readonly number[],
): Piece[] {
  const step = Math.min(bucketLength[bucket], hour);
  const pieces: Piece[] = [];
  let stretch: Stretch | undefined;
  for (let from = start; from < end; ) {
    if (!stretch || from >= stretch.end) stretch = stretchAt(from, cuts);
    let to = Math.min(stretch.end, end, from - (from % step) + step);
    for (const mark of marks) if (mark > from && mark < to) to = mark;
    pieces.push({ at: floorTo(from, bucket), stretch, from, to });
    from = to;
  }
  return pieces;
}

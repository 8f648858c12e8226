import { chanceOn, mixOf } from '../hash.ts';

const golden = 0.6180339887498949;

/** Where a class's dithers start in a stretch of time. */
export const ditherOf = (key: number, start: number, index: number): number => chanceOn(dithersOf(key, start), index);

/** What the dithers of one stretch have in common. */
export const dithersOf = (key: number, start: number): number => mixOf(key, start / 60_000);

/**
 * How many of the first `count` events fall into a class that takes `share` of them. Grows by at most one per event, so both the
 * class and the rest stay monotone, and the differences between any two moments are counts that add up exactly.
 * @param dither in [0, 1): makes small shares right on average instead of always rounding down
 */
export const thin = (count: number, share: number, dither: number): number =>
  share >= 1 ? count : Math.floor(count * share + dither);

/**
 * Moves a share of some seats from one row of a flat table to another.
 * @param seats which seats of the row; their dithers are spread evenly, so that rounding evens out over them
 */
export function move(
  table: Int32Array,
  from: number,
  to: number,
  seats: ArrayLike<number>,
  share: number,
  dither: number,
): void {
  if (share <= 0) return;
  for (let i = 0; i < seats.length; i++) {
    const seat = seats[i] as number;
    const all = table[from + seat] as number;
    if (all === 0) continue;
    const spread = dither + i * golden;
    // Its part behind the point: `% 1` is a call that takes longer than all the rest.
    const count = thin(all, share, spread - Math.floor(spread));
    table[from + seat] = all - count;
    table[to + seat] = count;
  }
}

/** What one row of a flat table has over all its seats. */
export function rowSum(table: Int32Array, row: number, width: number): number {
  let sum = 0;
  for (let i = row * width; i < (row + 1) * width; i++) sum += table[i] as number;
  return sum;
}

/** Shares of the whole as shares of what the classes before left over. */
export function conditional(weights: readonly number[]): number[] {
  let left = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => {
    const share = left > 0 ? weight / left : 0;
    left -= weight;
    return Math.min(1, share);
  });
}

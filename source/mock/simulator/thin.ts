import { chance } from '../hash.ts';

/**
 * How many of the first `count` events fall into a class that takes `share` of them. Grows by at most one per event, so both the
 * class and the rest stay monotone, and differences of any two moments are counts that add up exactly.
 * @param dither in [0, 1): makes small shares right on average instead of always rounding down
 */
export const thin = (count: number, share: number, dither: number): number =>
  share >= 1 ? count : Math.floor(count * share + dither);

/** The dither of a class in a stretch of time. */
export const ditherOf = (key: number, start: number, index: number): number => chance(key, start / 60000, index);

/** Shares of the whole as shares of what the classes before left over. */
export function conditional(weights: readonly number[]): number[] {
  let left = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => {
    const share = left > 0 ? weight / left : 0;
    left -= weight;
    return Math.min(1, share);
  });
}

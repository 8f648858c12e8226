import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../source/domain/time.ts';
import { conditional, move, rowSum, thin } from '../../../source/mock/simulator/thin.ts';
import { before as cameBefore, hourTotal, type Rhythm } from '../../../source/mock/simulator/volume.ts';

const monday = Date.parse('2026-11-16T00:00:00Z');
const perDay = 24_000;

/** Events of each hour of a day, as the mean of a hundred sources. */
const meanDay = (rhythm: Rhythm, start: number) =>
  Array.from({ length: 24 }, (_, index) => {
    const all = Array.from({ length: 100 }, (_, source) =>
      hourTotal(7, source * 7919, perDay, rhythm, start + index * hour),
    );
    return all.reduce((sum, each) => sum + each, 0) / all.length;
  });
const sum = (list: readonly number[]) => list.reduce((all, each) => all + each, 0);

describe('how traffic spreads', () => {
  it.each<[Rhythm, readonly number[], number, number, number]>([
    // [rhythm, hours with most, with least, how many times as many, share of a working day at the weekend]
    ['people', [17, 18], 3, 4.2, 0.68],
    ['machine', [15], 3, 1.27, 0.92],
  ])('of %s', (rhythm, most, least, times, rest) => {
    const days = Array.from({ length: 7 }, (_, index) => meanDay(rhythm, monday + index * day));
    const [working, ...others] = days.map(sum);
    expect(working! / perDay).toBeCloseTo(1, 1);
    expect(others.map((each) => Math.round((100 * each) / working!) / 100)).toEqual(
      [1, 1, 1, 1, rest, rest].map((share) => expect.closeTo(share, 1)),
    );
    // Saturday and Sunday, not the days beside them.
    expect(others.map((each) => each / working! < (1 + rest) / 2)).toEqual([false, false, false, false, true, true]);
    const first = days[0]!;
    expect(most).toContain(first.indexOf(Math.max(...first)));
    expect(first.indexOf(Math.min(...first))).toBe(least);
    expect(Math.max(...first) / Math.min(...first)).toBeCloseTo(times, 1);
  });

  it('of a source that sends nothing there is nothing, of one that sends little it is right on average', () => {
    expect(hourTotal(7, 1, 0, 'people', monday)).toBe(0);
    const few = Array.from({ length: 2000 }, (_, source) => hourTotal(7, source, 2.4, 'machine', monday + 15 * hour));
    expect(sum(few) / few.length).toBeCloseTo(0.112, 1);
    expect(Math.max(...few)).toBe(1);
    expect(sum(few)).toBeGreaterThan(150);
  });

  it.each([0, 1, 59, 60, 12_345])('%i events of an hour come minute by minute, all by its end', (total) => {
    const seen = Array.from({ length: 121 }, (_, half) => cameBefore(total, half / 2, monday));
    expect([seen[0], seen[120]]).toEqual([0, total]);
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
    const half = cameBefore(total, 30, monday + 5 * minute);
    expect(Math.abs(half - total / 2)).toBeLessThanOrEqual(1 + total * 0.05);
  });
});

describe('a share of a count', () => {
  it.each([
    [10, 0.25, 0, 2],
    [10, 0.25, 0.5, 3],
    [10, 0, 0.99, 0],
    [10, 1, 0.99, 10],
    [10, 1.5, 0, 10],
    [0, 0.5, 0.99, 0],
  ])('of %i, %f of it with dither %f, is %i', (count, share, dither, expected) => {
    expect(thin(count, share, dither)).toBe(expected);
  });

  it('is moved from row to row of the seats that are named, rounding evenly over them', () => {
    const moved = (share: number, seats: readonly number[], dither = 0) => {
      const table = Int32Array.from([10, 20, 0, 7, 0, 0, 0, 0]);
      move(table, 0, 4, seats, share, dither);
      return [...table];
    };
    expect(moved(0.5, [0, 1, 2])).toEqual([5, 10, 0, 7, 5, 10, 0, 0]);
    expect(moved(0, [0, 1])).toEqual([10, 20, 0, 7, 0, 0, 0, 0]);
    // 0.25 of 7 is 1.75: up with the dither of the first seat, and that of the second is 0.618 more, behind the point.
    expect(moved(0.25, [3], 0.3)).toEqual([10, 20, 0, 5, 0, 0, 0, 2]);
    expect(moved(0.25, [0, 3], 0.3)).toEqual([8, 20, 0, 5, 2, 0, 0, 2]);
    expect(moved(0.25, [0, 3], 0.4)).toEqual([8, 20, 0, 6, 2, 0, 0, 1]);
    expect([0, 1].map((row) => rowSum(Int32Array.from([1, 2, 3, 40, 50, 60]), row, 3))).toEqual([6, 150]);
  });

  it.each([
    [
      [1, 1, 2],
      [0.25, 1 / 3, 1],
    ],
    [[5], [1]],
    [
      [2, 0],
      [1, 0],
    ],
    [[], []],
  ])('of the weights %j is told of what those before have left', (weights, expected) => {
    const shares = conditional(weights);
    expect(shares.map((share) => Math.round(1e9 * share))).toEqual(expected.map((share) => Math.round(1e9 * share)));
  });
});

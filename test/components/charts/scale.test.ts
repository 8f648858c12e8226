import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnOf, columnsOf, evenColumns, roundTop, stepsOf } from '../../../source/components/charts/scale.ts';
import { resampled } from '../../../source/components/charts/sparkline.ts';

test.each([
  [[], 1],
  [[0, undefined], 1],
  [[-5, -1], 1],
  [[Number.NaN, Number.POSITIVE_INFINITY], 1],
  [[Number.NaN, 3], 3],
  [[1], 1],
  [[1.01], 1.5],
  [[1.5], 1.5],
  [[1.51], 2],
  [[2.4], 2.5],
  [[2.6], 3],
  [[3.5], 4],
  [[4.2], 5],
  [[5.5], 6],
  [[6.1], 8],
  [[8], 8],
  [[8.1], 10],
  [[9.99], 10],
  [[10], 10],
  [[99], 100],
  [[1234], 1500],
  [[4_000_000], 4_000_000],
  [[0.02], 0.02],
  [[0.000_31], 0.0004],
  [[7, undefined, 3], 8],
  [[3, 7], 8],
] as const)('a round top for %j is %d', (values, top) => {
  expect(roundTop(values)).toBeCloseTo(top, 10);
});

test('a round top is below no value, and never wastes half of the room', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), (value) => {
      const top = roundTop([value]);
      expect(top).toBeGreaterThanOrEqual(value * (1 - 1e-12));
      expect(top).toBeLessThan(value * 1.5 * (1 + 1e-9));
    }),
  );
});

test('a value has the columns in which it is drawn, however many share them', () => {
  for (let count = 1; count <= 30; count += 1)
    for (let width = 1; width <= 40; width += 1)
      for (let index = 0; index < count; index += 1) {
        // The value alone, so that it is seen wherever it is drawn.
        const one = Array.from({ length: count }, (_, at) => (at === index ? 1 : undefined));
        const seen = resampled(one, width).flatMap((value, column) => (value === undefined ? [] : [column]));
        const where = columnsOf(index, count, width);
        const middle = Math.floor((seen[0]! + seen.at(-1)!) / 2);
        const told = [count, width, index, ...where, columnOf(index, count, width)];
        // One assertion for what is wrong alone: sixteen thousand would take seconds.
        if (where[0] !== seen[0] || where[1] !== seen.at(-1) || told[5] !== middle)
          expect(told).toEqual([count, width, index, seen[0], seen.at(-1), middle]);
      }
});

test.each([
  [0, 0, 5, [0, 0]],
  [0, 5, 0, [0, 0]],
  [0, 5, -3, [0, 0]],
  [-2, 4, 8, [0, 0]],
  [9, 4, 8, [7, 7]],
  [99, 100, 10, [9, 9]],
])('value %i of %i on %i columns is inside of them', (index, count, width, columns) => {
  expect(columnsOf(index, count, width)).toEqual(columns);
});

test.each([
  [24, 48, 48],
  [24, 49, 48],
  [24, 53, 48],
  [24, 54, 54],
  [24, 71, 71],
  [24, 72, 72],
  [24, 23, 23],
  [10, 11, 10],
  [9, 10, 9],
  [8, 9, 9],
  [0, 30, 30],
  [5, 0, 0],
  [5, -4, 0],
])(
  '%i values on %i columns take %i: as many each, where that leaves a tenth of them at most',
  (count, room, columns) => {
    expect(evenColumns(count, room)).toBe(columns);
  },
);

test.each([
  [-1, 8, 2, 8, 1],
  [0, 8, 2, 8, 1],
  [0.01, 8, 2, 8, 2],
  [1, 8, 2, 8, 2],
  [1.3, 8, 2, 8, 3],
  [4, 8, 2, 8, 8],
  [7.9, 8, 2, 8, 16],
  [8, 8, 2, 8, 16],
  [99, 8, 2, 8, 16],
  [4, 8, 3, 4, 6],
  [8, 8, 3, 4, 12],
])('%d of %d on %i rows of %i steps fills %i', (value, top, rows, perRow, steps) => {
  expect(stepsOf(value, top, rows, perRow)).toBe(steps);
});

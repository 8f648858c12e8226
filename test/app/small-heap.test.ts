import { expect, test } from 'vitest';
import { isKeptSmall } from '../../source/app/small-heap.ts';

const mb = 2 ** 20;

test.each([
  [true, 30, true],
  [true, 95, true],
  [true, 96, false],
  [false, 95, false],
  [false, 64, false],
  [false, 63, true],
])('kept small %s, with %i MB in use: %s', (was, used, next) => {
  expect(isKeptSmall(was, used * mb)).toBe(next);
});

import { expect, test } from 'vitest';
import { RetryBudget } from '../../../source/segment-api/budget/retry-budget.ts';

/** Tries that are left: as many as are given. */
function left(budget: RetryBudget): number {
  let tries = 0;
  while (budget.take()) tries += 1;
  return tries;
}

test.each([
  ['at first', 0, 10],
  ['after ten, and nine answers', 9, 0],
  ['after ten, and ten answers', 10, 1],
  ['after ten, and nineteen answers', 19, 1],
  ['after ten, and twenty answers', 20, 2],
  ['after ten, and thirty-five answers', 35, 3],
  ['never more than at first', 500, 10],
])('%s', (_, answers, tries) => {
  const budget = new RetryBudget();
  if (answers > 0) left(budget);
  for (let answer = 0; answer < answers; answer += 1) budget.succeeded();
  expect(left(budget)).toBe(tries);
});

test('answers while nothing was tried save up nothing', () => {
  const budget = new RetryBudget();
  for (let answer = 0; answer < 50; answer += 1) budget.succeeded();
  expect(left(budget)).toBe(10);
});

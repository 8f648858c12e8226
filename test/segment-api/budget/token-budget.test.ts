import { expect, test } from 'vitest';
import { priority } from '../../../source/domain/queries.ts';
import { TokenBudget } from '../../../source/segment-api/budget/token-budget.ts';

const now = Date.parse('2026-01-15T12:00:00Z');
const resetIn = 30_000;
const news = (consumed: number, limit = 1000) => ({ limit, remaining: limit - consumed, resetIn });

/** Answers of one operation, each after so many of others, and how much its count has grown since the one before. */
function judged(turns: readonly (readonly [others: number, grown: number])[]): boolean {
  const budget = new TokenBudget();
  let consumed = 1;
  budget.learn('a', news(consumed), now, 1);
  for (const [others, grown] of turns) {
    for (let other = 0; other < others; other += 1) budget.learn(`${other} ${consumed}`, news(1), now, 1);
    consumed += grown;
    budget.learn('a', news(consumed), now, 1);
  }
  // Nothing is left: whoever believes that the headers are about the token waits.
  budget.learn('last', news(1000), now, 1);
  return budget.readyAt(now, priority.visible) > now;
}

test.each<[string, readonly (readonly [number, number])[], boolean]>([
  [
    'all of the others, twice',
    [
      [10, 11],
      [10, 11],
    ],
    true,
  ],
  ['all of the others, once', [[10, 11]], false],
  [
    'more than half of the others, and of what may overtake',
    [
      [12, 7],
      [12, 7],
    ],
    true,
  ],
  [
    'half of the others',
    [
      [14, 7],
      [14, 7],
    ],
    false,
  ],
  [
    'just more than half of the others',
    [
      [14, 8],
      [14, 8],
    ],
    true,
  ],
  [
    'no more than may overtake each other',
    [
      [8, 6],
      [8, 6],
      [8, 6],
      [8, 6],
    ],
    false,
  ],
  [
    'much after a single other',
    [
      [1, 20],
      [1, 20],
    ],
    false,
  ],
  [
    'much after two others',
    [
      [2, 20],
      [2, 20],
    ],
    true,
  ],
  [
    'its own requests alone, later',
    [
      [10, 11],
      [10, 11],
      [10, 1],
    ],
    false,
  ],
  [
    'its own requests alone, after much proof',
    [
      [10, 11],
      [10, 11],
      [10, 11],
      [10, 11],
      [10, 1],
    ],
    true,
  ],
  ['its own requests alone, twice after the most proof', [...Array(9).fill([10, 11]), [10, 1], [10, 1]], false],
])('headers are about the token where a count has grown by %s', (_, turns, isOfToken) => {
  expect(judged(turns)).toBe(isOfToken);
});

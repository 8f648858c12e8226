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
  [
    'a little more than its own requests, later',
    [
      [10, 11],
      [10, 11],
      [10, 2],
    ],
    true,
  ],
  ['its own requests alone, twice after the most proof', [...Array(9).fill([10, 11]), [10, 1], [10, 1]], false],
])('headers are about the token where a count has grown by %s', (_, turns, isOfToken) => {
  expect(judged(turns)).toBe(isOfToken);
});

/** A budget that is known to be of the token, of which an answer has just said that so many requests are left. */
function left(remaining: number, inFlight = 1): TokenBudget {
  const budget = new TokenBudget();
  for (const consumed of [1, 12, 23]) {
    budget.learn('a', news(consumed), now, 1);
    for (let other = 0; other < 10; other += 1) budget.learn(`${other} ${consumed}`, news(1), now, 1);
  }
  budget.learn('last', news(1000 - remaining), now, inFlight);
  return budget;
}
/** How many requests may go at once. */
const room = (budget: TokenBudget, at = now): number => {
  let count = 0;
  while (count < 1000 && budget.readyAt(at, priority.visible, count + 1) <= at) count += 1;
  return count;
};
const taken = (budget: TokenBudget, count: number, at = now): TokenBudget => {
  for (let number = 0; number < count; number += 1) budget.take(at);
  return budget;
};
const told = (budget: TokenBudget, remaining: number, isNext = false): TokenBudget => {
  const later = isNext ? 2_001 : 2_000;
  budget.learn('more', { limit: 1000, remaining, resetIn: resetIn + later }, now, 1);
  return budget;
};

test.each<[string, TokenBudget, number]>([
  ['what an answer says', left(10), 10],
  ['less those on their way beside it', left(10, 4), 7],
  ['nothing where all of it is on its way', left(3, 9), 0],
  ['less those that went since', taken(left(10), 3), 7],
  ['the least that answers of one window say', told(left(10), 15), 10],
  ['what a later answer says where it is less', told(left(10), 5), 5],
  ['what the answer of another window says', told(left(10), 15, true), 15],
])('of the requests of the token there are left: %s', (_, budget, most) => {
  expect(room(budget)).toBe(most);
  expect(budget.readyAt(now, priority.visible, most + 1) - now).toBeGreaterThanOrEqual(resetIn);
});

test('when its window is over all are there again, for the minute after the next request', () => {
  const budget = left(0);
  const end = now + resetIn;
  expect([budget.readyAt(end - 1, priority.visible), budget.readyAt(end, priority.visible)]).toEqual([end, 0]);
  budget.take(end);
  expect(room(budget, end)).toBe(999);
  expect(budget.readyAt(end, priority.visible, 1000)).toBe(end + 60_000);
  expect([priority.rest, priority.failing].map((level) => budget.readyAt(end, level, 899) > end)).toEqual([
    false,
    false,
  ]);
  expect([priority.rest, priority.failing].map((level) => budget.readyAt(end, level, 900) > end)).toEqual([
    true,
    false,
  ]);
  expect([949, 950].map((count) => budget.readyAt(end, priority.failing, count) > end)).toEqual([false, true]);
});

test('a clock that was set back leaves nothing to wait for', () => {
  const budget = left(0);
  budget.forgetTimes();
  budget.take(now - 3_600_000);
  expect(budget.readyAt(now - 3_600_000, priority.rest, 1000)).toBe(0);
});

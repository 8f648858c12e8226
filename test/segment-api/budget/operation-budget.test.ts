import { describe, expect, test } from 'vitest';
import { type Priority, priority } from '../../../source/domain/queries.ts';
import { minute, second } from '../../../source/domain/time.ts';
import { keepFree, OperationBudget } from '../../../source/segment-api/budget/operation-budget.ts';

/** A minute before a new year. */
const start = Date.UTC(2025, 11, 31, 23, 59);

/** A budget that answered so many requests, each after so many ms from the start. */
function answered(...after: readonly number[]): OperationBudget {
  const budget = new OperationBudget(undefined);
  for (const ms of after) budget.succeeded(start + ms);
  return budget;
}

/** How many requests of a level go one after the other within one moment before one has to wait. */
function going(budget: OperationBudget, level: Priority, now: number): number {
  let count = 0;
  for (; count < 1000 && budget.readyAt(now, level) <= now; count += 1) budget.take(now);
  return count;
}

const levels = [
  ['visible', 100],
  ['favorite', 100],
  ['failing', 95],
  ['rest', 90],
] as const;

describe.each(levels)('of a hundred requests a minute, reads that are %s', (name, most) => {
  const level = priority[name];

  test(`take ${most} where the limit is stated, and all wait until the first is a minute and a second old`, () => {
    const budget = new OperationBudget(100);
    expect(going(budget, level, start)).toBe(most);
    expect(budget.readyAt(start + 2 * second, level)).toBe(start + 61 * second);
    expect(budget.readyAt(start + 61 * second, level)).toBeLessThanOrEqual(start + 61 * second);
  });

  test(`take ${most} where headers tell it, and all wait until it is full again`, () => {
    const budget = new OperationBudget(undefined);
    budget.learn({ limit: 100, remaining: 100, resetIn: 40 * second }, start);
    expect(going(budget, level, start)).toBe(most);
    expect(budget.readyAt(start, level)).toBe(start + 40 * second);
    // From then on it is full, for a minute.
    const full = start + 40 * second;
    expect(going(budget, level, full)).toBe(most);
    expect(budget.readyAt(full, level)).toBe(full + minute);
  });

  test(`are asked for in groups of as many as fit, and no more wait than one window`, () => {
    const ready = (count: number) => {
      const budget = new OperationBudget(100);
      for (let sent = 0; sent < 50; sent += 1) budget.take(start + sent);
      return budget.readyAt(start + second, level, count);
    };
    expect(ready(most - 50)).toBeLessThanOrEqual(start + second);
    expect(ready(most - 49)).toBe(start + 61 * second);
    expect(ready(most)).toBe(start + 49 + 61 * second);
    expect(ready(1000)).toBe(start + 49 + 61 * second);
  });
});

test.each([
  [1, 0, 0],
  [2, 0, 0],
  [9, 0, 0],
  [10, 1, 0],
  [19, 1, 0],
  [20, 2, 1],
  [29, 2, 1],
])('of a limit of %d, background reads leave %d free and those of what fails %d', (limit, rest, failing) => {
  expect(keepFree(limit, priority.rest)).toBe(rest);
  expect(keepFree(limit, priority.failing)).toBe(failing);
  expect(keepFree(limit, priority.visible)).toBe(0);
});

test('of one request a minute each waits until the one before is a minute and a second old', () => {
  const budget = new OperationBudget(1);
  expect(going(budget, priority.rest, start)).toBe(1);
  for (const age of [0, 59_500, 60_999]) expect(budget.readyAt(start + age, priority.rest)).toBe(start + 61 * second);
  expect(going(budget, priority.rest, start + 61 * second)).toBe(1);
});

describe('a refusal', () => {
  const random = () => 0.5;

  test.each<readonly [string, number | undefined, readonly number[], number | undefined]>([
    ['without a wait counts what got through in the last minute', undefined, [0, 1, 2 * second, 60 * second], 3],
    ['with a wait of a minute does too', minute, [0, 1, 2 * second, 60 * second], 3],
    [
      'that says half a minute counts since its window began, a second earlier',
      30 * second,
      [28_999, 29_000, 40_000],
      2,
    ],
    ['that says a quarter counts the last 46 s', 15 * second, [13_999, 14_000, 20_000, 59_000], 3],
    ['that is over within 5 s tells nothing', 4_999, [10_000, 20_000], undefined],
    ['that is over after 5 s counts', 5_000, [3_999, 4_000, 20_000], 2],
    ['counts nothing that is a minute old', undefined, [0, 1, 2 * second], 2],
    ['where nothing got through tells nothing', undefined, [], undefined],
  ])('%s', (_, wait, after, limit) => {
    const budget = answered(...after);
    const now = start + minute;
    budget.refused(now, wait, random);
    expect(budget.limit(now)).toBe(limit);
  });

  test.each([
    [-1, 20],
    [0, 20],
    [3 * minute - 1, 20],
    [3 * minute, 22],
    [6 * minute, 24],
    [30 * minute, 40],
    [45 * minute, 50],
  ])('of twenty a minute counts %d ms later as a limit of %d', (later, limit) => {
    const now = start + minute;
    const budget = answered(...Array.from({ length: 20 }, (_, index) => (index + 1) * second));
    budget.refused(now, undefined, random);
    expect(budget.limit(now + later)).toBe(limit);
  });

  test('of fifteen a minute grows to whole requests only', () => {
    const now = start + minute;
    const budget = answered(...Array.from({ length: 15 }, (_, index) => (index + 1) * second));
    budget.refused(now, undefined, random);
    expect([3, 6, 9].map((minutes) => budget.limit(now + minutes * minute))).toEqual([16, 18, 19]);
  });

  test('that follows another one teaches nothing more', () => {
    const budget = answered(...Array.from({ length: 20 }, (_, index) => (index + 1) * second));
    budget.refused(start + minute, undefined, random);
    budget.refused(start + 75 * second, undefined, random);
    expect(budget.limit(start + 75 * second)).toBe(20);
  });

  test('that says how long, of a request that was on its way with another one, counts as one with it', () => {
    const budget = answered();
    expect(budget.refused(start, undefined, random)).toBe(second);
    expect(budget.refused(start + 100, second, random)).toBe(second);
    expect(budget.blockedUntil).toBe(start + 1100);
    expect(budget.refused(start + 2 * second, undefined, random)).toBe(2 * second);
  });

  test('holds for what it says from 1 s to 5 min, and a next one for longer', () => {
    const budget = answered();
    const waits: number[] = [];
    let now = start;
    for (const asked of [10, 1500, 3 * second, 10 * second, 10 * minute, undefined]) {
      const ms = budget.refused(now, asked, random);
      expect(budget.blockedUntil).toBe(now + ms);
      expect(budget.readyAt(now, priority.visible)).toBe(now + ms);
      waits.push(ms);
      now += ms;
    }
    // What is asked for, or a backoff of 2, 4, 8, … s where that is more; alone the backoff counts.
    expect(waits).toEqual([second, 2 * second, 4 * second, 10 * second, 5 * minute, 32 * second]);
  });

  test.each([
    [0, 0.75],
    [0.5, 1],
    [0.999, 1.2495],
  ])('without a wait doubles to a minute, with jitter of %d as %d of it', (jitter, share) => {
    const budget = answered();
    let now = start;
    const waits = Array.from({ length: 8 }, () => {
      const ms = budget.refused(now, undefined, () => jitter);
      now += ms;
      return ms;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => Math.round(seconds * second * share)));
  });

  test('of a request that was on its way with another one lengthens nothing and teaches nothing more', () => {
    const budget = answered(1, 2);
    const now = start + 10 * second;
    expect(budget.refused(now, undefined, random)).toBe(second);
    expect(budget.refused(now + 400, undefined, random)).toBe(600);
    budget.succeeded(now + 500);
    expect(budget.refused(now + 500, undefined, random)).toBe(500);
    expect(budget.limit(now + 500)).toBe(2);
  });

  test('that was not for it is unlearnt, and an earlier limit counts again', () => {
    const budget = answered(1, 2, 3);
    budget.refused(start + second, undefined, random);
    budget.succeeded(start + 2 * minute);
    budget.refused(start + 2 * minute, undefined, random);
    expect(budget.limit(start + 2 * minute)).toBe(1);
    budget.unlearn();
    expect(budget.limit(start + 2 * minute)).toBe(3);
  });
});

test('a clock that was set back leaves the limit and forgets every moment', () => {
  const budget = new OperationBudget(undefined);
  budget.learn({ limit: 10, remaining: 0, resetIn: minute }, start);
  budget.refused(start, minute, () => 0.5);
  expect(budget.readyAt(start, priority.visible)).toBe(start + minute);
  budget.forgetTimes();
  const earlier = start - 24 * 60 * minute;
  expect(budget.readyAt(earlier, priority.visible)).toBeLessThanOrEqual(earlier);
  expect(budget.limit(earlier)).toBe(10);
});

test('of a clock that was set back neither what was sent nor what was answered counts any more', () => {
  const earlier = start - 24 * 60 * minute;
  const sending = new OperationBudget(1);
  sending.take(start);
  sending.forgetTimes();
  expect(sending.readyAt(earlier, priority.visible)).toBeLessThanOrEqual(earlier);
  const budget = answered(1, 2, 3);
  budget.forgetTimes();
  budget.refused(earlier, undefined, () => 0.5);
  expect(budget.limit(earlier)).toBeUndefined();
});

test.each([
  [2 * second, 'the same window', 3],
  [2 * second + 1, 'a new one', 6],
])('an answer whose window ends %d ms later is of %s', (later, _, left) => {
  const budget = new OperationBudget(undefined);
  for (let sent = 0; sent < 4; sent += 1) budget.take(start);
  budget.learn({ limit: 10, remaining: 6, resetIn: minute }, start);
  budget.giveBack();
  // Two of the three that are left are still on their way.
  budget.learn({ limit: 10, remaining: 8, resetIn: minute + later }, start);
  expect(going(budget, priority.visible, start)).toBe(left);
});

test('requests on their way beside an answer are not in its count yet, and no later answer of the window adds any', () => {
  const budget = new OperationBudget(undefined);
  for (let sent = 0; sent < 4; sent += 1) budget.take(start);
  const left = () => going(budget, priority.visible, start);
  // Three of the four are still on their way.
  budget.learn({ limit: 10, remaining: 5, resetIn: minute }, start);
  budget.giveBack();
  budget.learn({ limit: 10, remaining: 9, resetIn: minute - 2 * second }, start);
  expect(left()).toBe(2);
});

import { expect, it } from 'vitest';
import { day, hour } from '../../../source/domain/time.ts';
import { usedByDay } from '../../../source/domain/usage/days.ts';

const first = Date.parse('2026-03-01T00:00:00Z');
/** What was counted on the day of the period with this index, for it and the days before it that have no count. */
const use = (index: number, used: bigint, days = 1, late = 0) => ({
  ...{ at: first + index * day + late, used, total: 0n, days },
});

it.each([
  ['each day has its own', 3, [use(0, 5n), use(1, 0n), use(2, 7n)], [5, 0, 7]],
  ['a day without a count is not known', 3, [use(0, 5n), use(2, 7n)], [5, undefined, 7]],
  ['a count of three days is a third of it', 3, [use(2, 9n, 3)], [undefined, undefined, 3]],
  [
    'what was counted before or after the period is not of it',
    2,
    [use(-1, 1n), use(0, 2n), use(2, 3n)],
    [2, undefined],
  ],
  ['a month that changes to summer time loses no day', 31, [use(30, 4n, 1, -hour)], [...Array(30).fill(undefined), 4]],
  ['nothing was counted', 2, [], [undefined, undefined]],
  ['the period has not begun', -1, [use(0, 5n)], []],
] as const)('%s', (_, days, daily, expected) => {
  expect(usedByDay({ daily, periodStart: first, countedUntil: first + days * day })).toEqual(expected);
});

import { expect, test } from 'vitest';
import { createRequestLog } from '../../../../source/mock/http/control/request-log.ts';

const request = (at: number) => ({
  method: 'GET',
  path: '/',
  query: '',
  operation: undefined,
  status: 200,
  at,
  took: 1,
});
const times = (most: number, count: number) => {
  const log = createRequestLog(most);
  for (let at = 1; at <= count; at += 1) log.add(request(at));
  return log.list().map(({ at }) => at);
};

test.each([
  [4, 3, [1, 2, 3]],
  [4, 6, [1, 2, 3, 4, 5, 6]],
  [4, 7, [4, 5, 6, 7]],
  [4, 9, [4, 5, 6, 7, 8, 9]],
  [4, 10, [7, 8, 9, 10]],
])('of %i requests at most, half as many again are kept before the oldest go: %i', (most, count, expected) => {
  expect(times(most, count)).toEqual(expected);
});

test('what was listed stays as it was, and a cleared log is empty', () => {
  const log = createRequestLog();
  log.add(request(1));
  const before = log.list();
  log.add(request(2));
  expect([before.length, log.list().length]).toEqual([1, 2]);
  log.clear();
  expect(log.list()).toEqual([]);
});

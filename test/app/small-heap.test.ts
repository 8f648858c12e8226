import { afterEach, expect, test, vi } from 'vitest';
import { isKeptSmall, keepHeapSmall } from '../../source/app/small-heap.ts';

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

afterEach(() => void vi.useRealTimers());

test('V8 is told at the start, and again only when it is to change', () => {
  vi.useFakeTimers();
  const told: string[] = [];
  let used = 30;
  keepHeapSmall(
    () => used * mb,
    (flag) => told.push(flag),
  );
  const small = ['--semi-space-growth-factor=1', '--heap-growing-percent=30'];
  const roomy = ['--semi-space-growth-factor=2', '--heap-growing-percent=0'];
  const toldAt = (next: number) => {
    used = next;
    vi.advanceTimersByTime(1_000);
    return told.splice(0);
  };
  expect(told.splice(0)).toEqual(small);
  expect([95, 96, 200, 64, 63, 30].map(toldAt)).toEqual([[], roomy, [], [], small, []]);
  vi.clearAllTimers();
});

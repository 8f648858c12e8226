import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../source/segment-api/clock.ts';

afterEach(() => void vi.useRealTimers());

test.each([
  ['an hour', 3_600_000],
  ['just what a timer holds', 2 ** 31 - 1],
  ['a millisecond more than a timer holds', 2 ** 31],
  ['a year', 31_536_000_000],
])('a timer of %s fires then and not before', (_, ms) => {
  vi.useFakeTimers();
  let fired = 0;
  systemClock.setTimer(() => {
    fired += 1;
  }, ms);
  vi.advanceTimersByTime(ms - 1);
  expect(fired).toBe(0);
  vi.advanceTimersByTime(1);
  expect(fired).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('a timer that is further away than a timer holds can be stopped at any time', () => {
  vi.useFakeTimers();
  let fired = 0;
  const stop = systemClock.setTimer(() => {
    fired += 1;
  }, 1e15);
  vi.advanceTimersByTime(2 ** 31);
  expect(vi.getTimerCount()).toBe(1);
  stop();
  expect([fired, vi.getTimerCount()]).toEqual([0, 0]);
});

test.each([Number.NaN, -5, 0])('a wait of %d is none', (ms) => {
  vi.useFakeTimers();
  let fired = 0;
  systemClock.setTimer(() => {
    fired += 1;
  }, ms);
  vi.advanceTimersByTime(1);
  expect(fired).toBe(1);
});

test('what takes turns runs one in each round of the event loop, in order', async () => {
  const ran: string[] = [];
  const round = () => new Promise<void>((resolve) => void setImmediate(resolve));
  for (const each of ['a', 'b'])
    systemClock.inTurn?.(() => {
      ran.push(each);
      if (each === 'a') systemClock.inTurn?.(() => void ran.push('c'));
    });
  expect(ran).toEqual([]);
  const seen: string[] = [];
  for (let rounds = 0; rounds < 4; rounds += 1) {
    await round();
    seen.push(ran.join(''));
  }
  expect(seen).toEqual(['a', 'ab', 'abc', 'abc']);
});

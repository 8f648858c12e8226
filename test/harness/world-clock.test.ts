import { expect, test } from 'vitest';
import { fakeClock } from './world-clock.ts';

test('time stands still until it is moved', async () => {
  const clock = fakeClock(1000);
  await clock.advance(250);
  expect(clock.now()).toBe(1250);
});

test('timers run in order of time, then of setting, and see their own time', async () => {
  const clock = fakeClock(0);
  const ran: string[] = [];
  for (const [name, ms] of [
    ['late', 30],
    ['first', 10],
    ['second', 10],
    ['never', 31],
  ] as const)
    clock.setTimer(() => ran.push(`${name}@${clock.now()}`), ms);
  await clock.advance(30);
  expect(ran).toEqual(['first@10', 'second@10', 'late@30']);
  expect(clock.pending()).toBe(1);
  expect(clock.nextAt()).toBe(31);
});

test('a cancelled timer never runs, and cancelling twice is harmless', async () => {
  const clock = fakeClock();
  let ran = 0;
  const cancel = clock.setTimer(() => (ran += 1), 5);
  cancel();
  cancel();
  await clock.advance(100);
  expect(ran).toBe(0);
});

test('a loop over promises and timers runs as far as time goes', async () => {
  const clock = fakeClock(0);
  const at: number[] = [];
  const loop = async () => {
    await Promise.resolve();
    at.push(clock.now());
    await null;
    clock.setTimer(() => void loop(), 100);
  };
  void loop();
  await clock.advance(350);
  expect(at).toEqual([0, 100, 200, 300]);
  expect(clock.now()).toBe(350);
});

test('a timer set for now by a timer runs in the same advance', async () => {
  const clock = fakeClock(0);
  let ran = false;
  clock.setTimer(() => void clock.setTimer(() => (ran = true), 0), 10);
  await clock.advance(10);
  expect(ran).toBe(true);
});

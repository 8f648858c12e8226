import { expect, test } from 'vitest';
import { whenQuiet } from '../../../../source/workspace/polling/changes/when-quiet.ts';

/** Time that is passed by hand; what takes turns waits for `turn`. */
function stage(hasTurns = false) {
  let now = 0;
  let due: { readonly at: number; readonly run: () => void } | undefined;
  const turns: (() => void)[] = [];
  const ran: number[] = [];
  let busyUntil = 0;
  const clock = {
    now: () => now,
    setTimer: (run: () => void, ms: number) => {
      due = { at: now + ms, run };
      return () => {
        due = undefined;
      };
    },
    ...(hasTurns ? { inTurn: (run: () => void) => void turns.push(run) } : {}),
  };
  const pass = (to: number) => {
    for (; now <= to; now += 1) {
      if (due?.at !== now) continue;
      const { run } = due;
      due = undefined;
      run();
    }
  };
  const start = (ms: number) =>
    whenQuiet(
      clock,
      () => now < busyUntil,
      () => void ran.push(now),
      ms,
    );
  const keysUntil = (at: number) => {
    busyUntil = at;
  };
  return { start, pass, keysUntil, turns, ran };
}

test.each([
  ['where no key is pressed it is as any timer', 0, [60]],
  ['it waits until keys rest', 250, [260]],
  ['two seconds at most', 9_999, [2_060]],
])('%s', (_, keys, when) => {
  const { start, pass, keysUntil, ran } = stage();
  keysUntil(keys);
  start(60);
  pass(3_000);
  expect(ran).toEqual(when);
});

test('it runs in a turn of its own, and not where it was taken back meanwhile', () => {
  const { start, pass, turns, ran } = stage(true);
  start(10);
  pass(20);
  expect(ran).toEqual([]);
  turns.shift()?.();
  expect(ran).toEqual([21]);
  const stop = start(10);
  pass(40);
  stop();
  turns.shift()?.();
  start(10)();
  pass(60);
  expect([ran, turns]).toEqual([[21], []]);
});

import { expect, test } from 'vitest';
import { FramePace } from '../../../source/app/frame/frame-pace.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';

function stage() {
  let now = 1000;
  const timers: (() => void)[] = [];
  const drawn: string[] = [];
  const setTimer = (run: () => void) => {
    timers.push(run);
    return () => void timers.splice(timers.indexOf(run), 1);
  };
  const pace = new FramePace({ now: () => now, setTimer });
  return {
    pace,
    timers,
    drawn,
    draw: (name: string, data: number, needs: number, isAwaited = false) =>
      pace.draw(data, Array<Need>(needs), isAwaited, () => void drawn.push(name)),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('keys are being pressed for a quarter of a second after the last', () => {
  const { pace, pass } = stage();
  expect(pace.isBusy).toBe(false);
  pace.heard();
  pass(249);
  expect(pace.isBusy).toBe(true);
  pass(1);
  expect(pace.isBusy).toBe(false);
});

test.each([
  ['of a workspace of hundreds', 1, 1999, false, true],
  ['of thousands, where nothing was read', 0, 2000, false, true],
  ['of thousands, that a key waits for', 1, 2000, true, true],
  ['of what was read of thousands', 1, 2000, false, false],
])('a frame %s is drawn at once: %#', (_, data, needs, isAwaited, isAtOnce) => {
  const { draw, drawn, timers } = stage();
  draw('first', 0, 0);
  draw('second', data, needs, isAwaited);
  expect(drawn).toEqual(isAtOnce ? ['first', 'second'] : ['first']);
  expect(timers.length).toBe(isAtOnce ? 0 : 1);
});

test('a frame that is put off is drawn once in a turn of its own, and not after the end', () => {
  const { pace, draw, drawn, timers } = stage();
  draw('a', 1, 2000);
  draw('b', 2, 2000);
  expect([drawn, timers.length]).toEqual([[], 1]);
  timers.shift()?.();
  expect(drawn).toEqual(['a']);
  draw('c', 3, 2000);
  pace.stop();
  expect(timers).toEqual([]);
});

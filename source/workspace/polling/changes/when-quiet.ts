import type { Clock } from '../clock.ts';

/** How often it is looked whether keys rest, ms. */
const every = 100;
/** So often at most: who never rests is told every two seconds all the same. */
const most = 20;

/**
 * Sets a timer that waits until the user's keys rest, for what would stand in their way: what takes longer than a frame.
 * @param isBusy whether keys were pressed a moment ago
 * @returns takes it back
 */
export function whenQuiet(clock: Clock, isBusy: () => boolean, run: () => void, ms: number): () => void {
  let left = most;
  let isOver = false;
  const ring = (): void => {
    if (isOver) return;
    if (left > 0 && isBusy()) {
      left -= 1;
      stop = clock.setTimer(due, every);
    } else run();
  };
  const due = (): void => (clock.inTurn ? clock.inTurn(ring) : ring());
  let stop = clock.setTimer(due, ms);
  return () => {
    isOver = true;
    stop();
  };
}

import type { Transport } from './transport/transport.ts';

/** Time as the client sees it, injected so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Runs `run` once after `ms`, however long that is; the returned function cancels. */
  setTimer(run: () => void, ms: number): () => void;
  /** How far the clock of this machine is ahead of this one, ms. */
  ahead?(): number;
  /** Grows each time this clock was found to be wrong and corrected. */
  jumps?(): number;
  /** Wraps a transport so that its answers correct the clock. */
  timed?(transport: Transport): Transport;
}

/** The longest wait of a Node timer: a longer one would fire at once, with a warning on the screen. */
const longestTimer = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  setTimer(run, ms) {
    let left = Number.isNaN(ms) ? 0 : ms;
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const part = Math.min(left, longestTimer);
      left -= part;
      timer = setTimeout(left > 0 ? wait : run, part);
    };
    wait();
    return () => clearTimeout(timer);
  },
};

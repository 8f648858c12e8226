import type { Transport } from './transport/transport.ts';

/** Time as the client sees it, injected so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Runs `run` once after `ms`, however long that is; the returned function cancels. */
  setTimer(run: () => void, ms: number): () => void;
  /**
   * Runs what takes long by itself, after what has come in meanwhile is heard: timers that are due together run without a pause.
   * Absent where nothing comes in, and where time is that of a test: then it may run at once.
   */
  inTurn?(run: () => void): void;
  /** How far the clock of this machine is ahead of this one, ms. */
  ahead?(): number;
  /** Grows each time this clock was found to be wrong and corrected. */
  jumps?(): number;
  /** Wraps a transport so that its answers correct the clock. */
  timed?(transport: Transport): Transport;
}

/** The longest wait of a Node timer: a longer one would fire at once, with a warning on the screen. */
const longestTimer = 2 ** 31 - 1;

const queue: (() => void)[] = [];

/** One in each round of the event loop: what is read from the terminal is heard between two of them. */
function next(): void {
  const run = queue.shift();
  if (queue.length > 0) setImmediate(next);
  run?.();
}

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
  inTurn(run) {
    queue.push(run);
    if (queue.length === 1) setImmediate(next);
  },
};

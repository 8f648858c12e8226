/** Time as the client sees it, injected so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Runs `run` once after `ms`, however long that is; the returned function cancels. */
  setTimer(run: () => void, ms: number): () => void;
}

/** Timers of Node take no longer wait: what is beyond fires at once, with a warning on the screen. */
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

import type { Transport } from './transport.ts';

/** Time as the client sees it, injected so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Runs `run` once after `ms`; the returned function cancels. */
  setTimer(run: () => void, ms: number): () => void;
  /** How far the clock of this machine is ahead of this one, ms. */
  ahead?(): number;
  /** Grows each time that this clock was found to be wrong and set right. */
  jumps?(): number;
  /** A transport whose answers set it right. */
  timed?(transport: Transport): Transport;
}

export const systemClock: Clock = {
  now: Date.now,
  setTimer(run, ms) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

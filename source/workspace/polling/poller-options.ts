import { minute } from '../../domain/time.ts';
import type { Backend } from './backend.ts';
import type { Clock } from './clock.ts';

export interface PollerOptions {
  readonly backend: Backend;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random?: () => number;
  /** Called at most once per `batchMs`, however many reads end. */
  readonly onChange?: () => void;
  readonly batchMs?: number;
  /** Whether the user pressed keys a moment ago: what takes long to take in waits for a rest. */
  readonly isBusy?: () => boolean;
  readonly atOnce?: number;
  /** Intervals that the user set, ms, by resource family (`refresh` of the configuration). */
  readonly intervals?: Readonly<Record<string, number>>;
  /** What intervals are multiplied with: below 1 is more often. */
  readonly pace?: () => number;
  /** A read that takes longer is given up and tried again, ms. */
  readonly longest?: number;
}

/** What counts unless it is given. */
export const usualOptions = {
  random: Math.random,
  onChange: () => undefined,
  batchMs: 60,
  isBusy: () => false,
  atOnce: 12,
  intervals: {},
  pace: () => 1,
  longest: 3 * minute,
} as const satisfies Partial<PollerOptions>;

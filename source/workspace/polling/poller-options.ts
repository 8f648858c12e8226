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
  readonly atOnce?: number;
  /** Intervals that the user set, ms, by resource family (`refresh` of the configuration). */
  readonly intervals?: Readonly<Record<string, number>>;
  /** A read that takes longer is given up and tried again, ms. */
  readonly longest?: number;
}

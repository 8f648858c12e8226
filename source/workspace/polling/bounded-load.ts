import { type Answer, ReadError } from '../../domain/problem.ts';
import type { Priority } from '../../domain/queries.ts';
import { sanitise, t } from '../../domain/text.ts';
import type { Backend } from './backend.ts';
import type { Clock } from './clock.ts';
import type { Read } from './read.ts';
import type { Resource } from './resource.ts';

export interface Bounds {
  readonly backend: Backend;
  readonly clock: Clock;
  readonly priority: Priority;
  /** Fires when nobody wants the answer any more. */
  readonly signal: AbortSignal;
  /** Longest time for a load, ms; time spent waiting for the rate budget does not count. */
  readonly longest: number;
  /** The load waits for the rate budget, or goes on. */
  readonly onThrottled: (isThrottled: boolean) => void;
  readonly read?: Read | undefined;
}

/**
 * Runs one load so that it always ends: with its answer, with its failure, as aborted, or as timed out. A load that pays no heed
 * to its signal is left to itself.
 * @throws whatever the load throws; ReadError of kind aborted or timeout
 */
export async function boundedLoad<T>(resource: Resource<T>, bounds: Bounds, previous?: T): Promise<Answer<T>> {
  const { backend, clock, priority, signal, longest, onThrottled, read } = bounds;
  const operation = sanitise(resource.key);
  const late = new AbortController();
  const { promise: cut, reject } = Promise.withResolvers<never>();
  const expire = () => {
    late.abort();
    reject(new ReadError({ kind: 'timeout', message: t`no answer in time`, status: 0, operation }));
  };
  const aborted = () => reject(new ReadError({ kind: 'aborted', message: t`no longer needed`, status: 0, operation }));
  let ended = false;
  let waiting = 0;
  let stop = clock.setTimer(expire, longest);
  signal.addEventListener('abort', aborted, { once: true });
  // A load may make several requests at once: it is throttled while any of them waits.
  const throttledOne = (isThrottled: boolean) => {
    if (ended) return;
    const before = waiting > 0;
    waiting += isThrottled ? 1 : -1;
    if (before === waiting > 0) return;
    stop();
    if (waiting === 0) stop = clock.setTimer(expire, longest);
    onThrottled(waiting > 0);
  };
  try {
    const options = { signal: AbortSignal.any([signal, late.signal]), priority, onThrottled: throttledOne };
    return await Promise.race([resource.load(backend, options, clock.now(), previous, read), cut]);
  } finally {
    ended = true;
    stop();
    signal.removeEventListener('abort', aborted);
  }
}

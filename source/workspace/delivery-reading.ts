import type { DeliveryMetrics } from '../domain/delivery.ts';
import type { Answer, Problem } from '../domain/problem.ts';
import type { ReadOptions } from '../domain/queries.ts';
import { floorTo, hour, minute, type Period, type Window } from '../domain/time.ts';
import { readWindow } from '../domain/windows.ts';
import type { Backend } from './backend.ts';
import { connectionMetrics } from './connection-metrics.ts';
import type { Pair } from './per-pair.ts';

/** Totals of one connection in exactly this window. */
export interface DeliveryPart {
  readonly window: Window;
  readonly metrics: DeliveryMetrics;
  /** What of it could not be read. */
  readonly problems?: readonly Problem[] | undefined;
}

/**
 * What is known of the delivery of one connection. It is read in two parts, since hours that are over hardly change: one request
 * renews the running part, the settled one is read again seldom.
 */
export interface DeliveryReading {
  /** Exactly what `total` covers. */
  readonly window: Window;
  /** Settled and running part together. */
  readonly total: DeliveryMetrics;
  /** The hours that are over: the usual level of the connection. */
  readonly settled: DeliveryPart;
  /** The running hour, and the one before while it is young: never less than `leastRunning`. */
  readonly running: DeliveryPart;
  /** What came in between an earlier reading of the same running part and this one; undefined at the first. */
  readonly newest?: DeliveryPart | undefined;
}

/** A rate of fewer minutes says too little. */
export const leastRunning = 10 * minute;

/** Reads what is due: the running part always, the settled one when its hours are other ones than in the reading before. */
export async function readDelivery(
  backend: Backend,
  { id: destinationId, sourceId }: Pair,
  period: Period,
  options: ReadOptions,
  now: number,
  previous: DeliveryReading | undefined,
): Promise<Answer<DeliveryReading>> {
  const { start } = readWindow(period, now);
  const edge = floorTo(now - leastRunning, 'HOUR');
  const part = async (window: Window): Promise<DeliveryPart> => {
    const answer = await connectionMetrics(backend, { destinationId, sourceId, window, granularity: 'HOUR' }, options);
    return { window, metrics: answer.value, problems: answer.problems };
  };
  const isSettled = previous?.settled.window.end === edge && previous.settled.window.start === start;
  const [settled, running] = await Promise.all([
    isSettled ? previous.settled : part({ start: Math.min(start, edge - hour), end: edge }),
    part({ start: edge, end: now }),
  ]);
  const problems = [...(settled.problems ?? []), ...(running.problems ?? [])];
  return { value: readingOf(settled, running, previous), problems };
}

/** Puts two parts together; what is new is told by the reading before, where it is of the same running part. */
export function readingOf(
  settled: DeliveryPart,
  running: DeliveryPart,
  previous?: DeliveryReading | undefined,
): DeliveryReading {
  const before = previous?.running;
  const isSame = before?.window.start === running.window.start && before.metrics.basis === running.metrics.basis;
  return {
    window: { start: settled.window.start, end: running.window.end },
    total: added(settled.metrics, running.metrics, 1),
    settled,
    running,
    newest:
      before && isSame
        ? {
            window: { start: before.window.end, end: running.window.end },
            metrics: added(running.metrics, before.metrics, -1),
          }
        : undefined,
  };
}

/** Counts of both; with `sign` −1 their difference, never below nothing: late corrections are no negative events. */
function added(a: DeliveryMetrics, b: DeliveryMetrics, sign: 1 | -1): DeliveryMetrics {
  const of = (key: 'firstTry' | 'afterRetry' | 'discarded' | 'expired') => Math.max(0, a[key] + sign * b[key]);
  const isKnown = a.retrying !== undefined && b.retrying !== undefined;
  return {
    firstTry: of('firstTry'),
    afterRetry: of('afterRetry'),
    discarded: of('discarded'),
    expired: of('expired'),
    retrying: isKnown ? Math.max(0, a.retrying + sign * b.retrying) : undefined,
    p95: a.p95 ?? b.p95,
    average: a.average ?? b.average,
    basis: a.basis === 'overview' || b.basis === 'overview' ? 'overview' : 'metrics',
  };
}

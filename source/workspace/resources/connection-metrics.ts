import type { DeliveryMetrics, Step } from '../../domain/delivery/counts.ts';
import { type Answer, type ProblemKind, ReadError } from '../../domain/problem.ts';
import { priority, type ReadOptions } from '../../domain/queries.ts';
import type { Granularity, Window } from '../../domain/time.ts';
import type { Backend } from '../polling/backend.ts';
import { wholeAnswer } from '../polling/proof.ts';

export const metricsOperation = 'GET /destinations/{destinationId}/delivery-metrics';
export const stepOperation = (step: Step): string => `GET /delivery-overview/${step}`;

interface PairWindow {
  readonly destinationId: string;
  readonly sourceId: string;
  readonly window: Window;
  /** HOUR reaches back seven days, DAY fourteen, MINUTE four hours at a time (rule 61). */
  readonly granularity: Granularity;
}

/**
 * The two operations that give the totals of a connection. Each has its own limit, so the one with requests left is used:
 * `metrics` gives everything with one request a window, `overview` needs two (failed and delivered) and does not know what
 * waits for a retry.
 */
export type Lane = 'metrics' | 'overview';

/** Milliseconds until so many requests of each of these operations may go; 0 is now. */
export function waitOf(backend: Backend, operations: readonly string[], options: ReadOptions, count = 1): number {
  const { waitOf: wait } = backend.wire();
  const level = options.priority ?? priority.visible;
  return Math.max(0, ...operations.map((operation) => wait?.(operation, level, count) ?? 0));
}

const overviewOperations = [stepOperation('failed-delivery'), stepOperation('successful-delivery')];

/** Operations that answered that they are not in the plan or not for this token, while the other one worked. */
const closedLanes = new WeakMap<Backend, Set<Lane>>();
const closing: ReadonlySet<ProblemKind> = new Set(['no-access', 'not-in-plan', 'not-found']);

/** A failure after which the other operation may still work. */
export const isOtherWay = (kind: ProblemKind): boolean => kind === 'rate-limited' || closing.has(kind);

export const isClosedLane = (backend: Backend, lane: Lane): boolean => closedLanes.get(backend)?.has(lane) === true;

/**
 * Reads by the lane that is free, or will be first, and by the other one when that is refused after all: for its rate, or because
 * it is closed to this token.
 * @param count requests that the metrics lane would send
 * @param preferred the lane to take where both are free
 */
export async function byFreeLane<T>(
  backend: Backend,
  options: ReadOptions,
  count: number,
  read: (lane: Lane, options: ReadOptions) => Promise<T>,
  preferred: Lane = 'metrics',
): Promise<T> {
  const [first, second] = lanesFor(backend, options, count, preferred);
  try {
    return await read(first, { ...options, isPatient: false });
  } catch (thrown) {
    if (!(thrown instanceof ReadError)) throw thrown;
    const { kind } = thrown.problem;
    // While the token itself is limited, other requests would only wait as well.
    const isRefused = kind === 'rate-limited' && backend.wire().pausedUntil === undefined;
    if (!isRefused && !closing.has(kind)) throw thrown;
    const value = await read(second, options);
    noteClosed(backend, first, kind);
    closedLanes.get(backend)?.delete(second);
    return value;
  }
}

function lanesFor(
  backend: Backend,
  options: ReadOptions,
  count: number,
  preferred: Lane,
): readonly [first: Lane, second: Lane] {
  const other: Lane = preferred === 'metrics' ? 'overview' : 'metrics';
  if (isClosedLane(backend, preferred) !== isClosedLane(backend, other))
    return isClosedLane(backend, preferred) ? [other, preferred] : [preferred, other];
  const waits: Readonly<Record<Lane, number>> = {
    metrics: waitOf(backend, [metricsOperation], options, count),
    overview: waitOf(backend, overviewOperations, options),
  };
  return waits[preferred] <= waits[other] ? [preferred, other] : [other, preferred];
}

/** An operation that is closed to this token is tried last from now on. Not found concerns one destination only. */
export function noteClosed(backend: Backend, lane: Lane, kind: ProblemKind): void {
  if (kind !== 'no-access' && kind !== 'not-in-plan') return;
  const closed = closedLanes.get(backend) ?? new Set<Lane>();
  closedLanes.set(backend, closed.add(lane));
}

/** Totals of one connection in one window, by the lane that is free. The answer says which (`basis`). */
export function connectionMetrics(
  backend: Backend,
  pair: PairWindow,
  options: ReadOptions,
): Promise<Answer<DeliveryMetrics>> {
  return byFreeLane(backend, options, 1, (lane, allowed) =>
    lane === 'metrics' ? backend.deliveryMetrics(pair, allowed) : overviewTotals(backend, pair, allowed),
  );
}

async function overviewTotals(
  backend: Backend,
  pair: PairWindow,
  options: ReadOptions,
): Promise<Answer<DeliveryMetrics>> {
  // Whole hours would cover far more than a window of minutes.
  const granularity: Granularity = pair.granularity === 'MINUTE' ? 'MINUTE' : 'HOUR';
  const query = { ...pair, granularity };
  const [failedStep, deliveredStep] = await Promise.all([
    backend.deliveryStep({ ...query, step: 'failed-delivery' }, options),
    backend.deliveryStep({ ...query, step: 'successful-delivery' }, options),
  ]);
  return {
    value: overviewMetrics(wholeAnswer(failedStep).total, wholeAnswer(deliveredStep).total, 'overview'),
    problems: [],
  };
}

/** Totals without what only delivery-metrics tells: retries, what waits, latency. */
export function overviewMetrics(failed: number, delivered: number, basis: 'overview' | 'volume'): DeliveryMetrics {
  return { firstTry: delivered, afterRetry: 0, discarded: failed, expired: 0, retrying: undefined, basis };
}

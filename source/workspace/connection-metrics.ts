import type { DeliveryMetrics } from '../domain/delivery.ts';
import { type Answer, ReadError } from '../domain/problem.ts';
import type { ReadOptions } from '../domain/queries.ts';
import type { Granularity, Window } from '../domain/time.ts';
import type { Backend } from './backend.ts';

export const metricsOperation = 'GET /destinations/{destinationId}/delivery-metrics';
/** Below this many requests a minute a sweep over a workspace never ends: Delivery Overview totals rank instead. */
export const hardLimit = 30;

interface PairWindow {
  readonly destinationId: string;
  readonly sourceId: string;
  readonly window: Window;
  /** HOUR reaches back seven days, DAY fourteen, MINUTE four hours at a time (manual 2.3). */
  readonly granularity: Granularity;
}

/**
 * Totals of one connection: from delivery-metrics, or, when that call is limited hard, from two Delivery Overview totals
 * (which cannot tell discarded from expired, nor what waits for a retry). The answer says which (`basis`).
 */
export async function connectionMetrics(
  backend: Backend,
  pair: PairWindow,
  options: ReadOptions,
): Promise<Answer<DeliveryMetrics>> {
  const limit = backend.wire().limitOf(metricsOperation);
  if (limit !== undefined && limit < hardLimit) return overviewTotals(backend, pair, options);
  try {
    return await backend.deliveryMetrics(pair, options);
  } catch (thrown) {
    const refused = thrown instanceof ReadError && thrown.problem.kind === 'rate-limited';
    // While the token itself is limited, two other requests would only wait as well.
    const isWholeToken = backend.wire().pausedUntil !== undefined;
    if (refused && !isWholeToken) return overviewTotals(backend, pair, options);
    throw thrown;
  }
}

async function overviewTotals(
  backend: Backend,
  pair: PairWindow,
  options: ReadOptions,
): Promise<Answer<DeliveryMetrics>> {
  // Whole hours would count far more than a window of minutes.
  const granularity: Granularity = pair.granularity === 'MINUTE' ? 'MINUTE' : 'HOUR';
  const query = { ...pair, granularity };
  const [failedStep, deliveredStep] = await Promise.all([
    backend.deliveryStep({ ...query, step: 'failed-delivery' }, options),
    backend.deliveryStep({ ...query, step: 'successful-delivery' }, options),
  ]);
  // A total without some of its rows is no total.
  const [lost] = [...failedStep.problems, ...deliveredStep.problems];
  if (lost) throw new ReadError(lost);
  const value: DeliveryMetrics = {
    firstTry: deliveredStep.value.total,
    afterRetry: 0,
    discarded: failedStep.value.total,
    expired: 0,
    retrying: undefined,
    basis: 'overview',
  };
  return { value, problems: [] };
}

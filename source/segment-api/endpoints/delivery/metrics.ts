import * as z from 'zod/mini';
import type { DeliveryMetrics } from '../../../domain/delivery/counts.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { MetricsQuery, ReadOptions } from '../../../domain/queries.ts';
import { iso } from '../../../domain/time.ts';
import type { Client } from '../../client.ts';
import { noteOdd, optionalCount } from '../../reading/fields.ts';
import { parseOne } from '../../reading/rows.ts';
import { windowFor } from '../../window-query.ts';

const operation = 'GET /destinations/{id}/delivery-metrics';

const part = z.object({ metricName: z.string(), value: optionalCount });
const metric = z.object({
  metricName: z.string(),
  total: optionalCount,
  breakdown: z.catch(z.array(z.catch(part, { metricName: '', value: undefined })), []),
});
type Metric = z.output<typeof metric>;

/**
 * The names of the metrics and of their parts (rule 60); unknown ones are ignored. The answer lists them all, so one that is
 * missing is not 0: without what was delivered or lost the answer tells nothing, without what waits only that is unknown.
 */
const schema = z.pipe(
  z.object({ metrics: z.array(metric) }),
  z.transform(({ metrics }, context): DeliveryMetrics => {
    const named = (name: string) => metrics.find(({ metricName }) => metricName === name);
    const successes = deliveries(named('successes'));
    const discarded = named('discarded')?.total;
    const expired = named('expired')?.total;
    const retrying = named('retried')?.total;
    if (successes === undefined || discarded === undefined || expired === undefined) {
      const missing = successes === undefined ? 'successes' : discarded === undefined ? 'discarded' : 'expired';
      context.issues.push({ code: 'custom', message: `no count of ${missing}`, input: metrics });
      return z.NEVER;
    }
    if (retrying === undefined) noteOdd('retried: missing');
    return { ...successes, discarded, expired, retrying, ...latency(named('time_to_success')), basis: 'metrics' };
  }),
);

const partOf = (metric: Metric | undefined, name: string): number | undefined =>
  metric?.breakdown.find(({ metricName }) => metricName === name)?.value;

/**
 * Deliveries without a breakdown count as delivered on first try; a missing total is the sum of its parts when both are there.
 */
function deliveries(successes: Metric | undefined): Pick<DeliveryMetrics, 'firstTry' | 'afterRetry'> | undefined {
  const total = successes?.total;
  const first = partOf(successes, 'successes_on_first_attempt');
  const later = partOf(successes, 'successes_after_retry');
  if (total === undefined)
    return first === undefined || later === undefined ? undefined : { firstTry: first, afterRetry: later };
  const firstTry = first ?? Math.max(0, total - (later ?? 0));
  return { firstTry, afterRetry: later ?? Math.max(0, total - firstTry) };
}

/** As given, since the unit is not documented. Without a delivery there is no latency, whatever number is there. */
function latency(metric: Metric | undefined): Pick<DeliveryMetrics, 'p95' | 'average'> {
  if (!metric || metric.total === 0) return {};
  return { p95: partOf(metric, 'time_to_success_p95'), average: partOf(metric, 'time_to_success_average') };
}

/** Totals of one connection. The window is cut to what the operation answers for; both ends are always sent (rule 61). */
export async function readDeliveryMetrics(
  client: Client,
  { destinationId, sourceId, window, granularity }: MetricsQuery,
  options?: ReadOptions,
): Promise<Answer<DeliveryMetrics>> {
  const { start, end } = windowFor('delivery-metrics', operation, window, granularity, client.clock.now());
  const query = { sourceId, startTime: iso(start), endTime: iso(end), granularity };
  const data = await client.read({ operation, ids: [destinationId], query }, options);
  return parseOne(schema, data.deliveryMetricsSummary, operation);
}

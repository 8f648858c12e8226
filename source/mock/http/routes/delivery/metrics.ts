import { day, floorTo, type Granularity, hour } from '../../../../domain/time.ts';
import type { DeliveryTotals } from '../../../world.ts';
import { isRow } from '../../body.ts';
import { notFound } from '../../refusal.ts';
import { type Call, get, type Route } from '../../route.ts';
import { granularities, optionalOneOf, optionalTime, required } from '../../validate.ts';
import { checkReach, metricsReach } from '../../windows.ts';
import { destinationOf } from './destinations.ts';

/** Totals of one destination (rule 60). */
export const deliveryMetricsRoutes: readonly Route[] = [get('/destinations/{destinationId}/delivery-metrics', metrics)];

/** Where the window starts when the client does not say. The 30 days that are documented for DAY contradict the 14 days allowed (rule 61). */
const defaultSpan: Readonly<Record<Granularity, number>> = { MINUTE: hour, HOUR: 7 * day, DAY: 14 * day };

function metrics(call: Call): unknown {
  const destination = destinationOf(call);
  const { query, world } = call;
  const sourceId = required(query, 'sourceId');
  const granularity = optionalOneOf(query, 'granularity', granularities) ?? 'MINUTE';
  const now = world.now();
  const end = optionalTime(query, 'endTime') ?? now;
  const start = optionalTime(query, 'startTime') ?? now - defaultSpan[granularity];
  checkReach({ start, end }, granularity, metricsReach, now);
  if (!world.get('sources', sourceId)) throw notFound('Source', sourceId);
  const fed = destination.sourceId === sourceId;
  const span = { start: floorTo(start, granularity), end };
  const totals = fed ? world.deliveryTotals(String(destination.id), span) : nothing;
  const metadata = destination.metadata;
  const destinationMetadataId = isRow(metadata) ? String(metadata.id) : '';
  return { deliveryMetricsSummary: { sourceId, destinationMetadataId, metrics: metricsOf(totals) } };
}

const nothing: DeliveryTotals = {
  firstTry: 0,
  afterRetry: 0,
  discarded: 0,
  expired: 0,
  retried: 0,
  averageMs: 0,
  p95Ms: 0,
  firstAttemptAverageMs: 0,
  firstAttemptP95Ms: 0,
};

function metricsOf(totals: DeliveryTotals) {
  const successes = totals.firstTry + totals.afterRetry;
  return [
    metric('successes', successes, { on_first_attempt: totals.firstTry, after_retry: totals.afterRetry }),
    metric('discarded', totals.discarded),
    metric('expired', totals.expired),
    metric('retried', totals.retried),
    metric('time_to_success', successes, { average: totals.averageMs, p95: totals.p95Ms }),
    metric('time_to_first_attempt', successes + totals.discarded + totals.expired, {
      average: totals.firstAttemptAverageMs,
      p95: totals.firstAttemptP95Ms,
    }),
  ];
}

function metric(metricName: string, total: number, parts?: Readonly<Record<string, number>>) {
  if (!parts) return { metricName, total };
  const breakdown = Object.entries(parts).map(([part, value]) => ({ metricName: `${metricName}_${part}`, value }));
  return { metricName, total, breakdown };
}

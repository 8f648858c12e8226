import { floorTo } from '../../../../domain/time.ts';
import type { FlowStep } from '../../../world.ts';
import { pageOf } from '../../paging.ts';
import type { Query } from '../../query.ts';
import { invalid, notFound } from '../../refusal.ts';
import { type Call, get, type Route } from '../../route.ts';
import { pointsOf, retriesOf, totalOf } from '../../series.ts';
import { granularities, listOf, oneOf, required, requiredTime } from '../../validate.ts';
import { checkReach, overviewReach } from '../../windows.ts';

const received = ['eventName', 'eventType', 'appVersion'] as const;
const atSource = [...received, 'discardReason'] as const;
const atDestination = [...atSource, 'subscriptionId', 'activationId', 'audienceId', 'spaceId'] as const;

/** The six steps of the pipeline (rule 57), each with its dimensions. */
const steps: readonly { step: Exclude<FlowStep, 'volume'>; dimensions: readonly string[]; delivers: boolean }[] = [
  { step: 'successfully-received', dimensions: received, delivers: false },
  { step: 'failed-on-ingest', dimensions: atSource, delivers: false },
  { step: 'filtered-at-source', dimensions: atSource, delivers: false },
  { step: 'filtered-at-destination', dimensions: atDestination, delivers: true },
  { step: 'failed-delivery', dimensions: atDestination, delivers: true },
  { step: 'successful-delivery', dimensions: atDestination, delivers: true },
];

export const deliveryOverviewRoutes: readonly Route[] = steps.map((each) =>
  get(`/delivery-overview/${each.step}`, (call) => overview(call, each)),
);

function overview({ world, query, options }: Call, { step, dimensions, delivers }: (typeof steps)[number]): unknown {
  const sourceId = required(query, 'sourceId');
  const destinationId = delivers ? required(query, 'destinationConfigId') : undefined;
  const window = { start: requiredTime(query, 'startTime'), end: requiredTime(query, 'endTime') };
  const bucket = oneOf('granularity', required(query, 'granularity'), granularities);
  const groupBy = listOf(query, 'groupBy', dimensions);
  const filter = filterOf(query, dimensions);
  checkReach(window, bucket, overviewReach, world.now());
  if (!world.get('sources', sourceId)) throw notFound('Source', sourceId);
  if (destinationId !== undefined && !world.get('destinations', destinationId)) {
    throw notFound('Destination', destinationId);
  }
  const span = { start: floorTo(window.start, bucket), end: window.end };
  const dataset = world
    .flows({ step, sourceId, destinationId, span, bucket, groupBy, filter })
    .map((flow) => {
      const series = pointsOf(flow, span, bucket, { zeroFill: options.zeroFill ?? false, retries: delivers });
      const retries = delivers && { totalRetryCount: retriesOf(series) };
      return { ...flow.by, total: totalOf(series), ...retries, series };
    })
    .filter((each) => each.total > 0 || each.series.length > 0)
    .toSorted((a, b) => b.total - a.total);
  const { items, pagination } = pageOf(dataset, query);
  return { total: dataset.reduce((sum, each) => sum + each.total, 0), dataset: items, pagination };
}

function filterOf(query: Query, dimensions: readonly string[]): Record<string, readonly string[]> {
  const names = [...new Set(query.below('filter'))];
  for (const name of names) {
    if (!dimensions.includes(name)) throw invalid(`filter.${name}`, 'is not allowed');
  }
  return Object.fromEntries(names.map((name) => [name, query.list(`filter.${name}`)]));
}

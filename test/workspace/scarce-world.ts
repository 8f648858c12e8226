import { hour, minute } from '../../source/domain/time.ts';
import type { WireRequest } from '../../source/segment-api/transport/transport.ts';

/** Rates of a connection, in events an hour. */
export interface Traffic {
  readonly delivered: number;
  readonly failed: number;
}

export interface ScarceWorld {
  readonly connections: number;
  readonly sources: number;
  /** What a connection delivers and fails at a moment; by index. */
  readonly traffic: (index: number, at: number) => Traffic;
  readonly enabled: (index: number, now: number) => boolean;
  /** What the audit trail answers: its events, or the status of a refusal. */
  readonly audit: (now: number) => readonly object[] | number;
}

/** Events between two moments, minute by minute, so that what begins within an hour is counted from then on. */
function countOf(rate: (at: number) => number, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; ) {
    const next = Math.min(end, at - (at % minute) + minute);
    sum += (rate(at) * (next - at)) / hour;
    at = next;
  }
  return sum;
}

function seriesOf(rate: (at: number) => number, start: number, end: number, size: number) {
  const series: { time: string; count: number }[] = [];
  for (let at = start - (start % size); at < end; at += size) {
    const count = Math.round(countOf(rate, Math.max(start, at), Math.min(end, at + size)));
    if (count > 0) series.push({ time: new Date(at).toISOString(), count });
  }
  return series;
}

const totalOf = (series: readonly { readonly count: number }[]) => series.reduce((sum, { count }) => sum + count, 0);

interface Asked {
  readonly path: string;
  readonly value: (name: string) => string;
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly now: number;
}

type Route = (world: ScarceWorld, asked: Asked) => object | number;

const source = (index: number) => ({
  id: `s${index}`,
  slug: `s${index}`,
  name: `Source ${index}`,
  enabled: true,
  writeKeys: [],
  labels: [],
  workspaceId: 'w',
  settings: {},
  metadata: {
    id: 'm',
    slug: 'javascript',
    name: 'Javascript',
    categories: ['Website'],
    description: '',
    options: [],
    isCloudEventSource: false,
  },
});

const destination = ({ sources, enabled }: ScarceWorld, index: number, now: number) => ({
  id: `d${index}`,
  name: `Destination ${index}`,
  enabled: enabled(index, now),
  sourceId: `s${index % sources}`,
  settings: {},
  metadata: {
    id: `m${index % 10}`,
    slug: `type-${index % 10}`,
    name: `Type ${index % 10}`,
    categories: ['CRM'],
    supportedPlatforms: { server: true, browser: false, mobile: false },
    supportedFeatures: { cloudModeInstances: 'MULTIPLE', deviceModeInstances: '0' },
  },
});

const destinations: Route = (world, { value, now }) => {
  const from = Number(value('pagination.cursor') || 0);
  const to = Math.min(world.connections, from + Number(value('pagination.count')));
  return {
    destinations: Array.from({ length: to - from }, (_, offset) => destination(world, from + offset, now)),
    pagination: { current: String(from), ...(to < world.connections ? { next: String(to) } : {}) },
  };
};

/** A source sends what its first connection is sent. */
const volume: Route = ({ sources, traffic }, { value, start, end, size }) => {
  if (value('eventName.0') !== '') return { result: [] };
  return {
    result: Array.from({ length: sources }, (_, index) => {
      const sent = (at: number) => traffic(index, at).delivered + traffic(index, at).failed;
      const series = seriesOf(sent, start, end, size);
      return { source: { id: `s${index}` }, total: totalOf(series), series };
    }),
  };
};

const metrics: Route = ({ traffic }, { path, start, end }) => {
  const index = Number(/\/d(\d+)\//.exec(path)?.[1]);
  const count = (what: keyof Traffic) => Math.round(countOf((at) => traffic(index, at)[what], start, end));
  const delivered = count('delivered');
  return {
    deliveryMetricsSummary: {
      sourceId: 's',
      destinationMetadataId: 'm',
      metrics: [
        {
          metricName: 'successes',
          total: delivered,
          breakdown: [
            { metricName: 'successes_on_first_attempt', value: delivered },
            { metricName: 'successes_after_retry', value: 0 },
          ],
        },
        { metricName: 'discarded', total: count('failed') },
        { metricName: 'expired', total: 0 },
        { metricName: 'retried', total: 0 },
      ],
    },
  };
};

const step: Route = ({ traffic }, { path, value, start, end, size }) => {
  const what = path.endsWith('/failed-delivery') ? 'failed' : 'delivered';
  const index = Number(value('destinationConfigId').slice(1));
  const series = path.endsWith('-delivery') ? seriesOf((at) => traffic(index, at)[what], start, end, size) : [];
  const total = totalOf(series);
  const by = value('groupBy.0') === 'discardReason' ? { discardReason: '401' } : {};
  return {
    total,
    dataset: total > 0 ? [{ ...by, total, totalRetryCount: 0, series }] : [],
    pagination: { current: 'MA==' },
  };
};

const audit: Route = (world, { now }) => {
  const events = world.audit(now);
  return typeof events === 'number' ? events : { events, pagination: { current: 'MA==' } };
};

const routes: readonly (readonly [RegExp, Route])[] = [
  [/^\/$/, () => ({ workspace: { id: 'w', slug: 'acme', name: 'Acme' } })],
  [
    /^\/sources$/,
    ({ sources }) => ({
      sources: Array.from({ length: sources }, (_, index) => source(index)),
      pagination: { current: 'MA==' },
    }),
  ],
  [/^\/destinations$/, destinations],
  [/^\/events\/volume$/, volume],
  [/^\/audit-events$/, audit],
  [/^\/destinations\/d\d+\/delivery-metrics$/, metrics],
  [/^\/delivery-overview\//, step],
];

/** The data of an answer, or the status of a refusal. */
export function scarceData(world: ScarceWorld, { path, query }: WireRequest, now: number): object | number {
  const value = (name: string) => query.find(([key]) => key === name)?.[1] ?? '';
  const [start, end] = [Date.parse(value('startTime')), Date.parse(value('endTime'))];
  const size = value('granularity') === 'MINUTE' ? minute : hour;
  const route = routes.find(([pattern]) => pattern.test(path))?.[1];
  return route ? route(world, { path, value, start, end, size, now }) : 404;
}

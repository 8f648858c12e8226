import { day, hour } from '../../source/domain/time.ts';
import { type LoopbackServer, loopbackServer, sendJson } from '../harness/loopback-server.ts';

/** A hand-written API with totals that are known by heart, and with what the real one is odd at. */

const hourly = (count: number, hours: number, now: number) =>
  Array.from({ length: hours }, (_, index) => ({
    time: new Date(now - (now % hour) - (hours - 1 - index) * hour).toISOString(),
    count,
  }));

const metadata = (healthy: boolean) => ({
  id: 'meta',
  slug: 'thing',
  name: 'Thing',
  status: 'A_STATUS_OF_TOMORROW',
  categories: healthy ? ['Analytics'] : ['Analytics', 7],
  somethingNew: { deep: true },
  ...(healthy ? { supportedFeatures: {} } : {}),
});
type Metadata = ReturnType<typeof metadata>;
const source = (meta: Metadata, id: string, name: string, more = {}) => ({
  id,
  slug: id,
  name,
  workspaceId: 'ws',
  enabled: true,
  writeKeys: [],
  settings: {},
  labels: [],
  metadata: meta,
  ...more,
});
const destination = (meta: Metadata, id: string, name: string, sourceId: string) => ({
  id,
  name,
  enabled: true,
  sourceId,
  settings: {},
  metadata: { ...meta, supportedPlatforms: { server: true, holodeck: true } },
  aFieldOfTomorrow: [1],
});

interface Delivered {
  readonly first: number;
  readonly later: number;
  readonly discarded?: number;
  readonly expired?: number;
  readonly retried?: number;
}

/** By destination: 94.2857 %, and three at 80 %, of which two failed equally often. */
export const deliveries: Readonly<Record<string, Delivered>> = {
  braze: { first: 4, later: 0, discarded: 66 },
  zendesk: { first: 10, later: 10, expired: 80, retried: 3 },
  amplitude: { first: 200, later: 0, discarded: 800 },
  alpha: { first: 20, later: 0, discarded: 80 },
};
const reasons: Readonly<Record<string, string>> = {
  braze: 'errors.discarded.401',
  zendesk: 'ETIMEDOUT',
  amplitude: 'MESSAGE_REJECTED',
  alpha: 'A_REASON_OF_TOMORROW',
};

export const bigCount = '9007199254740993';

export interface MinimalOptions {
  /** Everything is delivered, and every row can be read. */
  readonly healthy?: boolean;
  /** Status and body by path, in place of the answer. */
  readonly instead?: Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;
  /** Text that every path answers with, status 200. */
  readonly garbage?: string;
  /** No row of a list lacks what it must have. */
  readonly complete?: boolean;
}

export const token = 'sgp_minimal_fixture_token_4711';

/** Serves it on a port of its own. */
export function minimalApi(options: MinimalOptions = {}): Promise<LoopbackServer> {
  return loopbackServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const instead = options.instead?.[pathname];
    const { garbage } = options;
    const type = garbage?.startsWith('<') ? 'text/html' : 'application/json';
    if (garbage !== undefined) response.writeHead(200, { 'content-type': type }).end(garbage);
    else if (request.headers.authorization !== `Bearer ${token}`)
      sendJson(response, { errors: [{ type: 'unauthorized', message: 'Unauthorized' }] }, 401);
    else if (instead) sendJson(response, instead.body, instead.status);
    else {
      const data = dataOf(pathname, searchParams, options.healthy === true, options.complete === true);
      if (data) sendJson(response, { data });
      else sendJson(response, { errors: [{ type: 'not-found', message: `no ${pathname}`, data: null }] }, 404);
    }
  });
}

/** Three pages of a list: their rows, and the cursor that leads on. */
function paged(key: string, pages: readonly (readonly unknown[])[], query: URLSearchParams, last: object) {
  const at = ['', 'page-2==', 'page-3=='].indexOf(query.get('pagination.cursor') ?? '');
  const next = pages[at + 1] ? { next: `page-${at + 2}==` } : last;
  return { [key]: pages[at] ?? [], pagination: { current: 'here', ...next } };
}

function dataOf(path: string, query: URLSearchParams, healthy: boolean, complete: boolean): object | undefined {
  const now = Date.now();
  const meta = metadata(healthy);
  const [, owner = '', connection = '', part] = path.split('/');
  if (owner === 'destinations' && part === 'delivery-metrics')
    return metricsOf(
      isIn(query, now) || isIn(query, now - day) ? deliveries[connection] : undefined,
      healthy || !isIn(query, now),
    );
  switch (path) {
    case '/':
      return { workspace: { id: 'ws', slug: 'minimal', name: 'Minimal', plan: 'of tomorrow' } };
    case '/sources': {
      const odd = healthy || complete ? [] : [{ name: 'a row without an id' }];
      return paged('sources', [[source(meta, 'web', 'Web')], odd, [source(meta, 'ios', '')]], query, {});
    }
    case '/destinations':
      return paged(
        'destinations',
        [
          [destination(meta, 'zendesk', 'Zendesk', 'web'), destination(meta, 'amplitude', 'Amplitude', 'ios')],
          [destination(meta, 'braze', 'Braze', 'web')],
          [destination(meta, 'alpha', 'Alpha', 'ios')],
        ],
        query,
        { next: null },
      );
    case '/events/volume':
      return {
        result: ['web', 'ios'].map((id) => ({ source: { id }, total: 480, series: hourly(10, 48, now) })),
        pagination: { current: 'MA==' },
      };
    case '/audit-events':
      return { events: auditAt(now), pagination: { current: 'MA==' } };
    case '/warehouses':
      return {
        warehouses: [{ id: 'w', enabled: true, settings: { name: 'Lake' }, metadata: meta }],
        pagination: { next: null },
      };
    case '/warehouses/w/syncs':
      return { reports: [syncAt(now - hour, healthy)], pagination: { current: 'MA==' } };
    case '/tracking-plans':
      return {
        trackingPlans: [
          { id: 'tp', name: 'Plan', type: 'LIVE' },
          { id: 'new', type: 'OF_TOMORROW' },
        ],
      };
    case '/tracking-plans/tp/sources':
      return { sources: [source(meta, 'web', 'Web')] };
    case '/tracking-plans/new/sources':
      return { sources: [] };
    case '/sources/web/settings':
      return {
        sourceId: 'web',
        settings: { track: { allowUnplannedEvents: healthy ? true : 'perhaps' }, forwardingViolationsTo: '' },
      };
    case '/delivery-overview/filtered-at-source':
      return step({ schema_violation: 3, event_setting: 40, a_reason_of_tomorrow: 9 }, now);
    case '/delivery-overview/failed-delivery': {
      const id = query.get('destinationConfigId') ?? '';
      return step(query.get('granularity') === 'MINUTE' ? {} : { [reasons[id] ?? '']: 5 }, now);
    }
    case '/delivery-overview/successful-delivery':
      return step({}, now);
    case '/usage/api-calls/daily':
      return {
        dailyWorkspaceAPICallsUsage: [{ apiCalls: bigCount, timestamp: new Date(now - 24 * hour).toISOString() }],
      };
    case '/usage/mtu/daily':
      return { dailyWorkspaceMTUUsage: [mtuAt(now)], pagination: { current: 'MA==', next: null } };
    default:
      return undefined;
  }
}

/** All that is delivered and fails is of one moment, three hours ago, and at that of the day before nothing failed: a window that holds it has all of it. */
const isIn = (query: URLSearchParams, now: number) =>
  Date.parse(query.get('startTime') ?? '') <= now - 3 * hour && Date.parse(query.get('endTime') ?? '') > now - 3 * hour;

function metricsOf(delivered: Delivered | undefined, healthy: boolean) {
  const { first = 0, later = 0, discarded = 0, expired = 0, retried = 0 } = delivered ?? {};
  const failed = healthy ? 0 : 1;
  const metrics = [
    {
      metricName: 'successes',
      total: first + later,
      breakdown: [
        { metricName: 'successes_on_first_attempt', value: first },
        { metricName: 'successes_after_retry', value: later },
      ],
    },
    { metricName: 'discarded', total: discarded * failed },
    { metricName: 'expired', total: String(expired * failed) },
    { metricName: 'retried', total: retried * failed },
    { metricName: 'a_metric_of_tomorrow', total: 1e9, breakdown: null },
  ];
  return { deliveryMetricsSummary: { sourceId: 'web', destinationMetadataId: 'meta', metrics } };
}

/** A report with one event of each reason in each of the last hours, `count` hours long. */
function step(counts: Readonly<Record<string, number>>, now: number) {
  const dataset = Object.entries(counts).map(([discardReason, count]) => ({
    discardReason,
    total: count,
    series: hourly(1, count, now),
    somethingNew: null,
  }));
  return { total: 1, dataset, pagination: { current: 'MA==', next: null } };
}

function auditAt(now: number) {
  const event = (id: string, ago: number, type: string, more = {}) => ({
    ...{ id, timestamp: new Date(now - ago * hour).toISOString(), type, actor: 'users/u1' },
    ...{ resourceId: 'braze', resourceType: 'destination', resourceName: 'Braze' },
    ...more,
  });
  return [
    event('events/2', 1, 'Something Of Tomorrow', { actorEmail: 'ana@acme.example', diff: {} }),
    event('events/1', 5, 'Integration Modified'),
  ];
}

function syncAt(start: number, healthy: boolean) {
  const time = (at: number) => new Date(at).toISOString();
  return {
    ...{ sourceId: 'web', start: time(start), end: time(start + 60_000), status: 'Success', duration: 60 },
    ...{ humanDuration: '1m', count: Number.MAX_SAFE_INTEGER, notices: healthy ? [] : null },
  };
}

function mtuAt(now: number) {
  const date = new Date(now);
  const [start, end] = [0, 1].map((months) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / 1000);
  return {
    ...{ periodStart: start, periodEnd: end, anonymous: '5', anonymousIdentified: '1', identified: '40' },
    ...{ neverIdentified: '2', timestamp: date.toISOString(), ofTomorrow: 1 },
  };
}

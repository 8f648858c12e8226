import { hour, iso, minute } from '../../../source/domain/time.ts';
import type { Collection, Flow, FlowQuery, PlanSwitches, Row, World } from '../../../source/mock/world.ts';

export const fakeNow = Date.parse('2026-01-15T12:30:00Z');

const logos = { default: 'https://cdn.example/logo.svg', mark: null };
const destinationMetadata: Row = {
  ...{ id: '60fb01aec459242d3b6f20c1', name: 'Braze', slug: 'braze', description: '', website: '', logos, options: [] },
  ...{ status: 'PUBLIC', previousNames: [], categories: [], components: [], supportedFeatures: {} },
  ...{ supportedMethods: {}, supportedPlatforms: {}, actions: [], presets: [] },
};
const sourceMetadata: Row = {
  ...{ id: 'IqDTy1TpoU', name: 'Javascript', slug: 'javascript', description: '', logos, options: [], categories: [] },
  ...{ isCloudEventSource: false, status: 'PUBLIC' },
};
const warehouseMetadata: Row = {
  id: 'CrCWbek4',
  name: 'Redshift',
  slug: 'redshift',
  description: '',
  logos,
  options: [],
};

function source(id: string, name: string): Row {
  const fixed = { workspaceId: 'ws', enabled: true, settings: {}, labels: [{ key: 'environment', value: 'prod' }] };
  return { id, slug: id, name, ...fixed, writeKeys: [`key-${id}`], metadata: sourceMetadata };
}

function destination(id: string, sourceId: string): Row {
  return {
    id,
    name: id,
    enabled: true,
    sourceId,
    settings: { apiKey: '••••••••••9f2c', region: 'eu' },
    metadata: destinationMetadata,
  };
}

const stamps = { createdAt: iso(fakeNow - 9 * hour), updatedAt: iso(fakeNow - 8 * hour) };

function tables(): Record<Collection, Row[]> {
  return {
    sources: [source('web', 'Web (prod)'), source('ios', 'iOS'), source('server', '')],
    destinations: [destination('braze-web', 'web'), destination('braze-ios', 'ios'), destination('amplitude', 'web')],
    warehouses: [
      { id: 'redshift', workspaceId: 'ws', enabled: true, settings: { name: 'Main' }, metadata: warehouseMetadata },
    ],
    'tracking-plans': [
      { id: 'tp_1', name: 'Plan', type: 'LIVE', resourceSchemaId: 'rs_1', ...stamps },
      { id: 'tp_2', name: 'Library', type: 'RULE_LIBRARY' },
    ],
    users: [
      { id: 'u1', name: 'Ana', email: 'ana@acme.example', permissions: [] },
      { id: 'u2', name: 'Ben', email: 'ben@acme.example', permissions: [] },
    ],
    'user-groups': [{ id: 'g1', name: 'On call', memberCount: 1, memberIds: ['u1'], permissions: [] }],
    roles: [{ id: 'r1', name: 'Workspace Owner', description: 'All' }],
    labels: [{ id: 'environment:prod', key: 'environment', value: 'prod' }],
    invites: [{ email: 'kim@acme.example' }],
    functions: [
      { id: 'sfn_1', resourceType: 'SOURCE', displayName: 'Intake', code: 'x', settings: [], deployedAt: null },
      { id: 'sfn_2', resourceType: 'DESTINATION', displayName: 'Sink', code: 'y', settings: [] },
    ],
    transformations: [{ id: 'tr1', name: 'Rename', sourceId: 'web', enabled: true, if: "event = 'A'" }],
    'destination-filters': [
      {
        ...{
          id: 'f1',
          sourceId: 'web',
          destinationId: 'braze-web',
          if: "type = 'track'",
          title: 'Drop',
          enabled: true,
        },
        ...{ actions: [{ type: 'DROP' }], ...stamps },
      },
    ],
    subscriptions: [
      {
        ...{
          id: 'sub1',
          name: 'Track',
          actionId: 'a1',
          actionSlug: 'track',
          destinationId: 'braze-web',
          enabled: true,
        },
        ...{ settings: {}, trigger: "type = 'track'", modelId: 'm1' },
      },
    ],
    'reverse-etl-models': [
      {
        ...{ id: 'm1', sourceId: 'web', name: 'Users', description: '', enabled: true, query: 'select 1' },
        queryIdentifierColumn: 'id',
      },
    ],
    spaces: [{ id: 'spa_1', slug: 'prod', name: 'Production' }],
    audiences: [audience('aud_1', 'Buyers'), audience('aud_2', 'Visitors')],
    'computed-traits': [
      {
        ...{ id: 'ct1', spaceId: 'spa_1', name: 'LTV', key: 'ltv', enabled: true, status: 'Live', createdBy: 'u1' },
        ...{ updatedBy: 'u1', ...stamps, definition: { query: 'x', type: 'USERS' } },
      },
    ],
    'profiles-warehouses': [
      { id: 'pw1', spaceId: 'spa_1', workspaceId: 'ws', enabled: true, settings: {}, metadata: warehouseMetadata },
    ],
    regulations: [regulation('reg1', 'RUNNING', 'SUPPRESS_ONLY'), regulation('reg2', 'FAILED', 'DELETE_ONLY')],
    suppressions: [{ subjectType: 'userId', subjectIds: ['u-17'] }],
    'catalog-sources': [sourceMetadata],
    'catalog-destinations': [destinationMetadata],
    'catalog-warehouses': [warehouseMetadata],
    credentials: [{ id: 'cred_1', workspaceId: 'ws', name: 'DB', settings: {}, ...stamps }],
  };
}

function audience(id: string, name: string): Row {
  return {
    ...{ id, spaceId: 'spa_1', name, key: name.toLowerCase(), enabled: true, status: 'Live', audienceType: 'USERS' },
    ...{ createdBy: 'u1', updatedBy: 'u1', ...stamps, definition: { query: `event('${name}')` } },
    computeCadence: { type: 'BATCH' },
    schedules: [{ id: 'sch_1', strategy: 'PERIODIC', config: { interval: '1h' } }],
  };
}

function regulation(id: string, status: string, regulationType: string): Row {
  const streamStatus = [{ id: 'web', destinationStatus: [] }];
  return {
    id,
    subjectType: 'USER_ID',
    subjects: ['u-1'],
    status,
    regulationType,
    createdAt: stamps.createdAt,
    streamStatus,
  };
}

const everyPlan: PlanSwitches = {
  ...{ business: true, protocols: true, functions: true, subscriptions: true, engage: true, owner: true },
};

export interface FakeWorld extends World {
  /** What was asked of `flows`, newest last. */
  readonly asked: FlowQuery[];
  setNow(at: number): void;
}

const parents: Partial<Record<Collection, string>> = {
  ...{ subscriptions: 'destinationId', 'destination-filters': 'destinationId', audiences: 'spaceId' },
  ...{ 'computed-traits': 'spaceId', 'profiles-warehouses': 'spaceId' },
};

/** A small world with a row of everything: what the router makes of it is under test, not the simulation. */
export function fakeWorld(plan: Partial<PlanSwitches> = {}, change: Partial<World> = {}): FakeWorld {
  const rows = tables();
  let now = fakeNow;
  const audits: Row[] = Array.from({ length: 25 }, (_, nth) =>
    audit(nth, fakeNow - nth * hour, 'Source Modified', 'web', 'source'),
  );
  const asked: FlowQuery[] = [];
  const find = (collection: Collection, id: string) => rows[collection].find((row) => row.id === id);
  const log = (type: string, id: string, kind: string) =>
    void audits.unshift(audit(audits.length, now, type, id, kind));
  return {
    scenario: 'fake',
    workspace: { id: 'ws', slug: 'acme', name: 'Acme' },
    plan: { ...everyPlan, ...plan },
    asked,
    setNow(at) {
      now = at;
    },
    now: () => now,
    list: (collection, parent) =>
      rows[collection].filter((row) => parent === undefined || row[parents[collection] ?? 'id'] === parent),
    get: find,
    sourceSettings: (id) => find('sources', id)?.schemaSettings as Row | undefined,
    trackingPlanOf: (id) => (id === 'web' ? 'tp_1' : undefined),
    trackingPlanSources: (id) => (id === 'tp_1' ? rows.sources.slice(0, 1) : []),
    trackingPlanRules: () => [{ type: 'TRACK', key: 'Order Completed', jsonSchema: {}, version: 1 }],
    warehouseSources: () => rows.sources.slice(0, 2),
    warehouseSyncs: (_, sourceId) => [
      sync(sourceId ?? 'web', 'failure', 'connection refused'),
      sync(sourceId ?? 'ios', 'success'),
    ],
    reverseEtlSyncs: (modelId) => Array.from({ length: 12 }, (_, nth) => retlSync(modelId, nth)),
    flows(query) {
      asked.push(query);
      return flowsFor(query);
    },
    deliveryTotals: () => ({
      ...{ firstTry: 900, afterRetry: 50, discarded: 40, expired: 10, retried: 60 },
      ...{ averageMs: 400, p95Ms: 1200, firstAttemptAverageMs: 200, firstAttemptP95Ms: 700 },
    }),
    auditEvents: ({ start, end }) =>
      audits.filter((row) => Date.parse(String(row.timestamp)) >= start && Date.parse(String(row.timestamp)) < end),
    usage: (meter, month, bySource) => [usageRow(meter, month, bySource)],
    samples: () => [],
    edit(collection, id, patch, type) {
      const at = rows[collection].findIndex((row) => row.id === id);
      if (at < 0) return undefined;
      const fresh = { ...rows[collection][at], ...patch };
      rows[collection][at] = fresh;
      log(type, id, collection);
      return fresh;
    },
    remove(collection, id, type) {
      const before = rows[collection].length;
      rows[collection] = rows[collection].filter((row) => row.id !== id);
      if (rows[collection].length < before) log(type, id, collection);
      return rows[collection].length < before;
    },
    add(collection, row, type) {
      rows[collection].push(row);
      log(type, String(row.id), collection);
      return row;
    },
    ...change,
  };
}

function audit(nth: number, at: number, type: string, resourceId: string, resourceType: string): Row {
  const who = { actor: 'users/u1', actorEmail: 'ana@acme.example', resourceName: resourceId };
  return { id: `events/${nth}`, timestamp: iso(at), type, resourceId, resourceType, ...who };
}

function sync(sourceId: string, status: string, message?: string): Row {
  const notices = message ? [{ level: 'error', message, createdAt: iso(fakeNow) }] : [];
  const span = { start: iso(fakeNow - hour), end: iso(fakeNow), duration: 3600, humanDuration: '1h' };
  return { sourceId, status, count: 5, notices, ...span };
}

function retlSync(modelId: string, nth: number): Row {
  return {
    syncId: String(nth),
    modelId,
    sourceId: 'web',
    syncStatus: 'SUCCESS',
    duration: '4m',
    startedAt: iso(fakeNow - nth * hour),
  };
}

function usageRow(meter: string, month: number, bySource: boolean): Row {
  const owner = bySource ? { sourceId: 'web' } : {};
  if (meter === 'api-calls') return { ...owner, apiCalls: '9007199254740993', timestamp: iso(month) };
  const counts = { anonymous: '1', anonymousIdentified: '2', identified: '3', neverIdentified: '4' };
  return { ...owner, periodStart: month / 1000, periodEnd: month / 1000 + 86_400, ...counts, timestamp: iso(month) };
}

/** One flow per value of the grouped dimensions, an event a minute in the last three hours. */
function flowsFor({ span, bucket, groupBy, sourceId }: FlowQuery): Flow[] {
  const size = { MINUTE: minute, HOUR: hour, DAY: 24 * hour }[bucket];
  const from = Math.max(span.start, fakeNow - 3 * hour);
  const buckets: Flow['buckets'][number][] = [];
  for (let at = from - (from % size); at < span.end; at += size)
    buckets.push({ at, count: size / minute, retryCount: 1 });
  if (groupBy.length === 0) return [{ by: {}, buckets }];
  const values = groupBy.includes('source') && sourceId === undefined ? ['web', 'ios'] : [sourceId ?? 'web'];
  return values.map((value, nth) => ({
    by: Object.fromEntries(groupBy.map((name) => [name, name === 'source' ? value : `${name}-1`])),
    buckets: nth === 0 ? buckets : buckets.slice(0, 1),
  }));
}

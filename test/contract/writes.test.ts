import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Change, changedIds } from '../../source/domain/change.ts';
import { t } from '../../source/domain/text.ts';
import { minute } from '../../source/domain/time.ts';
import { createWorld } from '../../source/mock/create-world.ts';
import { type MockApi, startMockApi } from '../../source/mock/http/server.ts';
import type { World } from '../../source/mock/world.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import { gotTransport } from '../../source/segment-api/transport/got.ts';
import type { Transport, WireRequest } from '../../source/segment-api/transport/transport.ts';
import { auditEcho } from '../../source/workspace/audit/echo.ts';
import { systemClock } from '../../source/workspace/polling/clock.ts';
import { contract } from './contract.ts';
import { undocumented } from './request-checker.ts';
import { violations } from './validator.ts';

/** Every change that the dashboard can make, once, against the mock workspace over real HTTP. */

const now = Date.parse('2026-01-15T12:30:00Z');
const token = 'contract-token-not-a-secret';

let world: World;
let server: MockApi;
let before: ReadonlyMap<string, string>;
const sent: WireRequest[] = [];

/** Settings of every source, destination and warehouse; a warehouse keeps its name among them. */
function settingsOf(of: World): (readonly [key: string, settings: string])[] {
  return (['sources', 'destinations', 'warehouses'] as const).flatMap((collection) =>
    of.list(collection).map(({ id, settings }) => {
      const { name: _, ...rest } = Object(settings);
      return [`${collection}:${String(id)}`, JSON.stringify(rest)] as const;
    }),
  );
}

beforeAll(async () => {
  world = await createWorld({ scenario: 'everything', clock: () => now, startedAt: now });
  before = new Map(settingsOf(world));
  server = await startMockApi({ world, port: 0, token });
});
afterAll(() => server.close());

function api() {
  const wire = gotTransport({ baseUrl: server.url, token, version: 'test' });
  const recording: Transport = (request) => {
    sent.push(request);
    return wire(request);
  };
  return createPublicApi({ transport: recording, clock: systemClock, write: true });
}

const first = (collection: Parameters<World['list']>[0]) => world.list(collection)[0]!;
const text = (value: unknown): string => String(value);

/** Made of the first row of each kind; labels and names are new ones. */
const changes: Readonly<Record<string, () => Change>> = {
  'a source is switched': () => ({ kind: 'switch', of: 'source', id: text(first('sources').id), enabled: false }),
  'a destination is switched': () => ({
    kind: 'switch',
    of: 'destination',
    id: text(first('destinations').id),
    enabled: false,
  }),
  'a warehouse is switched': () => ({
    kind: 'switch',
    of: 'warehouse',
    id: text(first('warehouses').id),
    enabled: false,
  }),
  'a filter is switched': () => {
    const { id, destinationId, enabled } = first('destination-filters');
    return { kind: 'switch-filter', id: text(id), destinationId: text(destinationId), enabled: enabled !== true };
  },
  'a mapping is switched': () => {
    const { id, destinationId, enabled } = first('subscriptions');
    return { kind: 'switch-mapping', id: text(id), destinationId: text(destinationId), enabled: enabled !== true };
  },
  'a source is renamed': () => ({ kind: 'rename', of: 'source', id: text(first('sources').id), name: 'Shop' }),
  'a destination is renamed': () => ({
    kind: 'rename',
    of: 'destination',
    id: text(first('destinations').id),
    name: 'Braze (EU)',
  }),
  'a warehouse is renamed': () => ({ kind: 'rename', of: 'warehouse', id: text(first('warehouses').id), name: 'Lake' }),
  'controls are set': () => ({
    kind: 'controls',
    sourceId: text(first('sources').id),
    track: { allowUnplannedEvents: true, commonEventOnViolations: 'BLOCK' },
  }),
  'a label is added': () => ({
    kind: 'add-label',
    sourceId: text(first('sources').id),
    label: { key: t`tier`, value: t`gold` },
  }),
  'a label is taken away': () => ({
    kind: 'remove-label',
    sourceId: text(first('sources').id),
    label: { key: t`tier`, value: t`gold` },
  }),
  'a model is run': () => {
    const { id, modelId } = world.list('subscriptions').find((row) => typeof row.modelId === 'string')!;
    const { sourceId } = world.get('reverse-etl-models', text(modelId))!;
    return { kind: 'sync', sourceId: text(sourceId), modelId: text(modelId), subscriptionId: text(id) };
  },
  'a destination is deleted': () => ({
    kind: 'delete',
    of: 'destination',
    id: text(world.list('destinations').at(-1)?.id),
  }),
  'a warehouse is deleted': () => ({ kind: 'delete', of: 'warehouse', id: text(world.list('warehouses').at(-1)?.id) }),
  'a source is deleted': () => ({ kind: 'delete', of: 'source', id: text(world.list('sources').at(-1)?.id) }),
};

/** What is wrong with a request by the contract: path, query, type and body. */
function faults({ method, path, query, body, contentType = 'application/json' }: WireRequest): string[] {
  const url = `${path}?${new URLSearchParams(query.map(([name, value]) => [name, value]))}`;
  const endpoint = contract.endpoints.find(
    (each) => each.method === method && new RegExp(`^${each.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  const { ref = '', contentTypes = [] } = endpoint?.requestBody ?? {};
  const typed = body === undefined || contentTypes.includes(contentType) ? [] : [`${contentType} is not taken`];
  return [...undocumented(method, url, now), ...typed, ...(body === undefined ? [] : violations(body, ref))];
}

describe.each(Object.keys(changes))('%s', (name) => {
  test('by requests of the contract, once; its audit event is found', async () => {
    sent.length = 0;
    const change = changes[name]!();
    await api().change(change);
    expect(sent.flatMap(faults)).toEqual([]);
    expect(sent.filter(({ method }) => method !== 'GET')).toHaveLength(1);
    expect(server.requests.list().at(-1)).toMatchObject({ method: sent.at(-1)?.method, path: sent.at(-1)?.path });
    expect(server.requests.list().at(-1)?.status).toBeLessThan(300);
    if (changedIds(change).length === 0) return;
    const found = await auditEcho(change, { backend: api(), clock: systemClock, since: now, known: new Set() });
    expect(found).toMatchObject({ kind: 'found', item: { resourceId: changedIds(change)[0] } });
  });
});

test('settings, with the secrets masked in them, are after all changes what they were (rule 21)', () => {
  expect(settingsOf(world).filter(([key]) => before.has(key))).toEqual(
    settingsOf(world).flatMap(([key]) => (before.has(key) ? [[key, before.get(key)]] : [])),
  );
});

test('an audit event that was there before the change is not its own', async () => {
  const change = changes['a source is renamed']!();
  const trail = await api().auditEvents({ count: 100 });
  const known = new Set(trail.value.items.map(({ id }) => id));
  const clock = {
    now: () => now,
    setTimer(run: () => void) {
      setImmediate(run);
      return () => undefined;
    },
  };
  const found = await auditEcho(change, { backend: api(), clock, since: now, known });
  expect(found).toMatchObject({ kind: 'none' });
  const late = await auditEcho(change, { backend: api(), clock, since: now + 10 * minute, known: new Set() });
  expect(late).toMatchObject({ kind: 'none', waited: 30_000 });
});

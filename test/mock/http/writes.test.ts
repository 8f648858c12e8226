import { describe, expect, it } from 'vitest';
import { contract } from '../../contract/contract.ts';
import { violations } from '../../contract/validator.ts';
import { ask, get, type Json } from './ask.ts';
import { type FakeWorld, fakeNow, fakeWorld } from './fake-world.ts';

/** Audit types written since the world began, oldest first. */
function written(world: FakeWorld): string[] {
  const events = get(world, '/audit-events?pagination.count=1000').body.data.events;
  return events
    .slice(0, events.length - 25)
    .map((event: Json) => event.type)
    .toReversed();
}

describe('writes and what they leave in the audit trail', () => {
  it.each<[string, string, unknown, readonly string[]]>([
    ['PATCH', '/sources/{sourceId}', { enabled: false }, ['Source Disabled']],
    ['PATCH', '/sources/{sourceId}', { name: 'New', slug: 'new' }, ['Source Modified']],
    ['PATCH', '/sources/{sourceId}', { settings: { a: 1 } }, ['Source Settings Modified']],
    ['PATCH', '/sources/{sourceId}', { enabled: false, name: 'New' }, ['Source Disabled', 'Source Modified']],
    ['PATCH', '/sources/{sourceId}', { enabled: true }, []],
    ['DELETE', '/sources/{sourceId}', undefined, ['Source Deleted']],
    ['PATCH', '/sources/{sourceId}/settings', { track: { allowUnplannedEvents: false } }, ['Source Settings Modified']],
    ['POST', '/sources/{sourceId}/labels', { labels: [{ key: 'team', value: 'web' }] }, ['Source Modified']],
    ['PUT', '/sources/{sourceId}/labels', { labels: [] }, ['Source Modified']],
    ['PATCH', '/destinations/{destinationId}', { enabled: false }, ['Integration Disabled']],
    ['PATCH', '/destinations/{destinationId}', { name: null }, ['Integration Modified']],
    ['DELETE', '/destinations/{destinationId}', undefined, ['Integration Deleted']],
    ['PATCH', '/destination/{destinationId}/filters/{filterId}', { enabled: false }, ['Destination Filter Disabled']],
    ['PATCH', '/destination/{destinationId}/filters/{filterId}', { title: 'T' }, ['Destination Filter Modified']],
    ['DELETE', '/destination/{destinationId}/filters/{filterId}', undefined, ['Destination Filter Deleted']],
    [
      'PATCH',
      '/destinations/{destinationId}/subscriptions/{id}',
      { input: { enabled: false } },
      ['Integration Modified'],
    ],
    ['DELETE', '/destinations/{destinationId}/subscriptions/{id}', undefined, ['Integration Modified']],
    ['PATCH', '/warehouses/{warehouseId}', { enabled: false, settings: {} }, ['Storage Destination Disabled']],
    ['PATCH', '/warehouses/{warehouseId}', { name: 'Lake', settings: {} }, ['Storage Destination Modified']],
    ['DELETE', '/warehouses/{warehouseId}', undefined, ['Storage Destination Deleted']],
    ['POST', '/labels', { label: { key: 'team', value: 'web' } }, ['Label Created']],
    ['DELETE', '/labels/{key}/{value}', undefined, ['Label Deleted']],
    ['POST', '/reverse-etl-syncs', { sourceId: 'web', modelId: 'm1', subscriptionId: 'sub1' }, []],
    ['POST', '/destination/filters/preview', { filter: { if: 'all', actions: [] }, payload: {} }, []],
  ])('%s %s %j', (method, path, body, types) => {
    const world = fakeWorld();
    const ids = {
      sourceId: 'web',
      destinationId: 'braze-web',
      filterId: 'f1',
      id: 'sub1',
      warehouseId: 'redshift',
      key: 'environment',
      value: 'prod',
    };
    const url = path.replace(/\{(\w+)\}/g, (_, name: keyof typeof ids) => ids[name]);
    const reply = ask(world, method, url, body);
    const endpoint = contract.endpoints.find((each) => each.method === method && each.path === path);
    expect(reply).toMatchObject({ status: endpoint?.success.status, body: { data: {} } });
    expect(violations(reply.body.data, endpoint?.success.ref ?? '', { strictEnums: true })).toEqual([]);
    expect(written(world)).toEqual(types);
  });

  it('shows at once', () => {
    const world = fakeWorld();
    ask(world, 'PATCH', '/destinations/braze-web', { enabled: false });
    expect(get(world, '/destinations/braze-web').body.data.destination.enabled).toBe(false);
    ask(world, 'DELETE', '/destinations/braze-web');
    expect(get(world, '/destinations/braze-web').status).toBe(404);
    ask(world, 'POST', '/labels', { label: { key: 'team', value: 'web' } });
    expect(get(world, '/labels').body.data.labels).toContainEqual({ key: 'team', value: 'web' });
  });

  it.each<[string, string, unknown, object]>([
    [
      '/sources/web',
      'source',
      { name: 'N', slug: 's', settings: { a: 1 } },
      { name: 'N', slug: 's', settings: { a: 1 } },
    ],
    ['/sources/web', 'source', { enabled: false, name: '' }, { enabled: false, name: '' }],
    ['/destinations/braze-web', 'destination', { name: null }, { name: '' }],
    ['/destinations/braze-web', 'destination', { name: 'B', enabled: false }, { name: 'B', enabled: false }],
    ['/destination/braze-web/filters/f1', 'filter', { description: 'Why' }, { description: 'Why' }],
    ['/destination/braze-web/filters/f1', 'filter', { description: null }, { description: '' }],
    [
      '/destination/braze-web/filters/f1',
      'filter',
      {
        if: "event = 'A'",
        actions: [
          { type: 'SAMPLE', percent: 0 },
          { type: 'SAMPLE', percent: 1 },
        ],
      },
      {
        if: "event = 'A'",
        actions: [
          { type: 'SAMPLE', percent: 0 },
          { type: 'SAMPLE', percent: 1 },
        ],
      },
    ],
    [
      '/destinations/braze-web/subscriptions/sub1',
      'subscription',
      { input: { reverseETLModelId: 'm2', settings: { a: 1 } } },
      { modelId: 'm2', settings: { a: 1 } },
    ],
    [
      '/destinations/braze-web/subscriptions/sub1',
      'subscription',
      { input: { name: 'N', trigger: 'all', enabled: false, reverseETLSchedule: { strategy: 'MANUAL' } } },
      { name: 'N', trigger: 'all', enabled: false, reverseETLSchedule: { strategy: 'MANUAL' } },
    ],
    ['/warehouses/redshift', 'warehouse', { settings: {}, name: null }, { settings: { name: '' } }],
    [
      '/warehouses/redshift',
      'warehouse',
      { settings: { host: 'h' }, enabled: false },
      { enabled: false, settings: { name: 'Main', host: 'h' } },
    ],
  ])('PATCH %s leaves of the %s what was sent, and all else as it was: %j', (url, key, body, change) => {
    const world = fakeWorld();
    const before = get(world, url).body.data[key];
    const { updatedAt, ...changed } = ask(world, 'PATCH', url, body).body.data[key];
    const { updatedAt: _, ...unchanged } = before;
    expect(changed).toEqual({ ...unchanged, ...change });
    expect(get(world, url).body.data[key]).toEqual({ ...changed, ...(updatedAt && { updatedAt }) });
  });

  it('dates a filter anew where it changed, in the answer and from then on, and leaves it where nothing did', () => {
    const world = fakeWorld();
    const url = '/destination/braze-web/filters/f1';
    const before = get(world, url).body.data.filter;
    world.setNow(fakeNow + 90_000);
    expect(ask(world, 'PATCH', url, { enabled: true, title: 'Drop' }).body.data.filter).toEqual(before);
    expect(get(world, url).body.data.filter).toEqual(before);
    const changed = { ...before, title: 'T', enabled: false, updatedAt: '2026-01-15T12:31:30Z' };
    expect(ask(world, 'PATCH', url, { enabled: false, title: 'T' }).body.data.filter).toEqual(changed);
    world.setNow(fakeNow + 200_000);
    expect(get(world, url).body.data.filter).toEqual(changed);
    expect(get(world, '/destination/braze-web/filters').body.data.filters).toEqual([changed]);
    expect(written(world)).toEqual(['Destination Filter Disabled', 'Destination Filter Modified']);
  });

  it('merges settings and masks a secret that was masked before', () => {
    const { data } = ask(fakeWorld(), 'PATCH', '/destinations/braze-web', {
      settings: { apiKey: 'new-secret-1234' },
    }).body;
    expect(data.destination.settings).toEqual({ apiKey: '••••••••••1234', region: 'eu' });
  });

  it('keeps schema settings that were not sent and clears forwarding that was left out', () => {
    const world = fakeWorld();
    const send = (body: unknown) => ask(world, 'PATCH', '/sources/web/settings', body).body.data.settings;
    expect(send({ forwardingViolationsTo: 'ios' })).toMatchObject({
      forwardingViolationsTo: 'ios',
      forwardingBlockedEventsTo: '',
    });
    expect(send({ track: { commonEventOnViolations: 'OMIT_PROPERTIES' } })).toMatchObject({
      track: { allowUnplannedEvents: true, commonEventOnViolations: 'OMIT_PROPERTIES' },
      forwardingViolationsTo: '',
    });
    expect(get(world, '/sources/web/settings').body.data.settings.track.commonEventOnViolations).toBe(
      'OMIT_PROPERTIES',
    );
    expect(get(world, '/sources').body.data.sources[0]).not.toHaveProperty('schemaSettings');
  });

  it('replaces a label only where key and value are the same', () => {
    const [prod, dev, web] = [
      { key: 'environment', value: 'prod' },
      { key: 'environment', value: 'dev' },
      { key: 'team', value: 'web' },
    ];
    const told = { ...prod, description: 'Live' };
    const send = (method: string, labels: readonly object[]) =>
      ask(fakeWorld(), method, '/sources/web/labels', { labels }).body.data.labels;
    expect(send('POST', [dev])).toEqual([prod, dev]);
    expect(send('POST', [web, told])).toEqual([web, told]);
    expect(send('POST', [])).toEqual([prod]);
    expect(send('PUT', [dev])).toEqual([dev]);
    expect(send('PUT', [])).toEqual([]);
  });

  it('runs a reverse ETL sync to its end', () => {
    const world = fakeWorld();
    const start = () =>
      ask(world, 'POST', '/reverse-etl-syncs', { sourceId: 'web', modelId: 'm1', subscriptionId: 'sub1' }).body.data;
    const { syncId } = start().reverseETLManualSync;
    const status = () => get(world, `/reverse-etl-models/m1/syncs/${syncId}`).body.data.reverseETLSyncStatus;
    expect(status()).toMatchObject({ syncStatus: 'IN_PROGRESS', startedAt: '2026-01-15T12:30:00Z' });
    world.setNow(fakeNow + 2 * 60_000 - 1);
    expect(status()).toMatchObject({ syncStatus: 'IN_PROGRESS', duration: '' });
    expect(status()).not.toHaveProperty('finishedAt');
    world.setNow(fakeNow + 2 * 60_000);
    expect(status()).toEqual({
      ...{ syncId, modelId: 'm1', sourceId: 'web', syncStatus: 'SUCCESS', duration: '2m0s' },
      ...{ startedAt: '2026-01-15T12:30:00Z', finishedAt: '2026-01-15T12:32:00Z' },
    });
    const second = start();
    expect(second).toEqual({ reverseETLManualSync: { syncId: '900002', startedAt: '2026-01-15T12:32:00Z' } });
    const { syncStatuses } = get(world, '/reverse-etl-models/m1/subscriptionId/sub1/syncs').body.data;
    expect(syncStatuses.slice(0, 3).map((row: Json) => row.syncId)).toEqual(['900002', syncId, '0']);
  });
});

describe('bodies that are refused', () => {
  it.each<[string, string, unknown, number, string]>([
    ['PATCH', '/sources/web', undefined, 422, '"value" must be of type object'],
    ['PATCH', '/sources/web', [], 422, '"value" must be of type object'],
    ['PATCH', '/sources/web', { enabled: 'no' }, 422, '"enabled" must be a boolean'],
    ['PATCH', '/sources/web', { nam: 'x' }, 422, '"nam" is not allowed'],
    ['PATCH', '/sources/web', { settings: [] }, 422, '"settings" must be an object'],
    ['PATCH', '/sources/404', { enabled: false }, 404, "Source with id '404' not found."],
    [
      'PATCH',
      '/sources/web/settings',
      { forwardingViolationsTo: '' },
      422,
      '"forwardingViolationsTo" is not allowed to be empty',
    ],
    ['PATCH', '/sources/web/settings', { forwardingViolationsTo: '404' }, 404, "Source with id '404' not found."],
    [
      'PATCH',
      '/sources/web/settings',
      { track: { commonEventOnViolations: 'OMIT_TRAITS' } },
      422,
      '"track.commonEventOnViolations" must be one of',
    ],
    [
      'PATCH',
      '/sources/web/settings',
      { group: { allowUnplannedEvents: true } },
      422,
      '"group.allowUnplannedEvents" is not allowed',
    ],
    ['POST', '/sources/web/labels', {}, 422, '"labels" is required'],
    ['POST', '/sources/web/labels', { labels: [{ key: 'a' }] }, 422, '"labels[0].value" is required'],
    ['PATCH', '/warehouses/redshift', { enabled: false }, 422, '"settings" is required'],
    ['PATCH', '/destinations/braze-web/subscriptions/sub1', { enabled: false }, 422, '"enabled" is not allowed'],
    ['PATCH', '/destinations/braze-web/subscriptions/sub1', {}, 422, '"input" is required'],
    [
      'PATCH',
      '/destination/braze-web/filters/f1',
      { actions: [{ type: 'drop' }] },
      422,
      '"actions[0].type" must be one of',
    ],
    [
      'PATCH',
      '/destination/braze-web/filters/f1',
      { actions: [{ type: 'SAMPLE', percent: 2 }] },
      422,
      '"actions[0].percent" must be',
    ],
    [
      'POST',
      '/reverse-etl-syncs',
      { sourceId: 'web', modelId: 'm9', subscriptionId: 'sub1' },
      404,
      "Model with id 'm9' not found.",
    ],
    ['DELETE', '/labels/team/none', undefined, 404, "Label with id 'team:none' not found."],
    ['POST', '/sources', { slug: 'x' }, 405, 'Method POST is not supported on /sources.'],
    ['PUT', '/nowhere', {}, 404, 'Unknown path: PUT /nowhere.'],
  ])('%s %s %j', (method, url, body, status, message) => {
    const world = fakeWorld();
    const reply = ask(world, method, url, body);
    expect(reply.status).toBe(status);
    expect(reply.body.errors[0].message).toContain(message);
    expect(written(world)).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../../source/mock/create-world.ts';
import { readIncidents } from '../../../source/mock/http/control/incident.ts';
import { type MockApi, startMockApi } from '../../../source/mock/http/server.ts';
import type { Json } from './ask.ts';
import { fakeWorld } from './fake-world.ts';

const start = Date.parse('2026-10-31T23:59:30Z');
let clock = start;
let api: MockApi;

beforeEach(async () => {
  clock = start;
  const world = await createWorld({ scenario: 'destination-401', clock: () => clock, lag: 30 });
  api = await startMockApi({ world, port: 0, now: () => clock });
});
afterEach(() => api.close());

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(api.url + path, { method, ...sent });
  return { status: response.status, body: await response.json() };
}

const states = async () =>
  (await ask('GET', '/__incidents')).body.incidents.map(({ id, state }: Json) => `${id} ${state}`);

describe('incidents over HTTP', () => {
  it('begin now or later and end by themselves, at the second they say', async () => {
    const begun = await ask('POST', '/__incidents', [
      { kind: 'volume', source: 'orders' },
      { kind: 'delivery', destination: 'braze-ios', share: 0.95, from: 45, to: '+2m30s' },
    ]);
    expect(begun).toEqual({
      status: 200,
      body: {
        incidents: [
          { id: 3, kind: 'volume', source: 'orders', factor: 0, from: '2026-10-31T23:59:30Z', to: null, state: 'on' },
          {
            ...{ id: 4, kind: 'delivery', destination: 'braze-ios', outcome: 'discarded', reason: '401', share: 0.95 },
            ...{ from: '2026-11-01T00:00:15Z', to: '2026-11-01T00:02:00Z', state: 'waiting' },
          },
        ],
      },
    });
    expect(await states()).toEqual(['1 over', '2 on', '3 on', '4 waiting']);
    clock += 46_000;
    expect(await states()).toEqual(['1 over', '2 on', '3 on', '4 on']);
    clock += 105_000;
    expect(await states()).toEqual(['1 over', '2 on', '3 on', '4 over']);
  });

  it('end by their number, now or in so many seconds, or all together', async () => {
    await ask('POST', '/__incidents', { kind: 'late', seconds: 600 });
    expect((await ask('DELETE', '/__incidents/2?in=30')).body.incidents[1]).toMatchObject({
      state: 'on',
      to: '2026-11-01T00:00:00Z',
    });
    clock += 31_000;
    expect(await states()).toEqual(['1 over', '2 over', '3 on']);
    expect((await ask('DELETE', '/__incidents')).status).toBe(200);
    expect(await states()).toEqual(['1 over', '2 over', '3 over']);
    expect((await ask('DELETE', '/__incidents/9')).body.errors[0].message).toBe(
      'there is no incident 9; GET /__incidents lists them',
    );
  });

  it.each<[string, object, object]>([
    [
      'a destination that refuses',
      { kind: 'delivery', destination: 'd' },
      { outcome: 'discarded', reason: '401', share: 1 },
    ],
    ['a mapping that fits nothing', { kind: 'mapping', destination: 'd' }, { reason: 'NO_MATCHING_MAPPING', share: 1 }],
    ['a source that blocks', { kind: 'filter', source: 's' }, { reason: 'schema_violation', share: 1 }],
    ['a source that is refused', { kind: 'ingest', source: 's' }, { reason: 'event_not_string', share: 1 }],
    ['a source that is silent', { kind: 'volume', source: 's' }, { factor: 0 }],
    [
      'a warehouse without a source of its own',
      { kind: 'sync', warehouse: 'w' },
      { status: 'failure', level: 'error', message: 'connection refused' },
    ],
    ['a destination that is off', { kind: 'switch-off', destination: 'd' }, {}],
    ['a source that is off', { kind: 'switch-off', source: 's' }, {}],
    ['a filter that is off', { kind: 'switch-off', filter: 'f' }, {}],
    ['a mapping that is off', { kind: 'switch-off', mapping: 'm' }, {}],
    ['answers that are late', { kind: 'late', seconds: 0 }, {}],
    [
      'all that can be said of a delivery',
      {
        ...{ kind: 'delivery', destination: 'd', outcome: 'retried', reason: '503', share: 0, recovered: 1 },
        ...{ event: 'Order Completed', appVersion: '5.2' },
      },
      {},
    ],
    [
      'all that can be said of a sync',
      { kind: 'sync', warehouse: 'w', source: 's', status: 'partial', level: 'warning', message: 'm', run: false },
      {},
    ],
  ])('take what is not said as the usual: %s', (_, asked, filled) => {
    expect(readIncidents(asked)).toEqual([{ effect: { ...asked, ...filled }, from: 0, to: undefined }]);
    expect(readIncidents({ incidents: [{ ...asked, from: 1, to: '+1m30s' }] })).toEqual([
      { effect: { ...asked, ...filled }, from: 1000, to: 90_000 },
    ]);
  });

  it.each<[unknown, string]>([
    [undefined, 'incident must be an object such as {"kind": "volume", "source": "web"}'],
    [
      { kind: 'boom' },
      'incident.kind "boom" must be one of delivery, mapping, filter, ingest, volume, sync, switch-off, late',
    ],
    [
      { kind: 'toString' },
      'incident.kind "toString" must be one of delivery, mapping, filter, ingest, volume, sync, switch-off, late',
    ],
    [
      { kind: 'delivery' },
      'incident.destination undefined must be the id or short key of a destination, of 1 to 200 characters',
    ],
    [[{ kind: 'volume', source: 'web', factor: -1 }], 'incidents[0].factor -1 must be a number from 0 to 1000'],
    [{ kind: 'delivery', destination: 'braze-web', share: 95 }, 'incident.share 95 must be a number from 0 to 1'],
    [{ kind: 'volume', source: 'web', speed: 1 }, 'incident.speed is unknown; a volume has source, factor, from, to'],
    [{ kind: 'switch-off' }, 'incident must name one of destination, source, filter, mapping'],
    [
      { kind: 'switch-off', source: 'web', destination: 'braze-web' },
      'incident must name one of destination, source, filter, mapping',
    ],
    [
      { kind: 'volume', source: 'web', from: '5m' },
      'incident.from "5m" must be seconds from now, from 0 to 604800, or text such as "+1m30s"',
    ],
    [
      { kind: 'volume', source: 'web', from: -5 },
      'incident.from -5 must be seconds from now, from 0 to 604800, or text such as "+1m30s"',
    ],
    [{ kind: 'volume', source: 'web', from: 60, to: 60 }, 'incident.to 60 must be later than from'],
    [
      { kind: 'volume', source: 'wob' },
      'source "wob" is unknown; allowed: an id or a short key, such as web, ios, android',
    ],
    [Array.from({ length: 101 }, () => ({})), 'incidents must be 100 at most, not 101'],
  ])('%j are refused in words', async (body, message) => {
    const refused = await ask('POST', '/__incidents', body);
    expect([refused.status, refused.body.errors[0].message]).toEqual([422, message]);
    expect(await states()).toHaveLength(2);
  });

  it('are none of a world that has none', async () => {
    await api.close();
    api = await startMockApi({ world: fakeWorld(), port: 0 });
    expect((await ask('GET', '/__incidents')).status).toBe(404);
  });
});

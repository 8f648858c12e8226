import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../../source/mock/create-world.ts';
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

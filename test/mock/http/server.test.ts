import { afterEach, describe, expect, it } from 'vitest';
import { type MockApi, type MockApiOptions, startMockApi } from '../../../source/mock/http/server.ts';
import type { Json } from './ask.ts';
import { fakeNow, fakeWorld } from './fake-world.ts';

const running: MockApi[] = [];

async function started(options: Partial<MockApiOptions> = {}): Promise<MockApi> {
  const api = await startMockApi({ world: fakeWorld(), port: 0, ...options });
  running.push(api);
  return api;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((api) => api.close()));
});

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

async function ask(
  api: MockApi,
  path: string,
  init: RequestInit & { token?: string | undefined } = {},
): Promise<Answered> {
  const { token = 't0', ...rest } = init;
  const headers = { Authorization: `Bearer ${token}`, ...rest.headers };
  const response = await fetch(api.url + path, { ...rest, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) };
}

const setFaults = (api: MockApi, faults: unknown) =>
  ask(api, '/__faults', { method: 'POST', body: JSON.stringify(faults) });

describe('the mock over HTTP', () => {
  it('answers JSON with the standing of the rate limit', async () => {
    const api = await started({ now: () => fakeNow });
    const { status, headers, body } = await ask(api, '/sources?pagination.count=1');
    expect([status, body.data.sources[0].id]).toEqual([200, 'web']);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-ratelimit-consumed')).toBe('1');
    expect(headers.get('x-ratelimit-remaining')).toBe('999');
    expect(headers.get('x-ratelimit-reset')).toBe('Thu, 15 Jan 2026 12:31:00 GMT');
    expect(api.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('reads escaped brackets, spaces and cursors', async () => {
    const api = await started();
    const { body } = await ask(api, '/sources?pagination%5Bcount%5D=1&pagination%5Bcursor%5D=MQ%3D%3D');
    expect(body.data.sources.map((row: Json) => row.id)).toEqual(['ios']);
  });

  it('writes', async () => {
    const api = await started();
    const init = {
      method: 'PATCH',
      body: JSON.stringify({ enabled: false }),
      headers: { 'Content-Type': 'application/json' },
    };
    expect((await ask(api, '/destinations/braze-web', init)).body.data.destination.enabled).toBe(false);
    expect((await ask(api, '/destinations/braze-web')).body.data.destination.enabled).toBe(false);
  });

  it('refuses a body that is no JSON or too large', async () => {
    const api = await started({ bodyLimit: 100 });
    const send = async (body: string) => (await ask(api, '/sources/web', { method: 'PATCH', body })).status;
    expect(await send('{')).toBe(400);
    expect(await send(JSON.stringify({ name: 'x'.repeat(100) }))).toBe(413);
  });

  it('refuses a body nested so deep that writing it out again would exhaust the stack, and no other', async () => {
    const api = await started();
    const send = (body: string) => ask(api, '/destinations/braze-web', { method: 'PATCH', body });
    const nested = (levels: number) => `{"settings":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`;
    expect(await send(nested(400_000))).toMatchObject({
      status: 400,
      body: { errors: [{ message: 'Body is nested deeper than 100 levels.' }] },
    });
    expect((await send(nested(90))).status).toBe(200);
    expect((await send(JSON.stringify({ settings: { a: '[{"'.repeat(200) } }))).status).toBe(200);
    expect((await ask(api, '/destinations')).status).toBe(200);
  });

  it('refuses a path that no operation has the length of', async () => {
    const api = await started();
    expect((await ask(api, `/${'a'.repeat(1000)}`)).status).toBe(414);
    expect((await ask(api, `/${'a'.repeat(999)}`)).status).toBe(404);
  });

  it('keeps the shape of the API outside its paths', async () => {
    const api = await started();
    expect((await ask(api, '/nowhere')).body.errors[0]).toMatchObject({ type: 'not-found', data: null });
    expect((await ask(api, '/nowhere')).status).toBe(404);
    expect((await ask(api, '/sources', { method: 'PUT' })).status).toBe(405);
  });

  it('keeps its own mistakes apart from answers', async () => {
    const world = fakeWorld(
      {},
      {
        list: () => {
          throw new Error('broken');
        },
      },
    );
    const { status, body } = await ask(await started({ world }), '/sources');
    expect([status, body.errors[0]]).toEqual([500, { type: 'internal', message: 'broken' }]);
  });

  it('closes twice without harm and listens no more', async () => {
    const api = await started();
    await ask(api, '/');
    await api.close();
    await api.close();
    await expect(fetch(api.url)).rejects.toThrow();
  });

  it('fails on a port that is taken', async () => {
    const api = await started();
    await expect(started({ port: Number(new URL(api.url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('who is let in', () => {
  it.each<[string, Partial<MockApiOptions>, string | undefined, number]>([
    ['any token', {}, 'Bearer whatever', 200],
    ['any token, in lower case', {}, 'bearer whatever', 200],
    ['no header', {}, undefined, 401],
    ['no token', {}, 'Bearer ', 401],
    ['another scheme', {}, 'Basic abc', 401],
    ['the one token', { token: 'right' }, 'Bearer right', 200],
    ['a wrong token', { token: 'right' }, 'Bearer wrong', 401],
    ['a token of this region', { region: 'eu' }, 'Bearer eu_1', 200],
    ['a token of the other region', { region: 'eu' }, 'Bearer us_1', 401],
    ['a token of no region', { region: 'us' }, 'Bearer x', 200],
  ])('%s', async (_, options, authorization, status) => {
    const api = await started(options);
    const response = await fetch(`${api.url}/`, {
      headers: authorization === undefined ? {} : { Authorization: authorization },
    });
    const body: Json = await response.json();
    expect(response.status).toBe(status);
    expect(body).toEqual(
      status === 200
        ? { data: { workspace: { id: 'ws', slug: 'acme', name: 'Acme' } } }
        : { errors: [{ type: 'unauthorized', message: 'Unauthorized' }] },
    );
  });
});

describe('rate limits', () => {
  const url = '/warehouses/redshift/syncs';

  it('are enforced by operation and token, and end with the window', async () => {
    let now = fakeNow;
    const api = await started({ now: () => now });
    const statuses = [];
    for (let nth = 0; nth < 3; nth += 1) statuses.push((await ask(api, url)).status);
    expect(statuses).toEqual([200, 200, 429]);
    now += 20_000;
    const refused = await ask(api, url);
    expect(refused.body.errors).toEqual([
      {
        type: 'RequestError',
        message: 'Too many requests',
        data: { remainingPoints: 0, msBeforeNext: 40_000, consumedPoints: 4 },
      },
    ]);
    expect(refused.headers.get('x-ratelimit-remaining')).toBeNull();
    expect((await ask(api, url, { token: 'other' })).status).toBe(200);
    now += 40_000;
    expect((await ask(api, url)).status).toBe(200);
  });

  it('can be switched off and changed', async () => {
    const free = await started({ limits: false });
    const tight = await started({ limits: { fallback: 1 } });
    for (let nth = 0; nth < 4; nth += 1) expect((await ask(free, url)).status).toBe(200);
    expect([(await ask(tight, '/')).status, (await ask(tight, '/')).status]).toEqual([200, 429]);
  });
});

describe('limits', () => {
  const metrics = '/destinations/braze-web/delivery-metrics?sourceId=web';
  const setLimits = (api: MockApi, limits: unknown) =>
    ask(api, '/__limits', { method: 'POST', body: JSON.stringify(limits) });

  it('can be set while it runs: by operation, over the token, what the headers speak of, Retry-After on both', async () => {
    const api = await started({ now: () => fakeNow });
    const operations = { 'GET /destinations/*/delivery-metrics': 2 };
    const set = await setLimits(api, { operations, token: 4, headers: 'token', retryAfter: true });
    expect(set.body.limits.operations).toEqual({ 'GET /destinations/{destinationId}/delivery-metrics': 2 });
    const seen = [];
    for (let nth = 0; nth < 5; nth += 1) {
      const { status, headers, body } = await ask(api, metrics);
      const data = body.errors?.[0].data;
      seen.push([status, headers.get('x-ratelimit-remaining'), headers.get('retry-after'), data?.msBeforeNext]);
    }
    expect(seen).toEqual([
      [200, '3', null, undefined],
      [200, '2', null, undefined],
      [429, '1', '60', 60_000],
      [429, '0', '60', 60_000],
      [429, null, '60', undefined],
    ]);
    await setLimits(api, { operations });
    for (let nth = 0; nth < 2; nth += 1) await ask(api, metrics);
    const refused = await ask(api, metrics);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, null]);
    expect((await setLimits(api, { enforced: false, operations })).status).toBe(200);
    for (let nth = 0; nth < 3; nth += 1) expect((await ask(api, metrics)).status).toBe(200);
    expect((await ask(api, '/__limits', { method: 'DELETE' })).body).toEqual({ limits: {} });
  });

  it.each<[unknown, string]>([
    [[], 'limits must be an object such as {"token": 600}'],
    [{ tokens: 5 }, 'limits.tokens is unknown; allowed: operations, fallback, token, headers, retryAfter, enforced'],
    [{ token: -1 }, 'limits.token -1 must be requests a minute, a whole number from 0 to 1000000'],
    [{ headers: 'b'.repeat(200) }, `limits.headers "${'b'.repeat(79)} must be operation or token`],
    [{ headers: 'both' }, 'limits.headers "both" must be operation or token'],
    [
      { operations: { 'GET /x': 1 } },
      'limits.operations "GET /x" is no operation; allowed: a method and a path of the API',
    ],
    [
      { operations: { 'GET /sources': '5' } },
      'limits.operations "GET /sources" must be requests a minute, a whole number from 0 to 1000000',
    ],
  ])('of %j are refused in words', async (limits, message) => {
    const { status, body } = await setLimits(await started(), limits);
    expect([status, body.errors[0].message]).toEqual([422, message]);
  });
});

describe('the request log', () => {
  it('counts what came in, and never a token', async () => {
    const api = await started({ now: () => fakeNow });
    await ask(api, '/sources?pagination.count=2', { token: 'hush' });
    await ask(api, '/destinations/404', { token: 'hush' });
    const { requests } = (await ask(api, '/__requests')).body;
    const common = { method: 'GET', at: fakeNow, took: 0 };
    expect(requests).toEqual([
      { ...common, path: '/sources', query: 'pagination.count=2', operation: 'GET /sources', status: 200 },
      { ...common, path: '/destinations/404', query: '', operation: 'GET /destinations/{destinationId}', status: 404 },
    ]);
    expect(JSON.stringify(requests)).not.toContain('hush');
    expect(api.requests.list()).toHaveLength(2);
    await ask(api, '/__requests', { method: 'DELETE' });
    expect(api.requests.list()).toEqual([]);
  });
});

describe('injected faults', () => {
  it('can be set, counted and cleared while it runs', async () => {
    const api = await started();
    expect((await setFaults(api, [{ match: 'GET /', kind: 'status', status: 503, times: 1 }])).status).toBe(200);
    expect([(await ask(api, '/')).status, (await ask(api, '/')).status]).toEqual([503, 200]);
    expect((await ask(api, '/__faults')).body.faults[0].applied).toBe(1);
    expect((await ask(api, '/__faults', { method: 'DELETE' })).body.faults).toEqual([]);
    const refused = await setFaults(api, [{ match: 'GET /', kind: 'boom' }]);
    expect([refused.status, refused.body.errors[0].message]).toEqual([422, expect.stringContaining('faults[0].kind')]);
  });

  it('answer any status with any body', async () => {
    const api = await started({ faults: [{ match: 'GET /', kind: 'status', status: 403, body: { message: 'no' } }] });
    expect(await ask(api, '/')).toMatchObject({ status: 403, body: { message: 'no' } });
  });

  it('limit the operation in the body, the token in a header', async () => {
    const api = await started({
      faults: [
        { match: '* /sources', kind: 'rate-limit', retryAfter: 2 },
        { match: '* /', kind: 'rate-limit', level: 'token', retryAfter: 7 },
      ],
    });
    const operation = await ask(api, '/sources');
    expect([operation.status, operation.headers.get('retry-after')]).toEqual([429, null]);
    expect(operation.body.errors[0].data.msBeforeNext).toBe(2000);
    const token = await ask(api, '/');
    expect([token.status, token.headers.get('retry-after')]).toEqual([429, '7']);
    expect(token.body).toEqual({ errors: [{ type: 'RequestError', message: 'Too many requests' }] });
  });

  it('cut the connection', async () => {
    const api = await started({ faults: [{ match: 'GET /', kind: 'reset', times: 1 }] });
    await expect(ask(api, '/')).rejects.toThrow('fetch failed');
    expect((await ask(api, '/')).status).toBe(200);
    expect(api.requests.list().map((request) => request.status)).toEqual([0, 200]);
  });

  it('talk garbage', async () => {
    const api = await started();
    const texts: Record<string, string> = {};
    for (const variant of ['html', 'truncated', 'data-null', 'empty']) {
      await setFaults(api, [{ match: 'GET /', kind: 'garbage', variant }]);
      const response = await fetch(`${api.url}/`, { headers: { Authorization: 'Bearer x' } });
      expect(response.status).toBe(200);
      texts[variant] = await response.text();
    }
    expect(texts.html).toMatch(/^<!doctype html>/);
    expect(() => JSON.parse(texts.truncated ?? '')).toThrow(SyntaxError);
    expect([texts['data-null'], texts.empty]).toEqual(['{"data":null}', '']);
  });

  it('withdraw the rights of one operation', async () => {
    const api = await started({ faults: [{ match: 'GET /audit-events', kind: 'unauthorized' }] });
    expect([(await ask(api, '/audit-events')).status, (await ask(api, '/')).status]).toEqual([401, 200]);
  });

  it('keep a client waiting no longer than the mock lives', async () => {
    const api = await started({ faults: [{ match: 'GET /', kind: 'slow', ms: 3_600_000 }] });
    const waiting = ask(api, '/').then(
      () => 'answered',
      () => 'cut',
    );
    while (api.faults.list()[0]?.applied !== 1) await new Promise((resolve) => void setImmediate(resolve));
    await api.close();
    expect(await waiting).toBe('cut');
  });

  it('slow down and still answer', async () => {
    const api = await started({ faults: [{ match: 'GET /', kind: 'slow', ms: 20 }], latency: [1, 2] });
    expect((await ask(api, '/')).status).toBe(200);
    expect(api.requests.list()[0]?.took).toBeGreaterThanOrEqual(15);
  });
});

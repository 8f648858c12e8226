import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { logEntry } from '../../../source/domain/delivery/failure-log.ts';
import { hour, iso } from '../../../source/domain/time.ts';
import { type MockApi, startMockApi } from '../../../source/mock/http/server.ts';
import { named, now, worldOf } from '../worlds.ts';
import { ask } from './ask.ts';
import { fakeNow, fakeWorld } from './fake-world.ts';

const running: MockApi[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((api) => api.close()));
});

/** A full hour in which Braze refuses everything, which is over since some hours at `time`. */
const incident = Math.floor(now / hour) * hour - 2 * hour;

async function stage() {
  const clock = { time: now };
  const world = await worldOf('everything', () => clock.time);
  const api = await startMockApi({ world, port: 0, token: 't' });
  running.push(api);
  const id = String(named(world, 'destinations', 'Braze', 'Web (prod)').id);
  const links = async (at = incident): Promise<readonly string[]> => {
    const response = await fetch(`${api.url}/customer-insights/download`, {
      method: 'POST',
      headers: { authorization: 'Bearer t' },
      body: JSON.stringify({ collectionId: `logs-${id}`, hour: iso(at) }),
    });
    return ((await response.json()) as { data: { download: { urls: string[] } } }).data.download.urls;
  };
  return { clock, api, id, links };
}

const bytesOf = async (link: string) => Buffer.from(await (await fetch(link)).arrayBuffer());

test('the links of an hour lead to another port: lines as gzip, and the rest as a plain array (rule 303)', async () => {
  const { clock, api, id, links } = await stage();
  clock.time = incident + 3 * hour;
  const [first = '', second = ''] = await links();
  expect([new URL(first).host === new URL(api.url).host, new URL(first).origin]).toEqual([false, api.logs.url]);
  const lines = gunzipSync(await bytesOf(first))
    .toString()
    .trim()
    .split('\n');
  const rest = JSON.parse((await bytesOf(second)).toString()) as unknown[];
  const entries = [...lines.map((text) => JSON.parse(text) as unknown), ...rest].map(logEntry);
  expect(entries.filter((entry) => entry === undefined)).toEqual([]);
  expect(new Set(entries.map((entry) => entry?.destinationId))).toEqual(new Set([id]));
  const exchanges = entries.flatMap((entry) => (entry?.kind === 'exchange' ? [entry] : []));
  const refused = exchanges.filter(({ reason }) => reason === '401');
  expect(refused.length).toBeGreaterThan(5);
  expect(refused[0]?.response.body).toContain('invalid_grant');
  expect(new Set(exchanges.map(({ isRequestCut }) => isRequestCut))).toEqual(new Set([true, false]));
  const attempts = entries.flatMap((entry) => (entry?.kind === 'attempt' ? [entry] : []));
  const ids = new Set(exchanges.map(({ exchangeId }) => exchangeId));
  expect(attempts.filter(({ exchangeId }) => !ids.has(exchangeId))).toEqual([]);
  expect(attempts.length).toBeGreaterThan(exchanges.length);
});

test('an hour is empty at first, then written again until two hours after its end (rule 304)', async () => {
  const { clock, links } = await stage();
  const sizes: number[] = [];
  for (const after of [30, 75, 120, 180, 300]) {
    clock.time = incident + after * 60_000;
    const [first] = await links();
    sizes.push(
      first === undefined
        ? 0
        : gunzipSync(await bytesOf(first))
            .toString()
            .split('\n').length,
    );
  }
  expect(sizes[0]).toBe(0);
  expect([sizes[1]! < sizes[2]!, sizes[2]! < sizes[3]!, sizes[3] === sizes[4]]).toEqual([true, true, true]);
});

test('a link is good for two hours, for nobody who changes it, and for nobody who brings a token (rule 305)', async () => {
  const { clock, api, links } = await stage();
  clock.time = incident + 3 * hour;
  const [link = ''] = await links();
  const status = async (url: string, init?: RequestInit) => (await fetch(url, init)).status;
  expect(await status(link)).toBe(200);
  expect(await status(link, { headers: { authorization: 'Bearer t' } })).toBe(400);
  expect(await status(link.replace('/0.json', '/1.json'))).toBe(403);
  clock.time += 2 * hour;
  expect(await status(link)).toBe(200);
  clock.time += 1;
  expect(await status(link)).toBe(403);
  expect(api.logs.seen.map((each) => each.status)).toEqual([200, 400, 403, 200, 403]);
});

test('a request for what is no path is refused like any other', async () => {
  const { api } = await stage();
  const status = await new Promise((resolve, reject) => {
    get({ port: new URL(api.logs.url).port, path: '//' }, (response) => resolve(response.resume().statusCode)).on(
      'error',
      reject,
    );
  });
  expect(status).toBe(403);
});

test.each<[string, unknown, number, RegExp]>([
  ['no collection', { hour: '2026-01-15T10:00:00Z' }, 422, /"collectionId" is required/],
  ['half an hour', { collectionId: 'logs-amplitude', hour: '2026-01-15T10:30:00Z' }, 422, /must be a full hour/],
  ['a time of no zone', { collectionId: 'logs-amplitude', hour: '2026-01-15T10:00:00' }, 422, /ISO 8601/],
  ['a day that is none', { collectionId: 'logs-amplitude', hour: '2026-13-15T10:00:00Z' }, 422, /ISO 8601/],
  ['no time', { collectionId: 'logs-amplitude', hour: 'yesterday' }, 422, /ISO 8601/],
  ['a collection that nobody has', { collectionId: 'x', hour: '2026-01-15T10:00:00Z' }, 404, /Collection with id 'x'/],
])('%s is refused', (_, body, status, message) => {
  const answer = ask(fakeWorld(), 'POST', '/customer-insights/download', body);
  expect([answer.status, answer.body.errors[0].message]).toEqual([status, expect.stringMatching(message)]);
});

test('without Business there are none, and of what is older than 28 days or to come nothing', () => {
  const asked = (at: number, world = fakeWorld()) =>
    ask(world, 'POST', '/customer-insights/download', { collectionId: 'logs-amplitude', hour: iso(at) });
  const full = Math.floor(fakeNow / hour) * hour;
  expect(asked(full, fakeWorld({ business: false })).status).toBe(403);
  expect(asked(full - 29 * 24 * hour).body.data.download.urls).toEqual([]);
  expect(asked(full + hour).body.data.download.urls).toEqual([]);
});

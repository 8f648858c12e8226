import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkToken, eitherRegion, mockWorkspace, publicApi } from '../../source/commands/backends.ts';
import { connect, hostClocks } from '../../source/commands/connect.ts';
import type { Settings } from '../../source/config/settings.ts';
import { ReadError } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import { hour, minute, second } from '../../source/domain/time.ts';
import { silentLog } from '../../source/log/log.ts';
import { regionUrls } from '../../source/segment-api/regions.ts';
import type { Transport } from '../../source/segment-api/transport/transport.ts';
import { systemClock } from '../../source/workspace/polling/clock.ts';
import { type LoopbackServer, loopbackServer } from '../harness/loopback-server.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { workspaceNow } from './reading/workspace.ts';

let server: LoopbackServer | undefined;
afterEach(() => server?.close());

/** A host that allows a token no more for a minute. */
async function exhausted(): Promise<LoopbackServer> {
  server = await loopbackServer((_, response) => {
    response.writeHead(429, { 'retry-after': '60', 'content-type': 'application/json' });
    response.end('{"errors":[{"type":"rate-limited","message":"too many"}]}');
  });
  return server;
}

const settingsOf = (apiUrl: string) => ({ apiUrl, write: false, mode: 'api' }) as Settings;
const impatient = { isPatient: false } as const;

test('a workspace that is opened again waits for the limits of its token, which are those of the process', async () => {
  const { url, seen } = await exhausted();
  const settings = settingsOf(url);
  const clockOf = hostClocks();
  const open = (token: string, given = settings) => publicApi(given, { token }, clockOf(given), silentLog);
  const refused = { problem: { kind: 'rate-limited' } };
  await expect(open('sgp_one').workspace(impatient)).rejects.toMatchObject(refused);
  expect(seen).toHaveLength(1);
  // Switched to another workspace and back.
  await expect(open('sgp_one').workspace(impatient)).rejects.toMatchObject(refused);
  await expect(open('sgp_one').destinations(impatient)).rejects.toMatchObject(refused);
  expect(seen).toHaveLength(1);
  expect(open('sgp_one').wire().requests).toBe(1);
  await expect(open('sgp_other').workspace(impatient)).rejects.toMatchObject(refused);
  expect(seen).toHaveLength(2);
});

test('a token that was got anew has the budget of the one before it', async () => {
  server = await loopbackServer((request, response) => {
    const isOld = request.headers.authorization?.endsWith('sgp_old') === true;
    response.writeHead(isOld ? 401 : 429, { 'retry-after': '60', 'content-type': 'application/json' });
    response.end('{"errors":[{"type":"refused","message":"refused"}]}');
  });
  const settings = settingsOf(server.url);
  const clock = hostClocks()(settings);
  const renewable = { token: 'sgp_old', renew: async () => 'sgp_new', pauses: [0, 0] } as const;
  const first = publicApi(settings, renewable, clock, silentLog);
  await expect(first.workspace(impatient)).rejects.toMatchObject({ problem: { kind: 'rate-limited' } });
  const asked = server.seen.length;
  const second = publicApi(settings, { token: 'sgp_new' }, clock, silentLog);
  await expect(second.workspace(impatient)).rejects.toMatchObject({ problem: { kind: 'rate-limited' } });
  expect([asked, server.seen.length]).toEqual([2, 2]);
});

test('a region is searched with the first request, and again after a search that failed', async () => {
  const asked: string[] = [];
  let isRefused = true;
  const workspace = { workspace: { id: 'w', slug: 'w', name: 'W' } };
  const to = (baseUrl: string): Transport => {
    const region = baseUrl === regionUrls.eu ? 'eu' : 'us';
    return async ({ path }) => {
      asked.push(`${region} ${path}`);
      if (isRefused || (path === '/' && region === 'us'))
        throw new ReadError({ kind: 'no-access', status: 401, message: t`no`, operation: t`GET /` });
      return { status: 200, headers: {}, json: { data: path === '/' ? workspace : { of: region } } };
    };
  };
  const { transport, region } = eitherRegion(to);
  const ask = () => transport({ method: 'GET', path: '/sources', query: [] });
  const both = ['us /', 'eu /'];
  const failed = await Promise.allSettled([ask(), ask()]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect([asked.splice(0), region()]).toEqual([both, undefined]);
  isRefused = false;
  const answers = await Promise.all([ask(), ask()]);
  expect(answers.map(({ json }) => json)).toEqual([{ data: { of: 'eu' } }, { data: { of: 'eu' } }]);
  expect([asked.splice(0), region()]).toEqual([[...both, 'eu /sources', 'eu /sources'], 'eu']);
  await ask();
  expect(asked).toEqual(['eu /sources']);
});

test('a token is tried at the address that is given, and there alone', async () => {
  server = await loopbackServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"data":{"workspace":{"id":"w","slug":"acme","name":"Acme"}}}');
  });
  const found = await checkToken('sgp_one', { apiUrl: server.url, clock: systemClock });
  expect(found).toEqual({ workspace: expect.objectContaining({ id: 'w', name: 'Acme' }) });
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer sgp_one']);
  const signal = AbortSignal.abort();
  const taken = checkToken('sgp_one', { apiUrl: server.url, clock: systemClock, signal });
  await expect(taken).rejects.toMatchObject({ problem: { kind: 'aborted' } });
});

test('a scenario that there is not is named with those that there are', async () => {
  const settings = { scenario: 'nope', write: false } as Settings;
  await expect(mockWorkspace(settings, systemClock)).rejects.toThrow(/^--scenario: "nope" is not allowed; use .*empty/);
});

test('a host has one clock, and a demo one of its own', () => {
  const clockOf = hostClocks(systemClock);
  const at = (apiUrl?: string) => clockOf({ mode: 'api', apiUrl });
  expect(at()).toBe(at());
  expect(at('http://127.0.0.1:1/v1')).toBe(at('http://127.0.0.1:1'));
  expect(at('http://127.0.0.1:1')).not.toBe(at('http://127.0.0.1:2'));
  expect(at('http://127.0.0.1:1')).not.toBe(at());
  const demo = () => clockOf({ mode: 'demo', apiUrl: undefined });
  expect(demo()).not.toBe(demo());
});

describe('a connection', () => {
  const opened = (settings: object, isFirst?: boolean) =>
    connect({ write: false, ...settings } as Settings, systemClock, isFirst === undefined ? {} : { isFirst });

  test('needs a token, unless it is that of the demo', async () => {
    await expect(opened({ mode: 'api' })).rejects.toThrow(
      'SEGTOP_TOKEN is not set; use a Public API token, a profile, or --demo',
    );
    expect(Object.keys(await opened({ mode: 'demo' }))).toEqual(['backend', 'recent']);
    const api = await opened({ mode: 'api', token: { kind: 'config', token: 'sgp_of_the_file' } });
    expect(Object.keys(api)).toEqual(['backend', 'store', 'download', 'collected', 'recent']);
    expect(api.recent?.().map(({ level, what }) => [level, what])).toEqual([['info', 'started']]);
  });

  test('takes a token that a command has printed for the one before it, once', async () => {
    const runs = join(await temporaryFolder(), 'runs');
    await writeFile(runs, '');
    const by = (name: string) => ({
      mode: 'api',
      token: { kind: 'command', command: `printf ${name} >> '${runs}'; echo sgp_printed` },
    });
    const asked: string[] = [];
    for (const [name, isFirst] of [['a', true], ['a'], ['a'], ['a', true], ['b'], ['a']] as const) {
      await opened(by(name), isFirst);
      asked.push(await readFile(runs, 'utf8'));
    }
    expect(asked).toEqual(['a', 'a', 'aa', 'aaa', 'aaab', 'aaaba']);
  });

  test.each<[string, number, (file: string) => object]>([
    ['file', second, (file) => ({ kind: 'file', file })],
    ['command', minute, (file) => ({ kind: 'command', command: ['cat', file] })],
    ['config', Number.POSITIVE_INFINITY, () => ({ kind: 'config', token: 'sgp_old' })],
    ['environment', Number.POSITIVE_INFINITY, () => ({ kind: 'environment', token: 'sgp_old' })],
  ])('asks again for a refused token of a %s after %d ms', async (_, pause, tokenIn) => {
    server = await loopbackServer((_request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"errors":[{"type":"refused","message":"refused"}]}');
    });
    const { url: apiUrl, seen } = server;
    const file = join(await temporaryFolder(), 'token');
    await writeFile(file, 'sgp_old', { mode: 0o600 });
    let passed = 0;
    const clock = { ...systemClock, now: () => workspaceNow + passed };
    const settings = { mode: 'api', write: false, apiUrl, token: tokenIn(file) } as Settings;
    const { backend, store } = await connect(settings, clock);
    let renewed = 0;
    store?.onRenewed(() => {
      renewed += 1;
    });
    const tokens = async () => {
      const before = seen.length;
      await expect(backend.workspace(impatient)).rejects.toMatchObject({ problem: { status: 401 } });
      return seen.slice(before).map(({ headers }) => headers.authorization?.replace('Bearer ', ''));
    };
    await writeFile(file, 'sgp_new', { mode: 0o600 });
    const wait = Math.min(pause, hour);
    const asked = [await tokens()];
    for (const at of [wait - 1, wait]) {
      passed = at;
      asked.push(await tokens());
    }
    const isAsked = pause === wait;
    expect(asked).toEqual([['sgp_old'], ['sgp_old'], isAsked ? ['sgp_old', 'sgp_new'] : ['sgp_old']]);
    expect(renewed).toBe(isAsked ? 1 : 0);
  });
});

import { afterEach, expect, test } from 'vitest';
import { publicApi } from '../../source/commands/backends.ts';
import { hostClocks } from '../../source/commands/connect.ts';
import type { Settings } from '../../source/config/settings.ts';
import { silentLog } from '../../source/log/log.ts';
import { systemClock } from '../../source/workspace/polling/clock.ts';
import { type LoopbackServer, loopbackServer } from '../harness/loopback-server.ts';

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

import { writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { minute } from '../../../source/domain/time.ts';
import { later } from '../../harness/later.ts';
import { loopbackServer } from '../../harness/loopback-server.ts';
import { mockApi } from '../../harness/mock-api.ts';
import { spawnServe } from '../../harness/serve.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { runBin } from '../run-bin.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** A receiver that answers nobody until it is told to, and keeps what it has taken. */
async function receiver() {
  const taken: { readonly id: string; readonly state: string; readonly sentence: string }[] = [];
  const held: ServerResponse[] = [];
  const gate = { isOpen: false };
  const server = await loopbackServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      if (!gate.isOpen) return void held.push(response);
      taken.push(JSON.parse(text));
      response.writeHead(204).end();
    });
  });
  onTestFinished(() => server.close());
  return { url: server.url, taken, held, gate };
}

async function configured(webhook: string): Promise<string> {
  const configDir = await temporaryFolder();
  const alerts = { channels: { hook: { webhook, keyEnv: 'HOOK_BEARER' } }, send: ['hook'] };
  await writeFile(join(configDir, 'config.json'), JSON.stringify({ alerts }), { mode: 0o600 });
  return configDir;
}

test('serve that is killed between raising and sending tells everything once it is back, each alert once', async () => {
  await using api = await mockApi(['--scenario', 'everything']);
  const { url, taken, held, gate } = await receiver();
  const env = {
    SEGTOP_API_URL: api.url,
    SEGTOP_TOKEN: api.token,
    SEGTOP_STATE_DIR: await temporaryFolder(),
    SEGTOP_CONFIG_DIR: await configured(`${url}/secret-path`),
    HOOK_BEARER: 'bearer-that-is-secret',
  };
  const killed = await spawnServe(env);
  await expect.poll(() => held.length, { timeout: 60_000 }).toBe(1);
  expect(await killed.end('SIGKILL')).toBe('SIGKILL');
  gate.isOpen = true;
  // What the killed one had taken up to send is anybody's after a minute.
  later(minute);
  await using served = await spawnServe(env);
  await expect.poll(() => taken.length, { timeout: 120_000 }).toBeGreaterThanOrEqual(6);
  const ids = taken.map(({ id, state }) => `${id} ${state}`);
  expect(ids).toEqual([...new Set(ids)]);
  expect(taken.map(({ sentence }) => sentence)).toContainEqual(
    expect.stringMatching(/^Braze ← Web \(prod\): LOST (?:401|unknown reason)/),
  );
  expect(await served.end()).toBe(0);
  const said = `${killed.told()}${served.told()}`;
  expect([said.includes('bearer-that-is-secret'), said.includes('secret-path')]).toEqual([false, false]);
}, 240_000);

test('segtop alerts test sends a sample over a channel, and names those there are', async () => {
  const { url, taken, gate } = await receiver();
  gate.isOpen = true;
  const env = { SEGTOP_CONFIG_DIR: await configured(url), HOOK_BEARER: 'bearer-that-is-secret' };
  expect(await runBin(['alerts', 'test', 'hook'], env)).toMatchObject({ code: 0, out: 'hook: sent\n' });
  expect(taken).toMatchObject([{ id: 'test:destination/sample', state: 'new' }]);
  const wrong = await runBin(['alerts', 'test', 'hok'], env);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toMatch(/"hok" is not allowed; use hook/);
  const unset = await runBin(['alerts', 'test', 'hook'], { ...env, HOOK_BEARER: '' });
  expect([unset.code, unset.err]).toEqual([3, 'segtop: hook: HOOK_BEARER is not set\n']);
}, 60_000);

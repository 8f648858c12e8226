import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../../harness/mock-api.ts';
import { spawnServe } from '../../harness/serve.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { spawnTerminal } from '../../harness/terminal/pty.ts';
import { runBin } from '../run-bin.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

interface Health {
  readonly ready: boolean;
  readonly profiles: readonly { readonly name: string; readonly workspace: string | null; readonly problems: number }[];
  readonly store: { readonly bytes: number };
}

const health = async (url: string) => (await (await fetch(`${url}/healthz`)).json()) as Health;
const ready = (url: string) => expect.poll(async () => (await health(url)).ready, { timeout: 60_000 }).toBe(true);

test('serve watches, tells how it stands, and what a dashboard shows was read by it', async () => {
  await using api = await mockApi();
  const stateDir = await temporaryFolder();
  const env = { SEGTOP_API_URL: api.url, SEGTOP_TOKEN: api.token, SEGTOP_STATE_DIR: stateDir };
  await using served = await spawnServe(env);
  await ready(served.url);
  const told = await health(served.url);
  expect(told.profiles).toMatchObject([{ name: 'default', workspace: 'Acme Production', problems: 0 }]);
  // What was read is on the disk a moment later.
  await expect.poll(async () => (await health(served.url)).store.bytes, { timeout: 20_000 }).toBeGreaterThan(10_000);
  await using terminal = spawnTerminal({ args: [], cols: 120, rows: 40, env });
  await terminal.waitFor(/failed deliveries in [\d.]+/, 60_000);
  const lists = (await api.requests()).filter(({ path }) => /^\/(?:sources|destinations|warehouses)$/.test(path));
  expect(lists).toHaveLength(3);
  expect(await served.end()).toBe(0);
  expect(served.events().map(({ event }) => event)).toEqual(['started', 'stopped']);
  expect(served.told()).not.toContain(api.token);
}, 120_000);

test('serve takes several profiles, and refuses to be reached from elsewhere without their secrets', async () => {
  await using api = await mockApi();
  const configDir = await temporaryFolder();
  const profiles = {
    one: { token: api.token, apiUrl: api.url, collect: { secret: 'shared-secret' } },
    two: { token: 'sgp_not_known', apiUrl: api.url },
  };
  await writeFile(join(configDir, 'config.json'), JSON.stringify({ profiles }), { mode: 0o600 });
  const env = { SEGTOP_CONFIG_DIR: configDir, SEGTOP_STATE_DIR: await temporaryFolder() };
  const refused = await runBin(['serve', '--listen', '0.0.0.0:0'], env);
  expect(refused.code).toBe(2);
  expect(refused.err).toMatch(
    /^segtop: --listen: "0\.0\.0\.0" is not allowed; use 127\.0\.0\.1, or give the profile two a secret/,
  );
  await using served = await spawnServe(env, ['--profile', 'one', '--profile', 'two']);
  await expect
    .poll(() => served.events().map(({ event, kind }) => `${event} ${kind}`), { timeout: 60_000 })
    .toContain('reads fail no-access');
  expect((await health(served.url)).profiles.map(({ name }) => name)).toEqual(['one', 'two']);
  expect((await fetch(`${served.url}/healthz`)).status).toBe(503);
  await using alone = await spawnServe(env, ['--profile', 'one']);
  await ready(alone.url);
  const changed = { profiles, failureLogs: { d: 'collection' } };
  await writeFile(join(configDir, 'config.json'), JSON.stringify(changed), { mode: 0o600 });
  await expect
    .poll(() => alone.events().map(({ event, keys }) => `${event}: ${keys}`), { timeout: 30_000 })
    .toContain('configuration changed: failureLogs');
  expect(await alone.end('SIGINT')).toBe(0);
}, 120_000);

test.each([
  [['--demo'], /^segtop: serve: "--demo" is not allowed/],
  [[], /^segtop: SEGTOP_TOKEN is not set/],
  [['--listen', 'here'], /^segtop: --listen: "here" is not allowed; use an address and port/],
  [['--profile', 'nobody'], /^segtop: --profile: "nobody" is not allowed/],
])('serve %j ends with 2 and one line', async (args, line) => {
  const { code, err, out } = await runBin(['serve', ...args]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(line);
  expect(err.trimEnd()).not.toContain('\n');
});

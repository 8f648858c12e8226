import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, inject, test } from 'vitest';
import { minute } from '../../../source/domain/time.ts';
import { later } from '../../harness/later.ts';
import { mockApi } from '../../harness/mock-api.ts';
import { freePort } from '../../harness/prometheus.ts';
import { type Served, spawnServe } from '../../harness/serve.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { spawnTerminal } from '../../harness/terminal/pty.ts';
import { postWhileKilled } from '../../harness/webhooks.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const isLong = process.env.SEGTOP_LONG_TESTS === '1';
/** In the long form 20,000 a minute, ten kills. */
const load = isLong
  ? { events: 20_000, batch: 1, perSecond: 334, kills: 10 }
  : { events: 1500, batch: 3, perSecond: 200, kills: 2 };

test('of events that are posted while serve is killed, each one that was acknowledged is there once', async () => {
  await using api = await mockApi();
  const stateDir = await temporaryFolder();
  const secret = 'shared-with-segment';
  const env = {
    SEGTOP_API_URL: api.url,
    SEGTOP_TOKEN: api.token,
    SEGTOP_STATE_DIR: stateDir,
    SEGTOP_COLLECT_SECRET: secret,
  };
  const running: Served[] = [];
  const start = async (): Promise<Served> => {
    const served = await spawnServe(env);
    running.push(served);
    return served;
  };
  try {
    const killed = await postWhileKilled({ secret, start, ...load });
    if (isLong) process.stdout.write(`${JSON.stringify({ ...killed, acknowledged: killed.acknowledged.size })}\n`);
    const store = join(stateDir, 'store');
    const file = (await readdir(store)).find((name) => name.endsWith('.collected.db')) ?? '';
    const database = new DatabaseSync(join(store, file), { readOnly: true });
    const kept = database.prepare('SELECT message_id, count(*) AS times FROM violations GROUP BY message_id').all();
    database.close();
    const times = new Map(kept.map(({ message_id, times: each }) => [String(message_id), Number(each)]));
    expect(killed.acknowledged.size).toBe(load.events);
    expect([...killed.acknowledged].filter((id) => times.get(id) !== 1)).toEqual([]);
    expect(times.size).toBe(load.events);
    // It was killed while something was under way, else nothing was tried.
    expect(killed.again).toBeGreaterThan(0);
  } finally {
    for (const served of running) await served[Symbol.asyncDispose]();
  }
}, 300_000);

test('what a mock workspace posts is on the pages of a live one: field, sample and debugger, as on the demo', async () => {
  await using api = await mockApi();
  const env = {
    SEGTOP_API_URL: api.url,
    SEGTOP_TOKEN: api.token,
    SEGTOP_STATE_DIR: await temporaryFolder(),
    SEGTOP_COLLECT_SECRET: 'shared-with-segment',
    SEGTOP_COLLECT_KEEP: 'all',
  };
  const port = await freePort();
  const to = `http://127.0.0.1:${port}/collect/default`;
  await using posting = await mockApi([
    ...['--webhooks', to, '--secret', 'shared-with-segment', '--bad-signatures', '30'],
  ]);
  expect(posting.url).not.toBe(api.url);
  // What happens meanwhile is posted once there is somebody to take it: nobody waits for it to happen.
  later(30 * minute);
  await using served = await spawnServe(env, ['--listen', `127.0.0.1:${port}`]);
  const collected = async () => {
    const { profiles } = (await (await fetch(`${served.url}/healthz`)).json()) as {
      readonly profiles: readonly {
        readonly collected: { readonly kept: number; readonly duplicates: number; readonly requests: object };
      }[];
    };
    return profiles[0]?.collected;
  };
  await expect.poll(async () => (await collected())?.duplicates, { timeout: 60_000 }).toBeGreaterThan(0);
  expect((await collected())?.requests).toMatchObject({ '202': expect.any(Number), '401': expect.any(Number) });
  await using terminal = spawnTerminal({ args: [], cols: 160, rows: 40, env });
  await terminal.waitFor(/failed deliveries in [\d.]+/, 60_000);
  // The header has room for it on a wide screen only.
  await terminal.waitFor(/watched since \d\d:\d\d/, 60_000);
  terminal.resize(120, 40);
  terminal.press('6');
  await terminal.waitFor(/Violations by source[\s\S]*❯ iOS/, 60_000);
  terminal.press('enter');
  await terminal.waitFor(/forwarded since \d\d:\d\d[\s\S]*❯[ »]Order Completed/, 60_000);
  terminal.press('p');
  await terminal.waitFor(/sample 1 of \d+ \(of \d+ forwarded\)/, 60_000);
  expect(await terminal.waitFor(/sample 1/)).toContain('Invalid type. Expected: number, given: string');
  terminal.press('3');
  await terminal.waitFor(/❯ [^\n]*Billing server/, 60_000);
  terminal.press('D');
  await terminal.waitFor(/collected by segtop serve · followed as they come/, 60_000);
}, 180_000);

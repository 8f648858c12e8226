import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, inject, test } from 'vitest';
import { event } from '../../collect/stage.ts';
import { mockApi } from '../../harness/mock-api.ts';
import { spawnServe } from '../../harness/serve.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { runBin } from '../run-bin.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** What was collected, by id: how often each is there. */
function collected(stateDir: string): ReadonlyMap<string, number> {
  const folder = join(stateDir, 'store');
  const file = readdirSync(folder).find((name) => name.endsWith('.collected.db')) ?? '';
  const database = new DatabaseSync(join(folder, file), { readOnly: true });
  const rows = database.prepare('SELECT message_id, count(*) AS times FROM events GROUP BY message_id').all();
  database.close();
  return new Map(rows.map(({ message_id, times }) => [String(message_id), Number(times)]));
}

/** Posts events and tells the answer, and whether it says when to come again. */
async function post(
  url: string,
  ids: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<readonly [number, boolean]> {
  const body = JSON.stringify(ids.map((id) => event(id, more)));
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/collect/default`, { method: 'POST', body, headers });
  await answer.text();
  return [answer.status, answer.headers.has('retry-after')];
}

const setUp = async (url: string, token: string) => ({
  SEGTOP_API_URL: url,
  SEGTOP_TOKEN: token,
  SEGTOP_STATE_DIR: await temporaryFolder(),
  SEGTOP_COLLECT_KEEP: 'all',
});

test('SIGTERM ends serve with 0, within a second, whatever is under way', async () => {
  await using api = await mockApi();
  const took: number[] = [];
  // A machine that is busy may hold up one of them.
  for (let round = 0; round < 5 && !took.some((ms) => ms < 1000); round += 1) {
    await using served = await spawnServe(await setUp(api.url, api.token));
    expect(await post(served.url, ['before'])).toEqual([202, false]);
    const { hostname, port } = new URL(served.url);
    const half = connect(Number(port), hostname).on('error', () => undefined);
    const head =
      'POST /collect/default HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n';
    await new Promise<void>((resolve) => void half.write(`${head}[{"type":`, () => resolve()));
    const from = performance.now();
    expect(await served.end('SIGTERM')).toBe(0);
    took.push(performance.now() - from);
    half.destroy();
  }
  expect(Math.min(...took)).toBeLessThan(1000);
}, 120_000);

test('where the disk is full webhooks are told to come again, nothing that was taken is lost, and it goes on when there is room', async () => {
  await using api = await mockApi();
  const env = await setUp(api.url, api.token);
  await using served = await spawnServe(env, [], 3000);
  const taken: string[] = [];
  let refused: readonly string[] = [];
  for (let batch = 0; batch < 60 && refused.length === 0; batch += 1) {
    const ids = Array.from({ length: 40 }, (_, index) => `m${batch}-${index}`);
    const sources = { projectId: `source-${batch % 20}`, properties: { text: `${batch} `.repeat(1000) } };
    const [status, isToComeAgain] = await post(served.url, ids, sources);
    expect([status, isToComeAgain]).toEqual(status === 202 ? [202, false] : [503, true]);
    if (status === 202) taken.push(...ids);
    else refused = ids;
  }
  expect(taken.length).toBeGreaterThan(0);
  expect(refused).toHaveLength(40);
  expect(served.told()).toContain('the disk');
  execFileSync('prlimit', ['--pid', String(served.pid), '--fsize=unlimited']);
  await expect.poll(() => post(served.url, refused), { timeout: 30_000 }).toEqual([202, false]);
  expect(await served.end()).toBe(0);
  const there = collected(env.SEGTOP_STATE_DIR);
  expect([...taken, ...refused].filter((id) => there.get(id) !== 1)).toEqual([]);
}, 120_000);

test('import reads stdin where the file is -, and beside a daemon that writes: all of both is there, once', async () => {
  await using api = await mockApi();
  const env = await setUp(api.url, api.token);
  await using served = await spawnServe(env);
  const archive = Array.from({ length: 3000 }, (_, index) => JSON.stringify(event(`old-${index}`)));
  const importing = runBin(['import', '-'], env, gzipSync(archive.join('\n')));
  let isOver = false;
  void importing.finally(() => {
    isOver = true;
  });
  const taken: string[] = [];
  for (let batch = 0; !isOver || batch < 10; batch += 1) {
    const ids = Array.from({ length: 5 }, (_, index) => `new-${batch}-${index}`);
    // A source keeps its newest five hundred.
    expect(await post(served.url, ids, { projectId: `source-${batch % 50}` })).toEqual([202, false]);
    taken.push(...ids);
  }
  const { code, out, err } = await importing;
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^stdin: 3,000 events; from [^;]*\n$/);
  expect(await served.end()).toBe(0);
  const there = collected(env.SEGTOP_STATE_DIR);
  const all = [...archive.map((_, index) => `old-${index}`), ...taken];
  expect(all.filter((id) => there.get(id) !== 1)).toEqual([]);
}, 120_000);

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { type MockApi, mockApi } from '../../harness/mock-api.ts';
import {
  monitoring as folder,
  freePort,
  missingPrometheus as missing,
  spawnPrometheus,
  started,
} from '../../harness/prometheus.ts';
import { type Served, spawnServe } from '../../harness/serve.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { runBin } from '../run-bin.ts';

/** One daemon for all who only scrape it, and the API that it reads from. */
let api: MockApi;
let served: Served;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  expect(inject('buildProblem')).toBe('');
  api = await mockApi();
  const stateDir = await mkdtemp(join(tmpdir(), 'segtop-metrics-'));
  env = { SEGTOP_API_URL: api.url, SEGTOP_TOKEN: api.token, SEGTOP_STATE_DIR: stateDir };
  served = await spawnServe(env);
  await ready(served.url);
}, 180_000);
afterAll(async () => {
  await served?.[Symbol.asyncDispose]();
  await api?.[Symbol.asyncDispose]();
  if (env) await rm(env.SEGTOP_STATE_DIR!, { recursive: true, force: true });
});

const isHere = missing.length === 0;
test.runIf(process.env.SEGTOP_PROMETHEUS === 'required')('the programs of Prometheus are here', () => {
  expect(missing).toEqual([]);
});

const scrape = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();

/** Numbers of a metric whose labels hold this text. */
const numbers = (text: string, name: string, labels = ''): number[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && line.includes(labels))
    .map((line) => Number(line.slice(line.lastIndexOf(' '))));

/** Every connection has been read, and those that fail to the minute. */
const ready = (url: string) =>
  vi.waitFor(
    async () => {
      const text = await scrape(url);
      const [readable] = numbers(text, 'segtop_connections', 'state="readable"');
      expect(readable).toBeDefined();
      expect(numbers(text, 'segtop_connections', 'state="read"')).toEqual([readable]);
      expect(numbers(text, 'segtop_trouble').length).toBeGreaterThan(4);
    },
    { timeout: 90_000, interval: 500 },
  );

test('a scrape tells what status tells', async () => {
  const text = await scrape(served.url);
  expect(text).not.toContain(api.token);
  const { triage, sources } = JSON.parse((await runBin(['status', '--json'], env)).out) as {
    triage: { subject: { id: string } }[];
    sources: { total: number };
  };
  expect(numbers(text, 'segtop_sources', 'state="known"')).toEqual([sources.total]);
  expect(text).toContain(`subject_id="${triage[0]!.subject.id}"`);
  const head = await fetch(`${served.url}/metrics`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
});

describe.runIf(isHere)('with the programs of Prometheus', () => {
  test('rules, configuration and what is scraped are as they want it', async () => {
    const check = (program: string, ...args: readonly string[]) => execFileSync(program, args, { encoding: 'utf8' });
    expect(check('promtool', 'check', 'rules', join(folder, 'segtop.rules.yml'))).toContain('SUCCESS: 9 rules');
    check('promtool', 'check', 'config', '--syntax-only', join(folder, 'prometheus.yml'));
    check('amtool', 'check-config', join(folder, 'alertmanager.yml'));
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: await scrape(served.url), encoding: 'utf8' });
    expect([checked.status, checked.stderr]).toEqual([0, '']);
  }, 180_000);

  test('Prometheus scrapes, its rules speak, and Alertmanager hands on what each incident is about', async () => {
    await using receiver = await alertReceiver();
    await using alertmanager = await spawnAlertmanager(receiver.url);
    await using prometheus = await spawnPrometheus(served.url, alertmanager.url);
    await expect
      .poll(() => [...receiver.names].sort(), { timeout: 90_000, interval: 500 })
      .toEqual([
        'SegmentConnectionLosing',
        'SegmentDestinationDisabled',
        'SegmentRunFailing',
        'SegmentSourceSilent',
        'SegmentTrackingPlanBroken',
        'SegmentWarehouseSyncFailing',
      ]);
    expect(receiver.summaries).toContain('Braze ← Web (prod) loses events (LOST)');
    expect(prometheus.pid).toBeGreaterThan(0);
  }, 240_000);
});

// The last one, as nobody can read any more after it.
test('a scrape goes on while the API is down', async () => {
  await api[Symbol.asyncDispose]();
  expect(numbers(await scrape(served.url), 'segtop_connection_enabled').length).toBeGreaterThan(10);
});

/** Takes what Alertmanager posts. */
async function alertReceiver() {
  const names = new Set<string>();
  const summaries: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      const { alerts } = JSON.parse(body) as {
        alerts: { labels: { alertname: string }; annotations: { summary: string } }[];
      };
      for (const { labels, annotations } of alerts) {
        names.add(labels.alertname);
        summaries.push(annotations.summary);
      }
      response.end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    names,
    summaries,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

/** Alertmanager with its routes as they are shipped, but at once and to this receiver. */
async function spawnAlertmanager(receiver: string) {
  const own = await temporaryFolder();
  const shipped = await readFile(join(folder, 'alertmanager.yml'), 'utf8');
  const config = shipped
    .replace(/url: http.*/, `url: ${receiver}`)
    .replace('group_wait: 30s', 'group_wait: 0s')
    .replace('group_interval: 5m', 'group_interval: 1s');
  await writeFile(join(own, 'alertmanager.yml'), config);
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const args = [
    ...[`--config.file=${join(own, 'alertmanager.yml')}`, `--storage.path=${own}`],
    ...[`--web.listen-address=${address}`, '--cluster.listen-address='],
  ];
  return await started('prometheus-alertmanager', args, `http://${address}`);
}

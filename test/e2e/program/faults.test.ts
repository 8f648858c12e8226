import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { createWorld } from '../../../source/mock/create-world.ts';
import type { Fault } from '../../../source/mock/http/control/fault.ts';
import { type MockApi, startMockApi } from '../../../source/mock/http/server.ts';
import { type PtyTerminal, spawnTerminal } from '../../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** The shortest interval that may be configured, for what these tests break. */
const refresh = {
  workspace: '5s',
  volume: '5s',
  'recent-audit': '5s',
  sources: '5s',
  destinations: '5s',
  metrics: '10s',
};
/** Long enough for one interval, the client's own second and third try, and a busy machine. */
const patience = 40_000;
const token = 'sgp_faults_not_a_secret_4711';
const filled = /failed deliveries in [\d.]+/;

interface Watched extends AsyncDisposable {
  readonly terminal: PtyTerminal;
  readonly url: string;
  /** Puts faults in force, through the control path of mock-api; none clears them. */
  faults(...faults: readonly Fault[]): Promise<void>;
  /** Operations asked since the last call. */
  asked(): readonly string[];
  /** The API goes away, and comes back at the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A dashboard that has read everything, and the API it reads from. */
async function watched(): Promise<Watched> {
  const world = await createWorld({ scenario: 'everything', clock: Date.now });
  const serve = (port: number) => startMockApi({ world, port, token });
  let server: MockApi = await serve(0);
  const { url } = server;
  const folder = await mkdtemp(join(tmpdir(), 'segtop-faults-'));
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify({ refresh }));
  const terminal = spawnTerminal({
    args: ['--config', config],
    cols: 160,
    rows: 50,
    env: { SEGTOP_API_URL: url, SEGTOP_TOKEN: token },
  });
  await terminal.waitFor((screen) => filled.test(screen) && !/ranked|of \d+ read|Reading/.test(screen), patience);
  return {
    terminal,
    url,
    async faults(...faults) {
      const response = await fetch(new URL('/__faults', url), { method: 'POST', body: JSON.stringify(faults) });
      expect(response.status).toBe(200);
    },
    asked() {
      const operations = server.requests.list().map(({ operation }) => operation ?? '');
      server.requests.clear();
      return operations;
    },
    stop: () => server.close(),
    async start() {
      server = await serve(Number(new URL(url).port));
    },
    async [Symbol.asyncDispose]() {
      await terminal[Symbol.asyncDispose]();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Keys do what they did: the help opens and closes. */
async function keysWork(terminal: PtyTerminal): Promise<void> {
  const help = /^\W*Move\b/m;
  terminal.press('?');
  await terminal.waitFor(help, 3000);
  terminal.press('esc');
  await terminal.waitFor((screen) => !help.test(screen) && filled.test(screen), 3000);
}

/** What the screen shows while all is well. */
const wellWords = /server error|no connection|no access|not an answer|rate limited|no answer in time|Stale|refused/;
const isWell = (screen: string) => filled.test(screen) && !wellWords.test(screen);

test.concurrent('some operations fail, each in its own way: told where it is, the rest goes on', async () => {
  await using it = await watched();
  const { terminal } = it;
  await it.faults(
    { match: 'GET /events/volume', kind: 'status', status: 503 },
    { match: 'GET /audit-events', kind: 'reset' },
    { match: 'GET /destinations/*/delivery-metrics', kind: 'garbage', variant: 'html' },
    { match: 'GET /sources', kind: 'unauthorized' },
  );
  const screen = await terminal.waitFor(
    (text) =>
      /volume: server error \(503\)|sources: no access \(401\).* · 1 more/.test(text) &&
      /audit trail: no connection/.test(text) &&
      /metrics of \d+ connections: not an answer of the API \(200\)/.test(text),
    patience,
  );
  expect(screen).toMatch(filled);
  expect(screen).toMatch(/Braze ← Web \(prod\)/);
  await terminal.waitFor(/Stale since/, patience);
  await terminal.waitFor(/audit trail: no connection, \d+s old/, patience);
  await keysWork(terminal);
  await it.faults();
  await terminal.waitFor(isWell, patience);
}, 120_000);

test.concurrent('the token is refused for everything: told once, only GET / is asked, and it recovers', async () => {
  await using it = await watched();
  const { terminal } = it;
  await it.faults({ match: '* /**', kind: 'unauthorized' });
  const screen = await terminal.waitFor(
    /The token was refused \(401\): unknown, expired or of another region {2}segtop login/,
    patience,
  );
  expect(screen).toMatch(filled);
  await keysWork(terminal);
  it.asked();
  await terminal.waitFor(/Stale since/, patience);
  const quietly = it.asked();
  expect(quietly.filter((operation) => operation !== 'GET /')).toEqual([]);
  expect(screen + terminal.raw()).not.toContain(token);
  await it.faults();
  await terminal.waitFor(isWell, patience);
}, 120_000);

test.concurrent('every answer takes eight seconds: keys answer at once, and what comes is shown', async () => {
  await using it = await watched();
  const { terminal } = it;
  await it.faults({ match: '* /**', kind: 'slow', ms: 8000 });
  await terminal.waitFor(/\b(?:\d+s|1m) ago/, patience);
  await keysWork(terminal);
  terminal.press('3');
  await terminal.waitFor(/Billing server/, 3000);
  terminal.press('1');
  await terminal.waitFor(filled, 3000);
  expect(terminal.text()).not.toMatch(/server error|no connection/);
  await it.faults();
  terminal.press('R');
  await terminal.waitFor(/Updated just now/, patience);
}, 120_000);

test.concurrent('the token is limited: nothing is sent before the time is over', async () => {
  await using it = await watched();
  const { terminal } = it;
  await it.faults({ match: '* /**', kind: 'rate-limit', level: 'token', retryAfter: 25, times: 40 });
  const screen = await terminal.waitFor(/rate limited \(429\)/, patience);
  expect(screen).toMatch(filled);
  it.asked();
  await keysWork(terminal);
  expect(it.asked()).toEqual([]);
  await it.faults();
  await terminal.waitFor(isWell, patience);
}, 120_000);

test.concurrent('the API is gone, and comes back at the same address', async () => {
  await using it = await watched();
  const { terminal } = it;
  await it.stop();
  const screen = await terminal.waitFor(/no connection/, patience);
  expect(screen).toMatch(filled);
  await terminal.waitFor(/Stale since/, patience);
  await keysWork(terminal);
  await it.start();
  await terminal.waitFor(isWell, patience);
}, 120_000);

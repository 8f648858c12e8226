import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../../harness/mock-api.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { spawnTerminal } from '../../harness/terminal/pty.ts';
import { runBin } from '../run-bin.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const hour = 3_600_000;

test('logs and archives that were downloaded are read once, summed up, and shown: ! with its request, D with the events', async () => {
  await using api = await mockApi(['--scenario', 'destination-401']);
  const folder = await temporaryFolder();
  const get = async (path: string) =>
    (await (await fetch(api.url + path, { headers: { authorization: `Bearer ${api.token}` } })).json()) as {
      data: Record<string, { id: string; name: string; sourceId: string }[]>;
    };
  const { destinations = [] } = (await get('/destinations?pagination.count=200')).data;
  const { sources = [] } = (await get('/sources?pagination.count=200')).data;
  const web = sources.find(({ name }) => name === 'Web (prod)')?.id ?? '';
  const braze = destinations.find(({ name, sourceId }) => name === 'Braze' && sourceId === web)?.id ?? '';
  const at = new Date(Date.now() - 2 * hour).toISOString();
  const log = (event: string, properties: object) => ({
    type: 'observability',
    event,
    properties: { routed: { to: [{ id: braze }], from: [{ id: web }] }, occurredAt: at, ...properties },
  });
  const logFile = join(folder, 'log.json');
  writeFileSync(
    logFile,
    JSON.stringify([
      log('Destination Exchange Logged', {
        destinationExchangeId: 'x1',
        requestToDestination: { body: '{"user":"customer-7","cut' },
        responseFromDestination: { status: 401, headers: {}, body: '{"error":"key_revoked_by_hand"}' },
      }),
      log('Delivery Attempt Logged', {
        destinationExchangeId: 'x1',
        messageId: 'order-7',
        attempt: 1,
        outcome: 'failure',
      }),
    ]),
  );
  mkdirSync(join(folder, 'segment-logs', web, '1'), { recursive: true });
  const archive = join(folder, 'segment-logs', web, '1', 'a.gz');
  const event = {
    type: 'track',
    event: 'Imported Order',
    messageId: 'order-7',
    receivedAt: at,
    properties: { total: 7 },
  };
  writeFileSync(archive, gzipSync(`${JSON.stringify(event)}\nnot json\n`));
  const env = {
    SEGTOP_TOKEN: api.token,
    SEGTOP_API_URL: api.url,
    SEGTOP_CONFIG_DIR: folder,
    SEGTOP_STATE_DIR: join(folder, 'state'),
  };
  const run = await runBin(['import', logFile, archive], env);
  expect([run.code, run.err]).toEqual([4, '']);
  expect(run.out.split('\n').map((line) => line.replaceAll(folder, '').replace(/\d{4}-[^ ;]+/g, 'T'))).toEqual([
    '/log.json: 1 exchange, 1 attempt; from T to T',
    `/segment-logs/${web}/1/a.gz: 1 event; from T to T; 1 line not understood, the first is line 2`,
    '',
  ]);
  expect((await runBin(['import', logFile], env)).out).toMatch(/1 exchange, 1 attempt; .*; 2 were there already\n$/);
  await using terminal = spawnTerminal({ env, cols: 120, rows: 40 });
  await terminal.waitFor(/401 {2}[\d.]+% failing/);
  terminal.press('!');
  await terminal.waitFor(/sample 1 of 1 \(of[\s\S]*HTTP 401[\s\S]*"error": "key_revoked_by_hand"/);
  terminal.press('h');
  await terminal.waitFor(/cut short in the log[\s\S]*customer-7/);
  terminal.press('h');
  await terminal.waitFor(/collected[\s\S]*"event": "Imported Order"/);
  terminal.press('q', '3');
  await terminal.waitFor(/❯[★ ]*. +[A-Z]/);
  terminal.press('/');
  terminal.send('Web (prod)\r');
  await terminal.waitFor(/❯[★ ]*. +Web \(prod\)/);
  terminal.press('D');
  await terminal.waitFor(/Web \(prod\) debugger[\s\S]*Imported Order[\s\S]*"total": 7/);
});

test.each<[string, readonly string[], number, RegExp]>([
  ['without a file', [], 2, /missing required argument 'file'/],
  ['without a token', ['x.json'], 2, /SEGTOP_TOKEN/],
])('%s it says what it needs', async (_, files, code, words) => {
  const run = await runBin(['import', ...files]);
  expect([run.code, run.err]).toEqual([code, expect.stringMatching(words)]);
});

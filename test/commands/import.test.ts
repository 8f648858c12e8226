import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Imported } from '../../source/collect/import.ts';
import { emptyTally } from '../../source/collect/tally.ts';
import { importCode, reasonOf, summary } from '../../source/commands/import.ts';
import { sanitise, t } from '../../source/domain/text.ts';
import { loopbackServer } from '../harness/loopback-server.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { cleanEnvironment } from '../harness/terminal/pty.ts';

const [first, last] = [Date.UTC(2026, 9, 31, 23, 59, 59), Date.UTC(2026, 10, 1, 0, 0, 0)];

test.each<[string, Partial<Imported>, string]>([
  ['an empty file', {}, 'nothing'],
  [
    'one of each',
    { exchanges: 1, attempts: 1, errors: 1, events: 1, from: first, to: last },
    '1 exchange, 1 attempt, 1 error, 1 event; from 2026-10-31T23:59:59Z to 2026-11-01T00:00:00Z',
  ],
  ['many of some', { attempts: 12_345, events: 2 }, '12,345 attempts, 2 events'],
  ['events whose time is half known', { events: 3, from: first }, '3 events'],
  ['what was there', { duplicates: 1 }, 'nothing; 1 was there already'],
  ['more that was there', { exchanges: 2, duplicates: 40 }, '2 exchanges; 40 were there already'],
  ['a line that is none', { errors: 2, odd: 1, firstOdd: 7 }, '2 errors; 1 line not understood, the first is line 7'],
  ['lines that are none', { odd: 3, firstOdd: 1 }, 'nothing; 3 lines not understood, the first is line 1'],
  ['an event of nobody', { events: 5, homeless: 1 }, '5 events; 1 of these names no source: --source tells it'],
  ['events of nobody', { events: 5, homeless: 4 }, '5 events; 4 of these name no source: --source tells it'],
])('%s is told in one line', (_, tally, words) => {
  const whole = { ...emptyTally(), homeless: 0, ...tally };
  expect(summary(t`f.gz`, whole)).toBe(`f.gz: ${words}`);
  expect(summary(t`f.gz`, whole, t`the gzip is damaged`)).toBe(`f.gz: ${words}; then the gzip is damaged`);
});

test.each([
  // What was understood, what was not.
  [0, 0, 0],
  [5, 0, 0],
  [5, 1, 4],
  [1, 1, 4],
  [0, 1, 3],
  [0, 9, 3],
])('with %d good and %d bad the code is %d', (good, bad, code) => expect(importCode(good, bad)).toBe(code));

const failing = (message: string, code?: unknown) =>
  Object.assign(new Error(message), code === undefined ? {} : { code });
test.each<[unknown, string]>([
  [failing('incorrect header check', 'Z_DATA_ERROR'), 'the gzip is damaged'],
  [failing('unexpected end of file', 'Z_BUF_ERROR'), 'the gzip is damaged'],
  [failing('the disk is full\u001b[2J'), sanitise('the disk is full\u001b[2J')],
  [failing('no such file', 'ENOENT'), 'there is no such file'],
  ['odd', 'unknown error'],
])('of %s the reason is told', (thrown, why) => expect(reasonOf(thrown)).toBe(why));

test('a workspace that does not answer is not waited for any longer than it was asked to', async () => {
  const api = await loopbackServer(() => undefined);
  onTestFinished(() => api.close());
  const home = await temporaryFolder();
  const env = cleanEnvironment(home, { SEGTOP_TOKEN: 'sgp_token', SEGTOP_API_URL: api.url });
  const cli = fileURLToPath(new URL('../../source/cli.ts', import.meta.url));
  const args = [cli, 'import', '--timeout', '0.1', '--source', 's', join(home, 'a')];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(() => void child.kill());
  const said = child.stderr.toArray();
  const [code] = await once(child, 'close');
  expect([code, Buffer.concat(await said).toString()]).toEqual([3, 'segtop: GET /: no answer in the time given\n']);
});

test('where nobody reads what it says the code tells whether files remain', async () => {
  const workspace = { data: { workspace: { id: 'w', slug: 'w', name: 'W' } } };
  const api = await loopbackServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(workspace));
  });
  onTestFinished(() => api.close());
  const home = await temporaryFolder();
  const event = { type: 'track', event: 'Order', messageId: 'm', receivedAt: '2026-11-01T00:00:00Z' };
  const files = ['a', 'b'].map((name) => join(home, name));
  for (const file of files) await writeFile(file, JSON.stringify({ ...event, messageId: file }));
  const env = cleanEnvironment(home, { SEGTOP_TOKEN: 'sgp_token', SEGTOP_API_URL: api.url });
  const codeOf = async (names: readonly string[]) => {
    const cli = fileURLToPath(new URL('../../source/cli.ts', import.meta.url));
    const args = [cli, 'import', '--source', 's', ...names];
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    child.stderr.resume();
    const [code] = await once(child, 'close');
    return code;
  };
  expect([await codeOf(files), await codeOf([files[0]!])]).toEqual([4, 0]);
});

import { writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { alertMeans } from '../../../source/commands/alerts/means.ts';
import { secrets } from '../../../source/log/redact.ts';
import { loopbackServer } from '../../harness/loopback-server.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const now = () => Date.UTC(2026, 0, 15, 12);

/** What posting comes to where a server answers in this way, and how often that one was asked. */
async function posted(answer: (response: ServerResponse) => void) {
  let asked = 0;
  const server = await loopbackServer((request, response) => {
    asked += 1;
    request.resume().on('end', () => answer(response));
  });
  onTestFinished(() => server.close());
  const reply = await alertMeans({}, now)
    .post(`${server.url}/hook`, { id: 'a' }, {})
    .catch((thrown: Error) => thrown.message);
  return [reply, asked];
}

describe('what a server said', () => {
  it.each<[string, (response: ServerResponse) => void, unknown]>([
    ['a status', (response) => response.writeHead(204).end(), { status: 204 }],
    [
      'a status and when to come again',
      (response) => response.writeHead(429, { 'retry-after': '20' }).end('slow'),
      { status: 429, retryAfter: '20' },
    ],
    ['to go elsewhere', (response) => response.writeHead(302, { location: '/x' }).end(), { status: 302 }],
    // It was taken: to post it again would tell of it twice, and again after each pause.
    ['more than is read', (response) => response.writeHead(200).end('x'.repeat(1 << 20)), { status: 200 }],
    [
      'the half of an answer',
      (response) => {
        response.writeHead(202, { 'content-length': '100' });
        response.write('x'.repeat(50), () => response.destroy());
      },
      { status: 202 },
    ],
    ['nothing', (response) => response.destroy(), 'no answer (ECONNRESET)'],
  ])('%s', async (_, answer, expected) => {
    expect(await posted(answer)).toEqual([expected, 1]);
  });

  it('an address that is none is never shown', async () => {
    await expect(alertMeans({}, now).post('not an address', {}, {})).rejects.toThrow(/^its address is none$/);
  });
});

describe('a secret', () => {
  const env = { KEY: ' key-0123456789\n', EMPTY: ' ', TWO: 'two words', LINES: 'one\ntwo', WIDE: 'ключ-0123456789' };
  const secret = (name: string) => alertMeans(env, now).secret({ kind: 'environment', name });
  it.each([
    ['KEY', 'key-0123456789'],
    ['EMPTY', 'EMPTY is not set'],
    ['GONE', 'GONE is not set'],
    ['TWO', 'its secret is no single line without spaces'],
    ['LINES', 'its secret is no single line without spaces'],
    ['WIDE', 'its secret is no single line without spaces'],
  ])('of the environment: %s', async (name, expected) => {
    expect(await secret(name).catch((thrown: Error) => thrown.message)).toBe(expected);
  });

  it('is in no text of a log once it was read', async () => {
    expect(secrets.redact('key-0987654321 was refused')).toBe('key-0987654321 was refused');
    await alertMeans({}, now).secret({ kind: 'config', value: 'key-0987654321' });
    expect(secrets.redact('key-0987654321 was refused')).not.toContain('0987654321');
  });

  it('of the configuration that is empty is none', async () => {
    const empty = alertMeans({}, now).secret({ kind: 'config', value: ' ' });
    await expect(empty).rejects.toThrow(/^its secret is empty$/);
  });

  it('of a command is got once, and again after it could not be', async () => {
    const file = join(await temporaryFolder(), 'key');
    const source = { kind: 'command', command: `cat ${file} 2>/dev/null` } as const;
    const means = alertMeans({}, now);
    await expect(means.secret(source)).rejects.toThrow();
    await writeFile(file, 'first-0123456789');
    expect(await means.secret(source)).toBe('first-0123456789');
    await writeFile(file, 'second-0123456789');
    expect(await means.secret(source)).toBe('first-0123456789');
    means.forget(source);
    expect(await means.secret(source)).toBe('second-0123456789');
  });
});

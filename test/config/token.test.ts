import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readToken, TokenError, type TokenSource } from '../../source/config/token.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const token = 'sgp_4kXhW2mQ9tYvB7cNfR3sDz';

afterEach(() => vi.unstubAllEnvs());

async function tokenFile(content: string, mode: number): Promise<TokenSource> {
  const file = join(await temporaryFolder(), 'token');
  await writeFile(file, content);
  await chmod(file, mode);
  return { kind: 'file', file };
}

async function failure(source: TokenSource, timeout?: number): Promise<string> {
  const error: unknown = await readToken(source, timeout === undefined ? {} : { timeout }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(TokenError);
  return (error as TokenError).message;
}

describe('readToken', () => {
  it.each<TokenSource>([
    { kind: 'environment', token: ` ${token}\n` },
    { kind: 'config', token },
    { kind: 'command', command: `printf '%s\\n' ${token}` },
    { kind: 'command', command: [process.execPath, '-e', `console.log('${token}')`] },
  ])('from $kind', async (source) => {
    const registered: string[] = [];
    expect(await readToken(source, { register: (secret) => registered.push(secret) })).toEqual({ value: token });
    expect(registered).toEqual([token]);
  });

  it('from a private file', async () => {
    expect(await readToken(await tokenFile(`${token}\n`, 0o600))).toEqual({ value: token });
  });

  it('from a file that others can read, with a warning', async () => {
    const { value, warning } = await readToken(await tokenFile(token, 0o640));
    expect(value).toBe(token);
    expect(warning).toMatch(/^Others can read the token file .*chmod 600\.$/);
  });

  it('takes a token of 4,096 characters', async () => {
    const long = 'x'.repeat(4096);
    expect(await readToken({ kind: 'config', token: long })).toEqual({ value: long });
  });

  it.each<readonly [string, TokenSource, RegExp]>([
    ['an empty variable', { kind: 'environment', token: '  ' }, /^SEGTOP_TOKEN is empty\.$/],
    ['two lines', { kind: 'config', token: `${token}\nX-Evil: 1` }, /is not a token/],
    ['an escape sequence', { kind: 'config', token: `${token}\u001b[31m` }, /is not a token/],
    ['a text that is too long', { kind: 'config', token: 'x'.repeat(4097) }, /is not a token/],
    ['a command that prints nothing', { kind: 'command', command: 'true' }, /^tokenCommand printed no token\.$/],
    [
      'a command that prints a blank line',
      { kind: 'command', command: 'echo " "' },
      /^tokenCommand printed no token\.$/,
    ],
    [
      'a command that prints more than a token',
      { kind: 'command', command: `echo ${token} and more` },
      /^The output of tokenCommand is not a token: a token is one line of letters, digits and punctuation\.$/,
    ],
    ['an empty text', { kind: 'config', token: ' ' }, /^The token in the configuration is empty\.$/],
    ['an empty file', { kind: 'file', file: '/dev/null' }, /^The token file \/dev\/null is empty\.$/],
    ['a command that fails', { kind: 'command', command: `echo ${token}; echo ${token} >&2; exit 3` }, /exit code 3/],
    [
      'a command that says why it fails',
      { kind: 'command', command: `echo one >&2; printf 'session \\033[31mexpired\\n\\nrun: vault login' >&2; exit 6` },
      /^tokenCommand ended with exit code 6: one · session expired · run: vault login$/,
    ],
    ['a program that does not exist', { kind: 'command', command: ['/nowhere/op'] }, /could not be started \(ENOENT\)/],
    ['a program with an impossible name', { kind: 'command', command: ['a\u0000b'] }, /cannot be run/],
    ['a missing file', { kind: 'file', file: '/nowhere/token' }, /cannot be read: there is no such file\.$/],
    ['a folder', { kind: 'file', file: '/' }, /cannot be read: a folder has its name\.$/],
  ])('explains %s without showing the token', async (_, source, message) => {
    const told = await failure(source);
    expect(told).toMatch(message);
    expect(told).not.toContain(token.slice(4, 12));
  });

  it.each([
    [60, 60, 60, '1 · 2 · 3'],
    [64, 64, 66, '1 · 2 · 3'],
    [64, 64, 67, '2 · 3'],
    [190, 5, 150, '2 · 3'],
    [150, 150, 150, '3'],
    [5, 5, 200, '3'],
    [5, 150, 201, '3'],
  ])('of lines of %d, %d and %d characters that it says at last, the last that fit: %s', async (...given) => {
    const lengths = given.slice(0, 3) as number[];
    const said = lengths.map((length, index) => String(index + 1).repeat(length)).join('\n');
    const told = await failure({ kind: 'command', command: `echo first >&2; echo '${said}' >&2; exit 1` });
    const [, words = ''] = /^tokenCommand ended with exit code 1: (.*)$/.exec(told) ?? [];
    expect(words.length).toBeLessThanOrEqual(200);
    expect(words.replace(/(\d)\1*…?/g, '$1')).toBe(given[3]);
    expect(words.endsWith('…')).toBe(lengths[2]! > 200);
  });

  it.each([
    ['the token', `echo ${token}; echo 'no: ${token}!' >&2`, 'no: (hidden)!'],
    [
      'a word of a token’s length',
      'echo abcdefghijkl mnopqrstuvw; echo abcdefghijkl mnopqrstuvw >&2',
      '(hidden) mnopqrstuvw',
    ],
    ['a short word, if it is all', 'echo pw; echo "pw is no token" >&2', '(hidden) is no token'],
    ['nothing for one letter', 'echo a; echo "a bad day" >&2', 'a bad day'],
    ['nothing for short words', 'echo a bad day; echo "a bad day" >&2', 'a bad day'],
    [
      'all that it printed before',
      `echo ${token} 0123456789ab; echo "0123456789ab or ${token}" >&2`,
      '(hidden) or (hidden)',
    ],
    [
      'half of the token, where so much was said that only its end is kept',
      `echo ${token}; echo 'refused: ${token} ${'-'.repeat(1_990)}' >&2`,
      `${'-'.repeat(199)}…`,
    ],
  ])('keeps out of what a failing command said: %s', async (_, command, words) => {
    expect(await failure({ kind: 'command', command: `${command}; exit 2` })).toBe(
      `tokenCommand ended with exit code 2: ${words}`,
    );
  });

  it('takes out what is known to be secret, too', async () => {
    const told: unknown = await readToken(
      { kind: 'command', command: 'echo "wrong PIN 4711" >&2; kill -TERM $$' },
      { gives: 'secret', withheld: true, redact: (text) => text.replaceAll('4711', '(hidden)') },
    ).catch(({ message }) => message);
    expect(told).toBe('secretCommand was ended by SIGTERM; it ran without a terminal to ask on: wrong PIN (hidden)');
  });

  it('waits for nothing that a command leaves running', async () => {
    const command = `sleep 4 & echo ${token}`;
    expect(await readToken({ kind: 'command', command }, { timeout: 3_000 })).toEqual({ value: token });
    expect(await failure({ kind: 'command', command: 'sleep 4 & echo no >&2; exit 3' }, 3_000)).toBe(
      'tokenCommand ended with exit code 3: no',
    );
    // Nothing was printed yet when this one ended.
    const late = `{ sleep 1; echo ${token}; } &`;
    expect(await readToken({ kind: 'command', command: late }, { timeout: 8_000 })).toEqual({ value: token });
  });

  it('ends a command that takes too long, with all that it started', async () => {
    const pipe = join(await temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    // It ends when nobody is left who could write.
    const ended = text(createReadStream(pipe));
    const command = `exec 3>${pipe}; echo begun >&3; sleep 30 & sleep 30; echo late`;
    expect(await failure({ kind: 'command', command }, 500)).toBe('tokenCommand gave no token within 1 s.');
    expect(await ended).toBe('begun\n');
  });

  it('takes a file below the home folder', async () => {
    const home = await temporaryFolder();
    vi.stubEnv('HOME', home);
    await writeFile(join(home, 'token'), token, { mode: 0o600 });
    expect(await readToken({ kind: 'file', file: '~/token' })).toEqual({ value: token });
    expect(await failure({ kind: 'file', file: '~token' })).toBe(
      'The token file ~token cannot be read: there is no such file.',
    );
  });

  it.each([
    [0o600, false],
    [0o700, false],
    [0o620, true],
    [0o640, true],
    [0o602, true],
    [0o604, true],
  ])('of a file of mode %o others are named who can read or change it: %s', async (mode, isNamed) => {
    const source = await tokenFile(token, mode);
    const warning = `Others can read the token file ${source.kind === 'file' && source.file}; make it private with chmod 600.`;
    expect(await readToken(source)).toEqual({ value: token, ...(isNamed ? { warning } : {}) });
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { bin, cleanEnvironment, pinnedNode, spawnInShell, spawnTerminal } from '../../harness/terminal/pty.ts';

/** The dashboard in lines: for screen readers, terminals that obey no escape codes, and pipes. */

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const demo = ['--demo', '--scenario', 'destination-401'];

/** The bin with pipes on all sides. */
async function piped(args: readonly string[], added: Readonly<Record<string, string>> = {}) {
  const env = cleanEnvironment(await temporaryFolder(), added);
  const child = spawn(pinnedNode(), [bin, ...args], { env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    child.emit('told');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const until = async (text: string) => {
    while (!out.includes(text)) await Promise.race([once(child, 'told'), ended]);
  };
  const ended = once(child, 'close');
  return { child, until, ended, out: () => out, err: () => err };
}

// What asks for lines is one question, which test/terminal/capabilities.test.ts asks in every way: here each way once.
describe('over a pipe', () => {
  test.each([
    ['--plain', [...demo, '--plain'], {}],
    ['INK_SCREEN_READER', demo, { INK_SCREEN_READER: 'true' }],
  ])(
    '%s: triage first, then answers, and the end of the input ends it',
    async (_, args, env) => {
      const { child, ended, out, err } = await piped(args, env);
      child.stdin.end('failing\nquit\nfailing\n');
      expect(await ended).toEqual([1, null]);
      const lines = out().split('\n');
      expect(lines[0]).toBe('segtop, demo, read-only. Times are UTC. Reading; help tells what can be typed.');
      expect(lines[1]).toBe('Acme Production, last 24 hours.');
      expect(lines[3]).toMatch(/^1\. Braze (?:←|<) Web \(prod\): 401, 94% failing, LOST, /);
      expect(lines.filter((line) => /^1\. .*: Status Enabled, Rate /.test(line))).toHaveLength(1);
      expect(out()).not.toMatch(controls);
      expect(err()).toBe('');
    },
    60_000,
  );

  test('SIGINT ends it at once, with the code of how things stand', async () => {
    const { child, ended, until } = await piped([...demo, '--plain']);
    await until('1. Braze');
    child.kill('SIGINT');
    expect(await ended).toEqual([1, null]);
  }, 60_000);

  test('a reader that has seen enough ends it without a word', async () => {
    const { child, ended, until, err } = await piped([...demo, '--plain']);
    await until('1. Braze');
    child.stdout.destroy();
    child.stdin.write('status\n');
    expect(await ended).toEqual([0, null]);
    expect(err()).toBe('');
  }, 60_000);

  test('without a token it says so and ends with 2', async () => {
    const { child, ended, out, err } = await piped(['--plain']);
    child.stdin.end();
    expect(await ended).toEqual([2, null]);
    expect(out()).toBe('');
    expect(err()).toBe('segtop: SEGTOP_TOKEN is not set; use a Public API token, a profile, or --demo\n');
  }, 60_000);

  test('open begins with that page', async () => {
    const { child, ended, out } = await piped(['open', 'source/iOS', ...demo, '--plain']);
    child.stdin.end();
    expect(await ended).toEqual([1, null]);
    expect(out()).toMatch(/\nsource\/\w+:\n/);
  }, 60_000);
});

describe('on a terminal', () => {
  test('TERM=dumb: a prompt, answers, and no escape code; ctrl+d ends it', async () => {
    await using terminal = spawnInShell({ args: demo, env: { TERM: 'dumb' }, cols: 160, rows: 40 });
    await terminal.waitFor(/^segtop>\s*$/m, 40_000);
    terminal.send('failing\n');
    await terminal.waitFor(/1\. Braze .*: Status Enabled/, 40_000);
    terminal.send('\u0004');
    expect(await terminal.ended()).toEqual({ code: 1, cooked: true, echo: true });
    expect(terminal.raw()).not.toMatch(/\u001b|\u0007/);
  }, 60_000);

  test('ctrl+c ends it, also while it reads', async () => {
    await using terminal = spawnTerminal({ args: [...demo, '--plain'], cols: 120, rows: 30 });
    await terminal.waitFor(/Reading/);
    terminal.send('\u0003');
    expect((await terminal.exit).signal).toBe(0);
  }, 60_000);
});

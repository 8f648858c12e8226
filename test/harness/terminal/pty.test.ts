import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cleanEnvironment, spawnInShell, spawnTerminal } from './pty.ts';
import { disallowed } from './sequences.ts';

const program = 'test/harness/fixtures/counter.mjs';

test('a program on a pseudo-terminal is seen, typed at, resized and ended', async () => {
  await using terminal = spawnTerminal({ program, args: ['one', 'two'], cols: 100, rows: 5 });
  await terminal.waitFor(/count 0 size 100x5 .* args one,two/);
  expect([terminal.altScreen, terminal.cursorHidden, terminal.cell(3, 1).fg]).toEqual([true, true, 1]);
  terminal.press('j', 'j');
  terminal.send('jj');
  await terminal.waitFor(/count 4/);
  terminal.resize(60, 8);
  await terminal.waitFor(/size 60x8/);
  expect(terminal.scrolls).toBe(0);
  terminal.press('q');
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
  expect(disallowed(terminal.raw())).toEqual([]);
});

test('a program has a home of its own, gone afterwards, and does not know that it is tested', async () => {
  const terminal = spawnTerminal({ program, cols: 200, rows: 3 });
  await terminal.waitFor(/ci undefined/);
  expect(terminal.text()).toContain(`home ${terminal.home} `);
  await terminal[Symbol.asyncDispose]();
  expect(existsSync(terminal.home)).toBe(false);
});

test('a program that ends is not waited for', async () => {
  // Wide enough that a long path to the checkout does not wrap the name.
  await using terminal = spawnTerminal({ program: 'test/harness/fixtures/no-such-program.mjs', cols: 400 });
  await expect(terminal.waitFor(/count/, 60_000)).rejects.toThrow(
    /before the program ended with 1:\n(?:.*\n)*.*Cannot find module/,
  );
  await expect(terminal.waitFor(/count/, 60_000)).rejects.toThrow('before the program ended with 1');
  expect(await terminal.waitFor(/Cannot find module/)).toContain('no-such-program');
});

test('the environment is clean but for what a test adds', () => {
  const env = cleanEnvironment('/home/of/test', { CI: 'true', TERM: undefined });
  expect([env.CI, env.TERM, env.VITEST, env.NODE_ENV, env.TZ]).toEqual([
    'true',
    undefined,
    undefined,
    undefined,
    'UTC',
  ]);
  expect(env.SEGTOP_STATE_DIR).toBe('/home/of/test/state/segtop');
});

/** A counter that has heard a key: the first frame comes before the raw mode. */
async function counting() {
  const terminal = spawnInShell({ program });
  terminal.press('j');
  await terminal.waitFor(/count 1/);
  return terminal;
}

test.each([
  ['q', 0],
  ['x', 1],
  ['ctrl+c', 0],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('a shell gets its terminal back after %s', async (how, code) => {
  await using terminal = await counting();
  if (how === 'SIGTERM' || how === 'SIGHUP') terminal.kill(how);
  else terminal.press(how);
  expect(await terminal.ended()).toEqual({ code, cooked: true, echo: true });
  expect([terminal.altScreen, terminal.cursorHidden]).toEqual([false, false]);
});

test('a shell knows when its terminal was not given back', async () => {
  await using terminal = await counting();
  terminal.kill('SIGKILL');
  expect(await terminal.ended()).toMatchObject({ code: 137, cooked: false });
  expect([terminal.altScreen, terminal.cursorHidden]).toEqual([true, true]);
});

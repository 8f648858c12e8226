import { beforeAll, expect, inject, test } from 'vitest';
import { type SpawnOptions, spawnInShell, spawnTerminal } from '../harness/pty.ts';
import { disallowed } from '../harness/sequences.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const home = /failed deliveries in [\d.]+/;
const size = { cols: 120, rows: 40 };

/** A demo in a shell of its own that has answered a key, and so is past the moment between first frame and raw mode. */
async function demoInShell(options: SpawnOptions = {}) {
  const terminal = spawnInShell({ args: ['--demo'], ...size, ...options });
  await terminal.waitFor(home);
  terminal.press('?');
  await terminal.waitFor((screen) => !home.test(screen));
  terminal.press('esc');
  await terminal.waitFor(home);
  return terminal;
}

const givenBack = { altScreen: false, cursorHidden: false, autowrap: true, bracketedPaste: false, mouse: false };
const leftIn = ({ altScreen, cursorHidden, modes }: Awaited<ReturnType<typeof demoInShell>>) => ({
  altScreen,
  cursorHidden,
  ...modes,
});

test.each([
  ['ctrl+c twice', 0],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends the demo and gives the terminal back', async (how, code) => {
  await using terminal = await demoInShell();
  expect([terminal.altScreen, terminal.cursorHidden]).toEqual([true, true]);
  if (how === 'ctrl+c twice') terminal.press('ctrl+c', 'ctrl+c');
  else terminal.kill(how);
  expect(await terminal.ended()).toEqual({ code, cooked: true, echo: true });
  expect(leftIn(terminal)).toEqual(givenBack);
  expect(terminal.raw()).toMatch(/\[22;2t[\s\S]*\]2;segtop – Acme Production – \d+ failing[\s\S]*\[23;2t/);
  expect(disallowed(terminal.raw())).toEqual([]);
});

/** The frames on a screen without what stands in them. */
const framesOn = (screen: string) => screen.replace(/[^╭╮╰╯│─\n]/g, ' ').replace(/ +$/gm, '');

test('a storm of sizes ends in the screen that a fresh start paints', async () => {
  await using fresh = spawnTerminal({ args: ['--demo'], ...size });
  await using terminal = spawnTerminal({ args: ['--demo'], ...size });
  const wanted = framesOn(await fresh.waitFor(home));
  await terminal.waitFor(home);
  const storm = [
    [119, 40],
    [80, 24],
    [40, 12],
    [200, 60],
    [61, 13],
    [60, 50],
    [1, 1],
    [130, 9],
    [120, 40],
  ] as const;
  for (const round of [1, 2, 3]) {
    for (const [cols, rows] of storm) {
      terminal.resize(cols, rows);
      if (round === 2) terminal.press('tab');
    }
    await terminal.waitFor((screen) => framesOn(screen) === wanted);
  }
  expect(terminal.wrapped()).toEqual([]);
  expect(disallowed(terminal.raw())).toEqual([]);
});

test('a screen that something else wrote over is painted anew by ctrl+l', async () => {
  await using terminal = spawnTerminal({ args: ['--demo'], ...size });
  const wanted = framesOn(await terminal.waitFor(home));
  terminal.write('\u001b[2J\u001b[5;5Hwall message\u001b[H');
  expect(framesOn(terminal.text())).not.toBe(wanted);
  terminal.press('ctrl+l');
  await terminal.waitFor((screen) => framesOn(screen) === wanted);
});

test('hostile names, messages and payloads never drive the terminal', async () => {
  await using terminal = spawnTerminal({ args: ['--demo', '--scenario', 'hostile'], ...size });
  await terminal.waitFor(home);
  for (const key of [
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    '0',
    'A',
    'L',
    '1',
    'e',
    'enter',
    'enter',
    'esc',
    '?',
    'esc',
    '!',
  ]) {
    const before = terminal.raw().length;
    terminal.press(key);
    // Not every key has something to paint.
    await terminal.waitFor(() => terminal.raw().length > before, 500).catch(() => undefined);
  }
  expect(disallowed(terminal.raw())).toEqual([]);
  expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
});

test('a CI variable in the environment does not stop it from painting', async () => {
  await using terminal = spawnTerminal({ args: ['--demo'], env: { CI: 'true', CONTINUOUS_INTEGRATION: '1' }, ...size });
  await terminal.waitFor(home);
  expect(terminal.altScreen).toBe(true);
  expect(
    terminal
      .cells()
      .flat()
      .some(({ fg }) => fg !== undefined),
  ).toBe(true);
});

test('keys of the very first frame are not lost, though the page they open is loaded after it', async () => {
  await using terminal = spawnTerminal({ args: ['--demo'], ...size });
  await terminal.waitFor(/1 Home .*0 Settings/);
  terminal.press('4', '/', 'b', 'r', 'a', 'z', 'e');
  expect(await terminal.waitFor(/Braze[\s\S]*\/braze|\/braze[\s\S]*Braze/)).toMatch(/Connection .*Verdict/);
});

import { execFileSync } from 'node:child_process';
import { setTimeout as elapsed } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { mockApi } from '../../harness/mock-api.ts';
import { demoTerminal } from '../../harness/terminal/in-process.ts';
import { type PtyTerminal, type SpawnOptions, spawnInShell, spawnTerminal } from '../../harness/terminal/pty.ts';
import { disallowed } from '../../harness/terminal/sequences.ts';
import { runBin } from '../run-bin.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const size = { cols: 120, rows: 40 };
/** What is between program and terminal is the same whatever there is to show: where nothing is, a start takes a third of the work. */
const bare = { args: ['--demo', '--scenario', 'empty'], ...size };
/** All of its Home has been read. */
const bareHome =
  /no sources and no destinations yet[\s\S]*Recent activity[\s\S]*(?:\dh |Nothing was changed)[\s\S]*(?:MTU +0 +day \d|No usage counted yet)/;
const full = { args: ['--demo'], ...size };
const home = /failed deliveries in [\d.]+/;

/** A demo in a shell of its own that has answered a key, and so is past the moment between first frame and raw mode. */
async function demoInShell(options: SpawnOptions, shown: RegExp) {
  const terminal = spawnInShell(options);
  await terminal.waitFor(shown);
  terminal.press('?');
  await terminal.waitFor((screen) => !shown.test(screen));
  terminal.press('esc');
  await terminal.waitFor(shown);
  return terminal;
}

const givenBack = { altScreen: false, cursorHidden: false, autowrap: true, bracketedPaste: false, mouse: false };
const leftIn = ({ altScreen, cursorHidden, modes }: PtyTerminal) => ({
  altScreen,
  cursorHidden,
  ...modes,
});

test.each([
  ['ctrl+c twice', 0, full, home, / – \d+ failing$/],
  ['SIGTERM', 143, bare, bareHome, /$/],
  ['SIGHUP', 129, bare, bareHome, /$/],
] as const)('%s ends the demo and gives the terminal back', async (how, code, options, shown, titled) => {
  await using terminal = await demoInShell(options, shown);
  expect([terminal.altScreen, terminal.cursorHidden]).toEqual([true, true]);
  if (how === 'ctrl+c twice') terminal.press('ctrl+c', 'ctrl+c');
  else terminal.kill(how);
  expect(await terminal.ended()).toEqual({ code, cooked: true, echo: true });
  expect(leftIn(terminal)).toEqual(givenBack);
  const [, title = ''] =
    /\[22;2t[\s\S]*\]2;(segtop – Acme Production[^\u0007\u001b]*)[\s\S]*\[23;2t/.exec(terminal.raw()) ?? [];
  expect(title).toMatch(/^segtop – Acme Production/);
  expect(title).toMatch(titled);
  expect(disallowed(terminal.raw())).toEqual([]);
});

test.each([
  ['ctrl+c pressed again and again', 'ctrl+c'],
  ['SIGINT sent again and again', undefined],
] as const)('%s, until the screen is given back, ends it in order all the same', async (_, key) => {
  await using terminal = spawnTerminal(bare);
  await terminal.waitFor(bareHome);
  terminal.press('ctrl+c', 'ctrl+c');
  const pressing = setInterval(() => (key ? terminal.press(key) : terminal.kill('SIGINT')), 1);
  await terminal.waitFor(() => !terminal.altScreen).finally(() => clearInterval(pressing));
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
  expect(leftIn(terminal)).toEqual(givenBack);
});

/** The frames on a screen without what stands in them. */
const framesOn = (screen: string) => screen.replace(/[^╭╮╰╯│─\n]/g, ' ').replace(/ +$/gm, '');

describe('a dashboard that is left as it was', () => {
  let terminal: PtyTerminal;
  /** The frames that a fresh start paints. */
  let wanted: string;
  beforeAll(async () => {
    terminal = spawnTerminal(bare);
    wanted = framesOn(await terminal.waitFor(bareHome));
  });
  afterAll(() => terminal?.[Symbol.asyncDispose]());

  test('a screen that something else wrote over is painted anew by ctrl+l', async () => {
    terminal.write('\u001b[2J\u001b[5;5Hwall message\u001b[H');
    expect(framesOn(terminal.text())).not.toBe(wanted);
    terminal.press('ctrl+l');
    await terminal.waitFor((screen) => framesOn(screen) === wanted);
  });

  test('what a terminal answers late is no key', async () => {
    const answers = {
      'the colour of the background': '\u001b]11;rgb:1e1e/1e1e/1e1e\u0007',
      'the colour of the text, in two reads': '\u001b]10;rgb:ffff/ff|ff/ffff\u001b\\',
      'a version': '\u001bP>|XTerm(370)\u001b\\',
      'an old mouse report': '\u001b[M !!',
      'a key that is let go': '\u001b[106;1:3u',
    };
    for (const [what, answer] of Object.entries(answers)) {
      for (const part of what.endsWith('in two reads') ? answer.split('|') : [answer]) terminal.send(part);
      terminal.press('?');
      await terminal.waitFor((screen) => !bareHome.test(screen));
      terminal.press('?');
      await terminal.waitFor((screen) => framesOn(screen) === wanted);
    }
  });

  test('a storm of sizes ends in the screen that a fresh start paints', async () => {
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
        // A panel that has nothing to show opens while it has the focus: that stays where it was.
        if (round === 2) terminal.press('tab', 'shift+tab');
      }
      await terminal.waitFor((screen) => framesOn(screen) === wanted);
    }
    expect(terminal.wrapped()).toEqual([]);
    expect(disallowed(terminal.raw())).toEqual([]);
  });

  test.each(['SIGTSTP', 'SIGSTOP'] as const)(
    'a dashboard that is stopped by %s and continued is whole again',
    async (signal) => {
      terminal.kill(signal);
      if (signal === 'SIGTSTP') {
        await terminal.waitFor(() => !terminal.altScreen);
        await expect.poll(() => leftIn(terminal)).toEqual(givenBack);
      }
      // A shell continues what it has seen stop.
      const state = () => execFileSync('ps', ['-o', 'stat=', '-p', String(terminal.pid)], { encoding: 'utf8' });
      await expect.poll(state).toMatch(/^T/);
      // What a shell does with a terminal that a stopped program left.
      terminal.write('\u001b[2J\u001b[?7h\u001b[?25h$ fg\r\n');
      terminal.forget();
      terminal.kill('SIGCONT');
      await terminal.waitFor((screen) => terminal.altScreen && framesOn(screen) === wanted);
      expect(leftIn(terminal)).toEqual({
        altScreen: true,
        cursorHidden: true,
        autowrap: false,
        bracketedPaste: true,
        mouse: false,
      });
      terminal.press('?');
      await terminal.waitFor((screen) => !bareHome.test(screen));
      terminal.press('?');
      await terminal.waitFor((screen) => framesOn(screen) === wanted);
      expect(disallowed(terminal.raw())).toEqual([]);
    },
  );
});

test('hostile names, messages and payloads never drive the terminal', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'hostile'], ...size });
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
  await using terminal = spawnTerminal({ ...bare, env: { CI: 'true', CONTINUOUS_INTEGRATION: '1' } });
  await terminal.waitFor(bareHome);
  expect(terminal.altScreen).toBe(true);
  expect(
    terminal
      .cells()
      .flat()
      .some(({ fg }) => fg !== undefined),
  ).toBe(true);
});

test('keys of the very first frame are not lost, though the page they open is loaded after it', async () => {
  await using terminal = spawnTerminal(full);
  await terminal.waitFor(/1 Home .*0 Settings/);
  terminal.press('4', '/', 'b', 'r', 'a', 'z', 'e');
  expect(await terminal.waitFor(/Braze[\s\S]*\/braze|\/braze[\s\S]*Braze/)).toMatch(/Connection .*Verdict/);
});

const payload = /"error": "invalid_grant"/;

/** The page whose text the pager shows. */
async function openPayload(terminal: PtyTerminal): Promise<void> {
  await terminal.waitFor(/401 {2}[\d.]+% failing/);
  terminal.press('!');
  await terminal.waitFor(payload);
}

/** A script as the user's pager, and what it was given. */
const pagerOf = (script: string) => ({ PAGER: `sh -c '${script}'`, SEGTOP_PAGER: undefined });

test('keys that give the terminal away, two in one read, do it once, and the dashboard goes on', async () => {
  await using terminal = spawnTerminal({
    args: ['--demo'],
    ...size,
    env: pagerOf('cat >/dev/null; sleep 1; echo PAGED; read x </dev/tty'),
  });
  await terminal.waitFor(home);
  for (const keys of ['JJ', 'J\u001a', '\u001a\u001aJ', 'J4']) {
    await openPayload(terminal);
    terminal.forget();
    terminal.send(keys);
    await terminal.waitFor(() => terminal.raw().includes('\u001b[?1049l'));
    if (keys.startsWith('J')) {
      await terminal.waitFor(() => terminal.raw().includes('PAGED'));
      expect(terminal.altScreen).toBe(false);
      terminal.press('enter');
    }
    await terminal.waitFor(() => terminal.altScreen && terminal.cursorHidden);
    terminal.press('1');
    await terminal.waitFor(home);
  }
  terminal.press('ctrl+c', 'ctrl+c');
  expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
});

test.each([
  ['ctrl+z', '\u001a'],
  ['the key of the pager', 'J'],
])('%s in one read with the key that quits, as soon as there is a screen, ends it all the same', async (_, key) => {
  await using api = await mockApi();
  const env = { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url, PAGER: 'cat' };
  await using terminal = spawnTerminal({ ...size, env });
  await terminal.waitFor(/1 Home/);
  terminal.send(`qy${key}`);
  const ended = await Promise.race([terminal.exit, elapsed(10_000, 'still running', { ref: false })]);
  expect(ended).toEqual({ code: 0, signal: 0 });
  expect(leftIn(terminal)).toEqual(givenBack);
});

test('a pager that only prints leaves what it printed until a key is pressed', async () => {
  await using terminal = spawnTerminal({ args: ['--demo'], ...size, env: { PAGER: 'cat' } });
  await terminal.waitFor(home);
  await openPayload(terminal);
  terminal.press('J');
  const screen = await terminal.waitFor(/any key goes back to segtop/);
  expect(screen).toMatch(/"status": 401/);
  expect(terminal.altScreen).toBe(false);
  // An answer of the terminal is no key.
  terminal.send('\u001b]11;rgb:1e1e/1e1e/1e1e\u0007');
  terminal.press('x');
  await terminal.waitFor((screen) => terminal.altScreen && payload.test(screen));
});

const hostile = ['--demo', '--scenario', 'hostile'];

test('the locale C gets ASCII alone, the window title and names of the network too', async () => {
  await using terminal = spawnTerminal({ args: hostile, ...size, env: { LC_ALL: 'C' } });
  await terminal.waitFor(home);
  for (const key of ['!', '3', '4', '8', 'A', 'w', 'esc', '?']) {
    const before = terminal.raw().length;
    terminal.press(key);
    await terminal.waitFor(() => terminal.raw().length > before);
  }
  expect(terminal.raw()).toMatch(/\]2;segtop - /);
  expect(terminal.raw().replace(/[\u0000-\u007f]+/g, '')).toBe('');
});

test('--ascii gets ASCII alone from status, and the same JSON', async () => {
  const [text, json] = await Promise.all([
    runBin(['status', ...hostile, '--ascii']),
    runBin(['status', ...hostile, '--json', '--ascii']),
  ]);
  for (const { out, err } of [text, json]) expect(`${out}${err}`.replace(/[\u0000-\u007f]+/g, '')).toBe('');
  expect(text.out).toContain('Braze <');
  expect(JSON.stringify(JSON.parse(json.out))).toContain('←');
});

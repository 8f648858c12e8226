import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { type DemoTerminal, demoTerminal } from '../../harness/terminal/in-process.ts';
import { bin, spawnTerminal } from '../../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const question = '\u001b]11;?\u001b\\';
/** The colour that text which matters less has in the themes `dark` and `light`. */
const inks = { dark: '38;2;154;165;184', light: '38;2;87;96;106' } as const;
/** Colours are the same whatever there is to show: where nothing is, a start takes a third of the work. */
const bare = ['--demo', '--scenario', 'empty'];
const frame = /1 Home [\s\S]*\? help/;

const size = { cols: 100, rows: 30 };
type Config = NonNullable<Parameters<typeof demoTerminal>[0]>['config'];
type Open = (config: NonNullable<Config>, env?: Record<string, string>) => Promise<DemoTerminal>;

/** In this process: what is asked, heard and painted needs no other. */
const shown: Open = async (config, env = {}) => {
  const terminal = demoTerminal({ args: bare, ...size, config, env: { COLORTERM: 'truecolor', ...env } });
  await terminal.waitFor(frame);
  return terminal;
};

/** The program itself. */
const opened: Open = async (config, env = {}) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  const terminal = spawnTerminal({
    args: bare,
    ...size,
    env: { SEGTOP_CONFIG_DIR: folder, COLORTERM: 'truecolor', ...env },
  });
  await terminal.waitFor(frame);
  return terminal;
};

const asked = (terminal: DemoTerminal) => terminal.waitFor(() => terminal.raw().includes(question));
/** Which of the two what was painted last has. */
const painted = (terminal: DemoTerminal) => {
  const raw = terminal.raw();
  return raw.lastIndexOf(inks.light) > raw.lastIndexOf(inks.dark) ? 'light' : 'dark';
};
/** Nothing was typed: the page is Home still, and a key does what it does. */
async function untouched(terminal: DemoTerminal): Promise<void> {
  terminal.press('?');
  await terminal.waitFor(/Keys here/);
  terminal.press('esc');
  await terminal.waitFor((screen) => !screen.includes('Keys here') && frame.test(screen));
  expect(terminal.text()).not.toContain('Quit segtop?');
}

describe('theme: auto', () => {
  test.each([
    ['light', '\u001b]11;rgb:ffff/ffff/ffff\u001b\\', 'light', shown],
    ['light, ended by BEL', '\u001b]11;rgb:fa/fa/f0\u0007', 'light', shown],
    ['dark', '\u001b]11;rgb:1e1e/1e1e/2e2e\u001b\\', 'dark', shown],
    ['light in pieces', '\u001b]11;rgb:ff|ff/ffff/ff|ff\u001b|\\', 'light', opened],
    ['garbage', '\u001b]11;rgb:zz/zz/zz\u001b\\\u001b]11;?\u0007\u001b]11;\u0007', 'dark', shown],
    ['never', '', 'dark', shown],
  ] as const)('a terminal that answers %s', async (_, answer, ground, open) => {
    await using terminal = await open({ theme: 'auto' });
    await asked(terminal);
    expect(painted(terminal)).toBe('dark');
    for (const part of answer.split('|')) terminal.send(part);
    await terminal.waitFor(() => painted(terminal) === ground);
    await untouched(terminal);
    expect(painted(terminal)).toBe(ground);
    expect(terminal.raw().split(question)).toHaveLength(2);
  });

  test('until it answers it is what COLORFGBG says', async () => {
    await using terminal = await opened({ theme: 'auto' }, { COLORFGBG: '0;15' });
    await asked(terminal);
    expect([painted(terminal), terminal.raw().includes(inks.dark)]).toEqual(['light', false]);
    terminal.send('\u001b]11;rgb:0000/0000/0000\u0007');
    await terminal.waitFor(() => painted(terminal) === 'dark');
  });

  test('a second answer, which nobody asked for, changes nothing and types nothing', async () => {
    await using terminal = await shown({ theme: 'auto' });
    await asked(terminal);
    terminal.send('\u001b]11;rgb:ffff/ffff/ffff\u0007');
    await terminal.waitFor(() => painted(terminal) === 'light');
    terminal.send('\u001b]11;rgb:0000/0000/0000\u0007');
    await untouched(terminal);
    expect(painted(terminal)).toBe('light');
  });

  test('a configuration that changes to it is drawn so without a restart', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'config.json');
    await writeFile(file, JSON.stringify({ theme: 'dark' }));
    await using terminal = spawnTerminal({
      args: bare,
      cols: 100,
      rows: 30,
      env: { SEGTOP_CONFIG_DIR: folder, COLORTERM: 'truecolor' },
    });
    // The file is watched by the time that something has been read.
    await terminal.waitFor(/Recent activity[\s\S]*(?:\d+[smh] |Nothing was changed)/);
    expect(terminal.raw()).not.toContain(question);
    await writeFile(file, JSON.stringify({ theme: 'auto' }));
    await asked(terminal);
    terminal.send('\u001b]11;rgb:ffff/ffff/ffff\u0007');
    await terminal.waitFor(() => painted(terminal) === 'light');
  });
});

test.each<[string, NonNullable<Config>, Record<string, string>]>([
  ['without a theme', {}, {}],
  ['with a theme', { theme: 'light' }, {}],
  ['where auto is a theme of the user’s own', { theme: 'auto', themes: { auto: { base: 'dark' } } }, {}],
  ['without colours', { theme: 'auto' }, { NO_COLOR: '1' }],
])('nothing is asked %s', async (_, config, env) => {
  await using terminal = await shown(config, env);
  await untouched(terminal);
  expect(terminal.raw()).not.toContain('\u001b]11');
});

/** tmux answers by itself, with the ground of its window. */
test.skipIf(spawnSync('tmux', ['-V']).status !== 0).each([
  ['bg=#ffffff', 'light'],
  ['bg=#101010', 'dark'],
] as const)('through tmux with a window of %s it is %s', async (style, ground) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'config.json'), JSON.stringify({ theme: 'auto' }));
  await writeFile(join(folder, 'tmux.conf'), `set -g window-style ${style}\n`);
  const socket = join(folder, 'socket');
  const tmux = (...args: readonly string[]) =>
    execFileSync('tmux', ['-S', socket, '-f', join(folder, 'tmux.conf'), ...args], { encoding: 'utf8' });
  const program = ['env', `SEGTOP_CONFIG_DIR=${folder}`, 'COLORTERM=truecolor', process.execPath, bin, ...bare];
  tmux('new-session', '-d', '-x', '100', '-y', '30', ...program);
  try {
    await expect
      .poll(() => tmux('capture-pane', '-p', '-e').includes(inks[ground]), { timeout: 15_000, interval: 200 })
      .toBe(true);
    expect(tmux('capture-pane', '-p')).not.toContain('Quit segtop?');
  } finally {
    tmux('kill-server');
  }
});

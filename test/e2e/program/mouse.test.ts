import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { type DemoTerminal, demoTerminal } from '../../harness/terminal/in-process.ts';
import { spawnInShell, spawnTerminal } from '../../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** The first frame: what is read comes later, and the mouse does not wait for it. */
const home = /1 Home [\s\S]*\? help/;
const size = { cols: 120, rows: 40 };

/** Where a text stands, as a terminal counts: from 1. */
function placeOf(terminal: DemoTerminal, text: string | RegExp): readonly [column: number, row: number] {
  const rows = terminal.text().split('\n');
  const row = rows.findIndex((one) => one.search(text) >= 0);
  expect(row).toBeGreaterThanOrEqual(0);
  return [rows[row]!.search(text) + 1, row + 1];
}

/** What a terminal sends for a click: the button down and up. */
function click(terminal: DemoTerminal, text: string | RegExp): void {
  const at = placeOf(terminal, text).join(';');
  terminal.send(`\u001b[<0;${at}M\u001b[<0;${at}m`);
}

/** Clicks until it is seen to have done something: a click right after one that opened or closed something is left out. */
async function clickUntil(
  terminal: DemoTerminal,
  text: string | RegExp,
  shows: RegExp | ((screen: string) => boolean),
): Promise<void> {
  await expect
    .poll(
      () => {
        const screen = terminal.text();
        if (typeof shows === 'function' ? shows(screen) : shows.test(screen)) return true;
        click(terminal, text);
        // Two clicks that a busy program reads together are a double click.
        return terminal.waitFor(shows, 3_000).then(
          () => true,
          () => false,
        );
      },
      { timeout: 30_000, interval: 450 },
    )
    .toBe(true);
}

/** Where nothing is shown, a start takes a third of the work. */
const bare = ['--demo', '--scenario', 'empty'];

async function configured(config: object, args: readonly string[] = ['--demo']) {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  return { args: [...args], ...size, env: { SEGTOP_CONFIG_DIR: folder } };
}

test('off by default: nothing is asked of the terminal, and what it reports all the same does nothing', async () => {
  await using terminal = demoTerminal({ args: ['--demo'], ...size });
  await terminal.waitFor(home);
  expect([terminal.modes.mouse, terminal.raw().includes('[?1000h')]).toEqual([false, false]);
  const [column, row] = placeOf(terminal, 'Destinations');
  terminal.send(`\u001b[<0;${column};${row}M\u001b[<0;${column};${row}m`);
  terminal.press('?');
  await terminal.waitFor(/Keys here/);
  terminal.press('esc');
  await terminal.waitFor((screen) => !screen.includes('Keys here') && home.test(screen));
  expect(terminal.text()).not.toContain('Home › Destinations');
});

test('a command turns it on: tab, row, double click, wheel, head, keys of the last row, a menu; and off again', async () => {
  await using terminal = demoTerminal({ args: ['--demo'], ...size });
  await terminal.waitFor(home);
  terminal.press(':', ...'mouse', 'enter');
  await terminal.waitFor(/Mouse on: wheel, click, double click; Shift and drag selects text/);
  expect(terminal.modes.mouse).toBe(true);
  click(terminal, 'Destinations');
  // While it is being read, rows change their places under the pointer.
  await terminal.waitFor(/ Updated [\s\S]*Klaviyo ← Web/);
  await clickUntil(terminal, 'Klaviyo ← Web', /❯ ● {2}Klaviyo ← Web/);
  const [column, row] = placeOf(terminal, 'Klaviyo ← Web');
  terminal.send(`\u001b[<65;${column};${row}M`);
  await terminal.waitFor((screen) => /❯ ● {2}(?!Klaviyo ← Web)/.test(screen));
  terminal.send(`\u001b[<64;${column};${row}M`);
  await terminal.waitFor(/❯ ● {2}Klaviyo ← Web/);
  await clickUntil(terminal, '/ filter', /enter keep/);
  terminal.press('esc');
  await terminal.waitFor(/\/ filter/);
  terminal.press('m');
  await terminal.waitFor(/Copy id/);
  click(terminal, 'Cancel');
  await terminal.waitFor((screen) => !screen.includes('Copy id'));
  const at = placeOf(terminal, 'Klaviyo ← Web').join(';');
  // Clicks right after one that opened or closed something are left out, so that it may take another.
  await expect
    .poll(
      () => {
        terminal.send(`\u001b[<0;${at}M\u001b[<0;${at}m\u001b[<0;${at}M\u001b[<0;${at}m`);
        return terminal.waitFor(/Home › Destinations › Klaviyo ← Web/, 3_000).then(
          () => 'opened',
          () => terminal.text(),
        );
      },
      { timeout: 30_000, interval: 300 },
    )
    .toBe('opened');
  terminal.press('M');
  await terminal.waitFor(/Mouse off/);
  expect(terminal.modes.mouse).toBe(false);
});

test('reports that arrive in pieces, and together with keys, are what they would be whole', async () => {
  await using terminal = spawnTerminal(await configured({ mouse: true }));
  await terminal.waitFor(home);
  terminal.press('3');
  await terminal.waitFor(/❯ .{1,4}Billing server[\s\S]*Orders API/);
  const [column, row] = placeOf(terminal, /Orders API/);
  terminal.send(`\u001b[<0;${column}`);
  terminal.send(`;${row}M\u001b[<0;${column};${row}mkj`);
  await terminal.waitFor(/❯ .{1,4}Orders API/);
  terminal.send(`\u001b[<0;${column};${row - 1}M\u001b[<0;${column};${row - 1}mjjj`);
  await terminal.waitFor(/\b4\/\d+/);
});

describe('with `mouse: true` the terminal gets it back', () => {
  test.each(['ctrl+c twice', 'SIGTERM', 'SIGHUP'] as const)('when it ends by %s', async (how) => {
    await using terminal = spawnInShell(await configured({ mouse: true }, bare));
    await terminal.waitFor(home);
    await expect.poll(() => terminal.modes.mouse).toBe(true);
    if (how === 'ctrl+c twice') terminal.press('ctrl+c', 'ctrl+c');
    else terminal.kill(how);
    await terminal.ended();
    expect([terminal.modes.mouse, terminal.altScreen]).toEqual([false, false]);
    expect(terminal.raw().lastIndexOf('[?1006l\u001b[?1000l')).toBeGreaterThan(terminal.raw().lastIndexOf('[?1000h'));
  });

  test('for a pager, and it is on again after that', async () => {
    const options = await configured({ mouse: true });
    await using terminal = spawnTerminal({ ...options, env: { ...options.env, PAGER: 'cat' } });
    await terminal.waitFor(home);
    terminal.press('3');
    await terminal.waitFor(/❯ .{1,4}Billing server/);
    terminal.press('J');
    await terminal.waitFor(/any key goes back/);
    expect(terminal.modes.mouse).toBe(false);
    terminal.press('j');
    await terminal.waitFor(/Home › Sources/);
    await expect.poll(() => terminal.modes.mouse).toBe(true);
  });

  test('while it is stopped, and it is on again when it goes on', async () => {
    await using terminal = spawnTerminal(await configured({ mouse: true }, bare));
    await terminal.waitFor(home);
    await expect.poll(() => terminal.modes.mouse).toBe(true);
    terminal.kill('SIGTSTP');
    await terminal.waitFor(() => !terminal.altScreen);
    await expect.poll(() => terminal.modes.mouse).toBe(false);
    // A shell continues what it has seen stop.
    const state = () => execFileSync('ps', ['-o', 'stat=', '-p', String(terminal.pid)], { encoding: 'utf8' });
    await expect.poll(state).toMatch(/^T/);
    terminal.kill('SIGCONT');
    await terminal.waitFor(() => terminal.altScreen);
    await expect.poll(() => terminal.modes.mouse).toBe(true);
  });

  test('when the configuration changes its mind', async () => {
    const options = await configured({ mouse: true }, bare);
    await using terminal = spawnTerminal(options);
    // The file is watched by the time that a page has been read.
    await terminal.waitFor(/Recent activity[\s\S]*(?:\d+[smh] |Nothing was changed)/);
    await expect.poll(() => terminal.modes.mouse).toBe(true);
    await writeFile(join(options.env.SEGTOP_CONFIG_DIR, 'config.json'), JSON.stringify({ mouse: false }));
    await terminal.waitFor(/Configuration read again/);
    expect(terminal.modes.mouse).toBe(false);
  });
});

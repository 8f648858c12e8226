import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { spawnTerminal } from '../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

test('keys of the configuration work, are shown, and what cannot be is told at the start and at the end', async () => {
  const config = await temporaryFolder();
  const keys = { 'page.sources': 'U', help: ['ctrl+g'], browser: null, refresh: 'F5' };
  await writeFile(join(config, 'config.json'), JSON.stringify({ keys }));
  await using terminal = spawnTerminal({
    args: ['--demo'],
    cols: 120,
    rows: 40,
    env: { SEGTOP_CONFIG_DIR: config },
  });
  await terminal.waitFor(/keys\.refresh: "F5" is a function key/);
  await terminal.waitFor(/failed deliveries in/);
  expect(terminal.text()).toContain('U Sources');
  terminal.press('3', 'U');
  await terminal.waitFor(/Home › Sources/);
  terminal.press('ctrl+g');
  await terminal.waitFor(/Keys here/);
  terminal.press('/', ...'help', 'enter');
  await terminal.waitFor(/ctrl\+g\s+Help/);
  terminal.press('ctrl+c', 'ctrl+c');
  await terminal.exit;
  expect(terminal.text()).toMatch(/segtop: \S+config\.json:1:\d+: keys\.refresh: "F5" is a function key/);
});

test('texts on the pages name the keys of the configuration, and none that was taken away', async () => {
  const config = await temporaryFolder();
  const keys = {
    'page.sources': 'U',
    'page.destinations': 'alt+d',
    'page.audit': null,
    'page.triage': 'W',
    'favorite.add': null,
    'tab.next': 'ctrl+n',
    'tab.previous': 'ctrl+p',
    'rows.problems': 'Z',
    'connection.period': 'X',
    'connection.share': null,
  };
  await writeFile(join(config, 'config.json'), JSON.stringify({ keys }));
  await using terminal = spawnTerminal({
    args: ['--demo'],
    cols: 120,
    rows: 40,
    env: { SEGTOP_CONFIG_DIR: config },
  });
  await terminal.waitFor(/failed deliveries in [0-9.]+/);
  const home = terminal.text();
  for (const text of ['U all', 'alt+d all', 'W +', 'Recent activity']) expect(home).toContain(text);
  for (const text of ['3 all', '4 all', 'A all', 'a add', 'a adds', ' e +']) expect(home).not.toContain(text);
  terminal.press('W');
  await terminal.waitFor(/Home › Triage/);
  terminal.press('enter');
  await terminal.waitFor(/X period/);
  expect(terminal.text()).toContain('ctrl+p ctrl+n tab');
  expect(terminal.text()).not.toContain('% percent');
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../harness/mock-api.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { demoTerminal } from '../harness/terminal/in-process.ts';
import { spawnTerminal } from '../harness/terminal/pty.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

test.each([
  ['the demo', 120, 40, []],
  ['a small screen in ASCII without colours', 80, 24, ['--ascii', '--no-color']],
] as const)(
  'C-01 C-03 %s: tabs with their counts, a tile with its steps, and what may be done in the workspace',
  async (_, cols, rows, args) => {
    await using terminal = demoTerminal({ args: ['--demo', ...args], cols, rows });
    await terminal.waitFor(/Home/);
    terminal.press('8');
    await terminal.waitFor(/Sources 67 +Destinations 166 +Storage 11/);
    terminal.send('l/Braze Clo\r\r');
    await terminal.waitFor(/How to connect it/);
    terminal.press('G');
    await terminal.waitFor(/required +endpoint/);
    terminal.press('esc', 'esc');
    terminal.press('0', 'l');
    await terminal.waitFor(/Ana Ferreira +ana@acme\.example/);
    terminal.press('1');
    await terminal.waitFor(/EVENTS WITH VIOLATIONS/);
    expect(disallowed(terminal.raw())).toEqual([]);
    expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
  },
);

test('C-02 / finds by name and by category in any case, h and l turn the tabs, j among the categories narrows to one', async () => {
  await using terminal = demoTerminal({ args: ['--demo'], cols: 120, rows: 40 });
  await terminal.waitFor(/Home/);
  terminal.press('8');
  await terminal.waitFor(/Sources 67 +Destinations 166 +Storage 11/);
  terminal.press('l');
  await terminal.waitFor(/AB Tasty/);
  const found = async (text: string): Promise<string[]> => {
    terminal.send(`/${text}\r`);
    const screen = await terminal.waitFor((shown) => shown.includes(`/${text}`));
    terminal.press('esc');
    await terminal.waitFor((shown) => !shown.includes(`/${text}`));
    return screen.split('\n').filter((row) => /\S/.test(row));
  };
  const named = await found('BRAZE clo');
  expect(named.some((row) => /Braze Cloud Mode/.test(row))).toBe(true);
  expect(named.some((row) => /AB Tasty/.test(row))).toBe(false);
  const sorted = await found('email MARKETING');
  expect(sorted.some((row) => /Klaviyo/.test(row))).toBe(true);
  expect(sorted.some((row) => /AB Tasty/.test(row))).toBe(false);
  terminal.press('h');
  await terminal.waitFor((shown) => !/AB Tasty/.test(shown));
  terminal.press('l');
  await terminal.waitFor(/╭ Destinations · All[\s\S]*AB Tasty/);
  terminal.press('tab', 'j', 'j');
  await terminal.waitFor(/❯ A\/B Testing +9 [\s\S]* 1\/9 |╭ Destinations · A\/B Testing ─+ 1\/9 /);
});

test('over HTTP the catalog is read once, and stays when the page is opened again', async () => {
  await using api = await mockApi(['--scenario', 'healthy']);
  await using terminal = spawnTerminal({
    env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url },
    cols: 120,
    rows: 40,
  });
  await terminal.waitFor(/Acme Production/);
  terminal.press('8', 'l');
  await terminal.waitFor(/AB Tasty/);
  terminal.press('1', '8');
  await terminal.waitFor(/Sources 67 +Destinations 166 +Storage 11/);
});

test('C-01 C-03 C-04 the catalog of the last start is there without a network, with its age and its steps', async () => {
  const cache = await temporaryFolder();
  const size = { cols: 120, rows: 40 };
  const api = await mockApi(['--scenario', 'healthy']);
  const env = { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url, XDG_CACHE_HOME: cache };
  const kept = join(cache, 'segtop', `catalog-${new URL(api.url).host.replace(':', '-')}.json`);
  {
    await using online = spawnTerminal({ env, ...size });
    await online.waitFor(/Acme Production/);
    online.press('8');
    await online.waitFor(/Sources 67 +Destinations 166 +Storage 11/);
    await expect.poll(() => readFile(kept, 'utf8'), { timeout: 10_000 }).toMatch(/"warehouse"[\s\S]*Redshift/);
  }
  await api[Symbol.asyncDispose]();

  await using offline = spawnTerminal({ env, ...size });
  await offline.waitFor(/Home/);
  offline.press('8');
  const all = [
    /New & Noteworthy +\d+[\s\S]*All +67/,
    /Sources 67 +Destinations 166 +Storage 11/,
    /read (just now|\d+[smh])/,
  ];
  await offline.waitFor((screen) => all.every((part) => part.test(screen)));
  offline.send('l/Braze Clo\r\r');
  await offline.waitFor(/How to connect it/);
});

test('C-01 a catalog file that cannot be used is set aside, and its name is told at the end', async () => {
  const cache = await temporaryFolder();
  await using api = await mockApi(['--scenario', 'healthy']);
  const name = `catalog-${new URL(api.url).host.replace(':', '-')}.json`;
  await mkdir(join(cache, 'segtop'), { recursive: true });
  await writeFile(join(cache, 'segtop', name), 'no catalog');
  await using terminal = spawnTerminal({
    env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url, XDG_CACHE_HOME: cache },
    cols: 120,
    rows: 40,
  });
  await terminal.waitFor(/could not be read/);
  terminal.press('ctrl+c', 'ctrl+c');
  await terminal.exit;
  expect(terminal.text().replace(/\s+/g, '')).toContain(`${name}.corrupt-1`);
});

import { beforeAll, expect, inject, test } from 'vitest';
import { spawnMockApi } from '../harness/mock-api.ts';
import { spawnTerminal } from '../harness/pty.ts';
import { disallowed } from '../harness/sequences.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

test.each([
  ['the demo', 120, 40, []],
  ['a small screen in ASCII without colours', 80, 24, ['--ascii', '--no-color']],
] as const)('%s: a tile with its steps, and what may be done in the workspace', async (_, cols, rows, args) => {
  await using terminal = spawnTerminal({ args: ['--demo', ...args], cols, rows });
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
});

test('over HTTP the catalog is read once, and stays when the page is opened again', async () => {
  await using api = await spawnMockApi(['--scenario', 'healthy']);
  await using terminal = spawnTerminal({
    env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url },
    cols: 120,
    rows: 40,
  });
  await terminal.waitFor(/Acme Production/);
  terminal.press('8', 'l');
  await terminal.waitFor(/AB Tasty/);
  terminal.press('1', '8');
  await terminal.waitFor(/Storage 11/);
  expect(terminal.text()).toMatch(/Sources 67 +Destinations 166/);
});

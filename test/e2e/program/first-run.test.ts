import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../../harness/mock-api.ts';
import { spawnTerminal } from '../../harness/terminal/pty.ts';
import { disallowed } from '../../harness/terminal/sequences.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const home = /failed deliveries in [\d.]+/;
const size = { cols: 120, rows: 40 };

test('without a token: one that is refused, then the right one, kept when asked; the next start asks nothing', async () => {
  await using api = await mockApi();
  await using terminal = spawnTerminal({ ...size, env: { SEGTOP_API_URL: api.url } });
  await terminal.waitFor(/Token:/);
  terminal.send('\u001b[200~sgp_wrong_one\u001b[201~');
  await terminal.waitFor(/•••/);
  terminal.press('enter');
  await terminal.waitFor(/No region knows this token/);
  terminal.press('ctrl+u');
  terminal.send(api.token);
  await terminal.waitFor((screen) => screen.includes('•'.repeat(api.token.length)));
  terminal.press('enter');
  await terminal.waitFor(/It opens Acme Production/);
  terminal.press('s');
  await terminal.waitFor(home);
  expect(terminal.raw()).not.toContain(api.token);
  expect(disallowed(terminal.raw())).toEqual([]);

  const config = join(terminal.home, 'config', 'segtop');
  const kept = join(config, 'tokens', 'default');
  expect(await readFile(kept, 'utf8')).toBe(`${api.token}\n`);
  expect((await stat(kept)).mode & 0o777).toBe(0o600);
  await using second = spawnTerminal({ ...size, env: { SEGTOP_API_URL: api.url, SEGTOP_CONFIG_DIR: config } });
  await second.waitFor(home);
}, 60_000);

test.each([
  ['d', /API calls|No usage counted yet/],
  ['q', undefined],
] as const)('%s on the first-run screen', async (key, shown) => {
  await using terminal = spawnTerminal({ cols: 80, rows: 24 });
  await terminal.waitFor(/Token:/);
  terminal.press(key);
  if (shown) await terminal.waitFor(shown);
  else {
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
    expect([terminal.altScreen, terminal.cursorHidden]).toEqual([false, false]);
  }
});

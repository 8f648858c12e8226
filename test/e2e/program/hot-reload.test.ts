import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { spawnTerminal } from '../../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** Twelve mistakes, of which keys of commands are two. */
const mistaken = `period: 3d
perod: 7d
allowance:
  apiCals: 5
  mtu: -1
refresh:
  sorces: 10m
  volume: 1s
keys:
  refrsh: r
  browser: F5
  page.sources: U
profiles:
  prod:
    regoin: eu
    region: er
    readOnly: yes
    accent: rde
`;

test('a file that changes is taken over: its keys, twelve mistakes, half of it, and again all of it', async () => {
  const config = await temporaryFolder();
  const file = join(config, 'config.yaml');
  await writeFile(file, 'keys: { page.sources: Q }\n');
  await using terminal = spawnTerminal({ args: ['--demo'], cols: 120, rows: 40, env: { SEGTOP_CONFIG_DIR: config } });
  await terminal.waitFor(/failed deliveries in/);
  await terminal.waitFor(/Q Sources/);

  await writeFile(file, mistaken);
  await terminal.waitFor(
    /read again, but 12 mistakes \(:config-check\), config\.yaml:1:9: period: "3d" is not allowed/,
  );
  await terminal.waitFor(/U Sources/);
  terminal.press('U');
  await terminal.waitFor(/Home › Sources/);

  await writeFile(file, 'keys: { page.sources: [W\n');
  await terminal.waitFor(/The settings of before stay: config\.yaml:\d:\d+: is not valid YAML: /);
  expect(terminal.text()).toContain('U Sources');

  await writeFile(file, 'keys: { page.sources: W }\n');
  await terminal.waitFor(/Configuration read again(?!,)/);
  await terminal.waitFor(/W Sources/);

  await writeFile(file, mistaken);
  await terminal.waitFor(/read again, but 12 mistakes/);
  terminal.press('ctrl+c', 'ctrl+c');
  await terminal.exit;
  expect(terminal.text().match(/^segtop: .*config\.yaml:\d+:\d+: /gm)).toHaveLength(12);
}, 90_000);

test('twelve mistakes at the start are twelve messages, and the dashboard runs', async () => {
  const config = await temporaryFolder();
  await writeFile(join(config, 'config.yaml'), mistaken);
  await using terminal = spawnTerminal({ args: ['--demo'], cols: 120, rows: 60, env: { SEGTOP_CONFIG_DIR: config } });
  await terminal.waitFor(/config\.yaml:1:9: period: "3d" is not allowed.*11 more/);
  await terminal.waitFor(/failed deliveries in/);
  await terminal.waitFor(/U Sources/);
  terminal.press('ctrl+c', 'ctrl+c');
  await terminal.exit;
  expect(terminal.text().match(/^segtop: .*config\.yaml:\d+:\d+: /gm)).toHaveLength(12);
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type PtyTerminal, spawnTerminal } from '../../harness/terminal/pty.ts';

const config = `commands:
  whose:
    run: [/bin/sh, -c, 'echo "first"; echo "kind $0 token \${SEGTOP_TOKEN-none}"', "{kind}"]
    key: alt+w
    on: [source, destination]
  fails:
    run: [/bin/sh, -c, 'echo "went wrong" >&2; exit 7']
    key: alt+f
  whole:
    run: [/bin/sh, -c, 'printf "TYPE: "; read answer; echo "GOT $answer"; sleep 1']
    key: alt+t
    output: terminal
  listing:
    run: [/bin/sh, -c, 'echo line one; echo line two']
    key: alt+p
    output: pager
`;

let folder: string;
/** Each of its commands leaves the dashboard as it was. */
let terminal: PtyTerminal;
beforeAll(async () => {
  expect(inject('buildProblem')).toBe('');
  folder = await mkdtemp(join(tmpdir(), 'segtop-own-'));
  await writeFile(join(folder, 'config.yaml'), config);
  const env = { SEGTOP_CONFIG_DIR: folder, SEGTOP_TOKEN: 'sgp_not_to_be_seen', SEGTOP_PAGER: 'cat' };
  terminal = spawnTerminal({ args: ['--demo'], cols: 120, rows: 40, env });
  await terminal.waitFor(/failed deliveries in/);
});
afterAll(async () => {
  await terminal?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  terminal.press('4');
  await terminal.waitFor(/Home › Destinations/);
});

test('a program gets what its row is and no token; its last line is told, and how it failed', async () => {
  terminal.press('alt+w');
  await terminal.waitFor(/kind destination token none/);
  terminal.press('alt+f');
  await terminal.waitFor(/ended with exit code 7: went wrong/);
});

test('a program takes the terminal and reads from it, and the dashboard comes back', async () => {
  terminal.press('alt+t');
  await terminal.waitFor(/TYPE:/);
  terminal.send('hello\r');
  await terminal.waitFor(/GOT hello/);
  await terminal.waitFor(/Home › Destinations/);
  terminal.press('3');
  await terminal.waitFor(/Home › Sources/);
});

test('what it prints is shown in the pager as a whole', async () => {
  terminal.press('alt+p');
  await terminal.waitFor(/line one\s+line two[\s\S]*any key goes back/);
  terminal.press('x');
  await terminal.waitFor(/Home › Destinations/);
});

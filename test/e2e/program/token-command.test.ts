import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { mockApi } from '../../harness/mock-api.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { spawnTerminal } from '../../harness/terminal/pty.ts';
import { runBin } from '../run-bin.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** Asks for a code as a secret manager does, writes down what was typed and what it inherited, and prints the token. */
async function asking(token: string) {
  const folder = await temporaryFolder();
  const [typed, inherited] = [join(folder, 'typed'), join(folder, 'inherited')];
  const command = `printf 'One-time code: ' >&2; read code; printf %s "$code" > ${typed}; env > ${inherited}; echo ${token}`;
  return { folder, typed, inherited, command };
}

async function configured(folder: string, profiles: object): Promise<string> {
  const file = join(folder, 'config.json');
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify({ profiles }), { mode: 0o600 });
  return file;
}

describe('a tokenCommand that asks something', () => {
  test('has the terminal at the start and when its workspace is opened with w, and its digits are not keys', async () => {
    await using api = await mockApi();
    const { folder, typed, inherited, command } = await asking(api.token);
    const file = await configured(folder, {
      open: { token: api.token, apiUrl: api.url },
      asks: { tokenCommand: command, apiUrl: api.url },
    });
    await using terminal = spawnTerminal({
      args: ['--config', file, '--profile', 'open'],
      cols: 100,
      rows: 30,
      env: { SEGTOP_TOKEN: 'sgp_secret_of_the_environment' },
    });
    await terminal.waitFor(/Acme Production/, 30_000);
    terminal.press('w');
    await terminal.waitFor(/asks/);
    terminal.press('j', 'enter');
    await terminal.waitFor(/One-time code:/, 15_000);
    terminal.send('123456\r');
    await terminal.waitFor(/failed deliveries/, 30_000);
    expect(await readFile(typed, 'utf8')).toBe('123456');
    expect(await readFile(inherited, 'utf8')).not.toContain('sgp_secret_of_the_environment');
    expect(terminal.text()).toContain('Home');
    expect(terminal.text()).not.toContain('One-time code');
    terminal.press('ctrl+c', 'ctrl+c');
    expect((await terminal.exit).code).toBe(0);
  });

  test('without a terminal it fails at once, with what it said and without the token', async () => {
    const folder = await temporaryFolder();
    const command =
      'echo sgp_4kXhW2mQ9tYvB7cNfR3sDz; read code < /dev/tty; echo "session expired sgp_4kXhW2mQ9tYvB7cNfR3sDz, run: vault login" >&2; exit 6';
    const file = await configured(folder, { asks: { tokenCommand: command } });
    const { code, out, err } = await runBin(['status', '--config', file]);
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(
      /^segtop: tokenCommand ended with exit code 6: .*session expired \(hidden\), run: vault login\n$/,
    );
  });
});

test('a token file that changes is read again when the token is refused', async () => {
  await using api = await mockApi();
  const folder = await temporaryFolder();
  const tokenFile = join(folder, 'token');
  await writeFile(tokenFile, 'sgp_of_yesterday\n', { mode: 0o600 });
  const file = await configured(folder, { rotated: { tokenFile, apiUrl: api.url } });
  await using terminal = spawnTerminal({ args: ['--config', file], cols: 100, rows: 30 });
  await terminal.waitFor(/refused|Unauthorized|401/i, 30_000);
  await writeFile(tokenFile, `${api.token}\n`, { mode: 0o600 });
  await terminal.waitFor(/Acme Production/, 45_000);
  terminal.press('ctrl+c', 'ctrl+c');
  expect((await terminal.exit).code).toBe(0);
});

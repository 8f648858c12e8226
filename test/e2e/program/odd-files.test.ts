import { execFile } from 'node:child_process';
import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { spawnTerminal } from '../../harness/terminal/pty.ts';
import { runBin } from '../run-bin.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** What may stand where a file should: how it is made, and what is said of it. */
const odd: Readonly<Record<string, readonly [make: (file: string) => Promise<unknown>, said: RegExp]>> = {
  'a pipe': [(file) => promisify(execFile)('mkfifo', [file]), /it is a pipe, not a regular file/],
  'an endless device': [(file) => symlink('/dev/zero', file), /it is a device, not a regular file/],
  'a folder': [(file) => mkdir(file), /a folder has its name/],
  'a link to itself': [(file) => symlink(file, file), /its links lead in a circle/],
  'a huge file': [(file) => writeFile(file, Buffer.alloc(17 * 1024 ** 2, ' ')), /it is larger than (?:16|1) MB/],
};
/** What may stand in a file. */
const contents: Readonly<Record<string, string | Buffer>> = {
  'half of it': '{"version":1,"workspaces":[{"prof',
  'NUL bytes': Buffer.alloc(4096),
  UTF16: Buffer.from('\ufeff{"version":1}', 'utf16le'),
  'another shape': '{"version":1,"workspaces":{},"profiles":"x","sorts":7}',
  'a list': '[]',
  'deep nesting': '['.repeat(100_000),
  'no text': Buffer.from([0xff, 0xfe, 0x80, 0xc0]),
};
const isLong = process.env.SEGTOP_LONG_TESTS === '1';
/** What hangs or eats memory when it is read carelessly, tried with whole programs; all of them in the long form. */
const worst = <Of>(of: Readonly<Record<string, Of>>, ...names: readonly string[]) =>
  Object.entries(of).filter(([name]) => isLong || names.includes(name));
const stateFiles = ['preferences.json', 'favorites.json', 'local.json', 'workspaces.json', '.segtop.lock'];

async function homeWith(path: string, make: (file: string) => Promise<unknown>): Promise<string> {
  const home = await temporaryFolder();
  const file = join(home, path);
  await mkdir(dirname(file), { recursive: true });
  await make(file);
  return home;
}

/** Opens the demo, changes something that is kept, and quits: what was on the normal screen in the end. */
async function dashboard(home: string): Promise<{ code: number; text: string }> {
  await using terminal = spawnTerminal({
    args: ['--demo'],
    cols: 100,
    rows: 30,
    env: { SEGTOP_STATE_DIR: join(home, 'state', 'segtop'), XDG_CACHE_HOME: join(home, 'cache') },
  });
  await terminal.waitFor(/failed deliveries/, 30_000);
  terminal.press('f', 't');
  await terminal.waitFor(/Last 7 Days/);
  terminal.press('ctrl+c', 'ctrl+c');
  const { code } = await terminal.exit;
  return { code, text: terminal.text() };
}

describe('a command that answers once, beside an odd configuration', () => {
  test.each(worst(odd, 'a pipe', 'a huge file'))('%s: says what it is, and goes on', async (_, [make, said]) => {
    const home = await homeWith('config/segtop/config.json', make);
    const { code, err } = await runBin(['status', '--demo', '--scenario', 'empty'], { HOME: home });
    expect([code, err]).toEqual([0, expect.stringMatching(said)]);
    expect(err.split('\n')).toHaveLength(2);
  });

  test.each(worst(odd, 'an endless device'))(
    '%s named by --config: one line and exit code 2',
    async (_, [make, said]) => {
      const home = await homeWith('named.json', make);
      const { code, out, err } = await runBin(['status', '--demo', '--config', join(home, 'named.json')], {
        HOME: home,
      });
      expect([code, out, err]).toEqual([2, '', expect.stringMatching(said)]);
    },
  );

  test.each(worst(odd, 'a pipe', 'a huge file'))(
    '%s in place of a token file: one line and exit code 3',
    async (_, [make, said]) => {
      const home = await homeWith('token', make);
      const file = join(home, 'config.json');
      await writeFile(file, JSON.stringify({ profiles: { prod: { tokenFile: join(home, 'token') } } }));
      const { code, out, err } = await runBin(['status', '--config', file], { HOME: home });
      const expected = String(said).includes('16|1') ? /it is larger than 64 kB/ : said;
      expect([code, out, err]).toEqual([3, '', expect.stringMatching(expected)]);
    },
  );

  test.each(worst(contents, 'half of it', 'deep nesting'))('a configuration of %s', async (_, content) => {
    const home = await homeWith('config/segtop/config.json', (file) => writeFile(file, content));
    const { code, err } = await runBin(['status', '--demo', '--scenario', 'empty'], { HOME: home });
    expect([code, err.length > 0]).toEqual([0, true]);
  });
});

describe('a dashboard beside odd files of its own starts, says so, and quits at once', () => {
  const all = stateFiles.flatMap((file) => Object.entries(odd).map(([name, [make]]) => [name, file, make] as const));
  test.each(isLong ? all : [])('%s in place of %s', async (name, file, make) => {
    const home = await homeWith(join('state', 'segtop', file), make);
    const before = await lstat(join(home, 'state', 'segtop', file));
    const { code, text } = await dashboard(home);
    expect(code).toBe(0);
    const isLockMended = file === '.segtop.lock' && name === 'a huge file';
    if (!isLockMended) expect(text).toMatch(/segtop: \S+\.json could not be (?:read|saved)/);
    expect((await lstat(join(home, 'state', 'segtop', file))).ino).toBe(before.ino);
  });

  test('one of each at once: each file is named, and stays what it was', async () => {
    const home = await temporaryFolder();
    const folder = join(home, 'state', 'segtop');
    await mkdir(folder, { recursive: true });
    for (const [index, [make]] of Object.values(odd).entries()) await make(join(folder, stateFiles[index]!));
    const inodes = () => Promise.all(stateFiles.map(async (file) => (await lstat(join(folder, file))).ino));
    const before = await inodes();
    const { code, text } = await dashboard(home);
    expect(code).toBe(0);
    const told = [...text.matchAll(/segtop: (\S+\.json) could not be (?:read|saved)/g)].map(([, file]) => file);
    expect([...new Set(told)].sort()).toEqual(['favorites.json', 'local.json', 'preferences.json', 'workspaces.json']);
    expect(await inodes()).toEqual(before);
  });

  test('a file in place of the folder', async () => {
    const home = await homeWith('state/segtop', (file) => writeFile(file, 'x'));
    const { code, text } = await dashboard(home);
    expect(code).toBe(0);
    expect(text).toContain('favorites.json could not be saved: its folder is a file.');
    expect(await readFile(join(home, 'state', 'segtop'), 'utf8')).toBe('x');
  });

  test('what cannot be understood is kept aside, and what was changed is saved', async () => {
    const home = await homeWith('state/segtop/favorites.json', (file) => writeFile(file, contents['half of it']!));
    const { code } = await dashboard(home);
    const folder = join(home, 'state', 'segtop');
    expect(code).toBe(0);
    expect(await readFile(join(folder, 'favorites.json.corrupt-1'), 'utf8')).toBe(contents['half of it']);
    expect(JSON.parse(await readFile(join(folder, 'favorites.json'), 'utf8')).workspaces[0].favorites).toHaveLength(1);
    expect(JSON.parse(await readFile(join(folder, 'preferences.json'), 'utf8')).period).toBe('7d');
  });
});

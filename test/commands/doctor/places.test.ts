import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placesOf, unmakeable, withoutHome, withoutHomes } from '../../../source/commands/doctor/places.ts';
import { storeFault } from '../../../source/commands/doctor/store.ts';
import { sqlite } from '../../../source/storage/sqlite.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

test('folders and files are told with their modes, and what others can read is wrong', async () => {
  const home = await temporaryFolder();
  const at = (...names: string[]) => join(home, ...names);
  const paths = { configDir: at('config'), stateDir: at('state'), cacheDir: at('cache') };
  for (const folder of ['config/tokens', 'state/store']) await mkdir(at(folder), { recursive: true, mode: 0o700 });
  for (const folder of ['config', 'state']) await chmod(at(folder), 0o700);
  await writeFile(at('config', 'config.yaml'), 'period: 7d\n', { mode: 0o644 });
  await writeFile(at('config', 'tokens', 'prod'), 'a token\n', { mode: 0o640 });
  // Half-written and hidden files are no tokens.
  for (const name of ['prod.tmp', '.prod']) await writeFile(at('config', 'tokens', name), 'x', { mode: 0o600 });
  await symlink(at('nowhere'), at('cache'));
  const found = async (hasToken: boolean) =>
    (await placesOf(paths, at('config', 'config.yaml'), { hasToken, home })).map(
      ({ what, path, kind, mode, bytes, wrong }) => [what, path, kind, mode, bytes, wrong],
    );
  const [first, ...others] = await found(false);
  expect(first).toEqual(['configuration', '~/config/config.yaml', 'file', '0644', 11, null]);
  expect(others).toEqual([
    ['configuration folder', '~/config', 'folder', '0700', null, null],
    ['token folder', '~/config/tokens', 'folder', '0700', null, null],
    ['kept token', '~/config/tokens/prod', 'file', '0640', 8, 'others can read it'],
    ['state folder', '~/state', 'folder', '0700', null, null],
    ['store folder', '~/state/store', 'folder', '0700', null, null],
    ['cache folder', '~/cache', 'unreadable', null, null, 'it cannot be looked at (ENOENT)'],
  ]);
  expect((await found(true))[0]?.[5]).toBe('others can read it');
});

test.each([
  // What exists of the way there, and what it answers who would make something in it.
  [{ '/home/ana': '' }, '/home/ana/.local/state/segtop', null],
  [{ '/': 'EACCES' }, '/.local/state/segtop', 'it cannot be made: / cannot be written (EACCES)'],
  [{ '/': '', '/home/ana': 'EROFS' }, '/home/ana/.cache/segtop', 'it cannot be made: ~ cannot be written (EROFS)'],
  [{ '/': '', '/var/lib': 'EACCES' }, '/var/lib/segtop', 'it cannot be made: /var/lib cannot be written (EACCES)'],
  [{}, '/a/b', 'it cannot be made: / cannot be written (ENOENT)'],
])('where %j is all that there is, of %s is told %s', async (there: Record<string, string>, path, why) => {
  const tried = async (folder: string) => {
    const code = there[folder] ?? 'ENOENT';
    if (code !== '') throw Object.assign(new Error(code), { code });
  };
  expect(await unmakeable(path, '/home/ana', tried)).toBe(why);
});

test('a folder that is not there is no fault where segtop can make it', async () => {
  const home = await temporaryFolder();
  const at = (name: string) => join(home, 'deep', name);
  const paths = { configDir: at('config'), stateDir: at('state'), cacheDir: at('cache') };
  const found = await placesOf(paths, at('config.yaml'), { hasToken: false, home });
  expect(found.map(({ kind, wrong }) => [kind, wrong])).toEqual(found.map(() => ['none', null]));
});

test('folders that are written are tried, those that others can read are told, there or not', async () => {
  const home = await temporaryFolder();
  const paths = { configDir: join(home, 'c'), stateDir: join(home, 's'), cacheDir: join(home, 'k') };
  const asked: string[] = [];
  const tried = async (folder: string) => {
    asked.push(folder.slice(home.length));
    throw Object.assign(new Error('EROFS'), { code: 'EROFS' });
  };
  const wrong = async (options: { readonly tried?: typeof tried } = {}) =>
    (await placesOf(paths, join(home, 'c.yaml'), { hasToken: true, home, ...options })).flatMap(
      ({ what, wrong: why }) => (why === null ? [] : [[what, why]]),
    );
  const places = ['state folder', 'store folder', 'cache folder'];
  expect(await wrong({ tried })).toEqual([
    ['state folder', 'it cannot be made: ~ cannot be written (EROFS)'],
    ['store folder', 'it cannot be made: ~/s cannot be written (EROFS)'],
    ['cache folder', 'it cannot be made: ~ cannot be written (EROFS)'],
  ]);
  for (const folder of ['c/tokens', 's/store', 'k']) await mkdir(join(home, folder), { recursive: true, mode: 0o700 });
  for (const folder of ['c', 's']) await chmod(join(home, folder), 0o700);
  expect(await wrong()).toEqual([]);
  asked.length = 0;
  expect(await wrong({ tried })).toEqual(places.map((what) => [what, 'it cannot be written']));
  expect(asked.toSorted()).toEqual(['/k', '/s', '/s/store']);
  for (const folder of ['c/tokens', 's/store', 'k', 's', 'c']) await chmod(join(home, folder), 0o755);
  expect(await wrong()).toEqual(['token folder', ...places].map((what) => [what, 'others can read it']));
});

test('a store that is none is told, and a good one is left as it is', async () => {
  const folder = await temporaryFolder();
  const [bad, sound] = [join(folder, 'bad.db'), join(folder, 'good.db')];
  await writeFile(bad, 'this is no database, and was never one\n'.repeat(100));
  const { DatabaseSync } = await sqlite();
  const made = new DatabaseSync(sound);
  made.exec('CREATE TABLE a (b)');
  made.close();
  expect(await storeFault(bad)).toBe('it cannot be read (file is not a database)');
  expect(await storeFault(sound)).toBeNull();
  // Looking makes nothing.
  expect(await storeFault(join(folder, 'gone.db'))).toBe('it cannot be read (unable to open database file)');
  expect((await readdir(folder)).toSorted()).toEqual(['bad.db', 'good.db']);
});

test.each([
  ['/home/ana/x', '/home/ana', '~/x'],
  ['/home/ana', '/home/ana', '~'],
  ['/home/anastasia/x', '/home/ana', '/home/anastasia/x'],
  ['/x', '/', '/x'],
  ['/x', '', '/x'],
  ['/x', undefined, '/x'],
])('%s in the home %s is %s', (path, home, shown) => expect(withoutHome(path, home)).toBe(shown));

test.each([
  ['/home/ana/c.yaml: /home/ana/t', '/home/ana', '~/c.yaml: ~/t'],
  ['/home/anastasia/c.yaml', '/home/ana', '/home/anastasia/c.yaml'],
  // The home of whoever has none of their own, in a container: every path begins with it, and every address has it twice.
  ['use https://x or /c.yaml', '/', 'use https://x or /c.yaml'],
])('%s in the home %s is the sentence %s', (text, home, shown) => expect(withoutHomes(text, home)).toBe(shown));

test('what is kept of the state and of stores is told by name, and nothing else that lies there', async () => {
  const home = await temporaryFolder();
  const paths = { configDir: join(home, 'c'), stateDir: join(home, 's'), cacheDir: join(home, 'k') };
  await mkdir(join(paths.stateDir, 'store'), { recursive: true, mode: 0o700 });
  const kept = ['b.json', 'segtop.log', 'a.json', 'notes.txt', 'store/w.db-wal', 'store/w.db', 'store/lock'];
  for (const name of kept) await writeFile(join(paths.stateDir, name), name, { mode: 0o600 });
  const found = await placesOf(paths, join(home, 'c.yaml'), { hasToken: true, home });
  expect(found.map(({ what, path, kind, bytes }) => [what, path, kind, bytes])).toEqual([
    ['configuration', '~/c.yaml', 'none', null],
    ['configuration folder', '~/c', 'none', null],
    ['token folder', '~/c/tokens', 'none', null],
    ['state folder', '~/s', 'folder', null],
    ['state', '~/s/a.json', 'file', 6],
    ['state', '~/s/b.json', 'file', 6],
    ['state', '~/s/segtop.log', 'file', 10],
    ['store folder', '~/s/store', 'folder', null],
    ['store', '~/s/store/w.db', 'file', 10],
    ['store', '~/s/store/w.db-wal', 'file', 14],
    ['cache folder', '~/k', 'none', null],
  ]);
  const exposed = async (...names: string[]) => {
    for (const name of names) await chmod(join(paths.stateDir, name), 0o604);
    return (await placesOf(paths, '/dev/null', { hasToken: false, home })).flatMap(({ path, kind, wrong }) =>
      kind === 'other' || wrong !== null ? [[path, kind, wrong]] : [],
    );
  };
  // A device is no fault of a configuration that was asked for.
  expect(await exposed()).toEqual([['/dev/null', 'other', null]]);
  expect(await exposed('segtop.log', 'store/w.db')).toEqual([
    ['/dev/null', 'other', null],
    ['~/s/segtop.log', 'file', 'others can read it'],
    ['~/s/store/w.db', 'file', 'others can read it'],
  ]);
});

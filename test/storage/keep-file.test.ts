import { execFile } from 'node:child_process';
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { t } from '../../source/domain/text.ts';
import { keepFile, placeFile } from '../../source/storage/keep-file.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

test('lines become a new file for the owner only, and nothing is written over', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'segtop-replay-Braze-EU-.txt');
  expect(await keepFile(folder, 'segtop-replay-Braze/EU?.txt', [t`one`, t`two`])).toEqual({
    kind: 'written',
    said: `Kept in ${file}`,
  });
  expect(await readFile(file, 'utf8')).toBe('one\ntwo\n');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await keepFile(folder, 'segtop-replay-Braze/EU?.txt', [t`three`])).toEqual({
    kind: 'exists',
    said: `${file} exists already and stays as it is`,
  });
  expect(await readFile(file, 'utf8')).toBe('one\ntwo\n');
});

test('a folder that is not there is told, not thrown', async () => {
  const folder = await temporaryFolder();
  const missing = join(folder, 'missing');
  expect(await keepFile(missing, 'a.txt', [])).toEqual({
    kind: 'failed',
    said: `${join(missing, 'a.txt')} cannot be written: its folder is not there`,
  });
  await mkdir(missing);
  await chmod(missing, 0o700);
  expect(await keepFile(missing, '../a.txt', [])).toEqual({
    kind: 'written',
    said: `Kept in ${join(missing, '..-a.txt')}`,
  });
});

test('a text is placed where the user says: a file, a folder, or a new name here', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'out'));
  const draft = { name: 'segtop sources.csv', text: 'a\n' };
  const placed = async (path?: string) => {
    const { kind, file } = await placeFile(folder, { ...draft, path });
    return [kind, file.replace(folder, '')];
  };
  expect(await placed('rows.csv')).toEqual(['written', '/rows.csv']);
  expect(await placed('out')).toEqual(['written', '/out/segtop-sources.csv']);
  expect(await placed('out/')).toEqual(['exists', '/out/segtop-sources.csv']);
  expect(await placed()).toEqual(['written', '/segtop-sources.csv']);
  expect(await placed()).toEqual(['written', '/segtop-sources-2.csv']);
  expect((await stat(join(folder, 'rows.csv'))).mode & 0o777).toBe(0o600);
  expect(await placeFile(folder, { ...draft, path: 'none/rows.csv' })).toEqual({
    kind: 'failed',
    file: join(folder, 'none/rows.csv'),
    why: 'its folder is not there',
  });
  expect(await placeFile(folder, { ...draft, path: 'none/rows.csv', replace: true })).toMatchObject({
    why: 'its folder is not there',
  });
  expect(await placeFile(folder, { ...draft, path: 'rows.csv/x' })).toMatchObject({ why: 'its folder is a file' });
  expect(await placeFile(folder, { ...draft, path: '/dev/null' })).toMatchObject({
    kind: 'failed',
    why: 'it is a device, not a regular file',
  });
});

test('a hundred files of one name stand beside each other, and no more', async () => {
  const folder = await temporaryFolder();
  const name = (count: number) => join(folder, count === 1 ? 'a.csv' : `a-${count}.csv`);
  for (let count = 1; count < 100; count += 1) await writeFile(name(count), '');
  const draft = { name: 'a.csv', text: 'new' };
  expect(await placeFile(folder, draft)).toEqual({ kind: 'written', file: name(100) });
  expect(await placeFile(folder, draft)).toEqual({ kind: 'exists', file: name(100) });
  expect(await readdir(folder)).toHaveLength(100);
});

test('a file is replaced also where a program was ended that was about to do so', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'a.csv');
  await writeFile(file, 'old');
  await writeFile(join(folder, '.a.csv.segtop-tmp'), 'a part');
  const placed = await placeFile(folder, { path: 'a.csv', name: 'x', text: 'new', replace: true });
  expect(placed).toEqual({ kind: 'written', file });
  expect([await readFile(file, 'utf8'), await readdir(folder)]).toEqual(['new', ['a.csv']]);
  // There is nothing to replace: a new file is for the owner only.
  const fresh = await placeFile(folder, { path: 'b.csv', name: 'x', text: 'b', replace: true });
  expect([fresh.kind, (await stat(join(folder, 'b.csv'))).mode & 0o777]).toEqual(['written', 0o600]);
});

test('where the disk is full nothing is left of a file: a part of it would look like the whole', async () => {
  const folder = await temporaryFolder();
  const long = JSON.stringify('x'.repeat(5000));
  const source = new URL('../../source/storage/keep-file.ts', import.meta.url).href;
  const code = `const { keepFile, placeFile } = await import(${JSON.stringify(source)});
    const kept = await keepFile('.', 'a.txt', [${long}]);
    const placed = await placeFile('.', { name: 'b.csv', text: ${long} });
    const small = await placeFile('.', { name: 'c.csv', text: 'c' });
    console.log(JSON.stringify([kept, placed, small]));`;
  // Files of at most one block of 1,024 bytes.
  const { stdout } = await promisify(execFile)(
    'bash',
    ['-c', `trap '' XFSZ; ulimit -f 1; exec "$@"`, 'bash', process.execPath, '--input-type=module', '-e', code],
    { cwd: folder, env: { ...process.env, NODE_COMPILE_CACHE: undefined } },
  );
  expect(JSON.parse(stdout)).toEqual([
    { kind: 'failed', said: 'a.txt cannot be written: it would be larger than a file may be' },
    { kind: 'failed', file: 'b.csv', why: 'it would be larger than a file may be' },
    { kind: 'written', file: 'c.csv' },
  ]);
  expect(await readdir(folder)).toEqual(['c.csv']);
});

test('a file is replaced at once, keeps who may read it, and a link stays a link', async () => {
  const folder = await temporaryFolder();
  const [file, link] = [join(folder, 'old.csv'), join(folder, 'link.csv')];
  await writeFile(file, 'old\n', { mode: 0o640 });
  await chmod(file, 0o640);
  await symlink(file, link);
  const draft = { path: 'link.csv', name: 'x.csv', text: 'new\n' };
  expect(await placeFile(folder, draft)).toEqual({ kind: 'exists', file: link });
  expect(await readFile(file, 'utf8')).toBe('old\n');
  expect(await placeFile(folder, { ...draft, replace: true })).toEqual({ kind: 'written', file: link });
  expect([await readFile(file, 'utf8'), (await stat(file)).mode & 0o777]).toEqual(['new\n', 0o640]);
  expect([(await lstat(link)).isSymbolicLink(), (await readdir(folder)).sort()]).toEqual([
    true,
    ['link.csv', 'old.csv'],
  ]);
});

test('a link to a file that is not there yet stays a link, and the new file is for the owner only', async () => {
  const folder = await temporaryFolder();
  const [file, link] = [join(folder, 'later.csv'), join(folder, 'link.csv')];
  await symlink('later.csv', link);
  const draft = { path: 'link.csv', name: 'x.csv', text: 'new\n' };
  expect(await placeFile(folder, draft)).toEqual({ kind: 'exists', file: link });
  expect(await placeFile(folder, { ...draft, replace: true })).toEqual({ kind: 'written', file: link });
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect([await readFile(file, 'utf8'), (await stat(file)).mode & 0o777]).toEqual(['new\n', 0o600]);
});

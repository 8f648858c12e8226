import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../source/storage/make-folder.ts';
import { codeOf } from '../../source/storage/regular-file.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test('a folder and those it lies in are made for the owner only, however often and at once', async () => {
  const root = await temporaryFolder();
  const deep = join(root, 'a', 'b', 'c');
  await Promise.all([makeFolder(deep), makeFolder(deep), makeFolder(join(root, 'a', 'd'))]);
  const made = ['a', 'a/b', 'a/b/c', 'a/d'].map((path) => modeOf(join(root, path)));
  expect(await Promise.all(made)).toEqual([0o700, 0o700, 0o700, 0o700]);
});

test('one that is there stays as it is, a link to one too', async () => {
  const root = await temporaryFolder();
  await mkdir(join(root, 'open'));
  await chmod(join(root, 'open'), 0o755);
  await symlink(join(root, 'open'), join(root, 'link'));
  await makeFolder(join(root, 'link', 'inner'));
  expect([await modeOf(join(root, 'open')), await modeOf(join(root, 'open', 'inner'))]).toEqual([0o755, 0o700]);
  await makeFolder('/');
});

test.each([
  ['a file in its place', 'file', 'EEXIST'],
  ['a file above it', 'file/inner/folder', 'ENOTDIR'],
  ['a link to nothing', 'nowhere', 'EEXIST'],
  ['a link to nothing above it', 'nowhere/inner', 'EEXIST'],
])('where it cannot be it ends with the reason: %s', async (_, path, code) => {
  const root = await temporaryFolder();
  await writeFile(join(root, 'file'), '');
  await symlink(join(root, 'gone'), join(root, 'nowhere'));
  await expect(makeFolder(join(root, path)).catch(codeOf)).resolves.toBe(code);
});

// Node's own way tries for ever there.
test.runIf(process.platform === 'linux').each(['/proc/segtop', '/proc/segtop/a/b'])('%s ends', async (path) => {
  await expect(makeFolder(path).catch(codeOf)).resolves.toBe('ENOENT');
});

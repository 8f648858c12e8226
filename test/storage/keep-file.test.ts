import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { t } from '../../source/domain/text.ts';
import { keepFile } from '../../source/storage/keep-file.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

test('lines become a new file for the owner only, and nothing is written over', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'segtop-replay-Braze-EU-.txt');
  expect(await keepFile(folder, 'segtop-replay-Braze/EU?.txt', [t`one`, t`two`])).toBe(`Kept in ${file}`);
  expect(await readFile(file, 'utf8')).toBe('one\ntwo\n');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await keepFile(folder, 'segtop-replay-Braze/EU?.txt', [t`three`])).toContain('exists already');
  expect(await readFile(file, 'utf8')).toBe('one\ntwo\n');
});

test('a folder that is not there is told, not thrown', async () => {
  const folder = await temporaryFolder();
  const missing = join(folder, 'missing');
  expect(await keepFile(missing, 'a.txt', [])).toBe(`${join(missing, 'a.txt')} cannot be written (ENOENT)`);
  await mkdir(missing);
  await chmod(missing, 0o700);
  expect(await keepFile(missing, '../a.txt', [])).toContain(join(missing, '..-a.txt'));
});

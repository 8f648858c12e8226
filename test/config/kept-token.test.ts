import { chmod, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { isProfileName, keepToken, keptProfiles, keptToken, keptTokenFile } from '../../source/config/kept-token.ts';
import { resolveSettings } from '../../source/config/settings.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const nothing = { config: {}, problems: [] };

test('a kept token is for its owner only, alone in its file, and the next one takes its place', async () => {
  const folder = await temporaryFolder();
  expect(await keptToken(folder)).toBeUndefined();
  await keepToken(folder, 'sgp_first');
  await keepToken(folder, 'sgp_second');
  const file = keptTokenFile(folder);
  expect(await keptToken(folder)).toBe(file);
  expect(await readFile(file, 'utf8')).toBe('sgp_second\n');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
  expect(await readdir(dirname(file))).toEqual(['default']);
});

test.runIf(process.getuid?.() !== 0)(
  'a folder that cannot be written is an error, and leaves nothing behind',
  async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o500);
    await expect(keepToken(folder, 'sgp_x')).rejects.toThrow('EACCES');
    expect(await readdir(folder)).toEqual([]);
  },
);

test('where a token cannot be put in its place nothing of it is left behind', async () => {
  const folder = await temporaryFolder();
  await mkdir(keptTokenFile(folder, 'prod'), { recursive: true });
  await expect(keepToken(folder, 'sgp_x', 'prod')).rejects.toThrow('EISDIR');
  expect(await readdir(dirname(keptTokenFile(folder)))).toEqual(['prod']);
});

test('it is used when nothing else names a token', () => {
  const kept = { tokenFile: '/c/tokens/default' };
  expect(resolveSettings({}, {}, nothing, kept)).toMatchObject({
    mode: 'api',
    profile: 'default',
    token: { kind: 'file', file: '/c/tokens/default' },
  });
  expect(resolveSettings({ SEGTOP_TOKEN: 'sgp_env' }, {}, nothing, kept).token).toMatchObject({ kind: 'environment' });
  const profiles = { config: { profiles: { prod: { token: 'sgp_prod' } } }, problems: [] };
  expect(resolveSettings({}, {}, profiles, kept).token).toMatchObject({ kind: 'config' });
  expect(resolveSettings({}, { demo: true }, nothing, kept).mode).toBe('demo');
});

test.each<[boolean, string]>([
  [true, 'prod'],
  [true, 'a'],
  [true, 'Prod-2.eu_west'],
  [true, 'x'.repeat(40)],
  [false, 'x'.repeat(41)],
  [false, ''],
  [false, '.hidden'],
  [false, '../prod'],
  [false, 'a b'],
  // A draft of a token is called so: it would never be read.
  [false, 'prod.tmp'],
  [false, 'prod.TMP'],
])('whether a token can be kept by a name: %s for %j', (expected, name) => expect(isProfileName(name)).toBe(expected));

test('profiles are those that have a token, without the unnamed one and drafts', async () => {
  const folder = await temporaryFolder();
  expect(await keptProfiles(folder)).toEqual([]);
  for (const name of ['prod', 'default', 'dev', 'prod.17.tmp']) await keepToken(folder, 'sgp_x', name);
  expect(await keptProfiles(folder)).toEqual(['dev', 'prod']);
});

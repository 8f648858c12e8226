import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Local, noLocal } from '../../source/domain/local.ts';
import type { StorageProblem } from '../../source/storage/document.ts';
import { openLocal } from '../../source/storage/local.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const scope = { profile: 'prod', workspaceId: 'w1' };
const colored =
  (path: string) =>
  (local: Local): Local => ({
    ...local,
    privacy: { ...local.privacy, colors: { ...local.privacy.colors, [path]: 'red' } },
  });

async function opened(folder: string) {
  const problems: StorageProblem[] = [];
  return { store: await openLocal(folder, (problem) => problems.push(problem)), problems };
}

test('what is kept of one workspace is not seen from another, nor from another profile', async () => {
  const folder = await temporaryFolder();
  await (await opened(folder)).store.update(scope, colored('properties.plan'));
  const { store } = await opened(folder);
  expect(store.get(scope).privacy.colors).toEqual({ 'properties.plan': 'red' });
  expect(store.get({ ...scope, workspaceId: 'w2' })).toEqual(noLocal);
  expect(store.get({ ...scope, profile: 'dev' })).toEqual(noLocal);
});

test('two programs that change it lose nothing to each other', async () => {
  const folder = await temporaryFolder();
  const [one, other] = [await opened(folder), await opened(folder)];
  await one.store.update(scope, colored('traits.a'));
  const local = await other.store.update(scope, colored('traits.b'));
  expect(Object.keys(local.privacy.colors)).toEqual(['traits.a', 'traits.b']);
});

test('what an older segtop did not know of a field is empty, and nothing of it is lost', async () => {
  const folder = await temporaryFolder();
  const local = { privacy: { colors: { a: 'red' }, inventory: [{ path: 'a' }] }, notifications: { off: [] } };
  await writeFile(join(folder, 'local.json'), JSON.stringify({ version: 1, workspaces: [{ ...scope, local }] }));
  const { store, problems } = await opened(folder);
  const { colors, inventory, unwanted } = store.get(scope).privacy;
  expect(problems).toEqual([]);
  expect([colors, unwanted]).toEqual([{ a: 'red' }, []]);
  expect(inventory).toEqual([{ path: 'a', type: '', matcher: '', sources: [], events: [], at: 0, masked: false }]);
});

test('a file of another shape is set aside and named', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'local.json');
  await writeFile(file, JSON.stringify({ version: 1, workspaces: [{ ...scope, local: { privacy: 'none' } }] }));
  const { store, problems } = await opened(folder);
  expect(store.get(scope)).toEqual(noLocal);
  expect(problems.map(({ message }) => message).join()).toContain('local.json.corrupt-1');
  expect(await readFile(`${file}.corrupt-1`, 'utf8')).toContain('none');
});

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

test('all that is kept comes back, and what only a newer segtop knows is left out and stays in the file', async () => {
  const folder = await temporaryFolder();
  const field = { path: 'a', type: 'string', matcher: 'm', sources: ['s'], events: ['e'], at: 5, masked: true };
  const local = {
    privacy: {
      colors: { a: 'red', b: 'yellow', c: 'green' },
      inventory: [field],
      unwanted: [
        { kind: 'source', id: 's1', color: 'red' },
        { kind: 'destination', id: 'd1', color: 'green' },
      ],
    },
    notifications: { seenAt: 7, off: ['x'], own: ['y'] },
    alerts: { off: ['z'] },
    failureLogs: { d1: 'c1' },
  };
  const newer = {
    ...local,
    privacy: {
      colors: { ...local.privacy.colors, d: 'blue' },
      inventory: [...local.privacy.inventory, { type: 'string' }],
      unwanted: [...local.privacy.unwanted, { kind: 'function', id: 'f1', color: 'red' }],
    },
    failureLogs: { ...local.failureLogs, d2: 5 },
  };
  const file = join(folder, 'local.json');
  await writeFile(file, JSON.stringify({ version: 1, workspaces: [{ ...scope, local: newer }] }));
  const { store, problems } = await opened(folder);
  expect([store.get(scope), problems]).toStrictEqual([local, []]);
  await store.update(scope, colored('e'));
  const [kept] = JSON.parse(await readFile(file, 'utf8')).workspaces;
  expect(kept.local).toMatchObject({
    privacy: { colors: { d: 'blue', e: 'red' } },
    failureLogs: { d1: 'c1', d2: 5 },
  });
});

test('what another program keeps meanwhile is there after a look at the file', async () => {
  const folder = await temporaryFolder();
  const [one, other] = [await opened(folder), await opened(folder)];
  await one.store.update(scope, colored('a'));
  expect(other.store.get(scope)).toEqual(noLocal);
  await other.store.reload();
  expect(other.store.get(scope).privacy.colors).toEqual({ a: 'red' });
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

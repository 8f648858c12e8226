import { describe, expect, it, vi } from 'vitest';
import { keptFavorites } from '../../../source/app/kept/favorites.ts';
import type { FavoriteRef } from '../../../source/state/store.ts';
import { openFavorites } from '../../../source/storage/favorites.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const ref = (id: string, kind: FavoriteRef['kind'] = 'source'): FavoriteRef => ({ kind, id });

/** One running segtop on a state folder. */
async function program(
  folder: string,
  { profile = 'default', workspaceId = 'w1', first = [] as readonly FavoriteRef[] } = {},
) {
  const file = await openFavorites(folder, () => undefined);
  const told: (readonly FavoriteRef[])[] = [];
  const kept = keptFavorites({
    opened: () => file,
    profile,
    workspaceId: () => workspaceId,
    first,
    onChange: (favorites) => told.push(favorites),
  });
  const shown = kept.loadFavorites(workspaceId);
  /** What a program that starts now finds. */
  const inFile = async () => (await openFavorites(folder, () => undefined)).list({ profile, workspaceId });
  return { kept, told, shown, inFile };
}

const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 4000, interval: 20 });

describe('two programs on one file', () => {
  it('keep what the other has added, in every order', async () => {
    const folder = await temporaryFolder();
    const [one, two] = [await program(folder), await program(folder)];
    one.kept.saveFavorites([ref('a')]);
    await eventually(async () => expect(await one.inFile()).toEqual([ref('a')]));
    two.kept.saveFavorites([ref('b', 'warehouse')]);
    await eventually(async () => expect(await two.inFile()).toEqual([ref('a'), ref('b', 'warehouse')]));
    one.kept.saveFavorites([]);
    await eventually(async () => expect(await one.inFile()).toEqual([ref('b', 'warehouse')]));
  });

  it('tell the screen of the other’s change after a save and on a reload, and of nothing else', async () => {
    const folder = await temporaryFolder();
    const [one, two] = [await program(folder), await program(folder)];
    one.kept.saveFavorites([ref('a')]);
    await eventually(async () => expect(await one.inFile()).toEqual([ref('a')]));
    expect(one.told).toEqual([]);
    two.kept.reloadFavorites();
    await eventually(async () => expect(two.told).toEqual([[ref('a')]]));
    two.kept.saveFavorites([ref('a'), ref('b')]);
    one.kept.saveFavorites([ref('a'), ref('c')]);
    await eventually(async () => expect(new Set(await one.inFile())).toEqual(new Set([ref('a'), ref('b'), ref('c')])));
    one.kept.reloadFavorites();
    await eventually(async () => expect(one.told.at(-1)).toHaveLength(3));
  });
});

describe('what stands there at first', () => {
  const first = [ref('a'), ref('b')];

  it('is shown and not written, and stays when the file is read again', async () => {
    const { kept, shown, told, inFile } = await program(await temporaryFolder(), { first });
    expect([shown, await inFile()]).toEqual([first, []]);
    kept.reloadFavorites();
    expect(kept.loadFavorites('w1')).toEqual(first);
    expect(told).toEqual([]);
  });

  it('is kept with the first change, and never comes back once it was taken away', async () => {
    const folder = await temporaryFolder();
    const one = await program(folder, { first });
    one.kept.saveFavorites([...first, ref('c')]);
    one.kept.saveFavorites([ref('c')]);
    await eventually(async () => expect(await one.inFile()).toEqual([ref('c')]));
    one.kept.saveFavorites([]);
    await eventually(async () => expect(await one.inFile()).toEqual([]));
    expect((await program(folder, { first })).shown).toEqual([]);
  });
});

describe('a list', () => {
  it('brings a removed one back to its place', async () => {
    const { kept, inFile } = await program(await temporaryFolder());
    kept.saveFavorites([ref('a'), ref('b'), ref('c')]);
    kept.saveFavorites([ref('a'), ref('c')]);
    kept.saveFavorites([ref('a'), ref('b'), ref('c')]);
    await eventually(async () => expect(await inFile()).toEqual([ref('a'), ref('b'), ref('c')]));
  });

  it.each([
    ['another profile', { profile: 'other' }],
    ['another workspace', { workspaceId: 'w2' }],
  ])('is private: %s starts with none', async (_, scope) => {
    const folder = await temporaryFolder();
    const mine = await program(folder);
    mine.kept.saveFavorites([ref('a')]);
    await eventually(async () => expect(await mine.inFile()).toEqual([ref('a')]));
    expect((await program(folder, scope)).shown).toEqual([]);
    expect((await program(folder)).shown).toEqual([ref('a')]);
  });

  it('is not saved before the workspace is known', () => {
    const kept = keptFavorites({
      opened: () => undefined,
      profile: 'p',
      workspaceId: () => undefined,
      onChange: () => undefined,
    });
    kept.saveFavorites([ref('a')]);
    kept.reloadFavorites();
    expect(kept.loadFavorites('w')).toEqual([]);
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StorageProblem } from '../../source/storage/document.ts';
import { type Favorite, openFavorites } from '../../source/storage/favorites.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const scope = { profile: 'prod', workspaceId: 'w1' };
const web: Favorite = { kind: 'source', id: 'web' };
const braze: Favorite = { kind: 'destination', id: 'braze' };
const redshift: Favorite = { kind: 'warehouse', id: 'redshift' };
const enrich: Favorite = { kind: 'function', id: 'enrich' };

async function opened(folder: string) {
  const problems: StorageProblem[] = [];
  return { favorites: await openFavorites(folder, (problem) => problems.push(problem)), problems };
}

describe('favorites', () => {
  it('are kept in the order in which they were added, over a restart', async () => {
    const folder = await temporaryFolder();
    const { favorites } = await opened(folder);
    await favorites.add(scope, [web, braze, web]);
    await favorites.add(scope, [redshift, braze, enrich]);
    expect((await opened(folder)).favorites.list(scope)).toEqual([web, braze, redshift, enrich]);
  });

  it('belong to one profile and workspace, whatever their names', async () => {
    const { favorites } = await opened(await temporaryFolder());
    const odd = { profile: '__proto__', workspaceId: 'constructor' };
    await favorites.add(scope, [web]);
    await favorites.add(odd, [braze]);
    expect(favorites.list(odd)).toEqual([braze]);
    expect(favorites.list({ ...scope, workspaceId: 'w2' })).toEqual([]);
    expect(favorites.list({ ...scope, profile: 'dev' })).toEqual([]);
  });

  it('can be removed and put back where they were', async () => {
    const folder = await temporaryFolder();
    const { favorites } = await opened(folder);
    await favorites.add(scope, [web, braze, redshift]);
    expect(await favorites.remove(scope, [braze, enrich])).toEqual([web, redshift]);
    expect(await favorites.add(scope, [braze], 1)).toEqual([web, braze, redshift]);
    await favorites.remove(scope, [web, braze, redshift]);
    expect(JSON.parse(await readFile(join(folder, 'favorites.json'), 'utf8'))).toEqual({ version: 1, workspaces: [] });
  });

  it('keep apart a source and a destination of the same id', async () => {
    const { favorites } = await opened(await temporaryFolder());
    await favorites.add(scope, [web, { kind: 'destination', id: 'web' }]);
    expect(await favorites.remove(scope, [web])).toEqual([{ kind: 'destination', id: 'web' }]);
  });

  it('take over what another program has added', async () => {
    const folder = await temporaryFolder();
    const [one, other] = [await opened(folder), await opened(folder)];
    await one.favorites.add(scope, [web]);
    expect(await other.favorites.add(scope, [braze])).toEqual([web, braze]);
    await one.favorites.reload();
    expect(one.favorites.list(scope)).toEqual([web, braze]);
  });

  it('leave kinds that only a newer segtop knows in the file, and lose none of its keys', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'favorites.json');
    const planet = { kind: 'planet', id: 'x' };
    const noted = { ...web, note: 'of tomorrow' };
    const other = { profile: 'other', workspaceId: 'w2', favorites: [planet], pinned: true };
    await writeFile(
      file,
      JSON.stringify({ version: 1, theme: 'dark', workspaces: [{ ...scope, favorites: [planet, noted] }, other] }),
    );
    const { favorites, problems } = await opened(folder);
    expect(favorites.list(scope)).toEqual([web]);
    await favorites.add(scope, [braze]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      version: 1,
      theme: 'dark',
      workspaces: [other, { ...scope, favorites: [noted, braze, planet] }],
    });
    await favorites.remove(scope, [web]);
    expect((await opened(folder)).favorites.list(scope)).toEqual([braze]);
    expect(problems).toEqual([]);
  });
});

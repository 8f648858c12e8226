import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const favorites = new URL('../../source/storage/favorites.ts', import.meta.url).href;
const program = `
const { openFavorites } = await import('${favorites}');
const [folder, name] = process.argv.slice(1);
const list = await openFavorites(folder, ({ message }) => { throw new Error(message); });
for (let turn = 0; turn < 5; turn += 1) {
  await list.add({ profile: 'p', workspaceId: 'w' }, [{ kind: 'source', id: name + turn }]);
}
`;

describe('programs that run at the same time', () => {
  it('lose none of their favorites to each other', async () => {
    const folder = await temporaryFolder();
    const run = (name: string) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, folder, name]);
    await Promise.all(['a', 'b', 'c'].map(run));
    const { workspaces } = JSON.parse(await readFile(join(folder, 'favorites.json'), 'utf8'));
    const ids = workspaces[0].favorites.map(({ id }: { id: string }) => id).sort();
    expect(ids).toEqual(['a', 'b', 'c'].flatMap((name) => [0, 1, 2, 3, 4].map((turn) => `${name}${turn}`)));
  });
});

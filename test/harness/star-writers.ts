import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const favorites = new URL('../../source/storage/favorites.ts', import.meta.url).href;
/** Prints each favorite once it is saved: one that a problem says is not, when it is saved again. A problem is a line that is none. */
const program = `
const { openFavorites } = await import('${favorites}');
const [folder, name, turns] = process.argv.slice(1);
let isSaved = true;
const list = await openFavorites(folder, ({ message }) => {
  isSaved = message.includes('is saved again');
  console.log('problem: ' + message);
});
const waiting = [];
for (let turn = 0; turn < Number(turns); turn += 1) {
  const id = name + '-' + turn;
  await list.add({ profile: 'p', workspaceId: 'w' }, [{ kind: 'source', id }]);
  waiting.push(id);
  if (isSaved) for (const saved of waiting.splice(0)) console.log(saved);
}
`;

export interface Written {
  /** Ids that a program was told are saved. */
  readonly acknowledged: readonly string[];
  /** Ids that the file holds in the end. */
  readonly stored: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Starts programs that all add favorites to one file at the same time, as fast as they can.
 * @param killed how many of them are ended by SIGKILL after their first favorite
 */
export async function starWriters(
  folder: string,
  { writers, turns, killed = 0 }: { readonly writers: number; readonly turns: number; readonly killed?: number },
): Promise<Written> {
  const lines = await Promise.all(
    Array.from({ length: writers }, async (_, index) => {
      const args = ['--input-type=module', '-e', program, folder, `w${index}`, String(turns)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const told: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        told.push(line);
        if (index < killed) child.kill('SIGKILL');
      }
      return told;
    }),
  );
  const said = lines.flat();
  const { workspaces } = JSON.parse(await readFile(join(folder, 'favorites.json'), 'utf8'));
  return {
    acknowledged: said.filter((line) => /^w\d+-\d+$/.test(line)),
    stored: workspaces[0].favorites.map(({ id }: { id: string }) => id),
    problems: said.filter((line) => !/^w\d+-\d+$/.test(line)),
  };
}

/** What was said to be saved and is not in the file. */
export function lost({ acknowledged, stored }: Written): readonly string[] {
  const there = new Set(stored);
  return acknowledged.filter((id) => !there.has(id));
}

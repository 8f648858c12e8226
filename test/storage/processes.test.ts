import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lost, starWriters } from '../harness/star-writers.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

describe('programs that run at the same time', () => {
  it('lose none of their favorites to each other', async () => {
    const written = await starWriters(await temporaryFolder(), { writers: 6, turns: 4 });
    expect(written.acknowledged).toHaveLength(24);
    expect([lost(written), written.problems]).toEqual([[], []]);
    expect(written.stored.toSorted()).toEqual(written.acknowledged.toSorted());
  });

  it('lose nothing that was saved when some of them are killed while they save', async () => {
    const folder = await temporaryFolder();
    const written = await starWriters(folder, { writers: 6, turns: 4, killed: 3 });
    expect(written.acknowledged.length).toBeGreaterThanOrEqual(3 * 4 + 3);
    expect([lost(written), written.problems]).toEqual([[], []]);
    expect(await readFile(join(folder, 'favorites.json'), 'utf8')).toMatch(/\}\n$/);
  });
});

/**
 * Many programs save into one file at the same time: node test/bench/writers.ts [--writers 50] [--turns 4] [--killed 5] [--rounds 3].
 * Prints one line a round and ends with 1 when anything was lost that had been said to be saved.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lost, starWriters } from '../harness/star-writers.ts';

const { values } = parseArgs({
  options: {
    writers: { type: 'string', default: '50' },
    turns: { type: 'string', default: '4' },
    killed: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
  },
});

for (let round = 1; round <= Number(values.rounds); round += 1) {
  const folder = await mkdtemp(join(tmpdir(), 'segtop-writers-'));
  const began = performance.now();
  const written = await starWriters(folder, {
    writers: Number(values.writers),
    turns: Number(values.turns),
    killed: Number(values.killed),
  });
  const gone = lost(written);
  const took = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `round ${round}: ${written.acknowledged.length} acknowledged, ${gone.length} lost, ${written.problems.length} problems, ${took} s`,
    ...gone,
    ...written.problems,
  );
  if (gone.length > 0) process.exitCode = 1;
  await rm(folder, { recursive: true, force: true });
}

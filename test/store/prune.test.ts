import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../source/store/database.ts';
import { pruneStep } from '../../source/store/prune.ts';
import { answer, noon, storeStage } from './stage.ts';

const day = 24 * 60 * 60_000;

it('keeps the newest answers within their room and none of more than fourteen days, in small steps', async () => {
  const stage = await storeStage();
  const store = await stage.open();
  const noise = Array.from({ length: 300 }, (_, at) => Math.sin(at));
  for (let index = 0; index < 30; index += 1) store.keep(`k${index}`, answer(noise, noon - index * day + 1));
  store.flush();
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  if (!database) throw new Error('no store');
  expect(pruneStep(database, noon)).toBe(false);
  const kept = () => database.read(() => database.sql('SELECT key, size FROM answers ORDER BY id').all()) ?? [];
  expect(kept().map(({ key }) => key)).toEqual(Array.from({ length: 15 }, (_, index) => `k${index}`));
  const size = Number(kept()[0]?.size);
  pruneStep(database, noon, { answersRoom: Math.ceil(size * 3.5) });
  expect(kept().map(({ key }) => key)).toEqual(['k0', 'k1', 'k2']);
  database.close();
  expect(stage.problems).toEqual([]);
});

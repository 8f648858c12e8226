/** Notes which functions of source/ ran during each test file, and for how long it ran: they have been given marks (`hits.ts`). */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';

const world = globalThis as { segtopHits?: Uint8Array };
world.segtopHits ??= new Uint8Array(65536);
world.segtopHits.fill(0);
const since = performance.now();

afterAll(() => {
  const hit = [...world.segtopHits!.entries()].filter(([, ran]) => ran === 1).map(([index]) => index);
  const test = expect.getState().testPath ?? '';
  const name = createHash('sha1').update(test).digest('hex');
  const ms = Math.round(performance.now() - since);
  writeFileSync(join(process.env.SEGTOP_HITS ?? '.', `${name}.json`), JSON.stringify({ test, ms, hit }));
});

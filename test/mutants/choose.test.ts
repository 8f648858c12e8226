import { expect, test } from 'vitest';
import { chosen } from './choose.ts';
import { type Mutant, mutantsOf } from './mutate.ts';

const files = new Map<string, readonly Mutant[]>([
  ['source/a.ts', mutantsOf('source/a.ts', 'const a = 1; const b = 2; const c = d < e;')],
  ['source/b.ts', mutantsOf('source/b.ts', 'const f = !g;')],
]);
const named = (seed: number) =>
  [...chosen(files, seed)].map(({ path, start, becomes }) => `${path} ${start} ${becomes}`);

test('the same seed chooses the same, another one otherwise', () => {
  expect(named(1)).toEqual(named(1));
  expect(new Set([1, 2, 3, 4, 5].map((seed) => named(seed).join())).size).toBeGreaterThan(1);
});

test('every change comes once, and each file before any comes again', () => {
  const all = [...files.values()].flat().length;
  expect(new Set(named(7)).size).toBe(all);
  expect(
    named(7)
      .slice(0, 2)
      .map((name) => name.split(' ')[0])
      .sort(),
  ).toEqual(['source/a.ts', 'source/b.ts']);
});

import type { SourceFile } from '../harness/imports.ts';

/** A test file, and how many imports lie between it and what it is asked about. */
export interface Related {
  readonly path: string;
  readonly distance: number;
}

const isTest = (path: string) => /^test\/.*\.test\.tsx?$/.test(path);
const wordsOf = (path: string) =>
  path
    .replace(/(?:\.test)?\.tsx?$/, '')
    .split('/')
    .slice(1)
    .flatMap((part) => part.split('-'));

/** How much two paths speak of the same: the share of the file's words that stand in the test's path too. */
function likeness(file: string, test: string): number {
  const known = new Set(wordsOf(test));
  const words = wordsOf(file).filter((word) => word !== 'index');
  return words.filter((word) => known.has(word)).length / Math.max(1, words.length);
}

/** Drawn screens with all their words: what no nearer test sees is most often seen there. */
export const isGolden = (path: string): boolean => path.startsWith('test/golden/');

/**
 * Test files that load a file, by whatever way: those that import it themselves first, then those that are named alike, then golden screens,
 * then the others by the number of imports between.
 * @param bin a file that stands for the built program, which test files with `spawns` run
 */
export function relatedTests(
  files: readonly SourceFile[],
  changed: string,
  { bin, spawns }: { readonly bin: string; readonly spawns: (path: string) => boolean },
): readonly Related[] {
  const importers = new Map<string, string[]>();
  const add = (from: string, to: string) => {
    const known = importers.get(to);
    if (known === undefined) importers.set(to, [from]);
    else known.push(from);
  };
  for (const { path, imports } of files) {
    for (const { file, kind } of imports) if (file !== undefined && kind !== 'type') add(path, file);
    if (spawns(path)) add(path, bin);
  }
  const distances = new Map([[changed, 0]]);
  for (const [path, distance] of distances)
    for (const importer of importers.get(path) ?? [])
      if (!distances.has(importer)) distances.set(importer, distance + 1);
  const rank = ({ path, distance }: Related) => {
    if (distance === 1) return 0;
    if (isGolden(path)) return 2;
    return likeness(changed, path) >= 0.5 ? 1 : 3;
  };
  return [...distances]
    .filter(([path]) => isTest(path))
    .map(([path, distance]) => ({ path, distance }))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        likeness(changed, b.path) - likeness(changed, a.path) ||
        a.distance - b.distance ||
        (a.path < b.path ? -1 : 1),
    );
}

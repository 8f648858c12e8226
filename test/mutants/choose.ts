import type { Kind, Mutant } from './mutate.ts';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Takes one out of a list, by chance. */
const draw = <T>(list: T[], random: () => number): T | undefined =>
  list.splice(Math.floor(random() * list.length), 1)[0];

/**
 * Mutants in an order of chance: in every round one of each file, larger files sooner, and of a file each kind alike, so that numbers
 * and texts, of which there are most, do not stand for all.
 */
export function* chosen(byFile: ReadonlyMap<string, readonly Mutant[]>, seed: number): Generator<Mutant> {
  const random = seeded(seed);
  const left = new Map<string, Map<Kind, Mutant[]>>();
  for (const [path, mutants] of byFile)
    left.set(
      path,
      Map.groupBy(mutants, ({ kind }) => kind),
    );
  while (left.size > 0) {
    const round = [...left]
      .map(([path, kinds]) => {
        const sites = byFile.get(path)!.length;
        return { path, kinds, at: sites === 0 ? 0 : random() ** (1 / sites) };
      })
      .sort((a, b) => b.at - a.at);
    for (const { path, kinds } of round) {
      const kind = draw([...kinds.keys()], random);
      const some = kind === undefined ? [] : kinds.get(kind)!;
      const mutant = draw(some, random);
      if (kind !== undefined && some.length === 0) kinds.delete(kind);
      if (kinds.size === 0) left.delete(path);
      if (mutant !== undefined) yield mutant;
    }
  }
}

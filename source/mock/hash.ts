/** A 32-bit mix of three integers: the only source of chance in the mock, so that equal inputs give equal worlds. */
export const mix = (a: number, b: number, c: number): number => mixOn(mixOf(a, b), c);

/** What mixes of the same two integers have in common, for whoever draws many. */
export const mixOf = (a: number, b: number): number =>
  Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ 0x7f4a7c15, 0xc2b2ae35);

/** Goes on with the third. */
export function mixOn(both: number, c: number): number {
  let h = both ^ Math.imul(c ^ 0x165667b1, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** The same as a number in [0, 1). */
export const chance = (a: number, b: number, c: number): number => chanceOn(mixOf(a, b), c);

export const chanceOn = (both: number, c: number): number => mixOn(both, c) / 4294967296;

/** A 32-bit number of a text (FNV-1a), to seed the mix with ids. */
export function textHash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** An id in the API's usual shape: 22 base-58 characters (rule 16). */
export function idOf(text: string, length = 22): string {
  const seed = textHash(text);
  let id = '';
  for (let rest = 0, i = 0; i < length; i++) {
    if (i % 5 === 0) rest = mix(seed, i, length);
    id += letters[rest % letters.length];
    rest = Math.floor(rest / letters.length);
  }
  return id;
}

/** The element that the hash picks. The list must not be empty. */
export const pick = <T>(list: readonly T[], hash: number): T => list[hash % list.length] as T;

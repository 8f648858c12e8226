import { go, type Prepared, prepare, single } from 'fuzzysort';
import { folded, ignoresMarks, unfoldedSpan } from '../../domain/fold.ts';
import type { SafeText } from '../../domain/text.ts';
import type { Thing } from '../environment.ts';

/** Where letters of a text were found: start and end (exclusive) of each run, in order. */
export type Runs = readonly (readonly [start: number, end: number])[];

/** Fewer letters would match everything. */
export const leastLetters = 2;
/** More than anyone scrolls through: another letter narrows faster. */
export const mostFound = 40;

/** Below this score the letters are too far apart to be meant. */
const leastScore = 0.25;
/** Fuzzy ranking is slow: with more candidates than this, only those are ranked that contain the letters in one piece. */
const mostRanked = 600;

interface Ready {
  /** In lower case, composed, and without accents. */
  readonly exact: string;
  readonly loose: string;
  /** Everything that counts as much as its name, in the same two forms. */
  readonly names: ReadonlySet<string>;
  target?: Prepared;
}

/** What a thing is searched by, made ready once and kept with it. */
const readies = new WeakMap<Thing, Ready>();

const formOf = (text: string, loose: boolean): string => folded(text, loose).text.toLowerCase();

function readyOf(thing: Thing): Ready {
  const known = readies.get(thing);
  if (known) return known;
  const names = [thing.name, ...(thing.names ?? [])];
  const made = {
    exact: formOf(thing.name, false),
    loose: formOf(thing.name, true),
    names: new Set(names.flatMap((name) => [formOf(name, false), formOf(name, true)])),
  };
  readies.set(thing, made);
  return made;
}

function targetOf(thing: Thing): Prepared {
  const ready = readyOf(thing);
  ready.target ??= prepare(ready.loose);
  return ready.target;
}

export interface FoundThing {
  readonly thing: Thing;
  readonly matches: Runs;
  /** The name is exactly what was typed. */
  readonly exact: boolean;
  /** It begins with all that was typed. */
  readonly begins: boolean;
  /** Every word stands in it in one piece. */
  readonly whole: boolean;
}

/** How the words stand in a name: 0 begins with them, 1 each begins a word, 2 in the middle. */
function standing(text: string, line: string, words: readonly string[]): number {
  if (text.startsWith(line)) return 0;
  return words.every((word) =>
    new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'u').test(text),
  )
    ? 1
    : 2;
}

/**
 * Things whose names have these letters: exact names, then names with every word in one piece, worst first, then names with the
 * letters in this order. Accents do not count where none are typed.
 */
export function foundThings(things: readonly Thing[], text: string): FoundThing[] {
  const line = text.trim().replace(/\s+/g, ' ');
  if (line.length < leastLetters) return [];
  const loose = ignoresMarks(line);
  const wanted = formOf(line, loose);
  const words = wanted.split(' ');
  const nameOf = (thing: Thing) => (loose ? readyOf(thing).loose : readyOf(thing).exact);
  const whole: { readonly thing: Thing; readonly exact: boolean }[] = [];
  const scattered: Thing[] = [];
  for (const thing of things) {
    const exact = readyOf(thing).names.has(wanted);
    const name = nameOf(thing);
    if (exact || words.every((word) => name.includes(word))) whole.push({ thing, exact });
    else if (scattered.length < mostRanked && words.every((word) => hasLetters(name, word))) scattered.push(thing);
  }
  const first = whole
    .map((each) => ({ ...each, at: standing(nameOf(each.thing), wanted, words) }))
    .sort(
      (a, b) =>
        Number(b.exact) - Number(a.exact) ||
        (b.thing.severity ?? 0) - (a.thing.severity ?? 0) ||
        a.at - b.at ||
        a.thing.name.length - b.thing.name.length,
    )
    .slice(0, mostFound)
    .map(({ thing, exact, at }) => ({
      thing,
      exact,
      begins: at === 0,
      whole: true,
      matches: wordRuns(thing.name, words, loose),
    }));
  const rest = go(wanted, scattered, { key: targetOf, limit: mostFound, threshold: leastScore }).map(
    ({ obj, indexes }) => ({
      thing: obj,
      exact: false,
      begins: false,
      whole: false,
      matches: unfoldedRuns(obj.name, runsOf(indexes), true),
    }),
  );
  return [...first, ...rest].slice(0, mostFound);
}

/** Where the words stand in a name, as it is written. */
function wordRuns(name: string, words: readonly string[], loose: boolean): Runs {
  const text = formOf(name, loose);
  const indexes = words.flatMap((word) => {
    const at = text.indexOf(word);
    return at < 0 ? [] : Array.from(word, (_, index) => at + index);
  });
  return unfoldedRuns(name, runsOf([...new Set(indexes)]), loose);
}

function unfoldedRuns(name: string, runs: Runs, loose: boolean): Runs {
  const form = folded(name, loose);
  return runs.map(([start, end]) => unfoldedSpan(form, start, end));
}

function hasLetters(text: string, word: string): boolean {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Where the letters of a word stand in a name; undefined where they do not. */
export function lettersIn(name: SafeText, word: string): Runs | undefined {
  const result = word === '' ? undefined : single(word, name);
  return result ? runsOf(result.indexes) : undefined;
}

function runsOf(indexes: readonly number[]): Runs {
  const runs: [number, number][] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === index) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

import { go, type Prepared, prepare, single } from 'fuzzysort';
import type { SafeText } from '../domain/text.ts';
import type { Thing } from './environment.ts';

/** Where letters of a text were found: start and end (exclusive) of each run, in order. */
export type Runs = readonly (readonly [start: number, end: number])[];

/** Fewer letters would find everything. */
const leastLetters = 2;
/** More than anyone scrolls through: the next letter narrows faster. */
const mostFound = 40;

/** Below this the letters stand too far apart to be meant. */
const leastScore = 0.25;
/** Ranking costs: of more candidates than this, those that have the letters in one piece are ranked. */
const mostRanked = 600;

interface Ready {
  readonly lower: string;
  target?: Prepared;
}

/** What a thing is searched by, made ready once and kept with it. */
const readies = new WeakMap<Thing, Ready>();

function readyOf(thing: Thing): Ready {
  const known = readies.get(thing);
  if (known) return known;
  const made = { lower: thing.name.toLowerCase() };
  readies.set(thing, made);
  return made;
}

function targetOf(thing: Thing): Prepared {
  const ready = readyOf(thing);
  ready.target ??= prepare(thing.name);
  return ready.target;
}

export interface FoundThing {
  readonly thing: Thing;
  readonly matches: Runs;
  /** Every word stands in it in one piece. */
  readonly whole: boolean;
}

/** Things whose names have these letters in this order, best first. */
export function foundThings(things: readonly Thing[], text: string): FoundThing[] {
  const wanted = text.trim();
  if (wanted.length < leastLetters) return [];
  const words = wanted.toLowerCase().split(/\s+/);
  const found = go(wanted, candidatesOf(things, words), { key: targetOf, limit: mostFound, threshold: leastScore });
  return found.map(({ obj, indexes }) => ({
    thing: obj,
    matches: runsOf(indexes),
    whole: words.every((word) => readyOf(obj).lower.includes(word)),
  }));
}

/** Names that have every word in one piece before those that have only its letters in order. */
function candidatesOf(things: readonly Thing[], words: readonly string[]): Thing[] {
  const whole: Thing[] = [];
  const scattered: Thing[] = [];
  for (const thing of things) {
    const { lower } = readyOf(thing);
    if (words.every((word) => lower.includes(word))) whole.push(thing);
    else if (scattered.length < mostRanked && words.every((word) => hasLetters(lower, word))) scattered.push(thing);
    if (whole.length === mostRanked) return whole;
  }
  return [...whole, ...scattered].slice(0, mostRanked);
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

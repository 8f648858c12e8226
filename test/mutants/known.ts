import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { functionAt, type Span, spansOf } from './hits.ts';
import type { Mutant } from './mutate.ts';

/** What one test file ran when it was last measured. */
interface Ran {
  readonly text: string;
  readonly ms: number;
  /** Numbers of the functions, by the file they stand in. */
  readonly functions: Readonly<Record<string, readonly number[]>>;
}

interface Kept {
  /** The texts that were measured, as hashes. */
  readonly sources: Readonly<Record<string, string>>;
  readonly tests: Readonly<Record<string, Ran>>;
}

const hashOf = (text: string): string => createHash('sha1').update(text).digest('hex');

/** Files stay as they are while a run lasts. */
function once<T>(of: (path: string) => T): (path: string) => T {
  const made = new Map<string, T>();
  return (path) => {
    if (!made.has(path)) made.set(path, of(path));
    return made.get(path)!;
  };
}

/** Which test files run which functions, as it was measured: kept between runs, and of no weight where a file has changed since. */
export class Known {
  readonly #kept: Kept;
  readonly #hash: (path: string) => string;
  readonly #spans: (path: string) => readonly Span[];

  /** @param read gives a file's text */
  constructor(kept: Kept, read: (path: string) => string) {
    this.#kept = kept;
    this.#hash = once((path) => hashOf(read(path)));
    this.#spans = once((path) => spansOf(path, read(path)));
  }

  /** Whether a test file runs the function that a mutant stands in; undefined when that is not known. */
  runs(test: string, { path, start }: Mutant): boolean | undefined {
    const ran = this.#kept.tests[test];
    if (ran === undefined || this.#kept.sources[path] !== this.#hash(path)) return undefined;
    const functions = ran.functions[path] ?? [];
    const at = functionAt(this.#spans(path), start);
    // What runs once, when its file is loaded, is looked at by those that use the file.
    if (at === undefined ? functions.length > 0 : functions.includes(at)) return true;
    return ran.text === this.#hash(test) && at !== undefined ? false : undefined;
  }

  /** Milliseconds a test file took. */
  ms(test: string): number | undefined {
    return this.#kept.tests[test]?.ms;
  }
}

/** Reads what was measured; nothing is known without it. */
export function readKnown(file: string, read: (path: string) => string): Known {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : { sources: {}, tests: {} };
  return new Known(kept, read);
}

/** Makes one file of what the test files wrote (`hits-setup.ts`). @param root where they ran */
export function writeKnown(
  file: string,
  folder: string,
  root: string,
  sources: readonly string[],
  read: (path: string) => string,
): void {
  const owners = sources.flatMap((path) => spansOf(path, read(path)).map((_, index) => [path, index] as const));
  const tests: Record<string, Ran> = {};
  for (const name of readdirSync(folder)) {
    const { test, ms, hit } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      test: string;
      ms: number;
      hit: number[];
    };
    const functions: Record<string, number[]> = {};
    for (const number of hit) {
      const [path, index] = owners[number]!;
      functions[path] ??= [];
      functions[path].push(index);
    }
    const path = test.slice(root.length + 1);
    tests[path] = { text: hashOf(read(path)), ms, functions };
  }
  const kept: Kept = { sources: Object.fromEntries(sources.map((path) => [path, hashOf(read(path))])), tests };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(kept));
}

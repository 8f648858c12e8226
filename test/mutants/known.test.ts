import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Known, readKnown, writeKnown } from './known.ts';
import { mutantsOf } from './mutate.ts';

let folder: string;
let texts: Map<string, string>;
let known: Known;
const read = (path: string) => texts.get(path)!;
const mutants = () => mutantsOf('source/b.ts', read('source/b.ts'));
const runs = (name: string) => mutants().map((mutant) => known.runs(`test/${name}.test.ts`, mutant));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segtop-test-'));
  texts = new Map([
    ['source/a.ts', 'const a = () => b;'],
    ['source/b.ts', 'const c = 0; const d = () => !e; const f = () => !g;'],
    ['test/a.test.ts', 'one'],
    ['test/b.test.ts', 'two'],
    ['test/c.test.ts', 'three'],
  ]);
  mkdirSync(join(folder, 'hits'));
  // Of both files there are three functions: 0 in the first, 1 and 2 in the second.
  const ran = [
    ['a', [0, 1]],
    ['b', []],
  ] as const;
  for (const [name, hit] of ran)
    writeFileSync(
      join(folder, 'hits', `${name}.json`),
      JSON.stringify({ test: `/copy/test/${name}.test.ts`, ms: 9, hit }),
    );
  const file = join(folder, 'kept', 'known.json');
  writeKnown(file, join(folder, 'hits'), '/copy', ['source/a.ts', 'source/b.ts'], read);
  known = readKnown(file, read);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a test file is known to run what it ran, and what is no function with any of its file', () => {
  expect(runs('a')).toEqual([true, true, false]);
  expect(runs('b')).toEqual([undefined, false, false]);
  expect([known.ms('test/a.test.ts'), known.ms('test/c.test.ts')]).toEqual([9, undefined]);
});

test('of a test file that was not measured nothing is known', () => {
  expect(runs('c')).toEqual([undefined, undefined, undefined]);
});

test('a test file that changed since may run more than it did', () => {
  texts.set('test/a.test.ts', 'otherwise');
  expect(runs('a')).toEqual([true, true, undefined]);
});

test('of a source that changed since nothing is known', () => {
  texts.set('source/b.ts', `${read('source/b.ts')} `);
  expect(runs('a')).toEqual([undefined, undefined, undefined]);
});

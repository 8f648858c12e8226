import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { acceptanceRows } from '../harness/acceptance-rows.ts';

/** Row ids in the titles of tests that look at whole screens. */
const titled = globSync(['test/e2e/*.test.ts', 'test/golden/*.test.ts'])
  .flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/\b(?:test|it)(?:\.each\([\s\S]*?\]\))?\(\s*(['"`])((?:(?!\1).)+)\1/g),
  ])
  .flatMap(([, , title = '']) => title.match(/\b[A-Z]-\d\d\b/g) ?? []);

test('every row of acceptance has a test of its own on a whole screen', () => {
  expect(acceptanceRows.filter((row) => !titled.includes(row))).toEqual([]);
});

test('no test names a row that there is not', () => {
  expect(titled.filter((row) => !acceptanceRows.includes(row))).toEqual([]);
});

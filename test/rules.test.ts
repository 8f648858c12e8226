import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { acceptanceRows } from './harness/acceptance-rows.ts';
import { pathsBelow } from './harness/imports.ts';

/** Every file of code, and of the tests but this one, which has to write down what it forbids. */
const files = ['source', 'test']
  .flatMap((root) => [...pathsBelow(root)])
  .filter((path) => /\.tsx?$/.test(path) && path !== 'test/rules.test.ts')
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

const ruleLine = /^- \*\*Rule (?<number>\d+)\.\*\* (?<sentence>.+) · `(?<held>test\/[^`]+\.test\.tsx?)`$/;
const ruleLines = readFileSync('docs/rules.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('- '));
const rules = ruleLines.flatMap((line) => {
  const { number, sentence = '', held = '' } = ruleLine.exec(line)?.groups ?? {};
  return number === undefined ? [] : [{ number: Number(number), sentence, held }];
});

/** What a comment or a title cites: `(rule 42)`, `(rules 7, 42)`, `(H-01; rule 42)`, also broken over two lines. */
const citation = /(?:\(|[;,]\s(?:\*\s)?|\*\s)rules? (\d+(?:, \d+)*)\)/g;
const cited = files.flatMap(({ path, text }) =>
  [...text.matchAll(citation)].flatMap(([, numbers = '']) =>
    numbers.split(', ').map((number) => ({ path, number: Number(number) })),
  ),
);

/** Documents that are not in this repository, in the forms in which they were cited. */
const elsewhere =
  /\b[Mm]anual(?:'s)? (?:\d|traps?\b|Appendix)|\b[Pp]roduct(?: G\d|:? \d+\.\d)|\bdesign(?:: | §| \d)|§|\bAppendix [A-Z]\b|\(G\d{1,2}[):;,]|\(2\.\d{1,2}\)/;

test('every line of docs/rules.md is a rule with a number, a fact and the test that holds it', () => {
  expect(ruleLines.filter((line) => !ruleLine.test(line))).toEqual([]);
  expect(rules.length).toBeGreaterThan(80);
});

test('no two rules have one number, and they stand in order', () => {
  const numbers = rules.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});

test('every rule names a test file that exists', () => {
  expect(rules.filter(({ held }) => !existsSync(held)).map(({ number, held }) => `${number}: ${held}`)).toEqual([]);
});

test('every rule that is cited is written down', () => {
  const known = new Set(rules.map(({ number }) => number));
  expect(cited.filter(({ number }) => !known.has(number))).toEqual([]);
});

test('every rule is cited where code rests on it', () => {
  const used = new Set(cited.map(({ number }) => number));
  expect(rules.filter(({ number }) => !used.has(number)).map(({ number }) => number)).toEqual([]);
});

test('a rule is cited in the one form that this test looks for', () => {
  expect(
    files.flatMap(({ path, text }) => {
      const known = new Set([...text.matchAll(citation)].map(({ 0: whole, index }) => index + whole.indexOf('rule')));
      return [...text.matchAll(/\brules? \d+\b/g)].filter(({ index }) => !known.has(index)).map(() => path);
    }),
  ).toEqual([]);
});

test('every acceptance row that code or a test names is explained in docs/rows.md', () => {
  const areas = [...new Set(acceptanceRows.map((id) => id[0]))].join('');
  const named = new RegExp(`\\b[${areas}]-\\d\\d\\b`, 'g');
  expect(acceptanceRows.length).toBe(93);
  expect(
    files.flatMap(({ path, text }) =>
      [...text.matchAll(named)].filter(([id]) => !acceptanceRows.includes(id)).map(([id]) => `${path}: ${id}`),
    ),
  ).toEqual([]);
});

test('nothing cites a document that is not in the repository', () => {
  expect(
    files.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => (elsewhere.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
    ),
  ).toEqual([]);
});

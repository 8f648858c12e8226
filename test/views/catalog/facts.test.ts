import { expect, test } from 'vitest';
import type { CatalogOption } from '../../../source/domain/catalog/items.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { lineText } from '../../../source/theme/line.ts';
import { settingRows } from '../../../source/views/catalog/facts.ts';
import type { CatalogEntry } from '../../../source/workspace/catalog/entries.ts';

const option = (name: string, required: boolean, label = ''): CatalogOption => ({
  name: sanitise(name),
  type: sanitise('string'),
  required,
  label: sanitise(label),
  description: sanitise('What it is for'),
});
const rowsOf = (options: readonly CatalogOption[] | undefined, width: number, fn?: object) =>
  settingRows({ item: options && { options }, fn } as unknown as CatalogEntry, width).map(({ line }) => lineText(line));

test.each([
  // Ten columns of names and sixty for the rest.
  [70, '  What it is for'],
  [69, ''],
  [200, '  What it is for'],
  [0, ''],
])('at %i columns a setting has what it is for behind it: %j', (width, tail) => {
  expect(rowsOf([option('apiKey', true, 'API Secret'), option('region', false)], width)).toEqual([
    `required API Secret  string  ${tail}`,
    `optional region      string  ${tail}`,
  ]);
});

test('what is required comes first, in its order, and no name takes more than 28 columns', () => {
  const long = 'a name that goes on and on and on';
  expect(rowsOf([option('a', false), option('b', true), option(long, true), option('c', false)], 60)).toEqual([
    `required b${' '.repeat(27)}  string  `,
    'required a name that goes on and on …  string  ',
    `optional a${' '.repeat(27)}  string  `,
    `optional c${' '.repeat(27)}  string  `,
  ]);
});

test.each([
  [[], undefined, 'none that the API tells of'],
  [undefined, undefined, 'none that the API tells of'],
  [[option('a', true)], { id: 'f' }, "A function's settings are in its code; the web app shows them."],
])('of %j with %j it is said why there are none', (options, fn, text) => {
  expect(rowsOf(options, 80, fn)).toEqual([text]);
});

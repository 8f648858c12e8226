import { expect, test } from 'vitest';
import type { Column } from '../../../source/components/table/columns.ts';
import { sortRows } from '../../../source/components/table/sort-rows.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';

interface Row {
  readonly name: SafeText;
  readonly count?: number | bigint;
}

const byCount = { sort: ({ count }: Row) => count };
const some: readonly Row[] = [
  { name: t`none` },
  { name: t`two`, count: 2 },
  { name: t`nan`, count: Number.NaN },
  { name: t`big`, count: 2n ** 60n },
  { name: t`also two`, count: 2 },
];
const names = (sorted: readonly Row[]): string[] => sorted.map(({ name }) => name);

test('rows without a value come last in both directions, equal ones keep their order', () => {
  expect(names(sortRows(some, byCount, false))).toEqual(['two', 'also two', 'big', 'none', 'nan']);
  expect(names(sortRows(some, byCount, true))).toEqual(['big', 'two', 'also two', 'none', 'nan']);
});

test('an empty text is no value', () => {
  const texts = [t`b`, t``, t`a`].map((name) => ({ name }));
  const sorted = (descending: boolean) => names(sortRows(texts, { sort: ({ name }) => name }, descending));
  expect([sorted(false), sorted(true)]).toEqual([
    ['a', 'b', ''],
    ['b', 'a', ''],
  ]);
});

test('a tie is decided by the given order', () => {
  const tie = (a: Row, b: Row): number => (a.name < b.name ? -1 : 1);
  expect(names(sortRows(some, byCount, true, tie))).toEqual(['big', 'also two', 'two', 'nan', 'none']);
});

test('text sorts without case, numbers in it by value', () => {
  const texts = [t`source 10`, t`Source 2`, t`api`].map((name) => ({ name }));
  expect(names(sortRows(texts, { sort: ({ name }) => name }, false))).toEqual(['api', 'Source 2', 'source 10']);
});

test('numbers come before texts, and infinite ones are numbers', () => {
  const mixed = ['b', 2, 'a', Number.POSITIVE_INFINITY, -1, undefined, 1n, Number.NEGATIVE_INFINITY];
  const sorted = (descending: boolean, rows: readonly (string | number | bigint | undefined)[] = mixed) =>
    sortRows(rows, { sort: (value) => value } as Column<(typeof mixed)[number]>, descending);
  expect(sorted(false)).toEqual([-Infinity, -1, 1n, 2, Infinity, 'a', 'b', undefined]);
  expect(sorted(true)).toEqual(['b', 'a', Infinity, 2, 1n, -1, -Infinity, undefined]);
  // So many that texts are compared by keys.
  const many = Array.from({ length: 2001 }, (_, index) => `Source ${2000 - index}`);
  const ascending = sorted(false, [...many, ...mixed]);
  expect(ascending.slice(0, 9)).toEqual([-Infinity, -1, 1n, 2, Infinity, 'a', 'b', 'Source 0', 'Source 1']);
  expect(ascending.slice(-3)).toEqual(['Source 1999', 'Source 2000', undefined]);
  expect(sorted(true, [...many, ...mixed]).slice(0, 2)).toEqual(['Source 2000', 'Source 1999']);
});

test('so many rows are in the order of few ones', () => {
  const words = ['api', 'API 2', 'api 10', 'Web', 'web 2', 'iOS 9', 'ios 10'];
  const rows = Array.from({ length: 2100 }, (_, index) => `${words[index % 7]}`);
  const sorted = sortRows(rows, { sort: (text) => text } as Column<string>, false);
  expect([...new Set(sorted)]).toEqual(['api', 'API 2', 'api 10', 'iOS 9', 'ios 10', 'Web', 'web 2']);
});

test.each([
  ['texts', (index: number) => ['b', 'a'][index % 2]],
  ['numbers', (index: number) => 2 - (index % 2)],
])('of so many rows, equal ones keep their order or have the given one: %s', (_, sort) => {
  const many = Array.from({ length: 2002 }, (__, index) => index);
  const column = { sort } as Column<number>;
  const [odd, even] = [many.filter((index) => index % 2 === 1), many.filter((index) => index % 2 === 0)];
  expect(sortRows(many, column, false)).toEqual([...odd, ...even]);
  expect(sortRows(many, column, true)).toEqual([...even, ...odd]);
  expect(sortRows(many, column, false, (a, b) => b - a)).toEqual([...odd.toReversed(), ...even.toReversed()]);
});

test('a column that does not sort leaves the order', () => {
  expect(sortRows(some, {}, true)).toEqual(some);
});

import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  bigCount,
  countOf,
  flag,
  ifGiven,
  listOf,
  longText,
  noteOdd,
  optionalCount,
  optionalFlag,
  optionalId,
  optionalMoment,
  promised,
  settings,
  text,
  texts,
  withOddFields,
} from '../../../source/segment-api/reading/fields.ts';

const most = Number.MAX_SAFE_INTEGER;

test.each<readonly [unknown, number | undefined]>([
  [0, 0],
  [2.5, 2.5],
  [most, most],
  [most + 1, undefined],
  [-1, undefined],
  [-0.1, undefined],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
  ['0', 0],
  [' 17 ', 17],
  ['2.50', 2.5],
  [`${most}`, most],
  ['9007199254740993', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['1,000', undefined],
  ['', undefined],
  [' ', undefined],
  [null, undefined],
  [true, undefined],
  [[5], undefined],
])('%j counts %s', (value, count) => {
  expect(countOf(value)).toBe(count);
  expect(z.parse(optionalCount, value)).toBe(count);
});

test.each<readonly [unknown, bigint | undefined]>([
  [0, 0n],
  [most, 9007199254740991n],
  ['9007199254740993', 9007199254740993n],
  [' 18 ', 18n],
  ['9'.repeat(18), 999999999999999999n],
  ['9'.repeat(19), undefined],
  [2.5, undefined],
  [-1, undefined],
  ['-1', undefined],
  ['', undefined],
  [null, undefined],
])('%j as a count of any size is %s', (value, count) => {
  expect(z.safeParse(bigCount, value).data).toBe(count);
});

test.each<readonly [string, z.ZodMiniType<unknown>, readonly (readonly [unknown, unknown])[]]>([
  [
    'a switch is off unless it is on',
    flag,
    [
      [true, true],
      [false, false],
      ['true', false],
      [1, false],
      [undefined, false],
    ],
  ],
  [
    'a switch may be unknown',
    optionalFlag,
    [
      [true, true],
      [false, false],
      ['true', undefined],
      [null, undefined],
    ],
  ],
  [
    'an id may be none',
    optionalId,
    [
      ['a', 'a'],
      ['', undefined],
      [null, undefined],
      [5, undefined],
    ],
  ],
  [
    'text may be a number',
    text,
    [
      [5, '5'],
      [false, 'false'],
      ['a\tb', 'a→b'],
      [null, ''],
      [{}, ''],
      ['x'.repeat(2000), 'x'.repeat(1024)],
    ],
  ],
  [
    'long text may not',
    longText,
    [
      [5, ''],
      ['x'.repeat(8193), 'x'.repeat(8192)],
      ['x'.repeat(8192), 'x'.repeat(8192)],
    ],
  ],
  [
    'a list of texts has no others',
    texts,
    [
      [
        ['a', 5, null, 'b\n'],
        ['a', 'b⏎'],
      ],
      ['a', []],
      [undefined, []],
    ],
  ],
  [
    'settings are an object',
    settings,
    [
      [{ a: { b: 1 } }, { a: { b: 1 } }],
      [[], {}],
      [null, {}],
      ['a', {}],
    ],
  ],
  [
    'a moment may be none',
    optionalMoment,
    [
      ['2026-03-29T01:00:00Z', Date.UTC(2026, 2, 29, 1)],
      ['0001-01-01T00:00:00Z', undefined],
      ['soon', undefined],
      [5, undefined],
      [null, undefined],
    ],
  ],
])('%s', (_, schema, cases) => {
  for (const [value, read] of cases) expect(z.parse(schema, value), JSON.stringify(value)).toEqual(read);
});

test('what was promised and what was given is told where it cannot be read, each by its own name', () => {
  const row = z.object({
    a: promised('a', z.string(), 'none'),
    b: promised('b', z.string(), 'none'),
    c: ifGiven('c', z.number(), 7),
    d: ifGiven('d', z.number(), 7),
    list: listOf('rows', z.string(), true),
    rest: listOf('others', z.string()),
  });
  expect(withOddFields(() => z.parse(row, { b: 5, d: 'x', list: ['a', 5, null], rest: {} }))).toEqual({
    result: { a: 'none', b: 'none', c: 7, d: 7, list: ['a'], rest: [] },
    odd: ['a: missing', 'b: of another type', 'd: of another type', 'without 2 of 3 rows', 'others: of another type'],
  });
  expect(withOddFields(() => z.parse(row, { a: 'x', b: 'y', c: null, d: 0 }))).toEqual({
    result: { a: 'x', b: 'y', c: 7, d: 0, list: [], rest: [] },
    odd: ['rows: missing'],
  });
});

test('a parse inside of another keeps its odd fields to itself, also when it throws', () => {
  const { odd } = withOddFields(() => {
    noteOdd('outer');
    expect(withOddFields(() => noteOdd('inner')).odd).toEqual(['inner']);
    expect(() =>
      withOddFields(() => {
        noteOdd('lost');
        throw new Error('no');
      }),
    ).toThrow('no');
    noteOdd('outer again');
  });
  expect(odd).toEqual(['outer', 'outer again']);
});

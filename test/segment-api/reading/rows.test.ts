import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { bigCount, count, id, moment, noteOdd, requiredText } from '../../../source/segment-api/reading/fields.ts';
import { parseOne, RowReader } from '../../../source/segment-api/reading/rows.ts';
import { series } from '../../../source/segment-api/reading/series.ts';

const schema = z.object({
  id,
  at: moment,
  n: count,
  on: z.boolean(),
  either: z.union([z.string(), z.number()]),
  name: requiredText,
  big: bigCount,
  series,
});
const row = { at: '2026-11-30T23:59:00Z', n: 1, on: true, either: 1, name: 'a', big: '1', series: [] };
const good = { id: 'a', ...row };

/** What a page of rows is said to have lost. */
const told = (...rows: readonly unknown[]) => {
  const reader = new RowReader(schema);
  reader.add(rows);
  return reader.problems('GET /rows');
};
const lost = (message: string) => ({ kind: 'dropped-rows', message, status: 200, operation: 'GET /rows' });

describe('a row that cannot be read is told with what is wrong about it', () => {
  test.each<readonly [what: unknown, why: string]>([
    [null, 'expected object'],
    [5, 'expected object'],
    [row, 'id: expected string'],
    [{ ...good, id: '' }, 'id: missing or of another type'],
    [{ ...good, at: 'yesterday' }, 'at: expected a time'],
    [{ ...good, n: -1 }, 'n: expected a count'],
    [{ ...good, on: 'yes' }, 'on: expected boolean'],
    [{ ...good, either: null }, 'either: missing or of another type'],
    [{ ...good, name: '' }, 'name: missing or of another type'],
    [{ ...good, big: '1e9' }, 'big: expected a whole number'],
    [{ ...good, big: null }, 'big: missing or of another type'],
    [{ ...good, series: null }, 'series: expected a list'],
    [{ ...good, series: [{ time: row.at }] }, 'series: expected points of time and count'],
  ])('%j: %s', (what, why) => {
    expect(told({ ...good, id: 'first' }, what)).toEqual([lost(`1 row could not be read: ${why}`)]);
    expect(() => parseOne(schema, what, 'GET /one')).toThrow(
      expect.objectContaining({
        problem: {
          kind: 'not-the-api',
          message: `an answer that cannot be read: ${why}`,
          status: 200,
          operation: 'GET /one',
        },
      }),
    );
  });

  test('the first reason stands for all, and no reason is as long as a page', () => {
    expect(told(null, { ...good, on: 1 })).toEqual([lost('2 rows could not be read: expected object')]);
    const long = z.object({ ['x'.repeat(200)]: z.string() });
    const reader = new RowReader(long);
    reader.add([{}]);
    expect(reader.problems('GET /rows')).toEqual([lost(`1 row could not be read: ${'x'.repeat(120)}`)]);
  });
});

test('what is no id makes no two rows the same', () => {
  expect(told({ ...good, id: 7 }, { ...good, id: 7 }, row, row, good, { ...good, n: 2 })).toEqual([
    lost('4 rows could not be read: id: expected string'),
    lost('1 row had the id of another one'),
  ]);
});

test('rows that stand with a field that is not known are told once, with the first such field', () => {
  const odd = z.pipe(
    z.object({ names: z.array(z.string()) }),
    z.transform(({ names }) => {
      for (const name of names) noteOdd(name);
      return names;
    }),
  );
  const reader = new RowReader(odd);
  reader.add([{ names: [] }, { names: ['b', 'c'] }, { names: ['a'] }]);
  const message = (what: string, field: string) => ({
    kind: 'odd-fields',
    message: `${what} could be read only in part: ${field}`,
    status: 200,
    operation: 'GET /rows',
  });
  expect(reader.problems('GET /rows')).toEqual([message('2 rows', 'b')]);
  const one = new RowReader(odd);
  one.add([{ names: ['a'] }]);
  expect(one.problems('GET /rows')).toEqual([message('1 row', 'a')]);
  expect(parseOne(odd, { names: ['a'] }, 'GET /rows').problems).toEqual([message('it', 'a')]);
  expect(parseOne(odd, { names: ['b', 'c'] }, 'GET /rows')).toEqual({
    value: ['b', 'c'],
    problems: [message('it', 'b')],
  });
  expect(parseOne(odd, { names: [] }, 'GET /rows').problems).toEqual([]);
});

import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readList, uniqueById } from '../../../source/segment-api/reading/rows.ts';
import { answer, ok, queryOf, type Step, scriptedClient } from '../answers.ts';

const schema = z.object({ id: z.string() });
const call = { operation: 'GET /sources', key: 'sources' };
const rows = (...ids: string[]) => ids.map((id) => ({ id }));

async function read(steps: readonly Step[], more: object = {}) {
  const { client, requests } = scriptedClient(...steps);
  const { value, problems } = await readList(client, { ...call, ...more }, schema);
  return { ids: value.map(({ id }) => id), problems, queries: requests.map(queryOf) };
}

test.each<[string, object]>([
  ['absent', {}],
  ['null', { next: null }],
  ['empty', { next: '' }],
])('a list ends where next is %s', async (_name, end) => {
  const { ids, problems, queries } = await read([
    ok({ sources: rows('a', 'b'), pagination: { current: 'MA==', next: 'Mg==' } }),
    ok({ sources: rows('c'), pagination: { current: 'Mg==', ...end } }),
  ]);
  expect(ids).toEqual(['a', 'b', 'c']);
  expect(problems).toEqual([]);
  expect(queries).toEqual(['pagination.count=1000', 'pagination.count=1000&pagination.cursor=Mg==']);
});

test('a list without pagination, or with a numeric cursor', async () => {
  expect(await read([ok({ sources: rows('a') })])).toMatchObject({ ids: ['a'], problems: [] });
  const numeric = await read([ok({ sources: rows('a'), pagination: { next: 2 } }), ok({ sources: rows('b') })]);
  expect(numeric.queries[1]).toBe('pagination.count=1000&pagination.cursor=2');
});

test('a repeated cursor ends the list with a problem', async () => {
  const { ids, problems, queries } = await read([
    ok({ sources: rows('a'), pagination: { next: 'x' } }),
    ok({ sources: rows('b'), pagination: { next: 'y' } }),
    ok({ sources: rows('c'), pagination: { next: 'x' } }),
  ]);
  expect(ids).toEqual(['a', 'b', 'c']);
  expect(queries).toHaveLength(3);
  expect(problems).toEqual([
    {
      kind: 'server',
      message: 'the list repeats itself: rows may be missing',
      status: 200,
      operation: 'GET /sources',
    },
  ]);
});

test('a page that fails fails the list', async () => {
  const pages = [ok({ sources: rows('a'), pagination: { next: 'x' } }), answer(401, { errors: [{ message: 'gone' }] })];
  await expect(read(pages)).rejects.toMatchObject({ problem: { kind: 'no-access', message: 'gone' } });
});

test.each<[string, object, string]>([
  ['missing', { pagination: { current: 'MA==' } }, 'sources is missing'],
  ['null', { sources: null }, 'sources is missing'],
  ['an object', { sources: { a: 1 } }, 'sources is no list'],
  ['text', { sources: 'none' }, 'sources is no list'],
])('a list that is %s is no empty list', async (_name, data, message) => {
  await expect(read([ok(data)])).rejects.toMatchObject({ problem: { kind: 'not-the-api', message, status: 200 } });
});

test.each<[string, unknown]>([
  ['an object', { next: { page: 2 } }],
  ['true', { next: true }],
  ['more than a number holds', { next: 1e308 }],
  ['in no object', 'Mg=='],
])('a place of the next page that is %s ends the list with a problem', async (_name, pagination) => {
  const { ids, problems } = await read([ok({ sources: rows('a'), pagination })]);
  expect(ids).toEqual(['a']);
  expect(problems).toMatchObject([
    { kind: 'server', message: 'the place of the next page could not be read: rows may be missing' },
  ]);
});

test('a full page that does not say whether it is the last is not known to be', async () => {
  const { ids, problems } = await read([ok({ sources: rows('a', 'b') })], { count: 2 });
  expect(ids).toEqual(['a', 'b']);
  expect(problems).toHaveLength(1);
});

test('a page that comes again under a new cursor is left out and ends the list', async () => {
  let number = 0;
  const again = () => {
    number += 1;
    return ok({ sources: rows('a', 'b'), pagination: { next: `c${number}` } });
  };
  const { ids, problems, queries } = await read([again]);
  expect([ids, queries.length]).toEqual([['a', 'b'], 2]);
  expect(problems).toMatchObject([{ kind: 'server', message: 'the list repeats itself: rows may be missing' }]);
});

test.each<[string, number, number]>([
  ['of one row', 1, 25],
  ['of 49 rows', 49, 25],
  ['of 50 rows', 50, 500],
])('pages %s that never end are read up to a bound, and that is said', async (_name, size, pages) => {
  let number = 0;
  const more = () => {
    number += 1;
    return ok({
      sources: rows(...Array.from({ length: size }, (_, i) => `${number}.${i}`)),
      pagination: { next: `${number}` },
    });
  };
  const { ids, problems, queries } = await read([more]);
  expect([ids.length, queries.length]).toEqual([size * pages, pages]);
  expect(problems).toMatchObject([{ message: `the list does not end after ${pages} pages: rows may be missing` }]);
});

test('rows without an id that come again on a later page count once, and that is said', async () => {
  const { client } = scriptedClient(
    ok({ sources: [{ name: 'a' }, { name: 'a' }], pagination: { next: 'x' } }),
    ok({ sources: [{ name: 'a' }, { name: 'b' }] }),
  );
  const named = z.object({ name: z.string() });
  const answer = await readList(client, call, named, undefined, (row) => (row as { name: string }).name);
  expect(answer.value.map(({ name }) => name)).toEqual(['a', 'a', 'b']);
  expect(answer.problems).toMatchObject([
    { kind: 'dropped-rows', message: '1 row came twice and counted once: others may be missing' },
  ]);
});

test('a narrower count and a bound on pages', async () => {
  const { queries } = await read([ok({ sources: rows('a'), pagination: { next: 'x' } })], { count: 200, pages: 1 });
  expect(queries).toEqual(['pagination.count=200']);
});

test('rows that do not parse are dropped and reported once, with the first reason', async () => {
  const { ids, problems } = await read([
    ok({ sources: [{ id: 'a' }, { id: 7 }, null], pagination: { next: 'x' } }),
    ok({ sources: [{}, { id: 'b' }] }),
  ]);
  expect(ids).toEqual(['a', 'b']);
  expect(problems).toEqual([
    {
      kind: 'dropped-rows',
      message: '3 rows could not be read: id: expected string',
      status: 200,
      operation: 'GET /sources',
    },
  ]);
});

test('two rows of one page with one id are one, and that is said', async () => {
  const { ids, problems } = await read([ok({ sources: rows('a', 'a', 'b') })]);
  expect(ids).toEqual(['a', 'b']);
  expect(problems).toMatchObject([{ kind: 'dropped-rows', message: '1 row had the id of another one' }]);
});

test('a row that shows twice while a list is paged is kept once', () => {
  const [a, b] = rows('a', 'b') as [{ id: string }, { id: string }];
  expect(uniqueById({ value: [a, b, { id: 'a' }], problems: [] }).value).toEqual([a, b]);
});

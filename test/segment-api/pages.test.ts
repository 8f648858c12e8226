import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readList, uniqueById } from '../../source/segment-api/rows.ts';
import { answer, ok, queryOf, type Step, scriptedClient } from './answers.ts';

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

test('a list without pagination, without rows, or with a numeric cursor', async () => {
  expect((await read([ok({ sources: rows('a') })])).ids).toEqual(['a']);
  expect((await read([ok({ pagination: null })])).ids).toEqual([]);
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
  expect(problems).toMatchObject([{ kind: 'server', operation: 'GET /sources' }]);
});

test('a page that fails fails the list', async () => {
  const pages = [ok({ sources: rows('a'), pagination: { next: 'x' } }), answer(401, { errors: [{ message: 'gone' }] })];
  await expect(read(pages)).rejects.toMatchObject({ problem: { kind: 'no-access', message: 'gone' } });
});

test('rows in something that is no list', async () => {
  await expect(read([ok({ sources: { a: 1 } })])).rejects.toMatchObject({
    problem: { kind: 'not-the-api', message: 'sources is no list' },
  });
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

test('a row that shows twice while a list is paged is kept once', () => {
  const [a, b] = rows('a', 'b') as [{ id: string }, { id: string }];
  expect(uniqueById({ value: [a, b, { id: 'a' }], problems: [] }).value).toEqual([a, b]);
});

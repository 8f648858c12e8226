import { expect, test } from 'vitest';
import { listFunctions } from '../../../../source/segment-api/endpoints/functions/functions.ts';
import { answer, ok, queryOf, scriptedClient } from '../../answers.ts';

test('functions take one call for each type, whose word each one keeps', async () => {
  const { client, requests } = scriptedClient((request) => {
    const [, type = ''] = /resourceType=([A-Z_]+)/.exec(queryOf(request)) ?? [];
    return ok({
      functions: [
        {
          id: `fn-${type}`,
          resourceType: type,
          displayName: `My ${type}`,
          catalogId: 'cat',
          createdAt: '2026-01-02T03:04:05Z',
        },
      ],
      pagination: { current: 'MA==' },
    });
  });
  const { value, problems } = await listFunctions(client);
  expect(requests).toHaveLength(5);
  expect(problems).toEqual([]);
  expect(value.map(({ id, side, name }) => [id, side, name])).toEqual(
    ['SOURCE', 'DESTINATION', 'INSERT_SOURCE', 'INSERT_DESTINATION', 'INSERT_TRANSFORMATION'].map((side) => [
      `fn-${side}`,
      side,
      `My ${side}`,
    ]),
  );
  expect(value[0]).toMatchObject({ catalogId: 'cat', createdAt: Date.parse('2026-01-02T03:04:05Z') });
});

test('every field but the id may be missing; a row without one is left out and told', async () => {
  const { client } = scriptedClient(
    ok({ functions: [{ id: 'sfn_1', displayName: null }, { displayName: 'nameless \u001b[31m' }] }),
    ok({ functions: [] }),
  );
  const { value, problems } = await listFunctions(client);
  expect(value).toMatchObject([{ id: 'sfn_1', name: 'sfn_1', catalogId: undefined, createdAt: undefined }]);
  expect(problems).toMatchObject([{ kind: 'dropped-rows' }]);
});

test.each([
  [403, 'not-in-plan'],
  [404, 'not-found'],
])('a workspace without functions says so: %i', async (status) => {
  const { client } = scriptedClient(
    answer(status, { errors: [{ type: 'forbidden', message: 'Functions is not enabled' }] }),
  );
  await expect(listFunctions(client)).rejects.toMatchObject({ problem: { status } });
});

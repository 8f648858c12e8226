import { describe, expect, test } from 'vitest';
import {
  listFunctionInstances,
  listFunctionVersions,
  readFunctionDetails,
} from '../../../../source/segment-api/endpoints/functions/details.ts';
import { ok, queryOf, scriptedClient } from '../../answers.ts';

const many = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');
const detailsOf = async (fields: object) => {
  const { client } = scriptedClient(ok({ function: { id: 'fn', ...fields } }));
  return readFunctionDetails(client, 'fn');
};

describe('the code of a function', () => {
  test.each<readonly [string, unknown, readonly string[] | undefined]>([
    ['that is not given is unknown', undefined, undefined],
    ['that is null is unknown', null, undefined],
    ['of another type is unknown', 5, undefined],
    ['that is empty is one empty line', '', ['']],
    ['has a line for each, whatever ends it', 'a\r\nb\rc\nd\n', ['a', 'b', 'c', 'd']],
    ['keeps empty lines but the last end', 'a\n\nb\n\n', ['a', '', 'b', '']],
    ['has four columns for a tab and no escapes', '\tif (x) {\u001b[31m', ['    if (x) {']],
  ])('%s', async (_, code, lines) => {
    expect((await detailsOf({ code })).value.code).toEqual(lines);
  });

  test.each([
    [4999, 4999, 0],
    [5000, 5000, 0],
    [5001, 5000, 1],
    [12_345, 5000, 7345],
  ])('of %d lines has %d, and says that %d are left out', async (all, read, left) => {
    const { value } = await detailsOf({ code: many(all) });
    expect(value.code).toHaveLength(read);
    expect(value.code?.at(-1)).toBe(`line ${read}`);
    expect(value.leftOut).toBe(left);
  });
});

test('details of a function, whatever is missing', async () => {
  expect(await detailsOf({})).toEqual({
    value: {
      id: 'fn',
      code: undefined,
      leftOut: 0,
      settings: [],
      createdBy: '',
      deployedAt: undefined,
      isLatest: undefined,
      batch: undefined,
    },
    problems: [],
  });
  const setting = {
    name: 'apiKey',
    label: 'API key',
    description: '',
    type: 'STRING',
    required: true,
    sensitive: true,
  };
  const { value, problems } = await detailsOf({
    settings: [setting, { label: 'nameless' }, { name: 'bare' }],
    createdBy: 'u1',
    deployedAt: '2026-02-28T23:59:59Z',
    isLatestVersion: false,
    batchMaxCount: 0,
  });
  expect(value).toMatchObject({
    settings: [setting, { name: 'bare', label: '', type: '', required: false, sensitive: false }],
    createdBy: 'u1',
    deployedAt: Date.UTC(2026, 1, 28, 23, 59, 59),
    isLatest: false,
    batch: 0,
  });
  expect(problems).toMatchObject([
    { kind: 'odd-fields', message: 'it could be read only in part: without 1 of 3 settings' },
  ]);
});

test('a function that is null in its answer is not there', async () => {
  const { client } = scriptedClient(ok({ function: null }));
  await expect(readFunctionDetails(client, 'fn')).rejects.toMatchObject({
    problem: { kind: 'not-found', status: 200 },
  });
});

test('versions are newest first, with as many lines as their code has, unknown where it is not given', async () => {
  const row = (id: string, day: number | undefined, code: unknown) => ({
    id,
    code,
    author: 'u1',
    isDeployed: id === 'v2',
    createdAt: day === undefined ? null : `2026-01-${day}T00:00:00Z`,
  });
  const { client } = scriptedClient(
    ok({
      versions: [
        row('v1', 10, 'a\nb\n'),
        row('v0', undefined, null),
        row('v3', 12, many(12_345)),
        row('v2', 11, ''),
        row('v2', 11, 'again'),
        row('v4', 13, undefined),
      ],
    }),
  );
  const { value } = await listFunctionVersions(client, 'fn');
  expect(value.map(({ id, lines, deployed }) => [id, lines, deployed])).toEqual([
    ['v4', undefined, false],
    ['v3', 12_345, false],
    ['v2', 0, true],
    ['v1', 2, false],
    ['v0', undefined, false],
  ]);
});

test('where an insert function stands is asked of it, by its id where it has no name', async () => {
  const { client, requests } = scriptedClient(
    ok({
      instances: [
        { id: 'i1', name: '', integrationId: 'd1', enabled: true, createdAt: '2026-01-02T00:00:00Z' },
        { id: 'i2', name: 'Shop', integrationId: 's1', enabled: false, settings: { a: 1 } },
        { id: 'i3', enabled: true },
      ],
    }),
  );
  const { value, problems } = await listFunctionInstances(client, 'fn/1');
  expect(value).toEqual([
    { id: 'i1', name: 'i1', integrationId: 'd1', enabled: true, createdAt: Date.UTC(2026, 0, 2), settings: {} },
    { id: 'i2', name: 'Shop', integrationId: 's1', enabled: false, createdAt: undefined, settings: { a: 1 } },
  ]);
  expect(problems).toMatchObject([
    { kind: 'dropped-rows', message: '1 row could not be read: integrationId: expected string' },
  ]);
  expect(requests[0]?.path).toBe('/insert-function-instances');
  expect(queryOf(requests[0])).toContain('functionId=fn/1');
});

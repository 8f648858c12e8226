import { expect, test } from 'vitest';
import { operationOf } from '../../../source/mock/http/router.ts';
import { contract, reads, type TypeSpec } from '../../contract/contract.ts';
import { get } from './ask.ts';
import { fakeWorld } from './fake-world.ts';

/** What stands for a name in a path, and what is sent for a parameter that must be there. */
const known: Readonly<Record<string, string>> = {
  ...{ sourceId: 'web', destinationId: 'braze-web', destinationConfigId: 'braze-web', spaceId: 'spa_1' },
  ...{ warehouseId: 'redshift', modelId: 'm1', functionId: 'sfn_1', id: 'aud_1', audienceId: 'aud_1' },
  ...{ audienceType: 'USERS', integrationId: 'i', message: 'hi', period: '2026-01-01' },
  ...{ startTime: '2026-01-15T10:00:00Z', endTime: '2026-01-15T12:00:00Z' },
};

const setOf = ({ ref = '', ...spec }: TypeSpec & { readonly knownValues?: readonly string[] }) => {
  const model = contract.models[ref];
  const named = model?.kind === 'enum' ? model.values : undefined;
  return (spec.enum ?? spec.items?.enum ?? spec.knownValues ?? named ?? []).map(String);
};

const played = reads.filter(({ path }) => operationOf('GET', path.replace(/[{}]/g, '')) === `GET ${path}`);

/** Each parameter with a closed set of values: the operation, the parameter, and a query that is right without it. */
const closed = played.flatMap(({ path, query }) =>
  query
    .filter((parameter) => setOf(parameter).length > 0)
    .map((parameter) => {
      const others = query
        .filter((other) => other.required && other.name !== parameter.name)
        .map((other) => `${other.name}=${encodeURIComponent(setOf(other)[0] ?? known[other.name] ?? 'x')}`);
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? 'other');
      const key = parameter.type === 'array' ? `${parameter.name}.0` : parameter.name;
      return { path, name: parameter.name, key, values: setOf(parameter), url: `${url}?${others.join('&')}` };
    }),
);

test('the contract has closed sets of values for reads that the mock plays', () => {
  expect(closed.length).toBeGreaterThan(15);
});

const everyValue = [...new Set(closed.flatMap(({ values }) => values))];

test.each(closed)('$path takes for $name what the API documents, and nothing else', ({ key, name, values, url }) => {
  const field = (value: string) => {
    const { status, body } = get(fakeWorld(), `${url}&${key}=${value}`);
    return status === 422 ? String(body.errors[0].field).replace(/\[\d+\]$/, '') : undefined;
  };
  expect(Object.fromEntries(values.map((value) => [value, field(value)]))).toEqual(
    Object.fromEntries(values.map((value) => [value, undefined])),
  );
  const others = [...everyValue.filter((value) => !values.includes(value)), 'nonsense', `x${values[0]}`];
  expect(others.filter((value) => field(value) !== name)).toEqual([]);
});

import { expect, it } from 'vitest';
import { hour, minute, second } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { intervalOf } from '../../../source/workspace/polling/interval.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';

interface Given {
  readonly every: number;
  readonly pace?: number;
  readonly intervals?: Readonly<Record<string, number>>;
  readonly least?: number;
}

it.each<readonly [string, Given, number]>([
  ['what is renewed each minute follows the pace', { every: minute, pace: 0.5 }, 30 * second],
  ['so does what is renewed every two minutes', { every: 2 * minute, pace: 3 }, 6 * minute],
  ['what changes more slowly does not', { every: 2 * minute + 1, pace: 0.5 }, 2 * minute + 1],
  ['a pace gives whole milliseconds', { every: 1001, pace: 0.5 }, 501],
  ['the configuration decides for all of a family', { every: hour, intervals: { volume: minute } }, minute],
  ['its time follows the pace as well', { every: hour, intervals: { volume: minute }, pace: 0.25 }, 15 * second],
  ['and another family is not meant', { every: hour, intervals: { 'volume:24h': minute } }, hour],
  ['the limits of the API stand above the pace', { every: minute, pace: 0.5, least: 45 * second }, 45 * second],
  ['and are no reason to read less often than that', { every: minute, least: 45 * second }, minute],
])('%s', (_, { every, pace = 1, intervals = {}, least }, expected) => {
  const resource = {
    key: 'volume:24h',
    every,
    ...(least === undefined ? {} : { least: () => least }),
  } as unknown as Resource<unknown>;
  const backend = { wire: () => ({}) } as unknown as Backend;
  expect(intervalOf(resource, { backend, intervals, pace: () => pace })).toBe(expected);
});

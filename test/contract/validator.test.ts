import { describe, expect, it } from 'vitest';
import type { Contract } from './contract.ts';
import { violations } from './validator.ts';

const models: Contract['models'] = {
  Kind: { kind: 'enum', values: ['A', 'B'] },
  Inner: { kind: 'object', fields: { size: { type: 'number', required: true, minimum: 0, maximum: 9 } } },
  Union: {
    kind: 'object',
    fields: {
      interval: { type: 'string', required: true },
      hours: { type: 'array', items: { type: 'number' }, required: true },
    },
    unionFlattenedByTsSdk: ['Periodic', 'Daily'],
  },
  Outer: {
    kind: 'object',
    fields: {
      id: { type: 'string', required: true },
      end: { type: 'string', required: true, nullable: true },
      mode: { type: 'string', enum: ['ON', 'OFF'] },
      kind: { ref: 'Kind' },
      parts: { type: 'array', items: { ref: 'Inner' } },
      map: { type: 'object', additionalProperties: { type: 'string' } },
      anything: { type: 'any' },
      union: { ref: 'Union' },
    },
  },
};
const right = { id: 'x', end: null };

describe('a value against its model', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['all well', right, []],
    ['unknown fields', { ...right, extra: 1 }, []],
    ['no object', 'text', [': string instead of object']],
    ['a missing field', { end: null }, ['id: missing']],
    ['null where a value must be', { ...right, id: null }, ['id: null']],
    ['null in an any', { ...right, anything: null }, []],
    ['a wrong type', { ...right, id: 4 }, ['id: number instead of string']],
    ['a list that is none', { ...right, parts: {} }, ['parts: object instead of array']],
    ['an item of a list', { ...right, parts: [{ size: 1 }, {}] }, ['parts[1].size: missing']],
    ['a number out of range', { ...right, parts: [{ size: 10 }] }, ['parts[0].size: 10 out of range']],
    ['a value of a map', { ...right, map: { a: 1 } }, ['map.a: number instead of string']],
    ['a member of a flattened union', { ...right, union: { interval: '1h' } }, []],
    [
      'a wrong field of a flattened union',
      { ...right, union: { interval: 1 } },
      ['union.interval: number instead of string'],
    ],
    ['an enum of the wrong type', { ...right, kind: 5 }, ['kind: number instead of a Kind']],
  ])('%s', (_, value, wrong) => {
    expect(violations(value, 'Outer', { models })).toEqual(wrong);
  });

  it('lets new enum values through unless it is strict', () => {
    const value = { ...right, mode: 'AUTO', kind: 'C' };
    expect(violations(value, 'Outer', { models })).toEqual([]);
    expect(violations(value, 'Outer', { models, strictEnums: true })).toEqual([
      'mode: "AUTO" is not in the enum',
      'kind: "C" is not in Kind',
    ]);
  });

  it('names a model that is not there', () => {
    expect(violations({}, 'Nothing', { models })).toEqual([': model Nothing is not in the contract']);
  });
});

import { describe, expect, test } from 'vitest';
import { schemaFields } from '../../../source/domain/protocols/schema-fields.ts';

const event = (properties: unknown, required: unknown = []) => ({
  type: 'object',
  properties: { properties: { type: 'object', properties, required } },
});

const told = (schema: unknown) =>
  schemaFields(schema).map(({ path, type, required, takes }) => [path, type, required, takes] as const);

describe('the fields of a schema', () => {
  test.each<[string, unknown, readonly (readonly unknown[])[]]>([
    ['no schema', null, []],
    ['a schema that is no object', 'string', []],
    [
      'a required and an optional field',
      event({ id: { type: 'string' }, price: { type: 'number' } }, ['id']),
      [
        ['properties.id', 'string', true, ''],
        ['properties.price', 'number', false, ''],
      ],
    ],
    ['what is required need not be described', event({}, ['id']), [['properties.id', 'any', true, '']]],
    [
      'several types',
      event({ plan: { type: ['string', 'null'] } }),
      [['properties.plan', 'string or null', false, '']],
    ],
    [
      'an enumeration',
      event({ c: { enum: ['USD', 1, null] } }),
      [['properties.c', 'any', false, 'one of USD, 1, null']],
    ],
    [
      'a long enumeration',
      event({ c: { enum: Array.from({ length: 14 }, (_, at) => at) } }),
      [['properties.c', 'any', false, 'one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more']],
    ],
    [
      'bounds',
      event({ n: { type: 'integer', minimum: 1, maximum: 9 }, s: { type: 'string', pattern: '^a+$' } }),
      [
        ['properties.n', 'integer', false, 'from 1; up to 9'],
        ['properties.s', 'string', false, 'matches ^a+$'],
      ],
    ],
    [
      'items of a list',
      event({
        all: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] } },
      }),
      [
        ['properties.all', 'array of object', false, ''],
        ['properties.all[].sku', 'string', true, ''],
      ],
    ],
    [
      'a container without fields stays',
      { properties: { context: { type: 'object' } }, required: ['context'] },
      [['context', 'object', true, '']],
    ],
    [
      'any of several schemas',
      event({ x: { anyOf: [{ type: 'string' }, { type: 'number' }] } }),
      [['properties.x', 'any', false, 'any of 2 schemas']],
    ],
    [
      'names of Object itself',
      event({ constructor: { type: 'string' } }, ['toString']),
      [
        ['properties.constructor', 'string', false, ''],
        ['properties.toString', 'any', true, ''],
      ],
    ],
  ])('%s', (_, schema, fields) => {
    expect(told(schema)).toEqual(fields);
  });

  test('texts are made safe', () => {
    const [field] = schemaFields(event({ 'a\u001b[2J': { type: 'string', description: 'x\u202ey' } }));
    expect(`${field?.path}${field?.description}`).not.toMatch(/[\u001b\u202e]/);
  });

  test('a schema without end ends', () => {
    const schema: Record<string, unknown> = { type: 'object' };
    schema.properties = { again: schema };
    expect(schemaFields(schema).length).toBeLessThan(20);
    const wide = event(Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}`, {}])));
    expect(schemaFields(wide).length).toBeLessThanOrEqual(2000);
  });
});

import { describe, expect, test } from 'vitest';
import { hasMoreFields, schemaFields } from '../../../source/domain/protocols/schema-fields.ts';

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
      'all bounds, in the order they are worth knowing',
      event({
        n: {
          multipleOf: 5,
          exclusiveMaximum: 10,
          maximum: 9,
          exclusiveMinimum: 1,
          minimum: 0,
          format: 'date',
          pattern: '^a',
        },
        one: { maxLength: 2, minLength: 1 },
        two: { maxLength: 1, minLength: 2 },
        list: { type: 'array', maxItems: 3, minItems: 1, items: { type: 'string' } },
        odd: { minimum: null, maximum: true, pattern: {} },
      }),
      [
        ['properties.n', 'any', false, 'matches ^a; a date; from 0; above 1; up to 9; below 10; a multiple of 5'],
        ['properties.one', 'any', false, '1 character or more; 2 characters at most'],
        ['properties.two', 'any', false, '2 characters or more; 1 character at most'],
        ['properties.list', 'array of string', false, '1 item or more; 3 items at most'],
        ['properties.odd', 'any', false, ''],
      ],
    ],
    [
      'what is one value, of twelve, of thirteen, or has no value that can be told',
      event({
        always: { const: false },
        twelve: { enum: Array.from({ length: 12 }, (_, at) => at) },
        thirteen: { enum: Array.from({ length: 13 }, (_, at) => at) },
        odd: { enum: [undefined], oneOf: [{}], allOf: [{}, {}, {}] },
      }),
      [
        ['properties.always', 'any', false, 'always false'],
        ['properties.twelve', 'any', false, 'one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11'],
        ['properties.thirteen', 'any', false, 'one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1 more'],
        ['properties.odd', 'any', false, 'one of ; one of 1 schemas; all of 3 schemas'],
      ],
    ],
    [
      'items by their place, and a field of an event that is named like a container inside of one',
      event({ pair: { type: 'array', items: [{ properties: { left: {} } }] }, traits: { properties: { plan: {} } } }),
      [
        ['properties.pair', 'array', false, ''],
        ['properties.pair[].left', 'any', false, ''],
        ['properties.traits', 'any', false, ''],
        ['properties.traits.plan', 'any', false, ''],
      ],
    ],
    [
      'another field of the event with fields of its own stays',
      { properties: { user: { properties: { id: {} } }, traits: { properties: { plan: {} } } } },
      [
        ['user', 'any', false, ''],
        ['user.id', 'any', false, ''],
        ['traits.plan', 'any', false, ''],
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
    expect(schemaFields(schema).map(({ path }) => path.split('.').length)).toEqual(
      Array.from({ length: 13 }, (_, at) => at + 1),
    );
    const wide = event(Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}`, {}])));
    // The container is one of them.
    expect(schemaFields(wide).length).toBe(1999);
    expect(schemaFields(wide)).toBe(schemaFields(wide));
  });

  const nested = (depth: number): object => (depth === 0 ? {} : { properties: { a: nested(depth - 1) } });
  const many = (count: number): object => ({ required: Array.from({ length: count }, (_, at) => `f${at}`) });
  test.each<[string, unknown, number, boolean]>([
    ['as deep as is listed', nested(13), 13, false],
    ['one deeper', nested(14), 13, true],
    ['as many as are listed', many(2000), 2000, false],
    ['one more', many(2001), 2000, true],
    ['none', null, 0, false],
  ])('it is known whether all fields are told: %s', (_, schema, count, more) => {
    expect([schemaFields(schema).length, hasMoreFields(schema)]).toEqual([count, more]);
  });

  test('a field is described by its description, else by its title', () => {
    const described = event({ a: { description: 'one', title: 'two' }, b: { title: 'two' }, c: {} });
    expect(schemaFields(described).map(({ description }) => description)).toEqual(['one', 'two', '']);
  });
});

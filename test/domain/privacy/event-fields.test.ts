import { describe, expect, it } from 'vitest';
import { fieldPath, payloadFields, schemaFields } from '../../../source/domain/privacy/event-fields.ts';

const brief = (fields: ReturnType<typeof payloadFields>) =>
  fields.map(({ path, type, match }) => [path, type, match?.matcher]);

describe('payloadFields', () => {
  it('finds the leaves of properties, traits and context, and nothing of the envelope', () => {
    const event = {
      type: 'track',
      event: 'Order Completed',
      userId: 'u',
      properties: { total: 3, gift: false, none: null, items: [{ sku: 'a' }, { sku: 'b', note: 'ana@acme.example' }] },
      context: { ip: '192.0.2.4', library: { name: 'analytics' }, protocols: { violations: [{ field: 'x' }] } },
    };
    expect(brief(payloadFields(event))).toEqual([
      ['properties.total', 'number', undefined],
      ['properties.gift', 'boolean', undefined],
      ['properties.items[].sku', 'string', undefined],
      ['properties.items[].note', 'string', 'email'],
      ['context.ip', 'string', 'ip'],
      ['context.library.name', 'string', undefined],
    ]);
  });

  it('keeps no value', () => {
    const fields = payloadFields({ traits: { email: 'ana@acme.example', ssn: '078-05-1120' } });
    expect(JSON.stringify(fields)).not.toMatch(/ana@|078-05/);
  });

  it('lets a later item of a list give away what the first did not', () => {
    const [field] = payloadFields({ properties: { notes: ['plain', '4111 1111 1111 1111'] } });
    expect(field?.match).toMatchObject({ matcher: 'credit card', on: 'value' });
  });

  it.each([[null], ['text'], [[1]], [{ properties: 'text' }], [{}]])('%j has no fields', (event) => {
    expect(payloadFields(event)).toEqual([]);
  });

  it('ends in hostile width and depth', () => {
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]));
    expect(
      payloadFields({ properties: wide })
        .map(({ path }) => path)
        .slice(499),
    ).toEqual(['properties.k499']);
    const deep = JSON.parse(`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`) as unknown;
    expect(payloadFields({ properties: deep })).toEqual([]);
    expect(payloadFields({ properties: { 'a\u001b[31mb': 1 } })[0]?.path).toBe('properties.ab');
  });
});

describe('schemaFields', () => {
  const rule = (properties: unknown) => ({
    type: 'object',
    properties: { properties: { type: 'object', properties } },
  });

  it.each([
    ['a type', { total: { type: 'number' } }, [['properties.total', 'number', undefined]]],
    ['several types', { phone: { type: ['string', 'null'] } }, [['properties.phone', 'string|null', 'phone']]],
    [
      'more types than are told',
      { any: { type: ['string', 'null', 'number', 'boolean', 'array', 'object'] } },
      [['properties.any', 'string|null|number|boolean', undefined]],
    ],
    ['an enumeration', { size: { enum: ['s', 'm'] } }, [['properties.size', 'enum', undefined]]],
    ['no type', { any: {} }, [['properties.any', 'any', undefined]]],
    [
      'an object',
      { address: { type: 'object', properties: { city: { type: 'string' } } } },
      [['properties.address.city', 'string', 'city']],
    ],
    [
      'items of a list',
      { items: { type: 'array', items: { properties: { sku: { type: 'string' } } } } },
      [['properties.items[].sku', 'string', undefined]],
    ],
    [
      'a list of lists',
      { items: { type: 'array', items: { type: 'array', items: { properties: { sku: { type: 'string' } } } } } },
      [['properties.items[][].sku', 'string', undefined]],
    ],
    [
      'a list of texts',
      { tags: { type: 'array', items: { type: 'string' } } },
      [['properties.tags[]', 'string', undefined]],
    ],
    [
      'alternatives that are none',
      { who: { type: 'string', anyOf: [null, 3] } },
      [['properties.who', 'string', undefined]],
    ],
    [
      'a name far below what is personal',
      { address: { properties: { a: { properties: { b: { properties: { c: {} } } } } } } },
      [['properties.address.a.b.c', 'any', 'address']],
    ],
    [
      'a name farther below',
      { address: { properties: { a: { properties: { b: { properties: { c: { properties: { d: {} } } } } } } } } },
      [['properties.address.a.b.c.d', 'any', undefined]],
    ],
    ['a list without them', { items: { type: 'array' } }, [['properties.items[]', 'any', undefined]]],
    ['a list or nothing', { items: { type: ['array', 'null'] } }, [['properties.items[]', 'any', undefined]]],
    ['a list or a text', { items: { type: ['array', 'string'] } }, [['properties.items', 'array|string', undefined]]],
    ['nothing at all', { items: { type: 'null' } }, [['properties.items', 'null', undefined]]],
    [
      'alternatives',
      { who: { anyOf: [{ properties: { email: { type: 'string' } } }] } },
      [['properties.who.email', 'string', 'email']],
    ],
  ])('%s', (_, properties, fields) => {
    expect(brief(schemaFields(rule(properties)))).toEqual(fields);
  });

  it('has a list of texts under the same path as a payload with one', () => {
    const planned = schemaFields(rule({ emails: { type: 'array', items: { type: 'string' } } }));
    expect(brief(planned)).toEqual(brief(payloadFields({ properties: { emails: ['plain', 'other'] } })));
    expect(planned[0]?.match?.matcher).toBe('email');
  });

  it('looks into traits and context, not into the envelope', () => {
    const schema = {
      properties: {
        userId: { type: 'string' },
        context: { properties: { app: { type: 'object' } } },
        traits: { properties: { email: { type: 'string' } } },
      },
    };
    expect(brief(schemaFields(schema))).toEqual([['traits.email', 'string', 'email']]);
  });

  it('looks into what is planned of the context, and takes objects of it that are planned as such for no field', () => {
    const context = {
      properties: { app: { type: 'object' }, device: {}, page: { properties: { url: { type: 'string' } } } },
    };
    expect(brief(schemaFields({ properties: { context, other: { properties: { x: {} } } } }))).toEqual([
      ['context.device', 'any', undefined],
      ['context.page.url', 'string', undefined],
    ]);
  });

  it.each([[null], ['x'], [[]], [{ properties: 3 }]])('%j has no fields', (schema) => {
    expect(schemaFields(schema)).toEqual([]);
  });
});

it('a path writes items of lists as one', () => {
  expect(fieldPath(['properties', 'items', '12', 'price'])).toBe('properties.items[].price');
});

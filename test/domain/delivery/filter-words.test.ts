import { expect, test } from 'vitest';
import { fieldWords } from '../../../source/domain/delivery/field-words.ts';
import { filterActionText, inOrderOfUse } from '../../../source/domain/delivery/filter-words.ts';
import type { DestinationFilter, FilterAction } from '../../../source/domain/delivery/mappings.ts';
import { t } from '../../../source/domain/text.ts';

const action = (change: Partial<FilterAction>): FilterAction => ({
  type: t`DROP`,
  path: t``,
  properties: [],
  ...change,
});

test.each([
  [action({}), 'drop the event'],
  [action({ type: t`SAMPLE`, part: 0.1, path: t`userId` }), 'keep 10% by userId'],
  [action({ type: t`sample`, part: 0.5 }), 'keep 50% at random'],
  [action({ type: t`SAMPLE` }), 'keep a share that is not given at random'],
  [action({ type: t`DROP_PROPERTIES`, properties: [t`properties.a`, t`context.b`] }), 'drop properties.a, context.b'],
  [action({ type: t`ALLOW_PROPERTIES`, properties: [t`properties.a`] }), 'allow only properties.a'],
  [action({ type: t`DROP_PROPERTIES` }), 'drop no property named'],
  [action({ type: t`NEW_KIND` }), 'NEW_KIND'],
])('an action in words', (given, said) => {
  expect(filterActionText(given)).toBe(said);
});

test('samples come first, then drops, dropped and allowed properties; what is off is last', () => {
  const filter = (id: string, type: FilterAction['type'], enabled = true): DestinationFilter => ({
    ...{ id, sourceId: 's', destinationId: 'd', title: t`a`, description: t``, enabled, condition: t`` },
    actions: [action({ type })],
  });
  const given = [
    filter('allow', t`ALLOW_PROPERTIES`),
    filter('off', t`SAMPLE`, false),
    filter('drop', t`DROP`),
    filter('cut', t`DROP_PROPERTIES`),
    filter('sample', t`SAMPLE`),
  ];
  expect(inOrderOfUse(given).map(({ id }) => id)).toEqual(['sample', 'drop', 'cut', 'allow', 'off']);
});

test.each([
  [{ '@path': '$.traits.email' }, 'traits.email'],
  [{ '@path': '$' }, 'the whole event'],
  [
    {
      '@if': {
        exists: { '@path': '$.a' },
        ...Object.fromEntries([['then', { '@path': '$.a' }]]),
        else: { '@path': '$.b' },
      },
    },
    'a, else b',
  ],
  [{ '@template': 'Hi {{name}}' }, 'text Hi {{name}}'],
  [{ '@arrayPath': ['$.properties.products', { id: { '@path': '$.id' } }] }, 'each of properties.products: id from id'],
  [{ score: { '@path': '$.score' }, fixed: 3 }, 'score from score, fixed from 3'],
  [{ '@new': 1 }, '{"@new":1}'],
  [true, 'true'],
  ['', 'empty text'],
  [null, 'nothing'],
  [[], 'an empty list'],
])('where a field gets its value: %j', (value, said) => {
  expect(fieldWords(value)).toBe(said);
});

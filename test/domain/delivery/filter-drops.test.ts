import { expect, it } from 'vitest';
import { dropOf } from '../../../source/domain/delivery/filter-drops.ts';
import type { DestinationFilter } from '../../../source/domain/delivery/mappings.ts';
import { sanitise, t } from '../../../source/domain/text.ts';

const filter = (type: string, properties: readonly string[], condition = 'all', enabled = true): DestinationFilter => ({
  id: 'f',
  sourceId: 's',
  destinationId: 'd',
  title: t`F`,
  description: t``,
  enabled,
  condition: sanitise(condition),
  actions: [{ type: sanitise(type), path: t``, properties: properties.map((path) => sanitise(path)) }],
});
const email = 'context.traits.email';

it.each([
  ['a property that is dropped', filter('DROP_PROPERTIES', [email]), email, 'always'],
  ['what lies in a dropped object', filter('DROP_PROPERTIES', ['context.traits']), email, 'always'],
  ['items of a dropped list', filter('DROP_PROPERTIES', ['properties.items']), 'properties.items[].sku', 'always'],
  ['under a condition', filter('DROP_PROPERTIES', [email], "type = 'track'"), email, 'in part'],
  ['another property', filter('DROP_PROPERTIES', ['context.traits.name']), email, undefined],
  ['a filter that is off', filter('DROP_PROPERTIES', [email], 'all', false), email, undefined],
  ['every event', filter('DROP', []), email, 'always'],
  ['some events: those that pass have the field', filter('DROP', [], "event = 'X'"), email, undefined],
  ['one that is not allowed', filter('ALLOW_PROPERTIES', ['properties.id']), 'properties.total', 'always'],
  ['one that is', filter('ALLOW_PROPERTIES', ['properties.id']), 'properties.id', undefined],
  ['another object than the allowed one', filter('ALLOW_PROPERTIES', ['properties.id']), 'traits.email', undefined],
  ['a sample', filter('SAMPLE', []), email, undefined],
] as const)('%s', (_, given, path, drop) => {
  expect(dropOf([given], path)).toBe(drop);
});

it('the surest of several filters counts', () => {
  const part = filter('DROP_PROPERTIES', [email], "type = 'track'");
  expect(dropOf([part, filter('DROP_PROPERTIES', [email])], email)).toBe('always');
});

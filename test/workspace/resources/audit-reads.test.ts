import { expect, it } from 'vitest';
import { sanitise } from '../../../source/domain/text.ts';
import { minute } from '../../../source/domain/time.ts';
import { invalidatedBy, invalidatedByEvent } from '../../../source/workspace/resources/audit-reads.ts';
import { auditWith, now } from '../snapshots.ts';

it.each<[string, readonly string[]]>([
  ['Destination Subscription Updated', ['mappings:', 'destinations']],
  ['Mapping Created', ['mappings:', 'destinations']],
  ['Destination Filter Modified', ['destination-filters:']],
  ['Label Created', ['labels', 'sources']],
  ['Tracking Plan Modified', ['tracking-plans', 'tracking-plan-sources:x', 'tracking-plan-rules:x', 'source:']],
  [
    'Source Connected To Tracking Plan',
    [
      'sources',
      'source:',
      'source-settings:x',
      'source-destinations:x',
      'source-warehouses:x',
      'tracking-plan-sources:',
      'warehouse-sources:',
    ],
  ],
  ['User Removed', ['users', 'user:', 'invites', 'user-groups']],
  ['Subjects Added to Group', ['user-groups', 'users', 'user:']],
  ['Policy Created', ['workspace', 'regulations', 'regulation:', 'suppressions', 'users', 'user:', 'roles']],
  [
    'Destination Disabled',
    ['destinations', 'destination:x', 'source-destinations:', 'mappings:x', 'destination-filters:x'],
  ],
  [
    'Warehouse Modified',
    ['warehouses', 'source-warehouses:', 'warehouse-sources:x', 'warehouse-syncs:x', 'warehouse-schedule:x'],
  ],
  ['Function Modified', ['functions', 'function-details:x', 'function-versions:x', 'function-instances:x']],
  ['Audience Modified', ['audiences:', 'audience-destinations:']],
  ['Computed Trait Deleted', ['computed-traits:']],
  ['Space Modified', ['spaces']],
  ['Transformation Enabled', ['transformations']],
  ['Model Modified', ['reverse-etl-models', 'reverse-etl-syncs:', 'mappings:']],
  ['Regulation Created', ['workspace', 'regulations', 'regulation:', 'suppressions', 'users', 'user:', 'roles']],
  ['Something Unheard Of', []],
])('%s makes old exactly %j', (type, keys) => {
  expect(invalidatedByEvent(auditWith({ at: now, type: sanitise(type), resourceId: 'x' }))).toEqual(keys);
});

it.each<[string, number, readonly string[]]>([
  ['an event of less than two minutes ago', 2 * minute - 1, ['labels', 'sources']],
  ['no event of two minutes ago', 2 * minute, []],
])('at the first look lists that were read beside it may not know %s', (_, ago, keys) => {
  const items = [auditWith({ at: now - ago, type: sanitise('Label Created'), resourceId: 'l' })];
  expect(invalidatedBy({ items }, undefined, now)).toEqual(keys);
});

it('what several events make old is told once, and an event of long ago that comes late counts too', () => {
  const event = (id: string, ago: number) => auditWith({ id, at: now - ago, type: sanitise('Label Created') });
  const items = [event('a', 0), event('b', 60 * minute), event('c', 1)];
  expect(invalidatedBy({ items }, { items: [] }, now)).toEqual(['labels', 'sources']);
  expect(invalidatedBy({ items }, { items: [items[0]!, items[2]!] }, now)).toEqual(['labels', 'sources']);
});

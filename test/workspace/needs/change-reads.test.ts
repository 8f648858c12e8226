import { expect, test } from 'vitest';
import type { Change } from '../../../source/domain/change.ts';
import { madeOld } from '../../../source/workspace/needs/change-reads.ts';

test.each<readonly [string, Change, readonly string[]]>([
  ['a source that is switched', { kind: 'switch', of: 'source', id: 's', enabled: true }, ['sources', 'source:s']],
  ['one that gets another name', { kind: 'rename', of: 'source', id: 's', name: 'n' }, ['sources', 'source:s']],
  [
    'a destination: its list, and those of each source',
    { kind: 'switch', of: 'destination', id: 'd', enabled: false },
    ['destinations', 'source-destinations:'],
  ],
  ['one that is deleted', { kind: 'delete', of: 'destination', id: 'd' }, ['destinations', 'source-destinations:']],
  ['a warehouse', { kind: 'delete', of: 'warehouse', id: 'w' }, ['warehouses', 'source-warehouses:']],
  ['a filter', { kind: 'switch-filter', destinationId: 'd', id: 'f', enabled: true }, ['destination-filters:d']],
  ['a mapping', { kind: 'switch-mapping', destinationId: 'd', id: 'm', enabled: true }, ['mappings:d']],
  ['what a plan may do to a source', { kind: 'controls', sourceId: 's', track: {} }, ['source-settings:s']],
  [
    'a label that a source gets',
    { kind: 'add-label', sourceId: 's', label: { key: 'k', value: 'v' } as never },
    ['sources', 'source:s'],
  ],
  [
    'one that it loses',
    { kind: 'remove-label', sourceId: 's', label: { key: 'k', value: 'v' } as never },
    ['sources', 'source:s'],
  ],
  ['a run of a model', { kind: 'sync', sourceId: 's', modelId: 'm', subscriptionId: 'x' }, ['reverse-etl-syncs:m:x']],
])('%s is read again', (_, change, keys) => {
  expect(madeOld(change)).toEqual(keys);
});

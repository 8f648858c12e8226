import type { Change } from '../../domain/change.ts';
import * as resources from '../resources/common.ts';
import { destinationFilters, mappings, reverseEtlSyncs } from '../resources/pages.ts';
import { sourceById } from '../resources/violations.ts';

/** What tells of changes. */
export const auditKeys: readonly string[] = ['recent-audit:'];

const lists = {
  source: [resources.sources.key],
  destination: [resources.destinations.key, 'source-destinations:'],
  warehouse: [resources.warehouses.key, 'source-warehouses:'],
} as const;

/** Keys of what a change has made old; one that ends in a colon means all keys that begin so. */
export function madeOld(change: Change): readonly string[] {
  switch (change.kind) {
    case 'switch':
    case 'rename':
    case 'delete':
      return [...lists[change.of], ...(change.of === 'source' ? [sourceById(change.id).key] : [])];
    case 'switch-filter':
      return [destinationFilters(change.destinationId).key];
    case 'switch-mapping':
      return [mappings(change.destinationId).key];
    case 'controls':
      return [resources.sourceSettings(change.sourceId).key];
    case 'add-label':
    case 'remove-label':
      return [resources.sources.key, sourceById(change.sourceId).key];
    case 'sync':
      return [reverseEtlSyncs(change.modelId, change.subscriptionId).key];
  }
}

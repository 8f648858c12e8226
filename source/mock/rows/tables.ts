import type { CatalogDocument, WorkspaceDocument } from '../data/documents.ts';
import type { Collection, Row } from '../world.ts';
import { destinationMetadata, sourceMetadata, warehouseMetadata } from './catalog.ts';
import { destinationRows, type Mapping, mappings, sourceRows, warehouseRows } from './connections.ts';
import { audienceRows, modelRows, profilesWarehouseRows, traitRows } from './engage.ts';
import { functionRows } from './functions.ts';
import { groupRows, inviteRows, userRows } from './people.ts';
import { credentialRows, regulationRows } from './privacy.ts';
import { filterRows, trackingPlanRows, transformationRows } from './protocols.ts';

export type Tables = Readonly<Record<Collection, readonly Row[]>>;

/** Every row of the healthy workspace, and the mappings by destination id. */
export interface Expanded {
  readonly tables: Tables;
  readonly mappings: ReadonlyMap<string, readonly Mapping[]>;
}

const bySlug = (rows: readonly Row[]) => new Map(rows.map((row) => [row.slug as string, row]));

/**
 * Builds wire rows out of the compact documents; a type's metadata is one value shared by all its instances.
 * @param startedAt when the world started, for ages of regulations and audiences
 */
export function expand(
  document: WorkspaceDocument,
  catalog: CatalogDocument,
  owner: boolean,
  startedAt: number,
): Expanded {
  const sources = catalog.sources.map(sourceMetadata);
  const destinations = catalog.destinations.map(destinationMetadata);
  const warehouses = catalog.warehouses.map(warehouseMetadata);
  const destinationTypes = bySlug(destinations);
  const warehouseTypes = bySlug(warehouses);
  const mapped = mappings(document, catalog.destinations);
  return {
    mappings: mapped,
    tables: {
      sources: sourceRows(document, bySlug(sources), owner),
      destinations: destinationRows(document, destinationTypes),
      warehouses: warehouseRows(document, warehouseTypes),
      'tracking-plans': trackingPlanRows(document),
      users: userRows(document),
      'user-groups': groupRows(document),
      roles: document.roles,
      labels: document.labels,
      invites: inviteRows(document),
      functions: functionRows(document, new Map([...bySlug(sources), ...destinationTypes])),
      transformations: transformationRows(document, destinationTypes),
      'destination-filters': filterRows(document),
      subscriptions: [...mapped.values()].flat().map(({ row }) => row),
      'reverse-etl-models': modelRows(document),
      spaces: document.spaces,
      audiences: audienceRows(document, startedAt),
      'computed-traits': traitRows(document, startedAt),
      'profiles-warehouses': profilesWarehouseRows(document, warehouseTypes),
      regulations: regulationRows(document, startedAt),
      suppressions: document.suppressions,
      'catalog-sources': sources,
      'catalog-destinations': destinations,
      'catalog-warehouses': warehouses,
      credentials: credentialRows(document),
    },
  };
}

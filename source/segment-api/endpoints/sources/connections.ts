import type { Destination, Source, Warehouse } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import type { Client } from '../../client.ts';
import { readList, uniqueById } from '../../reading/rows.ts';
import { destinationSchema, pageSize } from '../delivery/destinations.ts';
import { warehouseSchema } from '../storage/warehouses.ts';
import { sourceSchema } from './sources.ts';

/** Sources that feed a warehouse. */
export async function listWarehouseSources(
  client: Client,
  warehouseId: string,
  options?: ReadOptions,
): Promise<Answer<readonly Source[]>> {
  const call = { operation: 'GET /warehouses/{id}/connected-sources', ids: [warehouseId], key: 'sources' };
  return uniqueById(await readList(client, call, sourceSchema, options));
}

/** Destinations that a source feeds; one may be told here under a source that is not its own (rule 67). */
export async function listSourceDestinations(
  client: Client,
  sourceId: string,
  options?: ReadOptions,
): Promise<Answer<readonly Destination[]>> {
  const call = {
    operation: 'GET /sources/{id}/connected-destinations',
    ids: [sourceId],
    key: 'destinations',
    count: pageSize,
  };
  return uniqueById(await readList(client, call, destinationSchema, options));
}

/** Warehouses that a source feeds. */
export async function listSourceWarehouses(
  client: Client,
  sourceId: string,
  options?: ReadOptions,
): Promise<Answer<readonly Warehouse[]>> {
  const call = { operation: 'GET /sources/{id}/connected-warehouses', ids: [sourceId], key: 'warehouses' };
  return uniqueById(await readList(client, call, warehouseSchema, options));
}

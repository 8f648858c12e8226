import { type Priority, priority } from '../../domain/queries.ts';
import type { CatalogTab } from '../catalog/entries.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import { catalogDestinations, catalogSources, catalogWarehouses } from '../resources/pages.ts';
import { refused } from '../resources/refused.ts';

const need = <T>(resource: Resource<T>, urgency: Priority): Need => ({
  resource: resource as Resource<unknown>,
  priority: urgency,
});

const catalogs = { source: catalogSources, destination: catalogDestinations, warehouse: catalogWarehouses };
const sides = ['source', 'destination', 'warehouse'] as const;

/**
 * The whole catalog once a day, the open tab first, and what the workspace has of it. Functions cost five requests: they are
 * read only under their tab. While the token is refused only `GET /` is asked.
 */
export function catalogNeeds(read: Read, tab: CatalogTab): Need[] {
  const workspace = need(resources.workspace, priority.visible);
  if (refused(read)) return [workspace];
  return [
    workspace,
    ...sides.map((side) => need(catalogs[side], side === tab ? priority.visible : priority.rest)),
    need(resources.sources, priority.favorite),
    need(resources.destinations, priority.favorite),
    need(resources.warehouses, priority.favorite),
    ...(tab === 'function' ? [need(resources.functions, priority.visible)] : []),
  ];
}

/** One tile: its tab of the catalog, and what the workspace has of it. */
export function catalogItemNeeds(read: Read, tab: CatalogTab): Need[] {
  const workspace = need(resources.workspace, priority.visible);
  if (refused(read)) return [workspace];
  if (tab === 'function')
    return [
      workspace,
      need(resources.functions, priority.visible),
      need(resources.sources, priority.favorite),
      need(resources.destinations, priority.favorite),
    ];
  const own = { source: resources.sources, destination: resources.destinations, warehouse: resources.warehouses };
  return [
    workspace,
    need(catalogs[tab] as Resource<unknown>, priority.visible),
    need(own[tab] as Resource<unknown>, priority.favorite),
    ...(tab === 'destination' ? [need(resources.sources, priority.favorite)] : []),
  ];
}

import type { WorkspaceDocument } from '../data/documents.ts';
import type { Collection } from '../world.ts';

/** The id behind a scenario's short key: keys of workspace.json, or the row's own id where it has none. */
export function idsByKey(document: WorkspaceDocument): (collection: Collection, key: string) => string {
  const lists: Partial<Record<Collection, readonly unknown[]>> = {
    sources: document.sources,
    destinations: document.destinations,
    warehouses: document.warehouses,
    'tracking-plans': document.trackingPlans,
    audiences: document.audiences,
    'computed-traits': document.traits,
  };
  const keyed = new Map(
    Object.entries(lists).flatMap(([collection, rows]) =>
      (rows as readonly { readonly key: string; readonly id: string }[]).map(
        (row) => [`${collection}/${row.key}`, row.id] as const,
      ),
    ),
  );
  return (collection, key) => keyed.get(`${collection}/${key}`) ?? key;
}

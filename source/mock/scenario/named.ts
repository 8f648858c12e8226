import type { Collection } from '../world.ts';
import type { Effect } from './scenario.ts';

/** The fields of an effect that name a row, what it is about first, and the collection of that row. */
const fields = [
  ['destination', 'destinations'],
  ['warehouse', 'warehouses'],
  ['source', 'sources'],
  ['filter', 'destination-filters'],
  ['mapping', 'subscriptions'],
] as const;

interface Named {
  readonly field: (typeof fields)[number][0];
  readonly collection: Collection;
  readonly key: string;
}

/** Every row that an effect names, what it is about first. */
export function namedBy(effect: Effect): readonly Named[] {
  const values = effect as { readonly [field in Named['field']]?: string };
  return fields.flatMap(([field, collection]) => {
    const key = values[field];
    return key === undefined ? [] : [{ field, collection, key }];
  });
}

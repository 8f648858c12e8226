import type { Row } from '../../../world.ts';
import { notFound } from '../../refusal.ts';
import { type Call, collection, get, list, type Route, rowOf, single } from '../../route.ts';

/** Reads of destinations, their mappings and filters (rule 72). Filters live under the singular /destination. */
export const destinationRoutes: readonly Route[] = [
  collection('/destinations', 'destinations', 'destinations'),
  single('/destinations/{destinationId}', 'destinationId', 'destination', ['destinations', 'Destination']),
  list(
    '/destinations/{destinationId}/subscriptions',
    'subscriptions',
    (call) => call.world.list('subscriptions', idOf(destinationOf(call))),
    { gate: 'subscriptions', paging: { end: 'null' } },
  ),
  get(
    '/destinations/{destinationId}/subscriptions/{id}',
    (call) => ({ subscription: subscriptionOf(call) }),
    'subscriptions',
  ),
  list('/destination/{destinationId}/filters', 'filters', (call) =>
    call.world.list('destination-filters', idOf(destinationOf(call))),
  ),
  get('/destination/{destinationId}/filters/{filterId}', (call) => ({ filter: filterOf(call) })),
];

export function destinationOf(call: Call): Row {
  return rowOf(call, 'destinations', 'destinationId', 'Destination');
}

export function subscriptionOf(call: Call): Row {
  return ownedOf(call, 'subscriptions', 'id', 'Subscription');
}

export function filterOf(call: Call): Row {
  return ownedOf(call, 'destination-filters', 'filterId', 'Filter');
}

/** A row that must belong to the destination of the path. */
function ownedOf(call: Call, name: 'subscriptions' | 'destination-filters', param: string, kind: string): Row {
  const owner = idOf(destinationOf(call));
  const id = call.params[param] ?? '';
  const row = call.world.list(name, owner).find((each) => each.id === id);
  if (!row) throw notFound(kind, id);
  return row;
}

function idOf(row: Row): string {
  return String(row.id);
}

import type { Row } from '../../../world.ts';
import { numericPageOf } from '../../paging.ts';
import { notFound } from '../../refusal.ts';
import { type Call, collection, get, list, type Route, rowOf } from '../../route.ts';
import { required } from '../../validate.ts';

const gate = 'engage';

/** Spaces, profiles sync, space filters and live plugins. */
export const spaceRoutes: readonly Route[] = [
  collection('/spaces', 'spaces', 'spaces', { gate }),
  get('/spaces/{spaceId}', (call) => ({ space: rowOf(call, 'spaces', 'spaceId', 'Space') }), gate),
  list('/spaces/{spaceId}/profiles-warehouses', 'profilesWarehouses', profilesWarehouses, { gate }),
  list(
    '/spaces/{spaceId}/profiles-warehouses/{warehouseId}/selective-syncs',
    'items',
    (call) => {
      const id = call.params.warehouseId ?? '';
      const own = call.world.list('profiles-warehouses', spaceIdOf(call));
      if (!own.some((row) => row.id === id)) throw notFound('Profiles Warehouse', id);
      return [];
    },
    { gate },
  ),
  get(
    '/filters',
    ({ query }) => {
      required(query, 'integrationId');
      const { items, pagination } = numericPageOf([], query);
      return { filters: items, pagination };
    },
    gate,
  ),
  get(
    '/filters/{id}',
    ({ params }) => {
      throw notFound('Filter', params.id ?? '');
    },
    gate,
  ),
  get('/sources/{sourceId}/live-plugins/latest', (call) => {
    const { id } = rowOf(call, 'sources', 'sourceId', 'Source');
    throw notFound('Live Plugin of source', String(id));
  }),
];

export function spaceIdOf(call: Call): string {
  return String(rowOf(call, 'spaces', 'spaceId', 'Space').id);
}

/** Reading this list writes an audit event (rule 20): a client that polls it fills the audit trail. */
function profilesWarehouses(call: Call): readonly Row[] {
  const rows = call.world.list('profiles-warehouses', spaceIdOf(call));
  for (const row of rows.slice(0, 1)) {
    call.world.edit('profiles-warehouses', String(row.id), {}, 'Profiles Sync Warehouse Retrieved');
  }
  return rows;
}

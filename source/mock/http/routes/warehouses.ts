import type { Row } from '../../world.ts';
import { isRow } from '../body.ts';
import { notFound } from '../refusal.ts';
import { type Call, collection, get, list, type Route, rowOf, single } from '../route.ts';
import { listIn, textOf } from '../text.ts';
import { sourceShown } from './shown.ts';

/** Reads of warehouses (manual 2.4). */
export const warehouseRoutes: readonly Route[] = [
  collection('/warehouses', 'warehouses', 'warehouses'),
  single('/warehouses/{warehouseId}', 'warehouseId', 'warehouse', ['warehouses', 'Warehouse']),
  get('/warehouses/{warehouseId}/connection-state', (call) => ({ connectionState: stateOf(call) })),
  list('/warehouses/{warehouseId}/connected-sources', 'sources', (call) =>
    call.world.warehouseSources(idOf(call)).map((row) => sourceShown(row, call)),
  ),
  list('/warehouses/{warehouseId}/syncs', 'reports', (call) => call.world.warehouseSyncs(idOf(call)), {
    paging: { end: 'null' },
  }),
  list(
    '/warehouses/{warehouseId}/connected-sources/{sourceId}/syncs',
    'reports',
    (call) => call.world.warehouseSyncs(idOf(call), connectedOf(call)),
    { paging: { end: 'null' } },
  ),
  list('/warehouses/{warehouseId}/connected-sources/{sourceId}/selective-syncs', 'items', (call) => {
    idOf(call);
    connectedOf(call);
    return [];
  }),
  get('/warehouses/{warehouseId}/advanced-sync-schedule', (call) => {
    idOf(call);
    return { enabled: false, schedule: { times: [], timezone: 'UTC' } };
  }),
];

function idOf(call: Call): string {
  return String(rowOf(call, 'warehouses', 'warehouseId', 'Warehouse').id);
}

function connectedOf(call: Call): string {
  const id = call.params.sourceId ?? '';
  if (!call.world.warehouseSources(idOf(call)).some((row) => row.id === id)) throw notFound('Source', id);
  return id;
}

/** A warehouse answers no login when its newest sync failed over the connection itself. */
function stateOf(call: Call): 'CONNECTED' | 'FAILED' {
  const newest = call.world.warehouseSyncs(idOf(call))[0];
  return newest && /fail/i.test(textOf(newest.status)) && listIn(newest.notices).some(isConnection)
    ? 'FAILED'
    : 'CONNECTED';
}

function isConnection(notice: unknown): boolean {
  const message = isRow(notice) ? textOf((notice as Row).message) : '';
  return /connect|refused|timed? ?out|unreachable|password|authentication|no such host/i.test(message);
}

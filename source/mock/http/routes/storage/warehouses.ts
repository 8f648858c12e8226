import { day, hour } from '../../../../domain/time.ts';
import type { Row } from '../../../world.ts';
import { isRow } from '../../body.ts';
import { notFound } from '../../refusal.ts';
import { type Call, collection, get, list, type Route, rowOf, single } from '../../route.ts';
import { listIn, textOf } from '../../text.ts';
import { sourceShown } from '../shown.ts';

/** Reads of warehouses. */
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
  get('/warehouses/{warehouseId}/advanced-sync-schedule', (call) => scheduleOf(call.world.warehouseSyncs(idOf(call)))),
];

/** Where somebody chose hours, the mock workspace means those of its own zone. */
const zone = 'America/Los_Angeles';

/** A warehouse that syncs a few times a day, at whole hours apart, does so at chosen hours: those of the syncs that it had. */
function scheduleOf(syncs: readonly Row[]): Row {
  const [first] = syncs;
  const own = syncs
    .filter(({ sourceId }) => sourceId === first?.sourceId)
    .map(({ start }) => Date.parse(textOf(start)));
  const last = own[0] ?? Number.NaN;
  const gap = last - (own[1] ?? Number.NaN);
  const enabled = gap > hour && gap % hour === 0 && day % gap === 0;
  if (!enabled) return { enabled, schedule: { times: [], timezone: 'UTC' } };
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' });
  const hourOfLast = Number(clock.format(last));
  // By the clock as the last one found it: those before may lie beyond a change to summer time.
  const hoursAgo = own.map((start) => Math.round((last - start) / hour)).filter((ago) => ago < 24);
  const hours = new Set(hoursAgo.map((ago) => (hourOfLast - ago + 24) % 24));
  const times = Array.from({ length: 24 }, (_, hourOfDay) => ({ hourOfDay, enabled: hours.has(hourOfDay) }));
  return { enabled, schedule: { times, timezone: zone } };
}

function idOf(call: Call): string {
  return String(rowOf(call, 'warehouses', 'warehouseId', 'Warehouse').id);
}

function connectedOf(call: Call): string {
  const id = call.params.sourceId ?? '';
  if (!call.world.warehouseSources(idOf(call)).some((row) => row.id === id)) throw notFound('Source', id);
  return id;
}

/** A warehouse answers no login when the newest sync that has ended failed over the connection itself. */
function stateOf(call: Call): 'CONNECTED' | 'FAILED' {
  const newest = call.world.warehouseSyncs(idOf(call)).find(({ end }) => end !== null);
  return newest && /fail/i.test(textOf(newest.status)) && listIn(newest.notices).some(isConnection)
    ? 'FAILED'
    : 'CONNECTED';
}

function isConnection(notice: unknown): boolean {
  const message = isRow(notice) ? textOf((notice as Row).message) : '';
  return /connect|refused|timed? ?out|unreachable|password|authentication|no such host/i.test(message);
}

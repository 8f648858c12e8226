import { bodyOf } from '../../body.ts';
import { applyParts, mergedSettings, sent } from '../../changes.ts';
import { type Call, type Route, rowOf, write } from '../../route.ts';

/** Writes to warehouses (rule 111): `settings` is required even to toggle. */
export const warehouseWriteRoutes: readonly Route[] = [
  write('PATCH', '/warehouses/{warehouseId}', patch),
  write('DELETE', '/warehouses/{warehouseId}', (call) => {
    call.world.remove('warehouses', String(warehouseOf(call).id), 'Storage Destination Deleted');
    return { status: 'SUCCESS' };
  }),
];

function warehouseOf(call: Call) {
  return rowOf(call, 'warehouses', 'warehouseId', 'Warehouse');
}

/** A warehouse has no name of its own: it is kept in the settings. */
function patch(call: Call): unknown {
  const row = warehouseOf(call);
  const body = bodyOf(call.body, { name: 'string?', enabled: 'boolean', settings: 'object!' });
  const name = body.name === undefined ? {} : { name: body.name ?? '' };
  const settings = mergedSettings(row.settings, { ...Object(body.settings), ...name });
  const toggled = body.enabled === true ? 'Storage Destination Enabled' : 'Storage Destination Disabled';
  const warehouse = applyParts(call.world, 'warehouses', row, [
    [sent(body, ['enabled']), toggled],
    [{ settings }, 'Storage Destination Modified'],
  ]);
  return { warehouse };
}

import * as z from 'zod/mini';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import type { WarehouseSchedule } from '../../../domain/storage/schedule.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { ifGiven, listOf, noteOdd, text } from '../../reading/fields.ts';
import { parseOne } from '../../reading/rows.ts';

const operation = 'GET /warehouses/{id}/advanced-sync-schedule';

const time = z.object({
  hourOfDay: z.number().check(z.int(), z.gte(0), z.lte(23)),
  enabled: z.boolean(),
});
const none = { times: [], timezone: sanitise('') };

const schema = z.pipe(
  z.object({
    enabled: z.boolean(),
    schedule: ifGiven('schedule', z.object({ times: listOf('times', time), timezone: text }), none),
  }),
  z.transform(({ enabled, schedule }): WarehouseSchedule => {
    if (enabled && schedule === none) noteOdd('schedule: missing');
    const on = schedule.times.filter((each) => each.enabled).map(({ hourOfDay }) => hourOfDay);
    return { enabled, hours: [...new Set(on)].sort((a, b) => a - b), zone: schedule.timezone };
  }),
);

/** The hours that a warehouse syncs at, and in which zone. Two requests a minute are all there is. */
export async function readWarehouseSchedule(
  client: Client,
  warehouseId: string,
  options?: ReadOptions,
): Promise<Answer<WarehouseSchedule>> {
  return parseOne(schema, await client.read({ operation, ids: [warehouseId] }, options), operation);
}

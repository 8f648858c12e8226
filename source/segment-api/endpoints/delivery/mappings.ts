import * as z from 'zod/mini';
import type { Mapping } from '../../../domain/delivery/mappings.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, longText, optionalId, settings, text } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';

/** Strategies are seen in both cases (rule 73). */
const schedule = z.catch(
  z.optional(
    z.pipe(
      z.object({ strategy: z.string(), config: settings }),
      z.transform(({ strategy, config }) => ({ strategy: sanitise(strategy.toUpperCase()), config })),
    ),
  ),
  undefined,
);

const schema = (destinationId: string) =>
  z.pipe(
    z.object({
      id,
      name: text,
      enabled: z.boolean(),
      actionId: optionalId,
      actionSlug: text,
      trigger: longText,
      modelId: optionalId,
      reverseETLSchedule: schedule,
      settings,
    }),
    z.transform(
      ({ actionId, reverseETLSchedule, ...row }): Mapping => ({
        ...row,
        destinationId,
        name: row.name || row.actionSlug || sanitise(row.id),
        actionId: actionId ?? '',
        schedule: reverseETLSchedule,
      }),
    ),
  );

export async function listMappings(
  client: Client,
  destinationId: string,
  options?: ReadOptions,
): Promise<Answer<readonly Mapping[]>> {
  const call = { operation: 'GET /destinations/{id}/subscriptions', ids: [destinationId], key: 'subscriptions' };
  return uniqueById(await readList(client, call, schema(destinationId), options));
}

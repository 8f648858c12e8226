import * as z from 'zod/mini';
import type { AudienceDestination } from '../../../domain/engage/computations.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, optionalId, text } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';

const nothing = sanitise('');

/** Settings of a connection may hold secrets: they are not even read. */
const schema = z.pipe(
  z.object({
    id,
    name: text,
    enabled: z.boolean(),
    destinationId: optionalId,
    metadata: z.catch(z.object({ name: text }), { name: nothing }),
  }),
  z.transform(
    ({ id, name, enabled, destinationId, metadata }): AudienceDestination => ({
      id,
      name: name || metadata.name || sanitise(id),
      type: metadata.name,
      enabled,
      destinationId,
    }),
  ),
);

/** Where an audience is sent. */
export async function listAudienceDestinations(
  client: Client,
  spaceId: string,
  audienceId: string,
  options?: ReadOptions,
): Promise<Answer<readonly AudienceDestination[]>> {
  const call = {
    operation: 'GET /spaces/{id}/audiences/{id}/destination-connections',
    ids: [spaceId, audienceId],
    key: 'connections',
  };
  return uniqueById(await readList(client, call, schema, options));
}

import * as z from 'zod/mini';
import type { Space } from '../../../domain/engage/computations.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, text } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';

const schema = z.pipe(
  z.object({ id, slug: text, name: text }),
  z.transform((space): Space => ({ ...space, name: space.name || space.slug || sanitise(space.id) })),
);

/**
 * Spaces alone. The warehouses of their Profiles Sync (`GET /spaces/{id}/profiles-warehouses`) are left out on purpose: reading
 * that list writes an audit event each time (rule 20), so that watching it would fill the trail it is meant to explain.
 */
export async function listSpaces(client: Client, options?: ReadOptions): Promise<Answer<readonly Space[]>> {
  return uniqueById(await readList(client, { operation: 'GET /spaces', key: 'spaces' }, schema, options));
}

import * as z from 'zod/mini';
import type { Workspace } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import type { Client } from '../../client.ts';
import { id, text } from '../../reading/fields.ts';
import { parseOne } from '../../reading/rows.ts';

const operation = 'GET /';

const schema = z.pipe(
  z.object({ id, slug: text, name: text }),
  z.transform((raw): Workspace => ({ ...raw, name: raw.name || raw.slug })),
);

/** The workspace that the token belongs to; also the free connectivity check (rule 24). */
export async function readWorkspace(client: Client, options?: ReadOptions): Promise<Answer<Workspace>> {
  const data = await client.read({ operation }, options);
  return parseOne(schema, data.workspace, operation);
}

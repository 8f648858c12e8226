import * as z from 'zod/mini';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import type { ReverseEtlModel } from '../../../domain/storage/reverse-etl.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, longText, text } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';

const schema = z.pipe(
  z.object({
    id,
    sourceId: id,
    name: text,
    description: text,
    enabled: z.boolean(),
    query: longText,
    queryIdentifierColumn: text,
  }),
  z.transform(
    ({ queryIdentifierColumn, ...row }): ReverseEtlModel => ({
      ...row,
      name: row.name || sanitise(row.id),
      identifierColumn: queryIdentifierColumn,
    }),
  ),
);

export async function listReverseEtlModels(
  client: Client,
  options?: ReadOptions,
): Promise<Answer<readonly ReverseEtlModel[]>> {
  const call = { operation: 'GET /reverse-etl-models', key: 'models' };
  return uniqueById(await readList(client, call, schema, options));
}

import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import type { ConnectionState } from '../../../domain/storage/connection-state.ts';
import type { Client } from '../../client.ts';
import { requiredText } from '../../reading/fields.ts';
import { parseOne } from '../../reading/rows.ts';

const operation = 'GET /warehouses/{id}/connection-state';

/** Logs in to the warehouse there and then, which takes seconds: only for someone who asks for it (rule 20). */
export async function readConnectionState(
  client: Client,
  warehouseId: string,
  options?: ReadOptions,
): Promise<Answer<ConnectionState>> {
  const { connectionState } = await client.read({ operation, ids: [warehouseId] }, options);
  const { value: word } = parseOne(requiredText, connectionState, operation);
  const connected = /^connected$/i.test(word) ? true : /fail/i.test(word) ? false : undefined;
  return { value: { connected, word }, problems: [] };
}

import type { Change } from '../../domain/change.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { callOf } from '../changes.ts';
import type { Client } from '../client.ts';

/** Makes a change; rejects with the server's own refusal, and with `read-only` unless changes were allowed. */
export async function makeChange(client: Client, change: Change, options: ReadOptions = {}): Promise<void> {
  await client.write(callOf(change), options);
}

import * as z from 'zod/mini';
import type { Warehouse } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { type SafeText, sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, settings, text } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';

const metadata = z.catch(z.object({ slug: text, name: text }), { slug: sanitise(''), name: sanitise('') });

/** A name, unless it is blank. */
const named = (value: unknown): SafeText | undefined =>
  (typeof value === 'string' && sanitise(value.trim())) || undefined;

/** A warehouse of the second version carries its name itself; that of the first has none but in its settings. */
export const warehouseSchema = z.pipe(
  z.object({ id, name: z.optional(z.unknown()), enabled: z.boolean(), settings, metadata }),
  z.transform(({ id, name, enabled, settings, metadata }): Warehouse => {
    const type = metadata.name || metadata.slug;
    return { id, name: named(name) ?? named(settings.name) ?? (type || sanitise(id)), type, enabled, settings };
  }),
);

export async function listWarehouses(client: Client, options?: ReadOptions): Promise<Answer<readonly Warehouse[]>> {
  return uniqueById(
    await readList(client, { operation: 'GET /warehouses', key: 'warehouses' }, warehouseSchema, options),
  );
}

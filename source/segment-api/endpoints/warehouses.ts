import * as z from 'zod/mini';
import type { Warehouse } from '../../domain/entities.ts';
import type { Answer } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { sanitise } from '../../domain/text.ts';
import type { Client } from '../client.ts';
import { id, settings, text } from '../fields.ts';
import { readList, uniqueById } from '../rows.ts';

const metadata = z.catch(z.object({ slug: text, name: text }), { slug: sanitise(''), name: sanitise('') });

/** A warehouse has no name of its own: it stands in its settings (manual 2.4). */
export const warehouseSchema = z.pipe(
  z.object({ id, enabled: z.boolean(), settings, metadata }),
  z.transform(({ id, enabled, settings, metadata }): Warehouse => {
    const type = metadata.name || metadata.slug;
    const given = typeof settings.name === 'string' ? sanitise(settings.name.trim()) : undefined;
    return { id, name: given || type || sanitise(id), type, enabled, settings };
  }),
);

export async function listWarehouses(client: Client, options?: ReadOptions): Promise<Answer<readonly Warehouse[]>> {
  return uniqueById(
    await readList(client, { operation: 'GET /warehouses', key: 'warehouses' }, warehouseSchema, options),
  );
}

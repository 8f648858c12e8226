import * as z from 'zod';
import type { CatalogItem } from '../domain/catalog/items.ts';
import { sanitise } from '../domain/text.ts';

/** Kept apart from catalog.ts so that zod is loaded only when there is a file to check. Text of a file is not to be trusted. */
const safe = z.string().transform((text) => sanitise(text));
const option = z.object({
  name: safe,
  type: safe,
  required: z.boolean(),
  label: safe,
  description: safe,
});
const item = z.object({
  id: z.string(),
  side: z.enum(['source', 'destination', 'warehouse']),
  slug: safe,
  name: safe,
  description: safe,
  categories: z.array(safe),
  status: safe,
  options: z.array(option),
  website: safe,
  previousNames: z.array(safe),
  methods: z.array(safe),
  platforms: z.array(safe),
  modes: z.array(z.enum(['cloud', 'device'])).optional(),
});
const list = z.object({ at: z.number(), items: z.array(item) });
const content = z.object({
  source: list.exactOptional(),
  destination: list.exactOptional(),
  warehouse: list.exactOptional(),
});

/** One list of the catalog and when it was read, ms. */
interface KeptList {
  readonly at: number;
  readonly items: readonly CatalogItem[];
}

export type CatalogContent = Readonly<Partial<Record<CatalogItem['side'], KeptList>>>;

/** The content of a catalog file; throws when it has another shape. */
export function checkCatalog(value: unknown): CatalogContent {
  return content.parse(value);
}

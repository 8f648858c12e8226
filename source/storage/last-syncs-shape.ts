import * as z from 'zod';
import { sanitise } from '../domain/text.ts';
import { isMoment } from '../domain/time.ts';

/** Kept apart from last-syncs.ts so that zod is loaded only when there is a file to check. Text of a file is not to be trusted. */
const safe = z.string().transform((text) => sanitise(text));
/** A number that no sync can have as its time would stand before all others. */
const moment = z.number().refine(isMoment);
const optionalMoment = moment.optional().transform((at) => at);
const sync = z.object({
  sourceId: z.string(),
  start: moment,
  end: optionalMoment,
  // A newer segtop may know more of them.
  status: z
    .enum(['success', 'partial', 'failure', 'running', 'unknown'])
    .or(z.string().transform(() => 'unknown' as const)),
  word: safe,
  seconds: z
    .number()
    .optional()
    .transform((seconds) => seconds),
  /** May pass 2^53, which JSON's numbers do not. */
  rows: z
    .string()
    .regex(/^\d{1,30}$/)
    .optional()
    .transform((rows) => rows),
  notices: z.array(z.object({ level: safe, message: safe, at: optionalMoment })),
  isFirst: z.literal(true).optional(),
});
const warehouse = z.object({ at: z.number(), syncs: z.array(sync) });
const content = z.object({ warehouses: z.record(z.string(), z.unknown()) });

export interface SyncsContent {
  readonly warehouses: Readonly<Record<string, z.infer<typeof warehouse>>>;
}

/**
 * The content of a file of syncs; throws when it has another shape. A warehouse with a sync that is none is as if it had not been
 * read: without that one its list would pass for all of its syncs.
 */
export function checkLastSyncs(value: unknown): SyncsContent {
  const read = Object.entries(content.parse(value).warehouses).flatMap(([id, each]) => {
    const { data } = warehouse.safeParse(each);
    return data ? [[id, data] as const] : [];
  });
  return { warehouses: Object.fromEntries(read) };
}

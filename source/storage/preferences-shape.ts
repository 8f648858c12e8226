import * as z from 'zod';
import { recordOf } from './lenient.ts';

/** Kept apart from preferences.ts so that zod is loaded only when there is a file to check. */
const content = z.object({
  lastProfile: z.string().exactOptional(),
  /** One that only a newer segtop knows counts as none. */
  period: z.enum(['24h', '7d']).optional().catch(undefined),
  /** Sort of each view by its id. */
  sorts: recordOf(z.object({ column: z.string().min(1), descending: z.boolean() })),
  /** The filter left on the list of each view by its id; empty for none. */
  filters: recordOf(z.string()).exactOptional(),
  /** What was typed in lines, newest first. */
  typed: z
    .object({ command: z.array(z.string()).readonly().optional(), filter: z.array(z.string()).readonly().optional() })
    .optional()
    .catch(undefined),
  /** How the list of each view looks, by its id. */
  looks: recordOf(
    z.object({
      columns: recordOf(z.boolean()).exactOptional(),
      grouped: z.boolean().exactOptional(),
      aside: z.boolean().exactOptional(),
    }),
  ).exactOptional(),
});

export type PreferencesContent = z.infer<typeof content>;

/** The content of preferences.json; throws when it has another shape. */
export function checkPreferences(value: unknown): PreferencesContent {
  return content.parse(value);
}

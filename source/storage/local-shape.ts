import * as z from 'zod';
import { listOf, recordOf } from './lenient.ts';

/** Kept apart from local.ts so that zod is loaded only when there is a file to check. */
const color = z.enum(['red', 'yellow', 'green']);
/** What is not there was written by a segtop that did not know it. */
const inventoryField = z.object({
  path: z.string(),
  type: z.string().default(''),
  matcher: z.string().default(''),
  sources: z.array(z.string()).default([]),
  events: z.array(z.string()).default([]),
  at: z.number().default(0),
  masked: z.boolean().default(false),
});
const privacy = z.object({
  colors: recordOf(color),
  inventory: listOf(inventoryField),
  unwanted: listOf(z.object({ kind: z.enum(['source', 'destination']), id: z.string(), color })).default([]),
});
const notifications = z.object({
  seenAt: z.number().exactOptional(),
  off: z.array(z.string()),
  own: z.array(z.string()).exactOptional(),
});
const alerts = z.object({ off: z.array(z.string()) }).default({ off: [] });

const content = z.object({
  workspaces: z.array(
    z.object({
      profile: z.string(),
      workspaceId: z.string().min(1),
      local: z.object({ privacy, notifications, alerts, failureLogs: recordOf(z.string()).default({}) }),
    }),
  ),
});

export type LocalContent = z.infer<typeof content>;

/** The content of local.json; throws when it has another shape. */
export function checkLocal(value: unknown): LocalContent {
  return content.parse(value);
}

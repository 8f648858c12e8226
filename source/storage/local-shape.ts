import * as z from 'zod';

/** Kept apart from local.ts so that zod is loaded only when there is a file to check. */
const privacy = z.object({
  colors: z.record(z.string(), z.enum(['red', 'yellow', 'green'])),
  inventory: z.array(z.string()),
});
const notifications = z.object({ seenAt: z.number().exactOptional(), off: z.array(z.string()) });

const content = z.object({
  workspaces: z.array(
    z.object({ profile: z.string(), workspaceId: z.string().min(1), local: z.object({ privacy, notifications }) }),
  ),
});

export type LocalContent = z.infer<typeof content>;

/** The content of local.json; throws when it has another shape. */
export function checkLocal(value: unknown): LocalContent {
  return content.parse(value);
}

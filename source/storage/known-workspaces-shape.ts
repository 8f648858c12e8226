import * as z from 'zod';

/** Kept apart from known-workspaces.ts so that zod is loaded only when there is a file to check. */
const content = z.object({
  profiles: z.array(
    z.object({
      profile: z.string().min(1),
      openedAt: z.number(),
      id: z.string().exactOptional(),
      name: z.string().exactOptional(),
      slug: z.string().exactOptional(),
      /** What only a newer segtop knows counts as not known. */
      region: z.enum(['us', 'eu']).optional().catch(undefined),
      access: z.enum(['owner', 'member', 'no business plan']).optional().catch(undefined),
      /** Ids of destinations that failed when they were last seen: they are looked at first. */
      failing: z.array(z.string()).optional().catch(undefined),
    }),
  ),
});

export type KnownContent = z.infer<typeof content>;

/** The content of workspaces.json; throws when it has another shape. */
export function checkKnown(value: unknown): KnownContent {
  return content.parse(value);
}

import * as z from 'zod';
import { listOf } from './lenient.ts';

/** Kept apart from favorites.ts so that zod is loaded only when there is a file to check. */
const content = z.object({
  workspaces: z.array(
    z.object({
      profile: z.string(),
      workspaceId: z.string().min(1),
      favorites: listOf(
        z.object({ kind: z.enum(['source', 'destination', 'warehouse', 'function']), id: z.string().min(1) }),
      ),
    }),
  ),
});

export type FavoritesContent = z.infer<typeof content>;

/** The content of favorites.json; throws when it has another shape. */
export function checkFavorites(value: unknown): FavoritesContent {
  return content.parse(value);
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A state folder in which favorites were kept once and none are left, so that the demo has none of its own either.
 * @returns the environment that makes it the folder of a program
 */
export function withoutFavorites(folder: string): { readonly SEGTOP_STATE_DIR: string } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'favorites.json'), JSON.stringify({ version: 1, workspaces: [] }), { mode: 0o600 });
  return { SEGTOP_STATE_DIR: folder };
}

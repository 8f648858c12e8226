import type { FavoriteRef } from '../../state/store.ts';
import type { PaneView } from './view.ts';

/** Keys of the rows that are favorites (F-01); undefined when none can be. */
export function starredKeys(
  { rows }: Pick<PaneView, 'rows'>,
  favorites: readonly FavoriteRef[],
): ReadonlySet<string> | undefined {
  if (favorites.length === 0) return undefined;
  const kept = new Set(favorites.map(({ kind, id }) => `${kind}:${id}`));
  return new Set(rows.flatMap(({ key, subject }) => (subject && kept.has(`${subject.kind}:${subject.id}`) ? key : [])));
}

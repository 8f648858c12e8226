import type { FavoriteRef } from '../../state/store.ts';
import type { Favorites } from '../../storage/favorites.ts';

export interface KeptFavoritesOptions {
  /** Undefined until the file has been opened: nothing is saved before. */
  readonly opened: () => Favorites | undefined;
  readonly profile: string;
  readonly workspaceId: () => string | undefined;
  /** What stands there until favorites are kept on this machine for the first time. */
  readonly first?: readonly FavoriteRef[] | undefined;
  /** Called when the file holds something else than what is shown: another segtop has changed it. */
  readonly onChange: (favorites: readonly FavoriteRef[]) => void;
}

/** The favorites of this profile and workspace on screen and in the file, which other programs write too (F-03, F-04). */
export interface KeptFavorites {
  loadFavorites(workspaceId: string): readonly FavoriteRef[];
  saveFavorites(next: readonly FavoriteRef[]): void;
  reloadFavorites(): void;
}

const same = (a: FavoriteRef, b: FavoriteRef): boolean => a.kind === b.kind && a.id === b.id;
const without = (list: readonly FavoriteRef[], other: readonly FavoriteRef[]): FavoriteRef[] =>
  list.filter((ref) => !other.some((each) => same(each, ref)));

/** Saves what changed on this screen and nothing else, so that a favorite that another segtop added is never taken away. */
export function keptFavorites(options: KeptFavoritesOptions): KeptFavorites {
  const { opened, profile, workspaceId, first = [], onChange } = options;
  let shown: readonly FavoriteRef[] = [];
  let changes = 0;

  const listed = (favorites: Favorites, id: string): readonly FavoriteRef[] =>
    favorites.isNew() ? first : favorites.list({ profile, workspaceId: id });

  const follow = (favorites: Favorites, id: string): void => {
    if (workspaceId() !== id) return;
    const list = listed(favorites, id);
    if (list.length === shown.length && list.every((ref, index) => same(ref, shown[index]!))) return;
    shown = list;
    onChange(list);
  };

  const write = async (
    favorites: Favorites,
    id: string,
    before: readonly FavoriteRef[],
    next: readonly FavoriteRef[],
    isFirst: boolean,
  ) => {
    const scope = { profile, workspaceId: id };
    if (isFirst && first.length > 0) await favorites.add(scope, first);
    const gone = without(before, next);
    if (gone.length > 0) await favorites.remove(scope, gone);
    const added = without(next, before);
    const last = next.length - added.length;
    for (const ref of added) {
      const index = next.findIndex((each) => same(each, ref));
      await favorites.add(scope, [ref], index >= last ? undefined : index);
    }
  };

  return {
    loadFavorites: (id) => {
      const favorites = opened();
      shown = favorites ? listed(favorites, id) : [];
      return shown;
    },
    saveFavorites: (next) => {
      const [favorites, id] = [opened(), workspaceId()];
      if (!favorites || id === undefined) return;
      const before = shown;
      shown = next;
      changes += 1;
      const own = changes;
      void write(favorites, id, before, next, own === 1 && favorites.isNew()).then(() => {
        if (own === changes) follow(favorites, id);
      });
    },
    reloadFavorites: () => {
      const [favorites, id] = [opened(), workspaceId()];
      if (!favorites || id === undefined) return;
      const own = changes;
      void favorites.reload().then(() => {
        if (own === changes) follow(favorites, id);
      });
    },
  };
}

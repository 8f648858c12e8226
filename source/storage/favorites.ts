import { openDocument, type ReportProblem } from './document.ts';
import type { FavoritesContent } from './favorites-shape.ts';

export type FavoriteKind = 'source' | 'destination' | 'warehouse' | 'function';

export interface Favorite {
  readonly kind: FavoriteKind;
  readonly id: string;
}

/** Favorites belong to one workspace as one profile sees it. */
export interface FavoriteScope {
  readonly profile: string;
  readonly workspaceId: string;
}

/** The favorites of all workspaces, in the order in which they were added. Writes never reject; see StoredDocument. */
export interface Favorites {
  /** Nobody has kept any on this machine yet, in whatever workspace. */
  isNew(): boolean;
  list(scope: FavoriteScope): readonly Favorite[];
  /** Adds those that are not there yet, at the end or before the one at `index` (to take back a removal). */
  add(scope: FavoriteScope, favorites: readonly Favorite[], index?: number): Promise<readonly Favorite[]>;
  remove(scope: FavoriteScope, favorites: readonly Favorite[]): Promise<readonly Favorite[]>;
  /** Reads what other running programs have changed. */
  reload(): Promise<void>;
}

const same = (a: Favorite, b: Favorite): boolean => a.kind === b.kind && a.id === b.id;
const without = (list: readonly Favorite[], gone: readonly Favorite[]): Favorite[] =>
  list.filter((favorite) => !gone.some((other) => same(favorite, other)));

function listOf(content: FavoritesContent, scope: FavoriteScope): readonly Favorite[] {
  return content.workspaces.find((entry) => isOf(entry, scope))?.favorites ?? [];
}

const isOf = (entry: FavoriteScope, scope: FavoriteScope): boolean =>
  entry.profile === scope.profile && entry.workspaceId === scope.workspaceId;

function replaced(content: FavoritesContent, scope: FavoriteScope, favorites: readonly Favorite[]): FavoritesContent {
  const others = content.workspaces.filter((entry) => !isOf(entry, scope));
  const { profile, workspaceId } = scope;
  return {
    workspaces: favorites.length === 0 ? others : [...others, { profile, workspaceId, favorites: [...favorites] }],
  };
}

const empty: FavoritesContent = { workspaces: [] };

/** Opens favorites.json of the state folder. */
export async function openFavorites(stateDir: string, report: ReportProblem): Promise<Favorites> {
  const document = await openDocument<FavoritesContent>(
    stateDir,
    {
      name: 'favorites.json',
      version: 1,
      empty,
      check: async (content) => (await import('./favorites-shape.ts')).checkFavorites(content),
    },
    report,
  );
  const change = async (scope: FavoriteScope, next: (list: readonly Favorite[]) => readonly Favorite[]) =>
    listOf(await document.update((content) => replaced(content, scope, next(listOf(content, scope)))), scope);

  return {
    isNew: () => document.value() === empty,
    list: (scope) => listOf(document.value(), scope),
    add: (scope, favorites, index) =>
      change(scope, (list) => {
        const unique = favorites.filter((favorite, at) => favorites.findIndex((other) => same(other, favorite)) === at);
        return list.toSpliced(index ?? list.length, 0, ...without(unique, list).map(({ kind, id }) => ({ kind, id })));
      }),
    remove: (scope, favorites) => change(scope, (list) => without(list, favorites)),
    reload: async () => {
      await document.reload();
    },
  };
}

import { type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import type { FavoriteRef } from '../../../state/store.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import type { Need, Resource } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import type { StorageHealth } from '../../../workspace/storage/health.ts';
import type { ViewContext } from '../../kit/view.ts';
import { type FunctionUse, functionUse, sideOf } from '../../kit/words/functions.ts';

/** A favorite joined with what it stands for; `gone` when the workspace no longer has it, `unread` while that is not known. */
export type Favorite =
  | { readonly kind: 'source'; readonly id: string; readonly flow: SourceFlow; readonly fed: readonly Connection[] }
  | { readonly kind: 'destination'; readonly id: string; readonly connection: Connection }
  | { readonly kind: 'warehouse'; readonly id: string; readonly storage: StorageHealth }
  | { readonly kind: 'function'; readonly id: string; readonly use: FunctionUse }
  | { readonly kind: 'gone' | 'unread'; readonly id: string; readonly was: FavoriteRef['kind'] };

export const favoriteTabs = [t`All`, t`Sources`, t`Destinations`] as const;

/** The favorites of a tab, in the order they were added; warehouses count as destinations, functions as their side (F-07). */
export function favoriteRows(context: ViewContext, tab: number): Favorite[] {
  const all = context.favorites.map((ref) => joined(ref, context));
  return tab === 0
    ? all
    : all.filter((favorite) => sideOfFavorite(favorite) === (tab === 1 ? 'source' : 'destination'));
}

function sideOfFavorite(favorite: Favorite): 'source' | 'destination' | undefined {
  const kind = kindOf(favorite);
  if (kind === 'function') return favorite.kind === 'function' ? sideOf(favorite.use.fn) : undefined;
  return kind === 'source' ? 'source' : 'destination';
}

const listOf = {
  source: resources.sources,
  destination: resources.destinations,
  warehouse: resources.warehouses,
  function: resources.functions,
} as const satisfies Record<FavoriteRef['kind'], Resource<readonly unknown[]>>;

function joined({ kind, id }: FavoriteRef, context: ViewContext): Favorite {
  const found = find({ kind, id }, context);
  if (found) return found;
  const list: Resource<readonly unknown[]> = listOf[kind];
  return { kind: isWhole(context.read(list)) ? 'gone' : 'unread', id, was: kind };
}

function find({ kind, id }: FavoriteRef, { overview, read }: ViewContext): Favorite | undefined {
  const { flow, fleet, storage } = overview;
  if (kind === 'source') {
    const found = flow.bySource.get(id);
    const fed = () => fleet.connections.filter(({ destination }) => destination.sourceId === id);
    return found && { kind, id, flow: found, fed: fed() };
  }
  if (kind === 'destination') {
    const connection = fleet.byId.get(id);
    return connection && { kind, id, connection };
  }
  if (kind === 'warehouse') {
    const found = storage.find(({ warehouse }) => warehouse.id === id);
    return found && { kind, id, storage: found };
  }
  const fn = read(resources.functions).data?.find((each) => each.id === id);
  return fn && { kind, id, use: functionUse(fn, overview) };
}

export function kindOf(favorite: Favorite): FavoriteRef['kind'] {
  return favorite.kind === 'gone' || favorite.kind === 'unread' ? favorite.was : favorite.kind;
}

export function favoriteKey(favorite: Favorite): string {
  return `${kindOf(favorite)}:${favorite.id}`;
}

export function favoriteName(favorite: Favorite): SafeText {
  switch (favorite.kind) {
    case 'source':
      return favorite.flow.source.name;
    case 'destination':
      return favorite.connection.destination.name;
    case 'warehouse':
      return favorite.storage.warehouse.name;
    case 'function':
      return favorite.use.fn.name;
    default:
      return t`${word(favorite.was)} ${sanitise(favorite.id.slice(0, 10))}`;
  }
}

/** The page of its own that each kind has. */
export function favoriteTarget(favorite: Favorite): Target | undefined {
  if (favorite.kind === 'gone' || favorite.kind === 'unread') return undefined;
  return pages[favorite.kind].at(favorite.id);
}

/** Functions take five calls: they are read only for those who keep one (F-02). */
export function favoriteNeeds(favorites: readonly FavoriteRef[]): Need[] {
  return favorites.some(({ kind }) => kind === 'function') ? [{ resource: resources.functions, priority: 1 }] : [];
}

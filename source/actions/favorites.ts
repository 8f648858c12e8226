import { counted } from '../domain/format.ts';
import { t } from '../domain/text.ts';
import { apart, second } from '../domain/time.ts';
import type { Subject } from '../state/pane.ts';
import type { FavoriteRef, PickerData, Undoable } from '../state/store.ts';
import { type Action, keyIn, on } from './action.ts';
import { current } from './current.ts';
import type { FavoriteKeeping, Here, Keeping } from './environment.ts';
import { actedOn, unmark } from './marks.ts';
import { toast } from './toast.ts';

const undoFor = 5 * second;

const keyOf = ({ kind, id }: FavoriteRef): string => `${kind}:${id}`;
const sameRef = (a: FavoriteRef, b: FavoriteRef): boolean => a.kind === b.kind && a.id === b.id;

const favoriteKinds: readonly FavoriteRef['kind'][] = ['source', 'destination', 'warehouse', 'function'];

/** What a subject is kept as; undefined for what cannot be a favorite (F-02). */
export function refOf(subject: Subject | undefined): FavoriteRef | undefined {
  const kind = favoriteKinds.find((one) => one === subject?.kind);
  return kind && subject && { kind, id: subject.id };
}

export function isFavorite({ store }: Here, ref: FavoriteRef): boolean {
  return store.getState().favorites.some((each) => sameRef(each, ref));
}

function save(environment: Here & FavoriteKeeping, favorites: readonly FavoriteRef[]): void {
  environment.store.setState({ favorites });
  environment.saveFavorites(favorites);
}

type Meant = readonly { readonly ref: FavoriteRef; readonly name: Subject['name'] }[];

function meant(subjects: readonly Subject[]): Meant {
  return subjects.flatMap((subject) => {
    const ref = refOf(subject);
    return ref ? [{ ref, name: subject.name }] : [];
  });
}

/** `f` on any row of a source, destination, warehouse or function, or on all marked ones (F-01). */
export const toggle: Action<Here & FavoriteKeeping> = on(
  (sight) => {
    const here = current(sight);
    const rows = here ? actedOn(here) : [];
    const subjects = rows.length > 0 ? rows.map(({ subject }) => subject) : [here?.pane.subject];
    const kept = meant(subjects.filter((subject) => subject !== undefined));
    return kept.length > 0 ? kept : { why: t`favorites are sources, destinations, warehouses, functions` };
  },
  (environment: Here & FavoriteKeeping, kept) => {
    toggleAll(environment, kept);
    unmark(environment);
  },
);

export function toggleSubjects(environment: Here & FavoriteKeeping, subjects: readonly Subject[]): void {
  toggleAll(environment, meant(subjects));
}

/** Adds those that are no favorites yet; when all are, removes them. */
function toggleAll(environment: Here & FavoriteKeeping, kept: Meant): void {
  const [first] = kept;
  if (!first) return;
  const { favorites } = environment.store.getState();
  const unique = new Map(kept.map(({ ref }) => [keyOf(ref), ref]));
  const added = [...unique.values()].filter((ref) => !isFavorite(environment, ref));
  const what = unique.size === 1 ? (environment.favoriteName(first.ref) ?? first.name) : undefined;
  if (added.length === 0) return remove(environment, [...unique.values()], what);
  save(environment, [...favorites, ...added]);
  toast(environment, what ? t`${what} is a favorite` : t`${added.length} added to the favorites`, 'good');
}

/** Removes at once; `u` brings them back to their places for five seconds (F-10). */
function remove(
  environment: Here & FavoriteKeeping,
  refs: readonly FavoriteRef[],
  name: Subject['name'] | undefined,
): void {
  const { favorites } = environment.store.getState();
  const isGone = (ref: FavoriteRef) => refs.some((each) => sameRef(each, ref));
  const removed = favorites.flatMap((ref, index) => (isGone(ref) ? [{ ref, index }] : []));
  save(
    environment,
    favorites.filter((ref) => !isGone(ref)),
  );
  environment.store.setState({ removed: { refs: removed, at: environment.now(), lasts: undoFor }, undo: undefined });
  const what = name ?? counted(removed.length, t`favorite`);
  toast(environment, t`${what} removed from favorites: ${keyIn(environment, 'undo')} undoes`, 'info');
}

/** `u`: takes back what was removed or classified last. */
export const undo: Action<Here & FavoriteKeeping & Keeping> = on(
  (sight) => {
    const { removed, undo: last } = sight.store.getState();
    const now = sight.now();
    const isRecent = ({ at, lasts }: Undoable) => apart(now, at) <= lasts;
    if (last && isRecent(last)) return { last };
    return removed && isRecent(removed) ? { removed } : { why: t`nothing was removed or classified just now` };
  },
  (environment: Here & FavoriteKeeping & Keeping, found) => {
    const { last, removed } = found;
    if (last) {
      environment.saveLocal((local) => last.change(local));
      environment.store.setState({ undo: undefined });
      return toast(environment, last.done, 'good');
    }
    const back = removed.refs.reduce<readonly FavoriteRef[]>(
      (list, { ref, index }) => (list.some((each) => sameRef(each, ref)) ? list : list.toSpliced(index, 0, ref)),
      environment.store.getState().favorites,
    );
    save(environment, back);
    environment.store.setState({ removed: undefined });
    toast(environment, t`Back among the favorites`, 'good');
  },
);

/** The add picker: what is a favorite already is marked (F-05). */
export const add: Action<Here & FavoriteKeeping> = {
  run(environment) {
    const { favorites } = environment.store.getState();
    const picked = new Set(favorites.map(keyOf));
    const picker: PickerData = { filter: { text: '', cursor: 0 }, picked, initial: picked, tab: 0, offset: 0 };
    environment.store.setState({ overlay: { kind: 'favorites', picker } });
    environment.reloadFavorites();
  },
};

/** Takes over the picker's choice: kept ones keep their place, new ones come last; others' additions meanwhile stay. */
export function choose(
  environment: Here & FavoriteKeeping,
  { picked, initial }: Pick<PickerData, 'picked' | 'initial'>,
): void {
  const { favorites } = environment.store.getState();
  const kept = favorites.filter((ref) => picked.has(keyOf(ref)) || !initial.has(keyOf(ref)));
  const known = new Set(kept.map(keyOf));
  const added = environment.candidates().filter((ref) => picked.has(keyOf(ref)) && !known.has(keyOf(ref)));
  save(environment, [...kept, ...added]);
  environment.store.setState({ overlay: undefined });
}

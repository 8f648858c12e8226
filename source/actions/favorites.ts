import { type SafeText, t } from '../domain/text.ts';
import { second } from '../domain/time.ts';
import type { Subject } from '../state/pane.ts';
import type { FavoriteRef } from '../state/store.ts';
import { current } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { toast } from './toast.ts';

const undoFor = 5 * second;

export const sameRef = (a: FavoriteRef, b: FavoriteRef): boolean => a.kind === b.kind && a.id === b.id;

function refOf(subject: Subject | undefined): FavoriteRef | undefined {
  if (!subject || subject.kind === 'audit' || subject.kind === 'other') return undefined;
  return { kind: subject.kind, id: subject.id };
}

function save(environment: Environment, favorites: readonly FavoriteRef[]): void {
  environment.store.setState({ favorites });
  environment.saveFavorites(favorites);
}

/** `f` on any row of a source, destination, warehouse or function (F-01). */
export const toggle: Action = (environment) => {
  const subject = current(environment)?.row?.subject;
  const ref = refOf(subject);
  if (!ref || !subject)
    return toast(environment, t`Only sources, destinations, warehouses and functions can be favorites`, 'info');
  const { favorites } = environment.store.getState();
  const index = favorites.findIndex((each) => sameRef(each, ref));
  if (index < 0) {
    save(environment, [...favorites, ref]);
    return toast(environment, t`${subject.name} is a favorite`, 'good');
  }
  removeAt(environment, index, subject.name);
};

/** Removes at once; `u` brings it back to its place for five seconds (F-10). */
export function removeAt(environment: Environment, index: number, name: SafeText): void {
  const { favorites } = environment.store.getState();
  const ref = favorites[index];
  if (!ref) return;
  save(environment, favorites.toSpliced(index, 1));
  environment.store.setState({ removed: { ref, index, until: environment.now() + undoFor } });
  toast(environment, t`${name} removed from favorites: u undoes`, 'info');
}

export const undo: Action = (environment) => {
  const { removed, favorites } = environment.store.getState();
  if (!removed || environment.now() > removed.until) return toast(environment, t`Nothing to undo`, 'info');
  save(environment, favorites.toSpliced(removed.index, 0, removed.ref));
  environment.store.setState({ removed: undefined });
};

/** The add picker: what is a favorite already is marked (F-05). */
export const add: Action = (environment) => {
  const { favorites } = environment.store.getState();
  const picked = new Set(favorites.map(({ kind, id }) => `${kind}:${id}`));
  environment.store.setState({
    overlay: { kind: 'favorites', picker: { filter: { text: '', cursor: 0 }, picked, offset: 0 } },
  });
};

/** Takes over the picker's choice: kept ones keep their place, new ones come last. */
export function choose(environment: Environment, picked: ReadonlySet<string>): void {
  const { favorites } = environment.store.getState();
  const keyOf = ({ kind, id }: FavoriteRef) => `${kind}:${id}`;
  const kept = favorites.filter((ref) => picked.has(keyOf(ref)));
  const known = new Set(kept.map(keyOf));
  const added = environment.candidates().filter((ref) => picked.has(keyOf(ref)) && !known.has(keyOf(ref)));
  save(environment, [...kept, ...added]);
  environment.store.setState({ overlay: undefined });
}

import type { Scope } from '../keys/keymap.ts';
import { replaceTop } from '../state/navigation.ts';
import type { Pane, PaneRow } from '../state/pane.ts';
import { type PaneState, type Place, paneState, rowKeys, selectedIndex, withPane } from '../state/place.ts';
import { place } from '../state/store.ts';
import type { Here, Sight } from './environment.ts';

/** The focused pane with its state and the row the selection means now. */
export interface Current {
  readonly top: Place;
  readonly pane: Pane;
  readonly state: PaneState;
  readonly index: number;
  readonly row: PaneRow | undefined;
}

export function current(sight: Pick<Sight, 'store' | 'panes'>): Current | undefined {
  const top = place(sight.store.getState());
  const panes = sight.panes();
  const pane = panes[Math.min(top.pane, panes.length - 1)];
  if (!pane) return undefined;
  const state = paneState(top, pane.id);
  const index = selectedIndex(state, rowKeys(pane.rows), pane.initial);
  return { top, pane, state, index, row: pane.rows[index] };
}

/** Changes the focused pane's state. */
export function changePane(environment: Here, pane: Pane, change: Partial<PaneState>): void {
  const state = environment.store.getState();
  environment.store.setState(replaceTop(state, withPane(place(state), pane.id, change)));
}

/** Selects the row at an index, which is kept inside the rows; a row that was followed is left. */
export function select(environment: Here, { pane }: Current, index: number): void {
  const at = Math.max(0, Math.min(index, pane.rows.length - 1));
  changePane(environment, pane, { selected: pane.rows[at]?.key, index: at, follow: undefined });
}

/** A list of rows that can be sorted and marked, be it with keys of its own. */
export function isList({ scope }: Pane): boolean {
  return scope === 'rows' || scope === 'privacy' || scope === 'privacy-grid' || scope === 'toggles';
}

/** The scopes that hold now, narrowest first, besides `global`: lists with keys of their own have those of all lists too. */
export function scopesHere(sight: Sight): readonly Scope[] {
  const pane = current(sight)?.pane;
  if (!pane?.scope) return [];
  return pane.scope !== 'rows' && isList(pane) ? [pane.scope, 'rows'] : [pane.scope];
}

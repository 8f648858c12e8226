/** Where the user is: a view with its arguments, and what was done to its panes. */
export interface PaneState {
  /** Key of the selected row; the row, not its number, is what stays selected. */
  readonly selected?: string | undefined;
  /** Where the selected row stood, for when it is gone. */
  readonly index: number;
  readonly offset: number;
  readonly filter: string;
  readonly sort?: { readonly column: string; readonly descending: boolean } | undefined;
  readonly tab: number;
}

export interface Target {
  readonly view: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface Place extends Target {
  /** Index of the focused pane. */
  readonly pane: number;
  readonly panes: Readonly<Record<string, PaneState>>;
}

export const freshPane: PaneState = { index: 0, offset: 0, filter: '', tab: 0 };

export function placeOf(view: string, params: Readonly<Record<string, string>> = {}): Place {
  return { view, params, pane: 0, panes: {} };
}

export function paneState(place: Place, id: string): PaneState {
  return place.panes[id] ?? freshPane;
}

export function withPane(place: Place, id: string, change: Partial<PaneState>): Place {
  return { ...place, panes: { ...place.panes, [id]: { ...paneState(place, id), ...change } } };
}

/** The row index that a pane's selection means among the rows of now: by key, else where it stood, else the first. */
export function selectedIndex(state: PaneState, keys: readonly string[]): number {
  const found = state.selected === undefined ? -1 : keys.indexOf(state.selected);
  return found >= 0 ? found : Math.max(0, Math.min(state.index, keys.length - 1));
}

export function sameTarget(a: Target, b: Target): boolean {
  return a.view === b.view && JSON.stringify(a.params) === JSON.stringify(b.params);
}

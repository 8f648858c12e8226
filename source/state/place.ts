import type { Target, ViewId } from './pages.ts';
import type { TableLook } from './table-look.ts';

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** Where the user is: a view with its arguments, and what was done to its panes. */
export interface PaneState {
  /** Key of the selected row; the row, not its number, is what stays selected. */
  readonly selected?: string | undefined;
  /** Where the selected row stood, for when it is gone. */
  readonly index: number;
  readonly offset: number;
  readonly filter: string;
  /** The filter is that of an earlier visit: where it would leave no row, all are shown. */
  readonly recalled?: boolean | undefined;
  readonly sort?: Sort | undefined;
  readonly tab: number;
  /** Keys of rows marked by hand, to act on together. */
  readonly marked?: readonly string[] | undefined;
  /** Choices of a view that are not about rows, such as its own period. */
  readonly options?: Readonly<Record<string, string>> | undefined;
  /** Which one is shown where a pane shows one of several: its id. */
  readonly item?: string | undefined;
  /** What the user has folded, or unfolded where a pane begins folded. */
  readonly folded?: readonly string[] | undefined;
  /** Keys of the rows whose lines are shown. */
  readonly unfolded?: readonly string[] | undefined;
  /** How the user wants the list to look. */
  readonly look?: TableLook | undefined;
  /** The followed row and its place on screen, whatever happens around it. */
  readonly follow?: { readonly key: string; readonly line: number } | undefined;
  /** Masked values are shown in clear. */
  readonly revealed?: boolean | undefined;
}

/** A list with groups shows them until it is sorted or narrowed to problems: then the worst of all come first. */
export function groupsByItself({ sort, options }: PaneState): boolean {
  return sort === undefined && options?.problems === undefined;
}

export interface Place extends Target {
  /** Index of the focused pane. */
  readonly pane: number;
  readonly panes: Readonly<Record<string, PaneState>>;
}

/** The pane that list pages keep their rows in. */
export const listPane = 'list';

/** The pane that the page of a connection keeps its steps in, and how they are looked at. */
export const pipelinePane = 'steps';

export const freshPane: PaneState = { index: 0, offset: 0, filter: '', tab: 0 };

export function placeOf(view: ViewId, params: Readonly<Record<string, string>> = {}): Place {
  return { view, params, pane: 0, panes: {} };
}

export function paneState(place: Place, id: string): PaneState {
  return place.panes[id] ?? freshPane;
}

export function withPane(place: Place, id: string, change: Partial<PaneState>): Place {
  return { ...place, panes: { ...place.panes, [id]: { ...paneState(place, id), ...change } } };
}

/**
 * The row index that a pane's selection means among the rows of now: by key, else where it stood, else the first.
 * @param initial key of the row that an untouched pane begins with
 */
export function selectedIndex(state: PaneState, keys: readonly string[], initial?: string): number {
  const wanted = state.selected ?? (state.index === 0 ? initial : undefined);
  const found = wanted === undefined ? -1 : keys.indexOf(wanted);
  return found >= 0 ? found : Math.max(0, Math.min(state.index, keys.length - 1));
}

const keysOf = new WeakMap<readonly { readonly key: string }[], readonly string[]>();

/** The keys of a list's rows, gathered once: several ask at every key press, of lists of thousands. */
export function rowKeys(rows: readonly { readonly key: string }[]): readonly string[] {
  let keys = keysOf.get(rows);
  if (!keys) {
    keys = rows.map(({ key }) => key);
    keysOf.set(rows, keys);
  }
  return keys;
}

/** Whether a place shows a target already, down to its tab where one is meant. */
export function isShown(at: Place, target: Target): boolean {
  return sameTarget(at, target) && (target.tab === undefined || target.tab === paneState(at, listPane).tab);
}

/** Whether both are one page of one thing; a link and an address name its parameters in different orders. */
export function sameTarget(a: Target, b: Target): boolean {
  const names = Object.keys(a.params);
  return (
    a.view === b.view &&
    names.length === Object.keys(b.params).length &&
    names.every((name) => a.params[name] === b.params[name])
  );
}

import { t } from '../domain/text.ts';
import type { PaneRow } from '../state/pane.ts';
import { type Place, paneState, sameTarget, withPane } from '../state/place.ts';
import { type Action, on } from './action.ts';
import { type Current, changePane, current, isList } from './current.ts';
import type { Here } from './environment.ts';

/** Space marks the row and goes on to the next, so that several are marked by holding it. */
export const mark: Action = on(
  (sight) => {
    const here = current(sight);
    return here?.row && isList(here.pane) ? { here, row: here.row } : { why: t`rows are marked in lists` };
  },
  (environment: Here, { here: { state, pane, index }, row: { key } }) => {
    const marked = new Set(state.marked);
    if (!marked.delete(key)) marked.add(key);
    const next = Math.min(index + 1, pane.rows.length - 1);
    changePane(environment, pane, { marked: [...marked], selected: pane.rows[next]?.key, index: next });
  },
);

/** The rows between the one that was marked last and this one, both with them. */
export const markTo: Action = on(
  (sight) => {
    const here = current(sight);
    if (!here?.row || !isList(here.pane)) return { why: t`rows are marked in lists` };
    const keys = here.pane.rows.map(({ key }) => key);
    const from = (here.state.marked ?? []).map((key) => keys.indexOf(key)).findLast((at) => at >= 0);
    return from === undefined ? { why: t`no row is marked yet` } : { here, keys, from };
  },
  (environment: Here, { here: { state, pane, index }, keys, from }) => {
    const range = keys.slice(Math.min(from, index), Math.max(from, index) + 1);
    changePane(environment, pane, { marked: [...new Set([...(state.marked ?? []), ...range])] });
  },
);

/** All rows that the filter lets through; marks of others stay. */
export const markAll: Action = on(
  (sight) => {
    const here = current(sight);
    return here?.row && isList(here.pane) ? here : { why: t`rows are marked in lists` };
  },
  (environment: Here, { state, pane }) => {
    const shown = new Set(pane.rows.map(({ key }) => key));
    const marked = new Set(state.marked);
    const isAll = [...shown].every((key) => marked.has(key));
    changePane(environment, pane, {
      marked: isAll ? [...marked].filter((key) => !shown.has(key)) : [...new Set([...marked, ...shown])],
    });
  },
);

/** The rows a key works on: the marked ones that are still shown, else the selected one. */
export function actedOn({ pane, state, row }: Current): readonly PaneRow[] {
  const marked = new Set(state.marked);
  const rows = marked.size === 0 ? [] : pane.rows.filter(({ key }) => marked.has(key));
  return rows.length > 0 ? rows : row ? [row] : [];
}

/** Takes all marks of the pane away; false when there were none. */
export function unmark(environment: Here): boolean {
  const here = current(environment);
  if (!here || (here.state.marked ?? []).length === 0) return false;
  changePane(environment, here.pane, { marked: [] });
  return true;
}

/**
 * The marks as they are now. @returns takes them away later, wherever the user is by then; marks that were made meanwhile stay, and
 * those of rows about what is named by its id
 */
export function marksOfNow(environment: Here): (stays: ReadonlySet<string>) => void {
  const here = current(environment);
  const marked = new Set(here?.state.marked);
  const about = new Map(here?.pane.rows.map(({ key, subject }) => [key, subject?.id]));
  const without = (each: Place, taken: ReadonlySet<string>): Place => {
    const { marked: those = [] } = here && sameTarget(each, here.top) ? paneState(each, here.pane.id) : {};
    const left = those.filter((key) => !taken.has(key));
    return here && left.length < those.length ? withPane(each, here.pane.id, { marked: left }) : each;
  };
  return (stays) => {
    const { store } = environment;
    const { stack, ahead } = store.getState();
    const taken = new Set([...marked].filter((key) => !stays.has(about.get(key) ?? '')));
    const freed = (places: readonly Place[]) => places.map((each) => without(each, taken));
    if (taken.size > 0) store.setState({ stack: freed(stack), ahead: freed(ahead) });
  };
}

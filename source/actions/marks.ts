import { t } from '../domain/text.ts';
import type { PaneRow } from '../state/pane.ts';
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

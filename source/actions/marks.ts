import { t } from '../domain/text.ts';
import type { Pane, PaneRow } from '../state/pane.ts';
import { type Current, changePane, current } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { toast } from './toast.ts';

/** A list of rows that can be sorted and marked, be it with keys of its own. */
export function isList({ scope }: Pane): boolean {
  return scope === 'rows' || scope === 'privacy' || scope === 'privacy-grid' || scope === 'toggles';
}

/** Space marks the row and goes on to the next, so that several are marked by holding it. */
export const mark: Action = (environment) => {
  const here = current(environment);
  if (!here?.row || !isList(here.pane)) return toast(environment, t`Rows are marked in lists`, 'info');
  const { key } = here.row;
  const marked = new Set(here.state.marked);
  if (!marked.delete(key)) marked.add(key);
  const next = Math.min(here.index + 1, here.pane.rows.length - 1);
  changePane(environment, here.pane, { marked: [...marked], selected: here.pane.rows[next]?.key, index: next });
};

/** The rows a key works on: the marked ones that are still shown, else the selected one. */
export function actedOn({ pane, state, row }: Current): readonly PaneRow[] {
  const marked = new Set(state.marked);
  const rows = marked.size === 0 ? [] : pane.rows.filter(({ key }) => marked.has(key));
  return rows.length > 0 ? rows : row ? [row] : [];
}

/** Takes all marks of the pane away; false when there were none. */
export function unmark(environment: Environment): boolean {
  const here = current(environment);
  if (!here || (here.state.marked ?? []).length === 0) return false;
  changePane(environment, here.pane, { marked: [] });
  return true;
}

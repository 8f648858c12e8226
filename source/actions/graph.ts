import { replaceTop } from '../state/navigation.ts';
import { paneState, withPane } from '../state/place.ts';
import { place } from '../state/store.ts';
import { changePane, current } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { goBack, openRow } from './navigate.ts';

/** Enter on a node: unfolds a type of several and the rest of a group, and opens what is one. */
export const openNode: Action = (environment) => {
  const here = current(environment);
  const fold = here?.row?.fold;
  if (!here || fold === undefined) return openRow(environment);
  const toggled = new Set(here.state.folded);
  if (!toggled.delete(fold)) toggled.add(fold);
  changePane(environment, here.pane, { folded: [...toggled] });
};

/** To the column beside this one: to the row that was left there where it is joined with this one, else to the worst that is. */
function cross(environment: Environment, step: 1 | -1): boolean {
  const here = current(environment);
  const panes = environment.panes();
  const next = here && panes[panes.indexOf(here.pane) + step];
  if (!here || !next || next.rows.length === 0) return false;
  const peers = here.row?.peers?.() ?? [];
  const { selected } = paneState(here.top, next.id);
  const keep = peers.length === 0 || (selected !== undefined && peers.includes(selected));
  const state = environment.store.getState();
  const focused = { ...place(state), pane: panes.indexOf(next) };
  const index = next.rows.findIndex(({ key }) => key === peers[0]);
  const top = keep || index < 0 ? focused : withPane(focused, next.id, { selected: peers[0], index });
  environment.store.setState(replaceTop(state, top));
  return true;
}

export const right: Action = (environment) => {
  if (!cross(environment, 1)) openNode(environment);
};

export const left: Action = (environment) => {
  if (!cross(environment, -1)) goBack(environment);
};

import { replaceTop } from '../state/navigation.ts';
import type { Pane } from '../state/pane.ts';
import { paneState } from '../state/place.ts';
import { place } from '../state/store.ts';
import { type Current, changePane, current, select } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { goBack, openRow } from './navigate.ts';
import { foldRow, unfold } from './table.ts';

const move =
  (to: (here: Current, page: number) => number): Action =>
  (environment) => {
    const here = current(environment);
    if (here) select(environment, here, to(here, environment.pageHeight()));
  };

export const down = move(({ index }) => index + 1);
export const up = move(({ index }) => index - 1);
export const first = move(() => 0);
export const last = move(() => Number.MAX_SAFE_INTEGER);
export const pageDown = move(({ index }, page) => index + page);
export const pageUp = move(({ index }, page) => index - page);

function focusPane(environment: Environment, step: number): void {
  const state = environment.store.getState();
  const top = place(state);
  const count = environment.panes().length;
  if (count < 2) return;
  environment.store.setState(replaceTop(state, { ...top, pane: (top.pane + step + count) % count }));
}

export const nextPane: Action = (environment) => focusPane(environment, 1);
export const previousPane: Action = (environment) => focusPane(environment, -1);

/** In the drawer the tabs turn also while the list under them is focused. */
function tabbedPane(environment: Environment, focused: Pane): Pane | undefined {
  if (focused.tabs || focused.scope !== 'payload') return focused;
  return environment.panes().find(({ tabs }) => tabs);
}

function turnTab(environment: Environment, step: number): boolean {
  const here = current(environment);
  const pane = here && tabbedPane(environment, here.pane);
  if (!here || !pane?.tabs) return false;
  const { tab } = paneState(here.top, pane.id);
  changePane(environment, pane, {
    tab: (tab + step + pane.tabs.length) % pane.tabs.length,
    selected: undefined,
    index: 0,
    offset: 0,
  });
  return true;
}

/** On a graph: the next or previous of its points, the newest at first (H-15). */
function turnPoint(environment: Environment, step: number): boolean {
  const here = current(environment);
  const points = here?.row?.points;
  if (!here || !points) return false;
  const known = points.indexOf(here.state.options?.point ?? '');
  const at = Math.max(0, Math.min((known < 0 ? points.length - 1 : known) + step, points.length - 1));
  changePane(environment, here.pane, { options: { ...here.state.options, point: points[at]! } });
  return true;
}

const turn = (environment: Environment, step: number): boolean =>
  turnPoint(environment, step) || turnTab(environment, step);

/** Right goes on in a graph, turns a tab where there are tabs, else unfolds the row (S-05), else opens it; left the other way round, else goes back. */
export const nextTab: Action = (environment) => {
  if (!turn(environment, 1) && !unfold(environment)) openRow(environment);
};

export const previousTab: Action = (environment) => {
  if (!turn(environment, -1) && !foldRow(environment)) goBack(environment);
};

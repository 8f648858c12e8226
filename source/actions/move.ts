import { replaceTop } from '../state/navigation.ts';
import { place } from '../state/store.ts';
import { type Current, changePane, current, select } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { goBack, openRow } from './navigate.ts';

const move =
  (to: (here: Current, count: number, page: number) => number): Action =>
  (environment, count) => {
    const here = current(environment);
    if (here) select(environment, here, to(here, count, environment.pageHeight()));
  };

export const down = move(({ index }, count) => index + count);
export const up = move(({ index }, count) => index - count);
export const first = move(() => 0);
export const last = move(() => Number.MAX_SAFE_INTEGER);
export const pageDown = move(({ index }, count, page) => index + count * page);
export const pageUp = move(({ index }, count, page) => index - count * page);

function focusPane(environment: Environment, step: number): void {
  const state = environment.store.getState();
  const top = place(state);
  const count = environment.panes().length;
  if (count < 2) return;
  environment.store.setState(replaceTop(state, { ...top, pane: (top.pane + step + count) % count }));
}

export const nextPane: Action = (environment) => focusPane(environment, 1);
export const previousPane: Action = (environment) => focusPane(environment, -1);

function turnTab(environment: Environment, step: number): boolean {
  const here = current(environment);
  const tabs = here?.pane.tabs?.length ?? 0;
  if (!here || tabs === 0) return false;
  changePane(environment, here.pane, {
    tab: (here.state.tab + step + tabs) % tabs,
    selected: undefined,
    index: 0,
    offset: 0,
  });
  return true;
}

/** Right turns a tab where there are tabs, else opens the row; left likewise, else goes back. */
export const nextTab: Action = (environment, count) => {
  if (!turnTab(environment, 1)) openRow(environment, count);
};

export const previousTab: Action = (environment, count) => {
  if (!turnTab(environment, -1)) goBack(environment, count);
};

import { t } from '../domain/text.ts';
import { paneState } from '../state/place.ts';
import { changePane, current } from './current.ts';
import type { Action } from './environment.ts';
import { toast } from './toast.ts';

/** `t` toggles exactly 24 hours and 7 days; everything on screen follows (H-11, H-12). */
export const period: Action = (environment) => {
  const { store } = environment;
  store.setState({ period: store.getState().period === '24h' ? '7d' : '24h' });
  environment.savePeriod();
};

export const filter: Action = (environment) => {
  const here = current(environment);
  if (!here) return;
  if (here.pane.scope === 'home')
    return toast(environment, t`Open a list to filter it: 3 sources, 4 destinations, e triage`, 'info');
  const { filter: text } = paneState(here.top, here.pane.id);
  environment.store.setState({ prompt: { kind: 'filter', text, cursor: text.length } });
};

/** Sorts by the next column; after the last one the natural order, worst first, comes back. */
export const sort: Action = (environment) => {
  const here = current(environment);
  const columns = here?.pane.columns ?? [];
  if (!here || columns.length === 0) return;
  const at = here.state.sort ? columns.indexOf(here.state.sort.column) : -1;
  const column = columns[at + 1];
  changePane(environment, here.pane, {
    sort: column === undefined ? undefined : { column, descending: false },
    index: 0,
    offset: 0,
  });
};

export const invert: Action = (environment) => {
  const here = current(environment);
  const by = here?.state.sort;
  if (here && by) changePane(environment, here.pane, { sort: { ...by, descending: !by.descending } });
  else toast(environment, t`s chooses a column to sort by first`, 'info');
};

export const refresh: Action = (environment) => {
  environment.store.setState({ refreshing: environment.now() });
  environment.refresh(false);
};

export const refreshAll: Action = (environment) => {
  environment.store.setState({ refreshing: environment.now() });
  environment.refresh(true);
};

export const pause: Action = (environment) => {
  const paused = !environment.store.getState().paused;
  environment.pause(paused);
  environment.store.setState({ paused });
};

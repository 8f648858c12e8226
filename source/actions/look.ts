import { t } from '../domain/text.ts';
import { contentOf } from '../state/pane.ts';
import { paneState, type Sort } from '../state/place.ts';
import { type Action, keyIn, on } from './action.ts';
import { type Current, changePane, current, select } from './current.ts';
import type { Environment, Here, Keeping, Reading, Sight, TimeTravel } from './environment.ts';
import { findPrompt } from './finding/palette.ts';
import { toNow } from './time-travel.ts';

/** `t` toggles exactly 24 hours and 7 days; everything on screen follows (H-11, H-12). */
export const period: Action<Here & Keeping> = {
  run(environment) {
    const { store } = environment;
    store.setState({ period: store.getState().period === '24h' ? '7d' : '24h' });
    environment.savePeriod();
  },
};

/** On Home no panel is the whole list of anything, so `/` looks for a name in the whole workspace. */
export const filter: Action<Environment> = on(
  (sight) => {
    const here = current(sight);
    return here && !here.pane.unfiltered ? here : { why: t`there is nothing to filter` };
  },
  (environment: Environment, here) => {
    if (here.pane.scope === 'home') return environment.store.setState({ prompt: findPrompt(environment, '', 0) });
    const { filter: text } = paneState(here.top, here.pane.id);
    environment.store.setState({ prompt: { kind: 'filter', text, cursor: text.length } });
  },
);

/**
 * While a filter is typed the best match comes first, and a pane that is searched moves to it; without a filter the row stays.
 */
export function filterBy(environment: Here, filter: string): void {
  const here = current(environment);
  if (!here || filter === here.state.filter) return;
  const { pane, row, index } = here;
  const followed = here.state.follow?.key;
  if (followed !== undefined)
    return changePane(environment, pane, { filter, recalled: undefined, offset: 0, selected: followed });
  if (filter === '')
    return changePane(environment, pane, { filter, recalled: undefined, offset: 0, selected: row?.key });
  if (!contentOf(pane, 'document')?.find)
    return changePane(environment, pane, { filter, recalled: undefined, offset: 0, selected: undefined, index: 0 });
  // Folded rows are open during a search, so rows are counted as they are then.
  changePane(environment, pane, { filter, recalled: undefined });
  const there = current(environment);
  const first = contentOf(there?.pane, 'document')?.find?.(filter)[0];
  if (there) select(environment, there, first ?? Math.min(index, there.pane.rows.length - 1));
}

/** Keeps the row that is selected, also where it stands elsewhere now; the order is remembered for the view. */
export function sortBy(environment: Here & Keeping, { top, pane, row, index }: Current, by: Sort | undefined): void {
  changePane(environment, pane, { sort: by, selected: row?.key, index, offset: 0 });
  const { store } = environment;
  const { [top.view]: _, ...others } = store.getState().sorts;
  store.setState({ sorts: by ? { ...others, [top.view]: by } : others });
  environment.saveSort(top.view, by);
}

/** Sorts by the next column; after the last one the natural order, worst first, comes back. */
export const sort: Action<Here & Keeping> = on(
  (sight) => {
    const here = current(sight);
    return here?.pane.columns?.length ? here : { why: t`these rows have no columns to sort by` };
  },
  (environment: Here & Keeping, here) => {
    const columns = here.pane.columns ?? [];
    const at = columns.findIndex(({ id }) => id === here.state.sort?.column);
    const next = columns[at + 1];
    sortBy(environment, here, next && { column: next.id, descending: next.largestFirst });
  },
);

export const invert: Action<Here & Keeping> = on(
  (sight) => {
    const here = current(sight);
    const by = here?.state.sort;
    if (here && by) return { here, by };
    return sort.why?.(sight) ?? { why: t`${keyIn(sight, 'sort')} chooses a column first` };
  },
  (environment: Here & Keeping, { here, by }) => sortBy(environment, here, { ...by, descending: !by.descending }),
);

/** Reads again; the header says so until the answers are in (H-10). */
const readAgain = (all: boolean): Action<Here & Reading & TimeTravel> => ({
  why: (sight: Sight) =>
    sight.store.getState().paused && sight.store.getState().past === undefined
      ? { why: t`reading is paused: ${keyIn(sight, 'pause')} goes on` }
      : undefined,
  hint: ({ store }: Sight) => (store.getState().past === undefined ? undefined : t`now`),
  run(environment) {
    if (environment.store.getState().past !== undefined) return toNow(environment);
    environment.refresh(all);
    environment.store.setState({ refreshing: environment.now() });
  },
});

export const refresh = readAgain(false);
export const refreshAll = readAgain(true);

export const pause: Action<Here & Reading> = {
  run(environment) {
    const paused = !environment.store.getState().paused;
    environment.pause(paused);
    environment.store.setState({ paused });
  },
};

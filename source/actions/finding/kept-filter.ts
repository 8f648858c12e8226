import { withFilter } from '../../domain/filter/engine.ts';
import { t } from '../../domain/text.ts';
import { replaceTop } from '../../state/navigation.ts';
import type { ViewId } from '../../state/pages.ts';
import { contentOf, type Pane } from '../../state/pane.ts';
import { listPane, withPane } from '../../state/place.ts';
import { place } from '../../state/store.ts';
import { current } from '../current.ts';
import type { Here, Keeping } from '../environment.ts';
import { toast } from '../toast.ts';

/** Remembers the filter of a list for the next visit of its page; a page of one thing goes without. */
export function keepFilter(environment: Here & Keeping, filter: string): void {
  const here = current(environment);
  if (!here || !contentOf(here.pane, 'table') || here.pane.id !== listPane || Object.keys(here.top.params).length > 0)
    return;
  const { view } = here.top;
  const { store } = environment;
  const { filters } = store.getState();
  const text = filter.trim();
  if ((filters[view] ?? '') === text) return;
  store.setState({ filters: { ...filters, [view]: text } });
  environment.saveFilter(view, text);
}

/**
 * Filters the page that was just opened: the focused pane, or the first one that a filter changes.
 * @param find looks for it as a name, on Home
 */
export function filterPage(environment: Here & Keeping, view: ViewId, filter: string, find: () => void): void {
  withFilter(filter, () => {
    const { store } = environment;
    const state = store.getState();
    const top = place(state);
    if (top.view !== view) return;
    const panes = environment.panes();
    const canFilter = (pane: Pane | undefined): boolean => pane !== undefined && pane.unfiltered !== true;
    const focused = Math.min(top.pane, panes.length - 1);
    const at = canFilter(panes[focused]) ? focused : panes.findIndex(canFilter);
    const pane = panes[at];
    if (!pane) return toast(environment, t`Not filtered: there is nothing to filter`, 'info');
    if (pane.scope === 'home') return find();
    const change = { filter, recalled: undefined, index: 0, offset: 0, selected: undefined };
    store.setState(replaceTop(state, withPane({ ...top, pane: at }, pane.id, change)));
    keepFilter(environment, filter);
  });
}

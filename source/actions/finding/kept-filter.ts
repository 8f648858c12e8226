import { contentOf } from '../../state/pane.ts';
import { listPane } from '../../state/place.ts';
import { current } from '../current.ts';
import type { Here, Keeping } from '../environment.ts';

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

import { sanitise } from '../domain/text.ts';
import type { ViewId } from '../state/pages.ts';
import type { PageEntry, View } from './kit/view.ts';
import { home } from './watch/home/index.ts';

/** What the bar shows of a page: enough to draw it before the page itself is there. */
export interface BarPage {
  readonly id: ViewId;
  readonly page: PageEntry;
}

/** The pages of the bar, which the bundler reads from the registry. */
declare const SEGTOP_PAGES:
  | readonly { readonly id: ViewId; readonly key: string; readonly label: string }[]
  | undefined;

let all: readonly View[] | undefined;
let byId: ReadonlyMap<string, View> = new Map();
let loading: Promise<void> | undefined;

/** Loads every view but Home: the first frame does not wait for them, and keys wait for them shortly after it. */
export function loadViews(): Promise<void> {
  loading ??= import('./registry.ts').then(({ views }) => {
    all = views;
    byId = new Map(views.map((view) => [view.id, view]));
  });
  return loading;
}

/** Runs at once if the views are loaded, else as soon as they are; in order of the calls. */
export function withViews(run: () => void): void {
  if (all) run();
  else void loadViews().then(run);
}

/** Whether `withViews` runs at once. */
export const areViewsLoaded = (): boolean => all !== undefined;

/** The views that are loaded. */
export function loadedViews(): readonly View[] {
  return all ?? [home];
}

export function viewOf(id: string): View {
  return byId.get(id) ?? home;
}

/** The pages of the bar in its order, from the first frame on. */
export function barPages(): readonly BarPage[] {
  if (all) return all.flatMap(({ id, page }) => (page ? [{ id, page }] : []));
  const bundled = typeof SEGTOP_PAGES === 'undefined' ? [] : SEGTOP_PAGES;
  return bundled.map(({ id, key, label }) => ({ id, page: { key, label: sanitise(label) } }));
}

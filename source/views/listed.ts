import { listPane, paneState } from '../state/place.ts';
import type { Listing } from './kit/listing/listing.ts';
import type { Pane, View, ViewContext } from './kit/view.ts';
import { type ListSource, listPlace, listSources } from './lists.ts';
import { openTab } from './privacy/privacy/tabs.ts';
import { settingsTabs } from './settings/settings/tabs.ts';

/** The list that a screen shows, by the name that `segtop list` has for it. */
export interface Listed {
  readonly name: string;
  readonly listing: Listing;
  /** Families of reads that its page asks for and its rows do without. */
  readonly without: ReadonlySet<string>;
}

/** A page with what it shows now. */
interface Shown {
  readonly view: View;
  readonly model: unknown;
  readonly panes: readonly Pane[];
  readonly context: ViewContext;
}

type Names = keyof typeof listSources;

const none: ReadonlySet<string> = new Set();
const sources = Object.entries<ListSource>(listSources);

/** Pages that show the rows of a list in their own way: the list itself has more of each. */
function behind({ place }: ViewContext): Names | undefined {
  if (place.view === 'warehouse-syncs') return 'syncs';
  if (place.view === 'error-code') return place.params.code === undefined ? 'error-codes' : undefined;
  if (place.view !== 'settings') return undefined;
  const tab = settingsTabs[paneState(place, listPane).tab]?.id;
  return tab === 'access' ? 'users' : tab === 'labels' ? 'labels' : undefined;
}

/** The list of the page that is open: what a filter leaves of it, in its order; undefined where the page is no list. */
export function listedOn({ view, model, panes, context }: Shown): Listed | undefined {
  const listing = view.listing?.(model, context);
  if (listing) {
    const found = nameOf(view, listing, context);
    return { name: found?.[0] ?? ownName(view, panes, context), listing, without: found?.[1].without ?? none };
  }
  const name = behind(context);
  if (!name) return undefined;
  const source: ListSource = listSources[name];
  const { filter } = Object.values(context.place.panes)[0] ?? { filter: '' };
  const { panes: asList } = listPlace(source, { filter });
  const placed = { ...context, place: { ...context.place, panes: asList } };
  const inner = source.view.listing?.(source.view.model(placed), placed);
  return inner && { name, listing: inner, without: source.without ?? none };
}

/** A list is known by the view that its rows are of, or by its page and which of its tabs is open. */
function nameOf(view: View, { of }: Listing, { place }: ViewContext): readonly [string, ListSource] | undefined {
  const { tab, options } = paneState(place, listPane);
  return sources.find(([, source]) => {
    if (source.narrowed && !options?.problems) return false;
    if (source.view !== view) return source.view === of;
    return source.params ? source.params.tab === openTab(place) : (source.tab ?? 0) === tab;
  });
}

/** A list that no command prints is called like its page, and where that has tabs like the open one. */
function ownName({ id }: View, panes: readonly Pane[], { place }: ViewContext): string {
  const { tab } = paneState(place, listPane);
  const label = panes.find((pane) => pane.id === listPane)?.tabs?.[tab];
  const [word] = label?.toLowerCase().match(/[a-z]+/) ?? [];
  return word === undefined || tab === 0 ? id : `${id}-${word}`;
}

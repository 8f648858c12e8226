import { stack } from '../../components/block.ts';
import { tabs as tabRow } from '../../components/tabs.ts';
import type { SafeText } from '../../domain/text.ts';
import type { ViewId } from '../../state/pages.ts';
import { listPane, paneState } from '../../state/place.ts';
import { between, type Line, lineWidth } from '../../theme/line.ts';
import { widthOf } from '../../theme/width.ts';
import type { Resource } from '../../workspace/polling/resource.ts';
import { tabKeys } from './key-words.ts';
import type { DrawContext, PageEntry, View, ViewContext } from './view.ts';
import { defineView } from './view.ts';

/** One tab: a view of its own, whose rows are in the list pane. */
export interface TabSpec {
  readonly id: string;
  label(context: ViewContext): SafeText;
  readonly view: View;
}

export interface TabbedViewSpec {
  readonly id: ViewId;
  readonly page?: PageEntry;
  readonly aliases: readonly string[];
  /** The read that a plan without the page refuses. */
  readonly gate?: Resource<unknown>;
  title(context: ViewContext): SafeText;
  readonly tabs: readonly [TabSpec, ...TabSpec[]];
  /** A view in place of all tabs, such as a page that says why there is nothing. */
  instead?(context: ViewContext): View | undefined;
}

interface Model {
  /** The open tab; undefined where another view stands in place of the tabs. */
  readonly tab: TabSpec | undefined;
  readonly view: View;
  readonly inner: unknown;
}

/** A page whose tabs are views of their own, turned with `h` and `l`; one alone has no row of tabs. */
export function tabbedView(spec: TabbedViewSpec): View {
  const { tabs } = spec;
  const openTab = ({ place }: ViewContext) => tabs[paneState(place, listPane).tab % tabs.length]!;
  return defineView<Model>({
    id: spec.id,
    page: spec.page,
    aliases: spec.aliases,
    gate: spec.gate,
    title: spec.title,
    model: (context) => {
      const other = spec.instead?.(context);
      const tab = other ? undefined : openTab(context);
      const view = other ?? tab!.view;
      return { tab, view, inner: view.model(context) };
    },
    panes: ({ tab, view, inner }, context) => {
      const panes = view.panes(inner, context);
      const labels = tab && tabs.length > 1 && tabs.map(({ label }) => label(context));
      return labels ? panes.map((pane) => (pane.id === listPane ? { ...pane, tabs: labels } : pane)) : panes;
    },
    draw: ({ tab, view, inner }, context) => {
      if (!tab || tabs.length === 1) return view.draw(inner, context);
      const drawn = view.draw(inner, { ...context, height: Math.max(1, context.height - 1) });
      return { ...drawn, block: stack([tabLine(spec, tab, context)], drawn.block) };
    },
    listing: ({ view, inner }, context) => view.listing?.(inner, context),
    absentListing: (context) => {
      const { view } = openTab(context);
      return view.listing?.(view.model(context), context);
    },
    needs: ({ view, inner }, context, attention) => view.needs(inner, context, attention),
  });
}

/** The names of the tabs, and the keys that turn them where there is room. */
function tabLine({ tabs }: TabbedViewSpec, open: TabSpec, context: DrawContext): Line {
  const { width } = context;
  const items = tabs.map((tab) => ({ id: tab.id, label: tab.label(context) }));
  const needed = items.reduce((sum, { label }) => sum + widthOf(label) + 2, 0);
  const hint = tabKeys(context);
  if (needed + lineWidth(hint) >= width) return tabRow(items, open.id, width);
  return between(tabRow(items, open.id, needed), hint, width);
}

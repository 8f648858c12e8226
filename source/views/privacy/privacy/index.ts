import { clip, stack } from '../../../components/block.ts';
import { tabs } from '../../../components/tabs.ts';
import { t } from '../../../domain/text.ts';
import { type PrivacyTab, pages } from '../../../state/pages.ts';
import { between, type Line, lineWidth } from '../../../theme/line.ts';
import { tabKeys } from '../../kit/key-words.ts';
import { type DrawContext, defineView, type Pane, type View, type ViewContext } from '../../kit/view.ts';
import { detection } from './detection-tab.ts';
import { endUser } from './end-user-tab.ts';
import { homeTab } from './home-tab.ts';
import { inbox } from './inbox-tab.ts';
import { inventory } from './inventory-tab.ts';
import { settingsTab } from './settings-tab.ts';
import { openTab, tabLabels, tabNames } from './tabs.ts';

const views: Readonly<Record<PrivacyTab, View>> = {
  home: homeTab,
  detection,
  inbox,
  inventory,
  settings: settingsTab,
  'end-user': endUser,
};

interface Model {
  readonly tab: PrivacyTab;
  /** The tab's own view with its model: a tab is a list or a page like any other. */
  readonly view: View;
  readonly inner: unknown;
}

/** Fields, their colours and where they go, kept locally; and the requests about people, of the API (P-01 to P-05, T-01). */
export const privacy = defineView<Model>({
  id: pages.privacy.id,
  page: { key: '7', label: t`Privacy` },
  aliases: ['privacy', 'pii', 'inbox', 'inventory', 'regulations'],
  title: () => t`Privacy`,
  model: (context) => {
    const tab = openTab(context.place);
    const view = views[tab];
    return { tab, view, inner: view.model(context) };
  },
  panes: ({ view, inner }, context) => {
    // Without a row the page's own keys have nothing to work on.
    const scoped = (pane: Pane) => (pane.scope && pane.rows.length === 0 ? ('rows' as const) : pane.scope);
    return view.panes(inner, context).map((pane) => ({ ...pane, tabs: tabNames, scope: scoped(pane) }));
  },
  draw: ({ tab, view, inner }, context) => {
    const { width, height } = context;
    const drawn = view.draw(inner, { ...context, height: Math.max(2, height - 1) });
    return { ...drawn, block: clip(stack([tabLine(tab, context)], drawn.block), width, height) };
  },
  listing: ({ view, inner }, context) => view.listing?.(inner, context),
  needs: ({ view, inner }, context, attention) => view.needs(inner, context, attention),
});

function tabLine(tab: PrivacyTab, context: DrawContext & ViewContext): Line {
  const { width } = context;
  const items = tabLabels(context);
  const needed = items.reduce((sum, { label }) => sum + label.length + 2, 0);
  const hint = tabKeys(context);
  if (needed + lineWidth(hint) >= width) return tabs(items, tab, width);
  return between(tabs(items, tab, needed), hint, width);
}

import { clip, stack } from '../../../components/block.ts';
import { tabs } from '../../../components/tabs.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { type AlertTab, alertTabs, pages } from '../../../state/pages.ts';
import { listPane, paneState } from '../../../state/place.ts';
import { between, type Line, lineWidth } from '../../../theme/line.ts';
import { tabKeys } from '../../kit/key-words.ts';
import { type DrawContext, defineView, type View } from '../../kit/view.ts';
import { pastTab } from './past-tab.ts';
import { raisedTab } from './raised-tab.ts';
import { rulesTab } from './rules-tab.ts';

const tabOf: Readonly<Record<AlertTab, { readonly label: SafeText; readonly view: View }>> = {
  raised: { label: t`Raised now`, view: raisedTab },
  past: { label: t`Was raised`, view: pastTab },
  rules: { label: t`Rules`, view: rulesTab },
};

const named = alertTabs.map((id) => ({ id, label: tabOf[id].label }));

interface Model {
  readonly tab: AlertTab;
  /** The tab's own view with its model: a tab is a list like any other. */
  readonly view: View;
  readonly inner: unknown;
}

/** What is raised now, what was, and every rule behind it. */
export const alerts = defineView<Model>({
  id: pages.alerts.id,
  aliases: ['alerts', 'alarms'],
  title: () => t`Alerts`,
  model: (context) => {
    const first = Math.max(0, alertTabs.indexOf(pages.alerts.of(context.place).tab ?? 'raised'));
    const tab = alertTabs[(first + paneState(context.place, listPane).tab) % alertTabs.length]!;
    const { view } = tabOf[tab];
    return { tab, view, inner: view.model(context) };
  },
  panes: ({ view, inner }, context) => {
    const names = named.map(({ label }) => label);
    return view.panes(inner, context).map((pane) => ({ ...pane, tabs: names }));
  },
  draw: ({ tab, view, inner }, context) => {
    const { width, height } = context;
    const drawn = view.draw(inner, { ...context, height: Math.max(2, height - 1) });
    return { ...drawn, block: clip(stack([tabLine(tab, context)], drawn.block), width, height) };
  },
  listing: ({ view, inner }, context) => view.listing?.(inner, context),
  needs: ({ view, inner }, context, attention) => view.needs(inner, context, attention),
});

function tabLine(open: AlertTab, context: DrawContext): Line {
  const { width } = context;
  const needed = named.reduce((sum, { label }) => sum + label.length + 2, 0);
  const hint = tabKeys(context);
  if (needed + lineWidth(hint) >= width) return tabs(named, open, width);
  return between(tabs(named, open, needed), hint, width);
}

import { clip, stack } from '../../../components/block.ts';
import { tabs } from '../../../components/tabs.ts';
import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { listPane, paneState } from '../../../state/place.ts';
import { between, type Line, lineWidth } from '../../../theme/line.ts';
import { tabKeys } from '../../kit/key-words.ts';
import { type DrawContext, defineView, type View } from '../../kit/view.ts';
import { pastTab } from './past-tab.ts';
import { raisedTab } from './raised-tab.ts';
import { rulesTab } from './rules-tab.ts';

const alertTabs = [
  { id: 'raised', label: t`Raised now` },
  { id: 'past', label: t`Was raised` },
  { id: 'rules', label: t`Rules` },
] as const;

const views: readonly View[] = [raisedTab, pastTab, rulesTab];

interface Model {
  readonly at: number;
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
    const named = pages.alerts.of(context.place).tab;
    const first = Math.max(
      0,
      alertTabs.findIndex(({ id }) => id === named),
    );
    const at = (first + paneState(context.place, listPane).tab) % views.length;
    const view = views[at]!;
    return { at, view, inner: view.model(context) };
  },
  panes: ({ view, inner }, context) => {
    const names = alertTabs.map(({ label }) => label);
    return view.panes(inner, context).map((pane) => ({ ...pane, tabs: names }));
  },
  draw: ({ at, view, inner }, context) => {
    const { width, height } = context;
    const drawn = view.draw(inner, { ...context, height: Math.max(2, height - 1) });
    return { ...drawn, block: clip(stack([tabLine(at, context)], drawn.block), width, height) };
  },
  listing: ({ view, inner }, context) => view.listing?.(inner, context),
  needs: ({ view, inner }, context, attention) => view.needs(inner, context, attention),
});

function tabLine(at: number, context: DrawContext): Line {
  const { width } = context;
  const needed = alertTabs.reduce((sum, { label }) => sum + label.length + 2, 0);
  const hint = tabKeys(context);
  const open = alertTabs[at]!.id;
  if (needed + lineWidth(hint) >= width) return tabs(alertTabs, open, width);
  return between(tabs(alertTabs, open, needed), hint, width);
}

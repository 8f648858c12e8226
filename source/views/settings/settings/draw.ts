import { tabs } from '../../../components/tabs.ts';
import { listPane } from '../../../state/place.ts';
import { between, type Line, lineWidth } from '../../../theme/line.ts';
import { tabKeys } from '../../kit/key-words.ts';
import { drawRowPage } from '../../kit/row-page.ts';
import type { DrawContext, Drawn } from '../../kit/view.ts';
import type { SettingsRow } from './row.ts';
import { type SettingsTab, settingsTabs } from './tabs.ts';

/** The tabs and the rows of the open one. */
export function drawSettings(
  tab: SettingsTab,
  rows: (width: number) => readonly SettingsRow[],
  context: DrawContext,
): Drawn {
  const title = settingsTabs.find(({ id }) => id === tab)!.label;
  return drawRowPage({ pane: listPane, title, head: [tabLine(tab, context)], rows }, context);
}

function tabLine(tab: SettingsTab, context: DrawContext): Line {
  const { width } = context;
  const needed = settingsTabs.reduce((sum, { label }) => sum + label.length + 2, 0);
  const hint = tabKeys(context);
  if (needed + lineWidth(hint) >= width) return tabs(settingsTabs, tab, width);
  return between(tabs(settingsTabs, tab, needed), hint, width);
}

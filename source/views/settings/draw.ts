import { tabs } from '../../components/tabs.ts';
import { t } from '../../domain/text.ts';
import { listPane } from '../../state/place.ts';
import { between, type Line, line, lineWidth, span } from '../../theme/line.ts';
import { drawRowPage } from '../row-page.ts';
import type { DrawContext, Drawn } from '../view.ts';
import type { SettingsRow } from './row.ts';
import { type SettingsTab, settingsTabs } from './tabs.ts';

/** The tabs and the rows of the open one. */
export function drawSettings(
  tab: SettingsTab,
  rows: (width: number) => readonly SettingsRow[],
  context: DrawContext,
): Drawn {
  const title = settingsTabs.find(({ id }) => id === tab)!.label;
  return drawRowPage({ pane: listPane, title, head: [tabLine(tab, context.width)], rows }, context);
}

function tabLine(tab: SettingsTab, width: number): Line {
  const needed = settingsTabs.reduce((sum, { label }) => sum + label.length + 2, 0);
  const hint = line(span(t`h l`, 'key'), span(t` tab `, 'dim'));
  if (needed + lineWidth(hint) >= width) return tabs(settingsTabs, tab, width);
  return between(tabs(settingsTabs, tab, needed), hint, width);
}

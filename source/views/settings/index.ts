import { type SafeText, t } from '../../domain/text.ts';
import { parseFilter } from '../../state/filter.ts';
import { listPane, paneState } from '../../state/place.ts';
import { highlight, type Line, lineText } from '../../theme/line.ts';
import { defineView, type Pane, type ViewContext } from '../view.ts';
import { accessRows } from './access-tab.ts';
import { drawSettings } from './draw.ts';
import { labelRows } from './labels-tab.ts';
import { settingsNeeds } from './needs.ts';
import { notificationRows } from './notifications-tab.ts';
import { preferenceRows } from './preferences-tab.ts';
import type { SettingsRow } from './row.ts';
import { type SettingsTab, settingsTabs } from './tabs.ts';
import { workspaceRows } from './workspace-tab.ts';

const rowsOf: Readonly<Record<SettingsTab, (context: ViewContext, width: number) => readonly SettingsRow[]>> = {
  workspace: workspaceRows,
  access: accessRows,
  labels: labelRows,
  preferences: preferenceRows,
  notifications: notificationRows,
};

/** Width rows are made for before the drawing size is known: only their keys matter then. */
const anyWidth = 80;

const openTab = ({ place }: Pick<ViewContext, 'place'>): SettingsTab =>
  settingsTabs[paneState(place, listPane).tab]?.id ?? 'workspace';

/** Rows of the open tab; a filter keeps those that say something of their own and match. */
function shownRows(context: ViewContext, width: number): readonly SettingsRow[] {
  const rows = rowsOf[openTab(context)](context, width);
  const { filter: text } = paneState(context.place, listPane);
  if (text === '') return rows;
  const filter = parseFilter(text);
  const marked = (row: Line): Line => ({
    spans: row.spans.flatMap((part) => highlight(part.text, filter.spans(part.text), part.tone)),
  });
  return rows
    .filter(({ key, line }) => key !== undefined && filter.matches(lineText(line)))
    .map((row) => ({ ...row, line: marked(row.line) }));
}

/** Settings of the workspace, who may do what in it, and segtop's own (T-01 to T-05, W-06). */
export const settings = defineView({
  id: 'settings',
  page: { key: '0', label: t`Settings` },
  aliases: ['settings', 'access', 'labels', 'preferences'],
  title: () => t`Settings`,
  model: openTab,
  panes: (_, context): readonly Pane[] => [
    {
      id: listPane,
      tabs: settingsTabs.map(({ label }): SafeText => label),
      rows: shownRows(context, anyWidth).flatMap(({ key, open, subject }) =>
        key === undefined ? [] : [{ key, open, subject }],
      ),
    },
  ],
  draw: (tab, context) => drawSettings(tab, (width) => shownRows(context, width), context),
  needs: (tab, context) => settingsNeeds(tab, context),
});

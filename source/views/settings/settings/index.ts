import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { listPane, paneState } from '../../../state/place.ts';
import { filteredRows, stopsOf } from '../../kit/row-page.ts';
import { defineView, type Pane, type ViewContext } from '../../kit/view.ts';
import { accessRows, usersWithoutRoles } from './access-tab.ts';
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

const shownRows = (context: ViewContext, width: number): readonly SettingsRow[] =>
  filteredRows(rowsOf[openTab(context)](context, width), paneState(context.place, listPane).filter);

/** More lines than the largest screens show are not read ahead. */
const screenful = 60;

/** The rows that are on screen, where it begins as it was drawn last. */
function inSight(context: ViewContext): readonly SettingsRow[] {
  const { offset } = paneState(context.place, listPane);
  return shownRows(context, anyWidth).slice(offset, offset + screenful);
}

/** Settings of the workspace, who may do what in it, and segtop's own (T-01 to T-05, W-06). */
export const settings = defineView({
  id: pages.settings.id,
  page: { key: '0', label: t`Settings` },
  aliases: ['settings', 'access', 'labels', 'preferences'],
  title: () => t`Settings`,
  model: openTab,
  panes: (tab, context): readonly Pane[] => [
    {
      id: listPane,
      tabs: settingsTabs.map(({ label }): SafeText => label),
      ...(tab === 'notifications' ? { scope: 'toggles' } : {}),
      rows: stopsOf(shownRows(context, anyWidth)),
    },
  ],
  draw: (tab, context) => drawSettings(tab, (width) => shownRows(context, width), context),
  needs: (tab, context) =>
    settingsNeeds(tab, context, tab === 'access' ? usersWithoutRoles(context, inSight(context)) : []),
});

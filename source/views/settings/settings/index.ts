import { tabs } from '../../../components/tabs.ts';
import { priority } from '../../../domain/queries.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { listPane, paneState } from '../../../state/place.ts';
import { between, type Line, lineWidth } from '../../../theme/line.ts';
import { needOf } from '../../../workspace/needs/page.ts';
import type { Need, Resource } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { invites, labels, roles, user, userGroups, users } from '../../../workspace/resources/pages.ts';
import { refused } from '../../../workspace/resources/refused.ts';
import { tabKeys } from '../../kit/key-words.ts';
import { drawRowPage, filteredRows, stopsOf } from '../../kit/row-page.ts';
import { type DrawContext, type Drawn, defineView, type Pane, type ViewContext } from '../../kit/view.ts';
import { accessRows, usersWithoutRoles } from './access-tab.ts';
import { labelRows } from './labels-tab.ts';
import { notificationRows } from './notifications-tab.ts';
import { preferenceRows } from './preferences-tab.ts';
import type { SettingsRow } from './row.ts';
import { type SettingsTab, settingsTabs } from './tabs.ts';
import { workspaceRows } from './workspace-tab.ts';

/**
 * Only what the open tab shows; while the token is refused, only `GET /`.
 * @param people ids of users in sight whose roles only an answer of their own tells
 */
function settingsNeeds(tab: SettingsTab, { read, period }: ViewContext, people: readonly string[]): readonly Need[] {
  const wanted: Readonly<Record<SettingsTab, readonly Resource<never>[]>> = {
    workspace: [],
    access: [users, userGroups, invites, roles] as Resource<never>[],
    labels: [labels, resources.sources] as Resource<never>[],
    preferences: [],
    notifications: [resources.recentAudit(period)] as Resource<never>[],
  };
  const own = refused(read) ? [] : wanted[tab];
  const lists = [resources.workspace, ...own].map((resource) => ({
    resource: resource as Resource<unknown>,
    priority: priority.visible,
  }));
  // One request each, after all else.
  const each = refused(read) || tab !== 'access' ? [] : people;
  return [...lists, ...each.map((id) => needOf(user(id), priority.rest))];
}

/** The tabs and the rows of the open one. */
function drawSettings(tab: SettingsTab, rows: (width: number) => readonly SettingsRow[], context: DrawContext): Drawn {
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

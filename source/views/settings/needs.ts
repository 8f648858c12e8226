import { priority } from '../../domain/queries.ts';
import { refused } from '../../workspace/overview-needs.ts';
import { invites, labels, roles, userGroups, users } from '../../workspace/page-resources.ts';
import type { Need, Resource } from '../../workspace/resource.ts';
import * as resources from '../../workspace/resources.ts';
import type { ViewContext } from '../view.ts';
import type { SettingsTab } from './tabs.ts';

/** Only what the open tab shows; while the token is refused, only `GET /`. */
export function settingsNeeds(tab: SettingsTab, { read, period }: ViewContext): readonly Need[] {
  const wanted: Readonly<Record<SettingsTab, readonly Resource<never>[]>> = {
    workspace: [],
    access: [users, userGroups, invites, roles] as Resource<never>[],
    labels: [labels, resources.sources] as Resource<never>[],
    preferences: [],
    notifications: [resources.recentAudit(period)] as Resource<never>[],
  };
  const own = refused(read) ? [] : wanted[tab];
  return [resources.workspace, ...own].map((resource) => ({
    resource: resource as Resource<unknown>,
    priority: priority.visible,
  }));
}

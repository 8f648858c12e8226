import { priority } from '../../../domain/queries.ts';
import { needOf } from '../../../workspace/needs/page.ts';
import type { Need, Resource } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { invites, labels, roles, user, userGroups, users } from '../../../workspace/resources/pages.ts';
import { refused } from '../../../workspace/resources/refused.ts';
import type { ViewContext } from '../../kit/view.ts';
import type { SettingsTab } from './tabs.ts';

/**
 * Only what the open tab shows; while the token is refused, only `GET /`.
 * @param people ids of users in sight whose roles only an answer of their own tells
 */
export function settingsNeeds(
  tab: SettingsTab,
  { read, period }: ViewContext,
  people: readonly string[],
): readonly Need[] {
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

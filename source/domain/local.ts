import { type LocalNotifications, noNotifications } from './local-notifications.ts';
import { type LocalPrivacy, noPrivacy } from './local-privacy.ts';

/** What the user keeps of one workspace on this machine: the API has no place for it, and nobody else sees it. */
export interface Local {
  readonly privacy: LocalPrivacy;
  readonly notifications: LocalNotifications;
}

export const noLocal: Local = { privacy: noPrivacy, notifications: noNotifications };

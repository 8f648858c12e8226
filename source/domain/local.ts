import { type LocalNotifications, noNotifications } from './audit/notifications.ts';
import { type LocalPrivacy, noPrivacy } from './privacy/local.ts';
import { type LocalAlerts, noAlerts } from './watch/local-alerts.ts';

/** What the user keeps of one workspace on this machine: the API has no place for it, and nobody else sees it. */
export interface Local {
  readonly privacy: LocalPrivacy;
  readonly notifications: LocalNotifications;
  readonly alerts: LocalAlerts;
  /** Collections of failure logs by destination: only the web app shows them, so they are typed (rule 306). */
  readonly failureLogs: Readonly<Record<string, string>>;
}

export const noLocal: Local = { privacy: noPrivacy, notifications: noNotifications, alerts: noAlerts, failureLogs: {} };

/** Keeps the collection of a destination; an empty one takes it away. */
export function withCollection(local: Local, destinationId: string, collectionId: string): Local {
  const { [destinationId]: _, ...others } = local.failureLogs;
  return { ...local, failureLogs: collectionId === '' ? others : { ...others, [destinationId]: collectionId } };
}

/** Keeps that the user has looked at what happened until then, ms. */
export function seen(local: Local, at: number): Local {
  return { ...local, notifications: { ...local.notifications, seenAt: at } };
}

/** Keeps the actor that a change made from here was recorded under: the user's own token (T-05). */
export function ownActor(local: Local, actor: string): Local {
  const { notifications } = local;
  const own = notifications.own ?? [];
  return own.includes(actor) ? local : { ...local, notifications: { ...notifications, own: [...own, actor] } };
}

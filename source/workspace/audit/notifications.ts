import { isOn, type LocalNotifications } from '../../domain/audit/notifications.ts';
import type { AuditItem } from '../../domain/entities.ts';
import { minute } from '../../domain/time.ts';

/** How far the clock of who recorded an event may be ahead, ms. */
const skew = minute;

/** One action of somebody else. */
export interface Notification {
  readonly item: AuditItem;
  /** It happened after the user last looked. */
  readonly unread: boolean;
}

export interface Notifications {
  /** Newest first. */
  readonly rows: readonly Notification[];
  readonly unread: number;
  /** Left out because the user did it. */
  readonly own: number;
  /** Left out because the user switched the kind off. */
  readonly off: number;
}

/**
 * Whether the user did it: the trail names who acted by address or as `public-api-token/…`, and the API does not tell whose
 * token it is asked with. So only what the profile says, and what changes from here were recorded under, is known to be one's
 * own (T-05).
 * @param me e-mail address or actor from the profile
 */
export function isOwn(
  { actor, actorEmail }: AuditItem,
  me: string | undefined,
  { own = [] }: LocalNotifications,
): boolean {
  const named = me?.trim().toLowerCase();
  const isMe = (text: string | undefined) => text !== undefined && named !== '' && text.toLowerCase() === named;
  return isMe(actorEmail) || isMe(actor) || own.includes(actor);
}

/**
 * When the newest of what has happened happened, ms; undefined where nothing has. An event that lies ahead of the clock is of no
 * use for it: until its time comes nothing after it would be news.
 */
export function newestOf(items: readonly AuditItem[], now: number): number | undefined {
  let newest: number | undefined;
  for (const { at } of items) if (at <= now + skew && (newest === undefined || at > newest)) newest = at;
  return newest;
}

/** What others did, of the kinds that are on (T-04, T-05); everything is unread where nothing was ever looked at. */
export function notifications(
  audit: readonly AuditItem[],
  me: string | undefined,
  local: LocalNotifications,
): Notifications {
  const { seenAt } = local;
  const others = audit.filter((item) => !isOwn(item, me, local));
  const wanted = others.filter(({ type }) => isOn(local, type));
  const rows = wanted
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .map((item) => ({ item, unread: seenAt === undefined || item.at > seenAt }));
  return {
    rows,
    unread: rows.filter(({ unread }) => unread).length,
    own: audit.length - others.length,
    off: others.length - wanted.length,
  };
}

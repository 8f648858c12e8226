import { agoText } from '../domain/format.ts';
import { seen } from '../domain/local.ts';
import { type SafeText, t } from '../domain/text.ts';
import { apart, minute, second } from '../domain/time.ts';
import { place } from '../state/store.ts';
import { resourceName } from '../views/kit/destination-names.ts';
import { keyName } from '../views/kit/key-words.ts';
import type { ViewContext } from '../views/kit/view.ts';
import { actorText } from '../views/kit/words.ts';
import { newestOf, notifications } from '../workspace/audit/notifications.ts';
import type { Runtime } from './scene/runtime.ts';

/** The least time between two rings of the bell: a burst of changes is one event to a person. */
const ringEvery = minute;
const shownFor = 8 * second;

/**
 * Reports what others did since the last read, once a read: a line in the footer and the bell, for kinds that are on (T-05).
 * What was there at the start shows only in the count of the header, and what comes while the page is open counts as seen.
 */
export function notifier(
  { store, clock: { now }, saveLocal }: Pick<Runtime, 'store' | 'clock' | 'saveLocal'>,
  ring: () => void,
): (context: ViewContext) => void {
  let read: unknown;
  let newest: number | undefined;
  let known: ReadonlySet<string> = new Set();
  let rungAt = Number.NEGATIVE_INFINITY;
  return (context) => {
    const { overview, session, local } = context;
    const items = overview.activity.data?.items;
    // What an earlier start has read is not what was there at this one.
    if (items === undefined || items === read || overview.activity.recalled) return;
    read = items;
    const before = newest;
    const latest = Math.max(newestOf(items, now()) ?? 0, before ?? 0);
    newest = latest;
    const reported = known;
    known = new Set(items.map(({ id }) => id));
    const shown = place(store.getState()).view === 'notifications';
    if (shown && latest > (local.notifications.seenAt ?? 0)) saveLocal((kept) => seen(kept, latest));
    if (before === undefined || shown) return;
    // Times are to the second, so an event in the same second as the newest one may be new as well.
    const fresh = notifications(items, session.me, local.notifications).rows.filter(
      ({ item }) => item.at >= before && !reported.has(item.id),
    );
    const [first] = fresh;
    const { toast, overlay } = store.getState();
    if (!first) return;
    if (apart(now(), rungAt) >= ringEvery) {
      rungAt = now();
      ring();
    }
    if (toast || overlay) return;
    const { item } = first;
    const others: SafeText = fresh.length > 1 ? t` and ${fresh.length - 1} more` : t``;
    const text = t`${item.type}: ${resourceName(item, context)}, by ${actorText(item)} ${agoText(item.at, now())}${others}  ${keyName(context, 'notifications')} shows it`;
    store.setState({ toast: { text, tone: 'info', until: now() + shownFor } });
  };
}

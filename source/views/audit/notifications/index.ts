import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import { auditMeaning } from '../../../domain/audit/meaning.ts';
import { ago, clock, counted } from '../../../domain/format.ts';
import { joined, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import {
  type Notification,
  type Notifications,
  notifications as notificationsOf,
} from '../../../workspace/audit/notifications.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { resourceName } from '../../kit/destination-names.ts';
import { helps, keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { actorText, momentText } from '../../kit/words.ts';

const columnsFor = (context: ViewContext): readonly Column<Notification>[] => [
  {
    id: 'unread',
    header: t``,
    width: 1,
    priority: 0,
    cell: ({ unread }, { glyphs }) => (unread ? span(glyphs.bullet, 'accent') : t``),
  },
  {
    id: 'age',
    isTime: true,
    header: t`Age`,
    width: 8,
    align: 'right',
    priority: 1,
    cell: ({ item }, { now }) => span(ago(item.at, now), 'dim'),
    sort: ({ item }) => item.at,
  },
  {
    id: 'at',
    isTime: true,
    header: t`Time`,
    width: { min: 5, max: 12 },
    priority: 4,
    cell: ({ item }, { now, width }) => span(momentText(item.at, now, width), 'dim'),
    sort: ({ item }) => item.at,
  },
  {
    id: 'type',
    header: t`Activity`,
    width: { min: 12, max: 44, grow: 1 },
    priority: 0,
    cell: ({ item, unread }) => span(item.type, auditMeaning(item.type).health ? 'bad' : unread ? 'strong' : 'text'),
    sort: ({ item }) => item.type,
  },
  {
    id: 'name',
    header: t`Resource`,
    width: { min: 8, max: 32 },
    priority: 1,
    cell: ({ item }) => resourceName(item, context),
    sort: ({ item }) => resourceName(item, context),
  },
  {
    id: 'kind',
    header: t`Kind`,
    width: { min: 6, max: 20 },
    priority: 3,
    cell: ({ item }) => span(item.resourceType, 'dim'),
    sort: ({ item }) => item.resourceType,
  },
  {
    id: 'actor',
    header: t`Actor`,
    width: { min: 8, max: 34 },
    priority: 2,
    cell: ({ item }) => span(actorText(item), 'info'),
    sort: ({ item }) => actorText(item),
  },
];

/** When the user looked before this page was opened, ms: opening it has made everything seen already. */
function lookedAt({ place, local }: ViewContext): number | undefined {
  const { seen } = pages.notifications.of(place);
  return seen === undefined ? local.notifications.seenAt : Number(seen) || undefined;
}

function shownNotifications(context: ViewContext): Notifications {
  const { read, period, local, session } = context;
  const audit = read(resources.recentAudit(period)).data?.items ?? [];
  return notificationsOf(audit, session.me, { ...local.notifications, seenAt: lookedAt(context) });
}

/** All that is new has been read: of a long trail the newest part is, which may not reach back to when the user last looked. */
function isReadSince(looked: number | undefined, { read, period }: ViewContext): boolean {
  const trail = read(resources.recentAudit(period));
  if (!isWhole(trail)) return false;
  const { items = [], next } = trail.data ?? {};
  return next === undefined || items.some(({ at }) => looked !== undefined && at <= looked);
}

/** Who "you" are, or that it is not known, and what is left out because of that. */
export function head(context: ViewContext, _rows: readonly Notification[], width: number): Block {
  const { period, session, local } = context;
  const { unread, own, off } = shownNotifications(context);
  const looked = lookedAt(context);
  const since = looked === undefined ? t`` : t` since ${clock(looked, context.now)}`;
  const days = period === '24h' ? t`the last 24 hours` : t`the last 7 days`;
  const left = [own > 0 ? t`${own} of your own` : undefined, off > 0 ? t`${off} of kinds that are off` : undefined];
  const out = joined(
    left.flatMap((part) => part ?? []),
    t`, `,
  );
  const count = isReadSince(looked, context) ? t`${unread}` : unread > 0 ? t`${unread}+` : t`–`;
  const counts = t`${count} new${since}, of ${days}${out === '' ? t`` : t`; left out: ${out}`}.`;
  const tokens = local.notifications.own?.length ?? 0;
  const who =
    session.me !== undefined
      ? t`You are ${session.me}.`
      : tokens > 0
        ? t`You are the token that changes from here were made with.`
        : t`Who you are the API does not tell: with me: "your e-mail" in the profile your own actions stay out.`;
  const lines = width < 60 ? [counts] : wrap(t`${counts} ${who}`, width - 2, 2);
  return lines.map((text) => line(t` `, span(text, 'dim')));
}

/** What others did, newest first, of the kinds that are on (T-04, T-05, G-01). */
export const notifications = tableView<Notification>({
  id: pages.notifications.id,
  aliases: [],
  title: () => t`Notifications`,
  rows: (context) => shownNotifications(context).rows,
  columns: columnsFor,
  head,
  rowKey: ({ item }) => item.id,
  when: ({ item }) => item.at,
  open: ({ item }) => pages.auditItem.at(item.id),
  subject: ({ item }, context) => ({ kind: 'audit', id: item.resourceId, name: resourceName(item, context) }),
  empty: (context) => {
    const { own, off } = shownNotifications(context);
    const left = own + off;
    const kinds = off > 0 ? t` of the kinds that are on` : t``;
    const trail = context.read(resources.recentAudit(context.period));
    if (trail.data?.next !== undefined)
      return {
        kind: 'stale',
        title: t`Nothing by others${kinds} in the newest ${counted(trail.data.items.length, t`event`)}`,
        text: t`The audit trail of these days has more.`,
        help: helps([keyText(context, 'page.audit', t`shows the whole audit trail`)]),
      };
    return emptyNotice(trail, t`the audit trail`, {
      title: off > 0 ? t`Nothing by others${kinds}` : t`Nobody else did anything`,
      text: left > 0 ? t`${own} of your own and ${off} of kinds that are off are left out.` : undefined,
      help: helps([
        keyText(context, 'page.audit', t`shows the whole audit trail`),
        keyText(context, 'page.settings', t`the kinds`),
      ]),
    });
  },
  needs: pictureNeeds,
});

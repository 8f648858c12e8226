import { activities, activityName } from '../../../domain/audit/activities.ts';
import { auditMeaning } from '../../../domain/audit/meaning.ts';
import { isOn } from '../../../domain/audit/notifications.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { agoText, compact, counted } from '../../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { lostIn } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { keyName } from '../../kit/key-words.ts';
import type { ViewContext } from '../../kit/view.ts';
import { actorText, problemText } from '../../kit/words.ts';
import { gap, note, type SettingsRow, title } from './row.ts';

/**
 * What the audit trail can tell, by area, each with a switch for the notifications of segtop (T-04), with how often it happened
 * in the period and who did it last.
 */
export function notificationRows(context: ViewContext, width: number): readonly SettingsRow[] {
  const { read, period, now, glyphs, local } = context;
  const snapshot = read(resources.recentAudit(period));
  const { data: all, error } = snapshot;
  const lost = lostIn(snapshot);
  const trouble = lost ? lost.message : error && problemText(error);
  // If events of the trail were lost, a missing kind cannot be said not to have happened.
  const data = lost ? undefined : all;
  const seen = data && byName(data.items);
  const listed = new Set(activities.flatMap(([, names]) => names.map((name) => activityName(name))));
  const others = seen ? [...seen].filter(([name]) => !listed.has(name)).map(([, items]) => items[0]!.type) : [];
  const areas = [...activities, ['Other activities seen', others] as const].filter(([, names]) => names.length > 0);
  return [
    ...note(
      t`What is on comes up in Notifications (${keyName(context, 'notifications')}), on this machine only. E-mail and Slack are the web app's (${keyName(context, 'browser')}): the API does not tell them. Your own actions never come up. ${meText(context)}`,
      width,
    ),
    ...note(basis(data?.items.length, data?.next !== undefined, trouble, period), width, trouble ? 'warn' : 'dim'),
    gap,
    { line: line(span(channels(width), 'dim')) },
    ...areas.flatMap(([area, names]): readonly SettingsRow[] => [
      gap,
      title(sanitise(area)),
      ...names.map((name) => {
        // If only the newest part of the trail was read, a missing kind may have happened before.
        const items = seen && (seen.get(activityName(name)) ?? (data?.next === undefined ? [] : undefined));
        return activityRow(sanitise(name), {
          items,
          now,
          bad: glyphs.failing,
          on: isOn(local.notifications, name),
          width,
        });
      }),
    ]),
  ];
}

/** Below this width the channels that cannot be switched here go without a column. */
const channelsFrom = 76;

const channels = (width: number): SafeText => (width < channelsFrom ? t`  In-app` : t`  In-app  E-mail  Slack`);

function meText({ session: { me }, local }: ViewContext): SafeText {
  if (me !== undefined) return t`You are ${me}.`;
  const tokens = local.notifications.own?.length ?? 0;
  if (tokens > 0)
    return t`You are the token that changes from here were made with; add me: "your e-mail" to the profile.`;
  return t`Who you are the API does not tell: add me: "your e-mail" to the profile, and your own actions stay out.`;
}

function basis(count: number | undefined, more: boolean, trouble: SafeText | undefined, period: string): SafeText {
  const days = period === '24h' ? t`the last 24 hours` : t`the last 7 days`;
  if (count === undefined)
    return trouble ? t`Audit trail: ${trouble}. How often each happened is not known.` : t`Reading the audit trail…`;
  const sentence = more
    ? t`Counted in the newest ${counted(count, t`event`)} of ${days}.`
    : t`Counted in the ${counted(count, t`event`)} of ${days}.`;
  return trouble ? t`${sentence} Not renewed: ${trouble}.` : sentence;
}

/** Newest first under each name. */
function byName(items: readonly AuditItem[]): ReadonlyMap<string, readonly AuditItem[]> {
  return Map.groupBy(
    items.toSorted((a, b) => b.at - a.at),
    ({ type }) => activityName(type),
  );
}

interface ActivityFacts {
  readonly items: readonly AuditItem[] | undefined;
  readonly now: number;
  readonly bad: SafeText;
  readonly on: boolean;
  readonly width: number;
}

/** What stands before the name and behind it needs so many columns. */
const nameWidth = (width: number): number => Math.max(20, Math.min(44, width - (width < channelsFrom ? 12 : 26) - 18));

function activityRow(name: SafeText, { items, now, bad, on, width }: ActivityFacts): SettingsRow {
  const failure = auditMeaning(name).health !== undefined;
  const elsewhere = width < channelsFrom ? t` ` : t`     –      –    `;
  return {
    key: `activity:${name}`,
    subject: { kind: 'other', id: name, name },
    holds: { kind: 'switch', of: { what: 'activity', id: name, name } },
    line: line(
      t`  `,
      on ? span(t`[x]`, 'good') : span(t`[ ]`, 'dim'),
      t` `,
      span(elsewhere, 'dim'),
      failure ? span(bad, 'bad') : t` `,
      t` `,
      span(padToWidth(name, nameWidth(width)), on && items?.[0] ? 'text' : 'dim'),
      t` `,
      ...often(items, now),
    ),
  };
}

function often(items: readonly AuditItem[] | undefined, now: number): readonly Span[] {
  const last = items?.[0];
  if (!items) return [span(t`–`, 'dim')];
  if (!last) return [span(t`none`, 'dim')];
  return [
    span(padToWidth(t`${compact(items.length)}×`, 5, 'right'), 'strong'),
    span(t`  ${agoText(last.at, now)}  `, 'dim'),
    span(actorText(last), 'info'),
  ];
}

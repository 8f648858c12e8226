import { auditMeaning } from '../../domain/audit-words.ts';
import type { AuditItem } from '../../domain/entities.ts';
import { ago, compact } from '../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { line, type Span, span } from '../../theme/line.ts';
import { padToWidth } from '../../theme/width.ts';
import * as resources from '../../workspace/resources.ts';
import type { ViewContext } from '../view.ts';
import { actorText, problemText } from '../words.ts';
import { activities, activityName } from './activities.ts';
import { gap, note, type SettingsRow, title } from './row.ts';

/**
 * What the audit trail can tell, by area, with how often it did in the period and who did it last (T-04). Which of it Segment
 * mails to whom is neither in the API nor segtop's to switch, so there are no switches.
 */
export function notificationRows({ read, period, now, glyphs }: ViewContext, width: number): readonly SettingsRow[] {
  const { data, error } = read(resources.recentAudit(period));
  const seen = data && byName(data.items);
  const listed = new Set(activities.flatMap(([, names]) => names.map((name) => activityName(name))));
  const others = seen ? [...seen].filter(([name]) => !listed.has(name)).map(([, items]) => items[0]!.type) : [];
  const areas = [...activities, ['Other activities seen', others] as const].filter(([, names]) => names.length > 0);
  return [
    ...note(
      t`Activities that the audit trail reports. Whom Segment tells of which is set in the web app (o); Segment never tells you of your own. Here a failure that lasts stands in triage (e), and everything in the audit trail (A).`,
      width,
    ),
    ...note(basis(data?.items.length, data?.next !== undefined, error && problemText(error), period), width),
    ...areas.flatMap(([area, names]): readonly SettingsRow[] => [
      gap,
      title(sanitise(area)),
      ...names.map((name) =>
        activityRow(sanitise(name), seen && (seen.get(activityName(name)) ?? []), now, glyphs.failing),
      ),
    ]),
  ];
}

function basis(count: number | undefined, more: boolean, trouble: SafeText | undefined, period: string): SafeText {
  const days = period === '24h' ? t`the last 24 hours` : t`the last 7 days`;
  if (count === undefined)
    return trouble ? t`Audit trail: ${trouble}. How often each happened is not known.` : t`Reading the audit trail…`;
  const counted = more
    ? t`Counted in the newest ${count} events of ${days}.`
    : t`Counted in the ${count} events of ${days}.`;
  return trouble ? t`${counted} Not renewed: ${trouble}.` : counted;
}

/** Newest first under each name. */
function byName(items: readonly AuditItem[]): ReadonlyMap<string, readonly AuditItem[]> {
  return Map.groupBy(
    items.toSorted((a, b) => b.at - a.at),
    ({ type }) => activityName(type),
  );
}

function activityRow(name: SafeText, items: readonly AuditItem[] | undefined, now: number, bad: SafeText): SettingsRow {
  const last = items?.[0];
  const failure = auditMeaning(name).health !== undefined;
  return {
    key: `activity:${name}`,
    subject: { kind: 'other', id: name, name },
    ...(last && { open: { view: 'audit-item', params: { id: last.id } } }),
    line: line(
      t`  `,
      failure ? span(bad, 'bad') : t` `,
      t` `,
      span(padToWidth(name, 44), last ? 'text' : 'dim'),
      t` `,
      ...often(items, now),
    ),
  };
}

function often(items: readonly AuditItem[] | undefined, now: number): readonly Span[] {
  const last = items?.[0];
  if (!items) return [span(t`–`, 'dim')];
  if (!last) return [span(t`none`, 'dim')];
  const age = ago(last.at, now);
  return [
    span(padToWidth(t`${compact(items.length)}×`, 5, 'right'), 'strong'),
    span(t`  ${age === 'just now' ? age : t`${age} ago`}  `, 'dim'),
    span(actorText(last), 'info'),
  ];
}

import { lastDisable } from '../../../domain/audit/changes.ts';
import type { SourceKind } from '../../../domain/entities.ts';
import { ago, clockForms, clockRange, compact, dateText } from '../../../domain/format.ts';
import type { SourceHealth } from '../../../domain/sources/health.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { minute } from '../../../domain/time.ts';
import { type Span, span } from '../../../theme/line.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import type { ViewContext } from '../view.ts';
import { actorText } from '../words.ts';

/** What sources are organised by in the product (S-02). */
export const kindWords: Readonly<Record<SourceKind, SafeText>> = {
  website: t`Website`,
  mobile: t`Mobile`,
  server: t`Server`,
  'cloud-app': t`Cloud app`,
  'reverse-etl': t`Reverse ETL`,
  engage: t`Engage`,
  function: t`Function`,
  other: t`Other`,
};

/** Under a part of the destinations of a source. */
export const othersMissing: Span = span(t`Others may be missing: not all destinations could be read`, 'warn');

/** When it was last seen: a time where the minute is known, else the hour in which that was. */
export function seenAt(health: SourceHealth, now: number): SafeText {
  return seenForms(health, now)[0] ?? t`–`;
}

/** The same, each time in fewer cells, for where there is little room. */
export function seenForms({ lastSeen, lastSeenBy }: SourceHealth, now: number): readonly SafeText[] {
  if (!lastSeenBy) return lastSeen === undefined ? [] : clockForms(lastSeen, now);
  const isExact = lastSeenBy.end - lastSeenBy.start <= minute;
  return isExact ? clockForms(lastSeenBy.end, now) : [clockRange(lastSeenBy, now), dateText(lastSeenBy.start, now)];
}

/** `usually ~5.1k an hour at this hour, on 6 of 7 days`: how it is known that a source misses something. */
export function habitText({ habit }: SourceHealth): SafeText {
  if (!habit) return t``;
  return t`usually ~${compact(habit.perHour)} an hour at this hour, on ${habit.days} of ${habit.ofDays} days`;
}

/**
 * Whether a source sends, in the words of the product (S-03; rule 34): `Silent` sent nothing in the whole period, `No recent data`
 * nothing for longer than it usually pauses.
 */
export function statusSpan(flow: SourceFlow, { overview, now }: Pick<ViewContext, 'overview' | 'now'>): Span {
  const { source, health, events } = flow;
  switch (health.state) {
    case 'live':
      return span(t`Live`);
    case 'quiet':
      return span(health.lastSeen === undefined ? t`Quiet` : t`Quiet ${ago(health.lastSeen, now)}`);
    case 'silent':
      return span(events === 0 ? t`Silent` : t`No recent data`, 'bad');
    case 'never':
      return span(t`Never`, 'warn');
    case 'unknown':
      return span(t`–`, 'dim');
    case 'disabled': {
      const item = lastDisable(overview.activity.data?.items ?? [], source.id);
      return span(item ? t`Disabled by ${actorText(item)}` : t`Disabled`, 'dim');
    }
  }
}

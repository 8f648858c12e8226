import { agoText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import { type Span, span } from '../../../theme/line.ts';
import { type AuditSignal, mostAttempts, type SignalKind, timesText } from '../../../workspace/audit/signals.ts';

/** What a report of the audit trail is about, before the name of the thing. */
const things: Readonly<Record<SignalKind, SafeText>> = {
  'reverse-etl': t`Reverse ETL`,
  'audience-run': t`Audience`,
  'audience-sync': t`Audience`,
  'trait-run': t`Computed trait`,
  'trait-sync': t`Computed trait`,
  'source-run': t`Source`,
  'profiles-sync': t`Profiles Sync`,
  'data-graph': t`Data graph`,
};

const doings: Readonly<Record<SignalKind, SafeText>> = {
  'reverse-etl': t`sync`,
  'audience-run': t`run`,
  'audience-sync': t`sync to a destination`,
  'trait-run': t`run`,
  'trait-sync': t`sync to a destination`,
  'source-run': t`run`,
  'profiles-sync': t`sync`,
  'data-graph': t`definition`,
};

export function signalName({ kind, item }: AuditSignal): SafeText {
  return t`${things[kind]} ${item.resourceName}`;
}

const verdicts = { failed: t`FAILED`, partial: t`PARTIAL`, retrying: t`RETRYING`, changed: t`BROKEN` } as const;

export function signalVerdict({ state }: AuditSignal): Span {
  return span(verdicts[state], state === 'failed' || state === 'changed' ? 'bad' : 'warn');
}

/** How often, how it goes on by itself, and when it was last heard of. */
export function signalFacts(signal: AuditSignal, now: number): Span[] {
  const { kind, state, times, item } = signal;
  const last = span(t`last ${agoText(item.at, now)}`, 'dim');
  if (state === 'changed') return [span(t`a breaking change of its definition`, 'bad'), last];
  if (state === 'retrying')
    return [
      span(
        t`${doings[kind]}: attempt ${timesText(signal.attempt)} of up to ${mostAttempts} failed, tried again by itself`,
        'warn',
      ),
      last,
    ];
  const word = state === 'partial' ? t`only partly done` : t`failed`;
  const often = times > 1 ? t` ${timesText(signal)}×` : t``;
  return [span(t`${doings[kind]} ${word}${often}`, signalVerdict(signal).tone), last];
}

const ends: Readonly<Partial<Record<SignalKind, SafeText>>> = {
  'audience-run': t`A completed run of the audience clears this.`,
  'audience-sync': t`A completed run of the audience clears this.`,
  'data-graph': t`Mend the data graph: linked audiences built on it fail until then.`,
};

/** What this is known from and what ends it: there is no state to ask the API for. */
export function signalBasis({ kind }: AuditSignal): SafeText {
  const end = ends[kind] ?? t`Good runs are not in the trail: silence of three times the usual gap clears this.`;
  return t`Known from the audit trail of this period only. ${end}`;
}

const ownPages: Readonly<Partial<Record<SignalKind, 'source' | 'audience' | 'trait'>>> = {
  'source-run': 'source',
  'audience-run': 'audience',
  'audience-sync': 'audience',
  'trait-run': 'trait',
  'trait-sync': 'trait',
};

/** The page of the thing; where it has none, the page of the report. */
export function signalTarget({ kind, item }: AuditSignal): Target {
  if (kind === 'reverse-etl') return pages.reverseEtl.at({ model: item.resourceId });
  const view = ownPages[kind];
  if (view !== undefined) return pages[view].at(item.resourceId);
  return pages.auditItem.at(item.id);
}

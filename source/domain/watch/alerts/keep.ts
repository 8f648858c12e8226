import { minute } from '../../time.ts';
import { type AlertRecord, type Evaluation, isMuted, type Muting } from './alert.ts';
import type { AlertBook, BookChange, Outgoing } from './book.ts';
import { lived, markOf } from './life.ts';
import { type MessageGround, messageOf } from './message.ts';
import { isQuiet } from './quiet-hours.ts';
import { type AlertSettings, channelsOf } from './settings.ts';

/** Who keeps the alerts of a workspace: rank, settings and words of one program. */
export interface Keeping {
  readonly settings: AlertSettings;
  readonly ground: MessageGround;
  readonly now: number;
  /** Since when this program looks without a break, where it does so again and again. */
  readonly watchedSince?: number | undefined;
}

/** After a longer pause (a start, a sleep, a clock that was set) what was read before it says nothing of the time between. */
const longestBreak = minute;

/** Tells at each look since when there was no break between looks. */
export function unbroken(): (now: number) => number {
  let [since, last] = [0, Number.NEGATIVE_INFINITY];
  return (now) => {
    if (Math.abs(now - last) > longestBreak) since = now;
    last = now;
    return since;
  };
}

/** Carries the alerts on and queues what is to be told, in one step: both happen or none. */
export function stepped(records: readonly AlertRecord[], evaluation: Evaluation, keeping: Keeping): BookChange {
  const { settings, ground, now, watchedSince } = keeping;
  const { records: next, tellings } = lived(records, evaluation, {
    now,
    watchedSince,
    isTold: ({ finding }) => channelsOf(settings, finding.rule).length > 0,
    isQuiet: (severity) => isQuiet(settings.quiet, severity, now),
  });
  const send = tellings.flatMap(({ edge, record }) =>
    channelsOf(settings, record.finding.rule).map(
      (channel): Outgoing => ({ channel, kind: 'edge', message: messageOf(edge, record, ground) }),
    ),
  );
  return { records: next, send };
}

/** What somebody does with an alert. */
export type AlertAct =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'mute'; readonly until: number }
  | { readonly kind: 'mute-until-worse' }
  | { readonly kind: 'unmute' };

/** Carries out what somebody does with an alert. */
export function acted(records: readonly AlertRecord[], id: string, act: AlertAct, keeping: Keeping): BookChange {
  const { settings, ground, now } = keeping;
  const send: Outgoing[] = [];
  const next = records.map((record): AlertRecord => {
    if (record.id !== id) return record;
    if (act.kind === 'acknowledge') {
      const acknowledged = { ...record, acknowledgedAt: now };
      // What nobody was told of nobody waits for.
      if (record.told && record.told.edge !== 'resolved' && record.acknowledgedAt === undefined)
        for (const channel of channelsOf(settings, record.finding.rule))
          send.push({ channel, kind: 'acknowledged', message: messageOf(record.told.edge, acknowledged, ground) });
      return acknowledged;
    }
    const { muted: _, ...rest } = record;
    if (act.kind === 'unmute') return rest;
    const muted: Muting =
      act.kind === 'mute' ? { kind: 'time', until: act.until } : { kind: 'worse', than: markOf(record) };
    return { ...rest, muted };
  });
  return { records: next, send };
}

/** One program's part in the alerts of a workspace: the same for a dashboard and for `serve`. */
export function judgeInto(
  book: AlertBook,
  rank: number,
  evaluation: () => Evaluation,
  keeping: Keeping,
): readonly AlertRecord[] {
  if (!book.judges(rank)) return book.records();
  const now = evaluation();
  return book.change((records) => stepped(records, now, keeping)) ?? book.records();
}

/** Alerts that stand now, worst first: those that somebody looks after or muted come last. */
export function standing(records: readonly AlertRecord[], now: number): readonly AlertRecord[] {
  const rank = (record: AlertRecord): number =>
    isMuted(record, now) ? 3 : record.acknowledgedAt !== undefined ? 2 : record.finding.severity === 'critical' ? 0 : 1;
  return records
    .filter(({ state, holding }) => state === 'raised' && holding.length > 0)
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) || b.raisedAt - a.raisedAt || b.finding.size - a.finding.size || (a.id < b.id ? -1 : 1),
    );
}

/** Alerts that are over, or end now, newest first. */
export function past(records: readonly AlertRecord[]): readonly AlertRecord[] {
  const end = ({ resolvedAt, clearSince, raisedAt }: AlertRecord): number => resolvedAt ?? clearSince ?? raisedAt;
  return records
    .filter(({ state, holding }) => state === 'resolved' || holding.length === 0)
    .toSorted((a, b) => end(b) - end(a) || (a.id < b.id ? -1 : 1));
}

import { percent, type StepReport, type StepRow } from '../../domain/delivery/counts.ts';
import { isUnplanned, protocolsReason, type ViolationRow } from '../../domain/protocols/violation.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { hour, type Period } from '../../domain/time.ts';
import { wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/violations.ts';
import type { ViolationBasis } from './violations.ts';

/** One event of a source under a tracking plan, with what Protocols found in it. */
export interface EventViolations {
  readonly key: string;
  readonly eventName: SafeText | undefined;
  readonly eventType: SafeText;
  /** Events with at least one schema violation. */
  readonly events: number;
  /** Events outside the plan, which are no violations. */
  readonly unplanned: number;
  /** Events of that name the source sent; undefined while that is not known. */
  readonly sent: number | undefined;
  readonly percent: number | undefined;
  /** Distinct violations, or reasons where only those can be told. */
  readonly unique: number;
  readonly lastSeen: number | undefined;
  /** Key of its most frequent violation, where there are samples of it. */
  readonly worst?: string | undefined;
}

/** A page of one source's violations: where it came from decides what can be told. */
export interface ViolationPage<Row> {
  readonly basis: ViolationBasis;
  /** What was before was not seen, ms; undefined where all of the period was. */
  readonly since?: number | undefined;
  readonly rows: readonly Row[];
  /** What the rows were made of: for its age, and for why there are none. */
  readonly snapshot: Snapshot;
}

export const eventKey = (eventName: string | undefined, eventType: string): string =>
  JSON.stringify([eventType, eventName ?? null]);

/** One violation whatever app version sends it. */
export const violationKey = ({ kind, field, sentence }: Pick<ViolationRow, 'kind' | 'field' | 'sentence'>): string =>
  JSON.stringify([kind, field, sentence]);

/** Events with violations of one source, most first, then most unplanned, then by name and type (H-16). */
export function violationEvents(read: Read, period: Period, sourceId: string): ViolationPage<EventViolations> {
  const details = read(resources.violationDetails(period, sourceId));
  const collected = details.data?.kind === 'details' ? details.data : undefined;
  const sent = totals(read, period, sourceId);
  if (collected || details.data === undefined) {
    const rows = (collected?.events ?? []).map(({ eventName, eventType, events, unplanned }) => {
      const own = (collected?.rows ?? []).filter((row) => row.eventName === eventName && row.eventType === eventType);
      const broken = own.filter((row) => !isUnplanned(row));
      const most = (broken.length > 0 ? broken : own).toSorted((a, b) => b.count - a.count)[0];
      const worst = most && most.samples.length > 0 ? violationKey(most) : undefined;
      const unique = new Set(broken.map(violationKey)).size;
      const lastSeen = own.reduce((latest, row) => Math.max(latest, row.lastSeen), 0);
      return withShare(
        { eventName, eventType, events, unplanned, unique, lastSeen: lastSeen || undefined, worst },
        sent,
      );
    });
    const { basis = 'collected', since } = collected ?? {};
    return { basis, since, rows: rows.sort(worstFirst), snapshot: details };
  }
  const report = read(resources.blockedEvents(period, sourceId));
  return { basis: 'blocked', rows: blockedRows(report, sent).sort(worstFirst), snapshot: report };
}

type Counted = Omit<EventViolations, 'key' | 'sent' | 'percent'>;

function blockedRows(
  { data, fetchedAt = 0 }: Snapshot<StepReport>,
  sent: ReadonlyMap<string, number> | undefined,
): EventViolations[] {
  const ofProtocols = (data?.rows ?? []).filter(({ by }) => protocolsReason(by.discardReason) !== undefined);
  const groups = Map.groupBy(ofProtocols, ({ by }) => eventKey(by.eventName, by.eventType ?? ''));
  return [...groups.values()].map((group) => {
    const { eventName, eventType = t`` } = group[0]!.by;
    const sum = (kind: 'schema' | 'unplanned') =>
      group.reduce((all, { by, total }) => (protocolsReason(by.discardReason) === kind ? all + total : all), 0);
    return withShare(
      {
        eventName,
        eventType,
        events: sum('schema'),
        unplanned: sum('unplanned'),
        unique: new Set(group.map(({ by }) => by.discardReason)).size,
        lastSeen: lastSeenOf(group, fetchedAt),
      },
      sent,
    );
  });
}

/** End of the last bucket with events, or `end` where that bucket is still filling: exact to one bucket. */
export function lastSeenOf(rows: readonly Pick<StepRow, 'series'>[], end: number): number | undefined {
  const times = rows.flatMap(({ series }) => series.filter(({ count }) => count > 0).map(({ at }) => at + hour));
  return times.length === 0 ? undefined : Math.min(end, Math.max(...times));
}

function totals(read: Read, period: Period, sourceId: string): ReadonlyMap<string, number> | undefined {
  const data = wholeOf(read(resources.eventTotals(period, sourceId)));
  return data && new Map(data.map(({ eventName, eventType, total }) => [eventKey(eventName, eventType ?? ''), total]));
}

function withShare(row: Counted, sent: ReadonlyMap<string, number> | undefined): EventViolations {
  const key = eventKey(row.eventName, row.eventType);
  // Blocked events count as sent. Where more were blocked than sent, the two were read at different moments.
  const total = sent && Math.max(sent.get(key) ?? 0, row.events + row.unplanned);
  return { ...row, key, sent: total, percent: total === undefined ? undefined : percent(row.events, total) };
}

function worstFirst(a: EventViolations, b: EventViolations): number {
  const [one, other] = [a.eventName ?? '', b.eventName ?? ''];
  return (
    b.events - a.events ||
    b.unplanned - a.unplanned ||
    (one === other ? (a.eventType < b.eventType ? -1 : 1) : one < other ? -1 : 1)
  );
}

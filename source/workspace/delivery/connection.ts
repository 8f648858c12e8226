import { causeOf, changedSince, lastDisable, type Owners } from '../../domain/audit/changes.ts';
import {
  type DeliveryMetrics,
  delivered,
  failed,
  failedPercent,
  percent,
  type StepReport,
} from '../../domain/delivery/counts.ts';
import type { Judgement } from '../../domain/delivery/judgement.ts';
import { exactOnset, type Onset } from '../../domain/delivery/onset.ts';
import { codeOf, topReason, type Verdict, verdictOf, waitsUnusually } from '../../domain/delivery/verdict.ts';
import type { AuditItem, Destination, Source } from '../../domain/entities.ts';
import type { SafeText } from '../../domain/text.ts';
import type { Bucket, Period } from '../../domain/time.ts';
import { hourlyTotal, readWindow } from '../../domain/windows.ts';
import { wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import {
  type ComparedCounts,
  changeIn,
  comparisonOf,
  type DeliveryComparison,
} from '../resources/delivery-comparison.ts';
import type { DeliveryReading } from '../resources/delivery-reading.ts';
import { type Inflow, merged, type SourceFlow } from '../sources/inflow.ts';
import { connectionNow, type Loss, unjudged } from './connection-now.ts';
import { ownersOf, type PlansSeen } from './owners.ts';

/** How a connection stands. `unobservable`: device mode and storage have no delivery data (rule 65). */
export type ConnectionState = 'failing' | 'healthy' | 'idle' | 'disabled' | 'unobservable' | 'unknown';

/** One destination instance fed by one source: the unit of delivery health (rule 50). */
export interface Connection {
  readonly id: string;
  readonly destination: Destination;
  readonly source: Source | undefined;
  readonly state: ConnectionState;
  readonly snapshot: Snapshot<DeliveryReading>;
  /** Totals over the period; `snapshot.data` tells them apart by time. */
  readonly metrics: DeliveryMetrics | undefined;
  /** Error rate over the period: `judgement` tells that of this moment. */
  readonly failedPercent: number | undefined;
  readonly change: number | undefined;
  /** State, rate and order by the newest minutes, whatever period is looked at. */
  readonly judgement: Judgement;
  readonly verdict: Verdict | undefined;
  readonly reason: SafeText | undefined;
  /** Of what is raised, or of a disabling that the trail tells. */
  readonly onset: Onset | undefined;
  /** The hours of the period that failed most, also where they are over for long. */
  readonly hours: Onset | undefined;
  /** What the failure that is raised has cost. */
  readonly loss: Loss | undefined;
  /** The change that may have begun it, or the disabling of a disabled one. */
  readonly cause: AuditItem | undefined;
  /** The newest change after it began. */
  readonly changedSince: AuditItem | undefined;
  /** Events the source sent in the period: what a disabled or silent connection misses. */
  readonly sourceEvents: number | undefined;
  readonly series: readonly Bucket[];
}

/** Something is wrong with it at this moment: the one rule for marks, lists, triage, alerts and Health. */
export function isTrouble({ judgement, verdict }: Connection): boolean {
  return judgement.trouble || verdict === 'SILENT';
}

/** The error rate that a connection is ranked by: the current one where it is in trouble, else that of the period. */
export function rateOf({ judgement, failedPercent: ofPeriod }: Connection): number | undefined {
  return judgement.trouble ? (judgement.rate ?? ofPeriod) : ofPeriod;
}

/** In lists of connections: trouble first, then what has just ended, then by rate and name. */
export function worstFirst(a: Connection, b: Connection): number {
  return (
    rankOf(a) - rankOf(b) ||
    (rateOf(b) ?? -1) - (rateOf(a) ?? -1) ||
    compareText(a.destination.name, b.destination.name)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rankOf(connection: Connection): number {
  if (isTrouble(connection)) return 0;
  return connection.judgement.raised ? 1 : 2;
}

/** Only cloud-mode, enabled destinations have delivery numbers. */
export function observable(destination: Destination): boolean {
  return destination.enabled && destination.mode === 'cloud';
}

/** Of both windows of a comparison. */
export const failedPercentOf = ({ failed: lost, attempted: all }: ComparedCounts): number | undefined =>
  percent(lost, all);

function stateOf(destination: Destination, metrics: DeliveryMetrics | undefined): ConnectionState {
  if (!destination.enabled) return 'disabled';
  if (destination.mode !== 'cloud') return 'unobservable';
  if (!metrics) return 'unknown';
  if (failed(metrics) > 0 || waitsUnusually(metrics)) return 'failing';
  return delivered(metrics) > 0 ? 'healthy' : 'idle';
}

/** What a source sent, in the window of the deliveries that it stands beside: from the same hour on. */
function sentIn(
  source: SourceFlow | undefined,
  { window: { start, end } }: Pick<Inflow, 'window'>,
  reading: DeliveryReading | undefined,
): number | undefined {
  const from = reading?.window.start ?? start;
  if (source?.events === undefined || from === start) return source?.events;
  return hourlyTotal(source.series, { start: from, end }, end);
}

/** What the source of a connection sends. */
export interface Sent {
  readonly source: Source | undefined;
  /** Anything at all in the period. */
  readonly sends: boolean;
  /** In the window of the deliveries. */
  readonly events: number | undefined;
}

export function sentBy(
  flow: Pick<Inflow, 'bySource' | 'window'>,
  { sourceId }: Destination,
  reading: DeliveryReading | undefined,
): Sent {
  const source = flow.bySource.get(sourceId);
  return { source: source?.source, sends: (source?.events ?? 0) > 0, events: sentIn(source, flow, reading) };
}

/** What is wrong with a connection in one word, if anything. */
function verdictIn(of: {
  readonly state: ConnectionState;
  readonly metrics: DeliveryMetrics | undefined;
  readonly report: StepReport | undefined;
  readonly judgement: Judgement;
  /** It is known when it was switched off. */
  readonly isOff: boolean;
  readonly sends: boolean;
  readonly compared: DeliveryComparison | undefined;
}): Verdict | undefined {
  const { state, metrics, report, judgement, isOff, sends, compared } = of;
  if (state === 'failing' && metrics) return verdictNow(judgement, metrics, report);
  if (!sends) return undefined;
  if (isOff) return 'DISABLED';
  return state === 'idle' && compared && delivered(compared.before.metrics) > 0 ? 'SILENT' : undefined;
}

/**
 * One connection by all that was read of it.
 * @param plans the tracking plans as they were read, by those who ask for many connections
 */
export function connectionOf(
  read: Read,
  flow: Pick<Inflow, 'bySource' | 'window'>,
  audit: readonly AuditItem[],
  destination: Destination,
  period: Period,
  now: number,
  plans?: () => PlansSeen,
): Connection {
  const snapshot = read(resources.metrics(period, destination));
  const { source, sends, events: sourceEvents } = sentBy(flow, destination, snapshot.data);
  const metrics = observable(destination) ? snapshot.data?.total : undefined;
  const state = stateOf(destination, metrics);
  const failures = read(resources.failures(period, destination));
  // A reason that was lost may have been the first and the largest.
  const report = state === 'failing' ? wholeOf(failures) : undefined;
  const seen = observable(destination);
  const compared = seen ? read(resources.comparedMetrics(period, destination)).data : undefined;
  const standing = seen ? connectionNow(read, period, destination, now) : unjudged;
  const disabledBy = state === 'disabled' ? lastDisable(audit, destination.id) : undefined;
  const switched = state === 'disabled' && !disabledBy ? switchedOff(read, snapshot.data) : undefined;
  const { onset } = standing;
  const owners: Owners = onset ? ownersOf(read, destination, plans) : [];
  return {
    id: destination.id,
    destination,
    source,
    state,
    snapshot,
    metrics,
    failedPercent: metrics && failedPercent(metrics),
    change: changeIn(compared && comparisonOf([compared]), failedPercentOf),
    judgement: standing.judgement,
    verdict: verdictIn({
      state,
      metrics,
      report,
      judgement: standing.judgement,
      isOff: Boolean(disabledBy || switched),
      sends,
      compared,
    }),
    reason: standing.reason ?? (standing.isDated ? undefined : codeOf(topReason(report))),
    onset: onset ?? (disabledBy ? exactOnset(disabledBy.at) : switched),
    hours: standing.hours,
    loss: standing.loss,
    cause: disabledBy ?? causeOf(audit, owners, onset),
    changedSince: changedSince(audit, owners, onset),
    sourceEvents,
    series: topSeries(
      report?.rows.flatMap(({ series }) => [...series]),
      period,
      snapshot.fetchedAt ?? now,
    ),
  };
}

/**
 * Without an audit trail no event tells of a switch. A destination that delivered at its last read and is off in the list was
 * switched off between the two.
 */
function switchedOff(read: Read, last: DeliveryReading | undefined): Onset | undefined {
  if (!last || delivered(last.running.metrics) === 0) return undefined;
  const since = last.running.window.end;
  const listed = read(resources.destinations).fetchedAt ?? since;
  return { ...exactOnset(since), within: Math.max(0, listed - since) };
}

/**
 * What becomes of the data now: if nothing is lost and events wait, that is RETRYING, whatever was lost earlier in the period.
 */
function verdictNow(
  { state }: Judgement,
  metrics: DeliveryMetrics,
  report: StepReport | undefined,
): Verdict | undefined {
  return state === 'retrying' ? 'RETRYING' : verdictOf(metrics, report);
}

function topSeries(buckets: readonly Bucket[] | undefined, period: Period, end: number): readonly Bucket[] {
  return buckets ? merged(buckets, readWindow(period, end).start, end) : [];
}

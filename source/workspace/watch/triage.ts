import { causeOf, causeWindow, isChange, type Owners } from '../../domain/audit/changes.ts';
import { exactOnset, type Onset, runOnset } from '../../domain/delivery/onset.ts';
import type { Verdict } from '../../domain/delivery/verdict.ts';
import type { AuditItem } from '../../domain/entities.ts';
import { spikeOf } from '../../domain/protocols/spike.ts';
import { type Bucket, hour, minute, type Period, type Window } from '../../domain/time.ts';
import type { Meter } from '../../domain/usage/meters.ts';
import { type AuditSignal, auditSignals } from '../audit/signals.ts';
import { type Connection, type Fleet, isTrouble } from '../delivery/fleet.ts';
import type { ColorFlow } from '../privacy/flows.ts';
import { countedBeside } from '../protocols/beside-traffic.ts';
import type { SourceViolations, Violations } from '../protocols/violations.ts';
import type { Inflow, SourceFlow } from '../sources/inflow.ts';
import type { StorageHealth } from '../storage/health.ts';

/** One thing that is wrong. The kind carries its facts; wording belongs to the views. */
export type Trouble =
  | { readonly kind: 'connection'; readonly connection: Connection }
  | { readonly kind: 'source'; readonly flow: SourceFlow }
  | { readonly kind: 'disabled'; readonly connection: Connection }
  | { readonly kind: 'warehouse'; readonly storage: StorageHealth }
  | {
      readonly kind: 'violations';
      readonly row: SourceViolations;
      /** What the basis counts: since it began, or in the period where that is not known. */
      readonly count: number;
    }
  | { readonly kind: 'usage'; readonly meter: Meter }
  /** A colour of fields reaches a place where the user does not want it. */
  | { readonly kind: 'privacy'; readonly flow: ColorFlow }
  | { readonly kind: 'signal'; readonly signal: AuditSignal };

export type TriageItem = Trouble & {
  /** What counts go over that have no beginning. */
  readonly period: Period;
  /** Stable over refreshes, so that the selection stays on it. */
  readonly id: string;
  /** One scale over all kinds: higher is worse. */
  readonly severity: number;
  readonly verdict: Verdict | undefined;
  /** Something is wrong at this moment. What has ended, or has yet to begin, is shown without counting as trouble. */
  readonly trouble: boolean;
  /** When it began, as exactly as is known. */
  readonly onset: Onset | undefined;
  readonly since: number | undefined;
  /** Events that are gone for good: since it began where that is known, else in the period. */
  readonly lost: number | undefined;
  /** Events that were never sent, estimated from what the source sends or used to send. */
  readonly missed?: number | undefined;
  /** What changed in the half hour before the onset. */
  readonly cause: AuditItem | undefined;
};

/** Without the period that it is shown with. */
type Raised = TriageItem extends infer T ? (T extends TriageItem ? Omit<T, 'period'> : never) : never;

/** The scale: losing most now, silence, given up, switched off, storage, other syncs and runs, blocked at the source, waiting, privacy marks, degraded, budget. */
const tier = {
  losing: 900,
  silent: 800,
  expired: 700,
  disabled: 600,
  warehouse: 500,
  reported: 450,
  blocked: 400,
  retrying: 300,
  privacy: 280,
  degraded: 200,
  usage: 100,
} as const;

/** A lasting failure below this rate is listed after everything worse. */
const losingPercent = 5;
const fewestViolations = 10;

/**
 * Inside a tier ten times the events rank higher, then ten more points of the rate: steps so coarse that noise does not reorder
 * rows. At most 99, so that a tier never reaches the next.
 */
function weight(count: number, percent = 0): number {
  const magnitude = Math.floor(Math.log10(1 + Math.max(0, count)));
  return Math.min(99, 10 * magnitude + Math.min(9, Math.floor(percent / 10)));
}

/** By what fails an hour now: the same order in whatever period is looked at. */
function connectionSeverity({ judgement, verdict, sourceEvents }: Connection): number {
  const { state, perHour, rate = 0 } = judgement;
  if (verdict === 'SILENT') return tier.silent + weight(sourceEvents ?? 0);
  if (state === 'retrying') return tier.retrying + weight(perHour, rate);
  if (state !== 'losing' || rate < losingPercent) return tier.degraded + weight(perHour, rate);
  return (verdict === 'EXPIRED' ? tier.expired : tier.losing) + weight(perHour, rate);
}

const isRaised = (connection: Connection): boolean => connection.judgement.raised || isTrouble(connection);

/** What the audit trail of the period says, for causes and for what only it reports. */
export interface Trail {
  readonly audit: readonly AuditItem[];
  /** As far back as it was read. */
  readonly from?: number;
  /** When it was read. */
  readonly readAt?: number;
  readonly now: number;
  /** What a source depends on, for the change that may have begun a trouble of it. */
  readonly period: Period;
  /** What flows against a privacy mark of the user. */
  readonly marks?: readonly ColorFlow[];
  readonly owners?: (sourceId: string) => Owners;
  /** Sources whose failing runs are an alert. */
  readonly alerted?: ReadonlySet<string> | undefined;
}

const noTrail: Trail = { audit: [], now: 0, period: '24h' };

/** Everything that is wrong now, worst first (rule 224). */
export function triage(
  fleet: Fleet,
  flow: Inflow,
  violations: Violations,
  storage: readonly StorageHealth[],
  meters: readonly Meter[],
  { audit, from, readAt, now, period, marks = [], owners = (id) => [[id]], alerted }: Trail = noTrail,
): TriageItem[] {
  const items: Raised[] = [
    ...fleet.connections.filter(isRaised).map(connectionItem),
    ...fleet.connections.filter(({ verdict }) => verdict === 'DISABLED').map((each) => disabledItem(each, flow)),
    ...flow.flows.filter(({ health }) => health.state === 'silent').map((each) => sourceItem(each, audit, owners)),
    ...storage
      .filter(({ state }) => state === 'failing' || state === 'partial')
      .map((each) => warehouseItem(each, audit)),
    ...violations.rows.flatMap((row) => violationItems(row, flow, audit, owners)),
    // Nothing can be done about a period that is over.
    ...meters.filter(({ ended, reachesAllowanceAt }) => !ended && reachesAllowanceAt !== undefined).map(usageItem),
    ...marks.map(privacyItem),
    ...auditSignals(audit, now, from, readAt, alerted).map(signalItem),
  ];
  return items
    .sort((a, b) => b.severity - a.severity || (a.id < b.id ? -1 : 1))
    .map((item): TriageItem => ({ ...item, period }));
}

function connectionItem(connection: Connection): Raised {
  const { onset, loss, verdict, sourceEvents, cause } = connection;
  return {
    kind: 'connection',
    connection,
    id: `connection:${connection.id}`,
    severity: connectionSeverity(connection),
    verdict,
    trouble: isTrouble(connection),
    onset,
    since: onset?.since,
    lost: loss?.failed,
    missed: verdict === 'SILENT' ? sourceEvents : undefined,
    cause,
  };
}

/** Nothing is queued for a disabled destination: what its source sent since is lost to it (rule 68). */
function disabledItem(connection: Connection, flow: Inflow): Raised {
  const since = connection.onset?.since;
  const sent = flow.bySource.get(connection.destination.sourceId)?.series ?? [];
  // Not before anything that came after it is counted, nor where that is more than the period has.
  const isCounted = since !== undefined && since >= flow.window.start && since < flow.window.end;
  return {
    kind: 'disabled',
    connection,
    id: `connection:${connection.id}`,
    severity: tier.disabled + weight(connection.sourceEvents ?? 0),
    verdict: 'DISABLED',
    trouble: true,
    onset: connection.onset,
    since,
    lost: undefined,
    missed: isCounted ? countFrom(sent, since, flow.window.end) : undefined,
    cause: connection.cause,
  };
}

/** Events after a moment; the hour it falls into counts by its part, of which the one that runs has only so much. */
function countFrom(series: readonly Bucket[], from: number, end: number): number {
  const partOf = ({ at }: Bucket) => {
    const to = Math.min(at + hour, end);
    return at >= from ? 1 : Math.max(0, (to - from) / (to - at));
  };
  return Math.round(series.reduce((sum, bucket) => sum + bucket.count * partOf(bucket), 0));
}

function sourceItem(flow: SourceFlow, audit: readonly AuditItem[], owners: NonNullable<Trail['owners']>): Raised {
  const { lastSeen, lastSeenBy, habit, missing } = flow.health;
  const onset = lastSeen === undefined ? undefined : silentSince(lastSeen, lastSeenBy);
  return {
    kind: 'source',
    flow,
    id: `source:${flow.source.id}`,
    severity: tier.silent + weight(habit?.perHour ?? 0),
    verdict: 'SILENT',
    trouble: true,
    onset,
    since: lastSeen,
    lost: undefined,
    missed: missing,
    cause: causeOf(audit, owners(flow.source.id), onset),
  };
}

/** An end that is known to the minute is the end of that minute: until then it sent. */
function silentSince(lastSeen: number, by: Window | undefined): Onset {
  const within = by ? by.end - by.start : hour;
  return within <= minute ? { ...exactOnset(lastSeen), within } : { ...exactOnset(lastSeen - within), within };
}

function warehouseItem(storage: StorageHealth, audit: readonly AuditItem[]): Raised {
  const { onset } = storage;
  const failing = storage.state === 'failing';
  return {
    kind: 'warehouse',
    storage,
    id: `warehouse:${storage.warehouse.id}`,
    severity: (failing ? tier.warehouse : tier.degraded) + Math.min(99, 10 * storage.failedInRow),
    verdict: undefined,
    trouble: true,
    onset,
    since: onset?.since,
    lost: undefined,
    cause: onset?.since === undefined ? undefined : changeBefore(audit, storage, onset.since),
  };
}

/** Syncs are hours apart: any change between the last good one and the first that failed may be the cause. */
function changeBefore(
  audit: readonly AuditItem[],
  { warehouse, lastGood }: StorageHealth,
  since: number,
): AuditItem | undefined {
  const from = Math.min(lastGood ?? since, since) - causeWindow;
  return audit.reduce<AuditItem | undefined>((newest, item) => {
    const near = item.resourceId === warehouse.id && item.at >= from && item.at <= since;
    return near && isChange(item) && (!newest || item.at > newest.at) ? item : newest;
  }, undefined);
}

/** Worth a line: more than a few, and more than in the window before, beyond what the traffic explains, or a suddenly larger share of it. */
function violationItems(
  row: SourceViolations,
  flow: Inflow,
  audit: readonly AuditItem[],
  owners: NonNullable<Trail['owners']>,
): Raised[] {
  const [count, earlier] =
    row.basis === 'blocked' ? [row.blocked, row.earlierBlocked] : [row.violations, row.earlierViolations];
  const [series, since] = row.basis === 'blocked' ? [row.blockedSeries, row.blockedSince] : [row.series, row.since];
  const source = flow.bySource.get(row.source.id);
  // Beside traffic that is not known any count would be all of it.
  const before = (until: number) => series.filter(({ at }) => at < until);
  const beside = countedBeside(row.countedUntil, flow.window.end);
  const spike = source?.events === undefined ? undefined : spikeOf(before(beside), source.series);
  // What was blocked this morning and is no longer has grown, but is no trouble now.
  const goesOn = before(row.countedUntil)
    .slice(-2)
    .some((bucket) => bucket.count > 0);
  // A Monday after a quiet Sunday has more of everything: where the traffic is known it must not be that alone.
  const traffic = source?.events && source.earlierEvents ? Math.max(1, source.events / source.earlierEvents) : 1;
  const grew = goesOn && count >= fewestViolations && count > 1.5 * traffic * earlier;
  if (!row.run && !spike && !grew) return [];
  return [violationsItem(row, spike?.since ?? since, { series, whole: count }, audit, owners)];
}

/** Counted from when it began; where that is not known, over the period. */
function violationsItem(
  row: SourceViolations,
  since: number | undefined,
  { series, whole }: { readonly series: readonly Bucket[]; readonly whole: number },
  audit: readonly AuditItem[],
  owners: NonNullable<Trail['owners']>,
): Raised {
  const { run } = row;
  const coarse = since === undefined ? undefined : { ...exactOnset(since), within: hour, until: run?.until };
  const onset = run && !run.isEdge ? runOnset(run, 'MINUTE') : coarse;
  const count = run && !run.isEdge && row.basis === 'blocked' ? run.failed : countSince(series, since, whole);
  const isOver = run?.until !== undefined;
  return {
    kind: 'violations',
    row,
    count,
    id: `violations:${row.source.id}`,
    severity: (isOver ? tier.degraded : tier.blocked) + weight(count),
    verdict: undefined,
    trouble: !isOver,
    onset,
    since: onset?.since,
    lost: row.basis === 'blocked' ? count : undefined,
    cause: causeOf(audit, owners(row.source.id), onset),
  };
}

function countSince(series: readonly Bucket[], since: number | undefined, whole: number): number {
  if (since === undefined) return whole;
  return series.reduce((sum, { at, count }) => (at < since ? sum : sum + count), 0);
}

function usageItem(meter: Meter): Raised {
  return {
    kind: 'usage',
    meter,
    id: `usage:${meter.kind}`,
    severity: tier.usage + Math.min(99, Math.floor(meter.percent ?? 0)),
    verdict: undefined,
    trouble: false,
    onset: undefined,
    since: undefined,
    lost: undefined,
    cause: undefined,
  };
}

/**
 * Nothing fails and nothing is lost by it, so it is shown without counting as trouble. More fields rank higher, red ones first.
 */
function privacyItem(flow: ColorFlow): Raised {
  const fields = flow.broken.flatMap((color) => flow.fields[color]).length;
  return {
    kind: 'privacy',
    flow,
    id: `privacy:${flow.key}`,
    severity: tier.privacy + (flow.broken.includes('red') ? 10 : 0) + Math.min(9, fields),
    verdict: undefined,
    trouble: false,
    onset: undefined,
    since: undefined,
    lost: undefined,
    cause: undefined,
  };
}

/**
 * What only the trail tells: a failed run or sync. One that Segment tries again by itself, or that failed in part, counts as
 * degraded.
 */
function signalItem(signal: AuditSignal): Raised {
  const { state, times } = signal;
  const least = state === 'failed' ? tier.reported : state === 'retrying' ? tier.degraded + 50 : tier.degraded;
  return {
    kind: 'signal',
    signal,
    id: `signal:${signal.id}`,
    severity: least + Math.min(49, times),
    verdict: state === 'retrying' ? 'RETRYING' : undefined,
    trouble: true,
    onset: signal.onset,
    since: signal.onset.since,
    lost: undefined,
    cause: undefined,
  };
}

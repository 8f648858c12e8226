import { causeWindow, changeNear, isChange } from '../domain/changes.ts';
import { failed } from '../domain/delivery.ts';
import type { AuditItem } from '../domain/entities.ts';
import { type Spike, spikeOf } from '../domain/spike.ts';
import { type Bucket, hour, type Window } from '../domain/time.ts';
import type { Meter } from '../domain/usage.ts';
import type { Verdict } from '../domain/verdict.ts';
import { type AuditSignal, auditSignals } from './audit-signals.ts';
import type { Connection, Fleet } from './fleet.ts';
import type { Inflow, SourceFlow } from './inflow.ts';
import type { StorageHealth } from './storage-health.ts';
import type { SourceViolations, Violations } from './violations.ts';

/** One thing that is wrong. The kind carries its facts; wording belongs to the views. */
export type Trouble =
  | { readonly kind: 'connection'; readonly connection: Connection }
  | { readonly kind: 'source'; readonly flow: SourceFlow }
  | { readonly kind: 'disabled'; readonly connection: Connection }
  | { readonly kind: 'warehouse'; readonly storage: StorageHealth }
  | { readonly kind: 'violations'; readonly row: SourceViolations }
  | { readonly kind: 'usage'; readonly meter: Meter }
  | { readonly kind: 'signal'; readonly signal: AuditSignal };

export type TriageItem = Trouble & {
  /** Stable over refreshes, so that the selection stays on it. */
  readonly id: string;
  /** One scale over all kinds: higher is worse. */
  readonly severity: number;
  readonly verdict: Verdict | undefined;
  readonly since: number | undefined;
  /** Where the moment is known only to lie in here: `since` is its end. */
  readonly sinceBy?: Window | undefined;
  /** Events that are gone for good in the period, where that is known. */
  readonly lost: number | undefined;
  /** Events that never set out, by what the source sends or used to send: an estimate. */
  readonly missed?: number | undefined;
  /** What changed within ±30 minutes of the onset. */
  readonly cause: AuditItem | undefined;
};

/** The scale: losing most now, silence, given up, switched off, storage, other syncs and runs, blocked at the source, waiting, degraded, budget. */
const tier = {
  losing: 900,
  silent: 800,
  expired: 700,
  disabled: 600,
  warehouse: 500,
  reported: 450,
  blocked: 400,
  retrying: 300,
  degraded: 200,
  usage: 100,
} as const;

/** A busy connection always fails a little: below this rate a row is shown in lists, not raised as trouble (product 4, scale note). */
export const raisedPercent = 1;
/** From here on a rate is no steady state of anything: events are being lost. */
const losingPercent = 5;
/** Growth of a rate against the window before that is worth a line. */
const grewPercent = 20;
const fewestViolations = 10;

/**
 * Inside a tier ten times the events come first, then ten more points of the rate: steps so coarse that rows do not change
 * places for noise. 99 keeps a tier from reaching the next.
 */
function weight(count: number, percent = 0): number {
  const magnitude = Math.floor(Math.log10(1 + Math.max(0, count)));
  return Math.min(99, 10 * magnitude + Math.min(9, Math.floor(percent / 10)));
}

function connectionSeverity(connection: Connection): number {
  const { percent = 0 } = connection;
  const lost = connection.metrics ? failed(connection.metrics) : 0;
  if (connection.onset?.until !== undefined) return tier.degraded + weight(lost, percent);
  if (connection.verdict === 'SILENT') return tier.silent + weight(connection.sourceEvents ?? 0);
  if (connection.verdict === 'RETRYING') return tier.retrying + weight(connection.metrics?.retrying ?? 0);
  if (percent < losingPercent) return tier.degraded + weight(lost, percent);
  return (connection.verdict === 'EXPIRED' ? tier.expired : tier.losing) + weight(lost, percent);
}

/** Failing above the steady state, or silent; what was always so is raised only from the losing rate on. */
function isRaised({ state, percent, verdict, change, metrics }: Connection): boolean {
  if (verdict === 'SILENT') return true;
  if (state !== 'failing') return false;
  if (verdict === 'RETRYING' && metrics && failed(metrics) === 0) return true;
  return (
    (percent ?? 0) >= raisedPercent && (change === undefined || change > grewPercent || (percent ?? 0) >= losingPercent)
  );
}

/** What the audit trail of the period says, for causes and for what only it reports. */
export interface Trail {
  readonly audit: readonly AuditItem[];
  readonly now: number;
}

const noTrail: Trail = { audit: [], now: 0 };

/** Everything that is wrong now, worst first (design §1: worst first; product G1). */
export function triage(
  fleet: Fleet,
  flow: Inflow,
  violations: Violations,
  storage: readonly StorageHealth[],
  meters: readonly Meter[],
  { audit, now }: Trail = noTrail,
): TriageItem[] {
  const items: TriageItem[] = [
    ...fleet.connections.filter(isRaised).map(connectionItem),
    ...fleet.connections.filter(({ verdict }) => verdict === 'DISABLED').map((each) => disabledItem(each, flow)),
    ...flow.flows.filter(({ health }) => health.state === 'silent').map((each) => sourceItem(each, audit)),
    ...storage
      .filter(({ state }) => state === 'failing' || state === 'partial')
      .map((each) => warehouseItem(each, audit)),
    ...violations.rows.flatMap((row) => violationItems(row, flow, audit)),
    // A period that is over has nothing that could still be done about it.
    ...meters.filter(({ ended, reachesAllowanceAt }) => !ended && reachesAllowanceAt !== undefined).map(usageItem),
    ...auditSignals(audit, now).map(signalItem),
  ];
  return items.sort((a, b) => b.severity - a.severity || (a.id < b.id ? -1 : 1));
}

function connectionItem(connection: Connection): TriageItem {
  return {
    kind: 'connection',
    connection,
    id: `connection:${connection.id}`,
    severity: connectionSeverity(connection),
    verdict: connection.verdict,
    since: connection.onset?.since,
    lost: connection.metrics && failed(connection.metrics),
    missed: connection.verdict === 'SILENT' ? connection.sourceEvents : undefined,
    cause: connection.cause,
  };
}

/** Nothing is queued for a disabled destination: what its source sent since is lost to it (product 2.6). */
function disabledItem(connection: Connection, flow: Inflow): TriageItem {
  const since = connection.onset?.since;
  const sent = flow.bySource.get(connection.destination.sourceId)?.series ?? [];
  return {
    kind: 'disabled',
    connection,
    id: `connection:${connection.id}`,
    severity: tier.disabled + weight(connection.sourceEvents ?? 0),
    verdict: 'DISABLED',
    since,
    lost: undefined,
    missed: since === undefined ? undefined : countFrom(sent, since),
    cause: connection.cause,
  };
}

/** Events in the hours after a moment; the hour it falls into counts by its part. */
function countFrom(series: readonly Bucket[], from: number): number {
  const partOf = ({ at }: Bucket) => Math.max(0, Math.min(1, (at + hour - from) / hour));
  return Math.round(series.reduce((sum, bucket) => sum + bucket.count * partOf(bucket), 0));
}

function sourceItem(flow: SourceFlow, audit: readonly AuditItem[]): TriageItem {
  const { lastSeen, lastSeenBy, habit, missing } = flow.health;
  return {
    kind: 'source',
    flow,
    id: `source:${flow.source.id}`,
    severity: tier.silent + weight(habit?.perHour ?? 0),
    verdict: 'SILENT',
    since: lastSeen,
    sinceBy: lastSeenBy,
    lost: undefined,
    missed: missing,
    cause:
      lastSeen === undefined
        ? undefined
        : changeNear(audit, [flow.source.id], lastSeenBy?.start ?? lastSeen, sizeOf(lastSeenBy)),
  };
}

const sizeOf = (by: Window | undefined): number => (by ? by.end - by.start : hour);

function warehouseItem(storage: StorageHealth, audit: readonly AuditItem[]): TriageItem {
  const since = storage.failingSince ?? storage.last?.start ?? storage.reported?.at;
  const failing = storage.state === 'failing';
  return {
    kind: 'warehouse',
    storage,
    id: `warehouse:${storage.warehouse.id}`,
    severity: (failing ? tier.warehouse : tier.degraded) + Math.min(99, 10 * storage.failedInRow),
    verdict: undefined,
    since,
    lost: undefined,
    cause: since === undefined ? undefined : changeBefore(audit, storage, since),
  };
}

/** Syncs are hours apart: any change since the last good one may have broken the first that failed. */
function changeBefore(
  audit: readonly AuditItem[],
  { warehouse, lastGood }: StorageHealth,
  since: number,
): AuditItem | undefined {
  const from = Math.min(lastGood ?? since, since) - causeWindow;
  return audit.reduce<AuditItem | undefined>((newest, item) => {
    const near = item.resourceId === warehouse.id && item.at >= from && item.at <= since + causeWindow;
    return near && isChange(item) && (!newest || item.at > newest.at) ? item : newest;
  }, undefined);
}

/** Worth a line: more than a few that grew against the window before, or that suddenly make up more of the traffic. */
function violationItems(row: SourceViolations, flow: Inflow, audit: readonly AuditItem[]): TriageItem[] {
  const [count, earlier] =
    row.basis === 'blocked' ? [row.blocked, row.earlierBlocked] : [row.violations, row.earlierViolations];
  const spike = spikeOf(row.series, flow.bySource.get(row.source.id)?.series ?? []);
  const grew = count >= fewestViolations && count > 1.5 * earlier;
  return grew || spike ? [violationsItem(row, spike, audit)] : [];
}

function violationsItem(row: SourceViolations, spike: Spike | undefined, audit: readonly AuditItem[]): TriageItem {
  const since = spike?.since ?? row.since;
  const lost = row.basis === 'blocked' ? row.blocked : undefined;
  return {
    kind: 'violations',
    row,
    id: `violations:${row.source.id}`,
    severity: tier.blocked + weight(lost ?? row.violations),
    verdict: undefined,
    since,
    lost,
    cause: since === undefined ? undefined : changeNear(audit, [row.source.id], since, hour),
  };
}

function usageItem(meter: Meter): TriageItem {
  return {
    kind: 'usage',
    meter,
    id: `usage:${meter.kind}`,
    severity: tier.usage + Math.min(99, Math.floor(meter.percent ?? 0)),
    verdict: undefined,
    since: undefined,
    lost: undefined,
    cause: undefined,
  };
}

/** What only the trail tells: a failed run or sync; one that is tried again by itself, or only partly failed, is degraded. */
function signalItem(signal: AuditSignal): TriageItem {
  const { state, times } = signal;
  const least = state === 'failed' ? tier.reported : state === 'retrying' ? tier.degraded + 50 : tier.degraded;
  return {
    kind: 'signal',
    signal,
    id: `signal:${signal.id}`,
    severity: least + Math.min(49, times),
    verdict: state === 'retrying' ? 'RETRYING' : undefined,
    since: signal.since,
    lost: undefined,
    cause: undefined,
  };
}

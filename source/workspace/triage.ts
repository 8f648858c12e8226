import { failed } from '../domain/delivery.ts';
import type { AuditItem } from '../domain/entities.ts';
import { type Spike, spikeOf } from '../domain/spike.ts';
import type { Meter } from '../domain/usage.ts';
import type { Verdict } from '../domain/verdict.ts';
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
  | { readonly kind: 'usage'; readonly meter: Meter };

export type TriageItem = Trouble & {
  /** Stable over refreshes, so that the selection stays on it. */
  readonly id: string;
  /** One scale over all kinds: higher is worse. */
  readonly severity: number;
  readonly verdict: Verdict | undefined;
  readonly since: number | undefined;
  /** Events that are gone for good in the period, where that is known. */
  readonly lost: number | undefined;
  /** What changed within ±30 minutes of the onset. */
  readonly cause: AuditItem | undefined;
};

/** The scale: losing most now, silence, given up, switched off, storage, blocked at the source, waiting, degraded, budget. */
const tier = {
  losing: 900,
  silent: 800,
  expired: 700,
  disabled: 600,
  warehouse: 500,
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

/** Inside a tier the greater number of lost events comes first; 99 keeps a tier from reaching the next. */
function weight(count: number): number {
  return Math.min(99, 10 * Math.log10(1 + Math.max(0, count)));
}

function connectionSeverity(connection: Connection): number {
  const lost = connection.metrics ? failed(connection.metrics) : 0;
  if (connection.onset?.until !== undefined) return tier.degraded + weight(lost);
  if (connection.verdict === 'SILENT') return tier.silent + weight(connection.sourceEvents ?? 0);
  if (connection.verdict === 'RETRYING') return tier.retrying + weight(connection.metrics?.retrying ?? 0);
  if ((connection.percent ?? 0) < losingPercent) return tier.degraded + weight(lost);
  return (connection.verdict === 'EXPIRED' ? tier.expired : tier.losing) + weight(lost);
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

/** Everything that is wrong now, worst first (design §1: worst first; product G1). */
export function triage(
  fleet: Fleet,
  flow: Inflow,
  violations: Violations,
  storage: readonly StorageHealth[],
  meters: readonly Meter[],
): TriageItem[] {
  const items: TriageItem[] = [
    ...fleet.connections.filter(isRaised).map(connectionItem),
    ...fleet.connections.filter(({ verdict }) => verdict === 'DISABLED').map(disabledItem),
    ...flow.flows.filter(({ health }) => health.state === 'silent').map(sourceItem),
    ...storage.filter(({ state }) => state === 'failing' || state === 'partial').map(warehouseItem),
    ...violations.rows.flatMap((row) => violationItems(row, flow)),
    ...meters.filter(({ reachesAllowanceAt }) => reachesAllowanceAt !== undefined).map(usageItem),
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
    cause: connection.cause,
  };
}

function disabledItem(connection: Connection): TriageItem {
  return {
    kind: 'disabled',
    connection,
    id: `connection:${connection.id}`,
    severity: tier.disabled + weight(connection.sourceEvents ?? 0),
    verdict: 'DISABLED',
    since: connection.onset?.since,
    lost: undefined,
    cause: connection.cause,
  };
}

function sourceItem(flow: SourceFlow): TriageItem {
  return {
    kind: 'source',
    flow,
    id: `source:${flow.source.id}`,
    severity: tier.silent + weight(flow.health.usualPerHour),
    verdict: 'SILENT',
    since: flow.health.lastSeen,
    lost: undefined,
    cause: undefined,
  };
}

function warehouseItem(storage: StorageHealth): TriageItem {
  const failing = storage.state === 'failing';
  return {
    kind: 'warehouse',
    storage,
    id: `warehouse:${storage.warehouse.id}`,
    severity: (failing ? tier.warehouse : tier.degraded) + Math.min(99, 10 * storage.failedInRow),
    verdict: undefined,
    since: storage.lastGood ?? storage.reported?.at,
    lost: undefined,
    cause: undefined,
  };
}

/** Worth a line: more than a few that grew against the window before, or that suddenly make up more of the traffic. */
function violationItems(row: SourceViolations, flow: Inflow): TriageItem[] {
  const [count, earlier] =
    row.basis === 'blocked' ? [row.blocked, row.earlierBlocked] : [row.violations, row.earlierViolations];
  const spike = spikeOf(row.series, flow.bySource.get(row.source.id)?.series ?? []);
  const grew = count >= fewestViolations && count > 1.5 * earlier;
  return grew || spike ? [violationsItem(row, spike)] : [];
}

function violationsItem(row: SourceViolations, spike: Spike | undefined): TriageItem {
  const lost = row.basis === 'blocked' ? row.blocked : undefined;
  return {
    kind: 'violations',
    row,
    id: `violations:${row.source.id}`,
    severity: tier.blocked + weight(lost ?? row.violations),
    verdict: undefined,
    since: spike?.since ?? row.since,
    lost,
    cause: undefined,
  };
}

function usageItem(meter: Meter): TriageItem {
  return {
    kind: 'usage',
    meter,
    id: `usage:${meter.kind}`,
    severity: tier.usage + Math.min(99, meter.percent ?? 0),
    verdict: undefined,
    since: undefined,
    lost: undefined,
    cause: undefined,
  };
}

import { changeNear, lastDisable } from '../domain/changes.ts';
import {
  attempted,
  type DeliveryMetrics,
  delivered,
  failed,
  failedPercent,
  percent,
  relativeChange,
} from '../domain/delivery.ts';
import type { AuditItem, Destination, Source } from '../domain/entities.ts';
import type { SafeText } from '../domain/text.ts';
import { type Bucket, hour, type Period } from '../domain/time.ts';
import { codeOf, type Onset, onsetOf, topReason, type Verdict, verdictOf, waitsUnusually } from '../domain/verdict.ts';
import { readWindow } from '../domain/windows.ts';
import { type Inflow, merged } from './inflow.ts';
import type { Read } from './read.ts';
import * as resources from './resources.ts';
import type { Snapshot } from './snapshot.ts';

/** How a connection stands. `unobservable`: device mode and storage have no delivery data (manual trap 18). */
export type ConnectionState = 'failing' | 'healthy' | 'idle' | 'disabled' | 'unobservable' | 'unknown';

/** One destination instance fed by one source: the unit of delivery health (design §2). */
export interface Connection {
  readonly id: string;
  readonly destination: Destination;
  readonly source: Source | undefined;
  readonly state: ConnectionState;
  readonly snapshot: Snapshot<DeliveryMetrics>;
  readonly metrics: DeliveryMetrics | undefined;
  readonly percent: number | undefined;
  readonly change: number | undefined;
  readonly verdict: Verdict | undefined;
  readonly reason: SafeText | undefined;
  readonly onset: Onset | undefined;
  /** The change nearest to the onset, or the disabling of a disabled one. */
  readonly cause: AuditItem | undefined;
  /** Events the source sent in the period: what a disabled or silent connection misses. */
  readonly sourceEvents: number | undefined;
  readonly series: readonly Bucket[];
}

export interface Fleet {
  /** The list of destinations has been read. */
  readonly isListed: boolean;
  readonly connections: readonly Connection[];
  readonly byId: ReadonlyMap<string, Connection>;
  /** Failed more than nothing: highest error rate first, ties by failed count, then name (H-21). */
  readonly failing: readonly Connection[];
  readonly enabled: number;
  readonly attempted: number;
  readonly failed: number;
  readonly percent: number | undefined;
  readonly earlierPercent: number | undefined;
  readonly change: number | undefined;
  /** Connections that can be asked, and those that have answered. */
  readonly rankable: number;
  readonly ranked: number;
  readonly basis: DeliveryMetrics['basis'];
  /** Of those that fail, the series of all whose reasons have been read. */
  readonly series: readonly Bucket[];
  /** How many of those that fail are in the series. */
  readonly charted: number;
}

/** Only cloud-mode, enabled destinations have delivery numbers. */
export function observable(destination: Destination): boolean {
  return destination.enabled && destination.mode === 'cloud';
}

function stateOf(destination: Destination, metrics: DeliveryMetrics | undefined): ConnectionState {
  if (!destination.enabled) return 'disabled';
  if (destination.mode !== 'cloud') return 'unobservable';
  if (!metrics) return 'unknown';
  if (failed(metrics) > 0 || waitsUnusually(metrics)) return 'failing';
  return delivered(metrics) > 0 ? 'healthy' : 'idle';
}

function connection(
  read: Read,
  flow: Inflow,
  audit: readonly AuditItem[],
  destination: Destination,
  period: Period,
  now: number,
): Connection {
  const source = flow.bySource.get(destination.sourceId);
  const snapshot = read(resources.metrics(period, destination));
  const metrics = observable(destination) ? snapshot.data : undefined;
  const state = stateOf(destination, metrics);
  const failures = read(resources.failures(period, destination));
  const report = state === 'failing' ? failures.data : undefined;
  // Against the time of the report: what could not be renewed has not ended because of that.
  const onset = onsetOf(report, hour, failures.fetchedAt ?? now);
  const sends = (source?.events ?? 0) > 0;
  const disabledBy = state === 'disabled' ? lastDisable(audit, destination.id) : undefined;
  const share = metrics && failedPercent(metrics);
  const earlier = observable(destination) ? read(resources.earlierMetrics(period, destination)).data : undefined;
  return {
    id: destination.id,
    destination,
    source: source?.source,
    state,
    snapshot,
    metrics,
    percent: share,
    change: relativeChange(share, earlier && failedPercent(earlier)),
    verdict:
      state === 'failing' && metrics
        ? verdictOf(metrics, report)
        : disabledBy && sends
          ? 'DISABLED'
          : state === 'idle' && sends && earlier && delivered(earlier) > 0
            ? 'SILENT'
            : undefined,
    reason: codeOf(topReason(report)),
    onset: onset ?? (disabledBy && { since: disabledBy.at }),
    cause: disabledBy ?? (onset && changeNear(audit, [destination.id, destination.sourceId], onset.since, hour)),
    sourceEvents: source?.events,
    series: topSeries(
      report?.rows.flatMap(({ series }) => [...series]),
      period,
      snapshot.fetchedAt ?? now,
    ),
  };
}

interface Kept {
  readonly parts: readonly unknown[];
  readonly value: Connection;
}

const keptOf: Record<Period, WeakMap<Destination, Kept>> = { '24h': new WeakMap(), '7d': new WeakMap() };

/** A connection is worked out again only when something that it is made of has changed: most of thousands have not. */
function keptConnection(
  read: Read,
  flow: Inflow,
  audit: readonly AuditItem[],
  destination: Destination,
  period: Period,
  now: number,
): Connection {
  const parts = [
    flow.bySource.get(destination.sourceId),
    audit,
    read(resources.metrics(period, destination)),
    read(resources.failures(period, destination)),
    read(resources.earlierMetrics(period, destination)).data,
  ];
  const known = keptOf[period].get(destination);
  if (known?.parts.every((part, index) => part === parts[index])) return known.value;
  const value = connection(read, flow, audit, destination, period, now);
  keptOf[period].set(destination, { parts, value });
  return value;
}

const noAudit: readonly AuditItem[] = [];

function topSeries(buckets: readonly Bucket[] | undefined, period: Period, end: number): readonly Bucket[] {
  return buckets ? merged(buckets, readWindow(period, end).start, end) : [];
}

function byErrorRate(a: Connection, b: Connection): number {
  const rate = (b.percent ?? -1) - (a.percent ?? -1);
  if (rate !== 0) return rate;
  const count = failed(b.metrics!) - failed(a.metrics!);
  return count || compareText(a.destination.name, b.destination.name) || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every connection with its verdict, and the workspace's delivery totals, from what has been read so far. */
export function fleet(read: Read, flow: Inflow, period: Period, now: number): Fleet {
  const audit = read(resources.recentAudit(period)).data?.items ?? noAudit;
  const listed = read(resources.destinations).data;
  const connections = (listed ?? []).map((destination) => keptConnection(read, flow, audit, destination, period, now));
  const measured = connections.flatMap(({ metrics }) => (metrics ? [metrics] : []));
  const sum = (pick: (metrics: DeliveryMetrics) => number) =>
    measured.reduce((total, metrics) => total + pick(metrics), 0);
  const share = percent(sum(failed), sum(attempted));
  const earlierPercent = earlierShare(read, connections, period);
  const failing = connections.filter(({ metrics }) => metrics && failed(metrics) > 0).sort(byErrorRate);
  return {
    isListed: listed !== undefined,
    connections,
    byId: new Map(connections.map((each) => [each.id, each])),
    failing,
    enabled: connections.filter(({ destination }) => destination.enabled).length,
    attempted: sum(attempted),
    failed: sum(failed),
    percent: share,
    earlierPercent,
    change: relativeChange(share, earlierPercent),
    rankable: connections.filter(({ destination }) => observable(destination)).length,
    ranked: measured.length,
    charted: failing.filter(({ destination }) => read(resources.failures(period, destination)).data).length,
    basis: measured.some(({ basis }) => basis === 'overview') ? 'overview' : 'metrics',
    series: merged(
      failing.flatMap(({ series }) => [...series]),
      readWindow(period, now).start,
      now,
    ),
  };
}

/** The rate of the window before, only once every measured connection has answered for it: a part would mislead. */
function earlierShare(read: Read, connections: readonly Connection[], period: Period): number | undefined {
  let lost = 0;
  let tried = 0;
  for (const { destination, metrics } of connections) {
    if (!metrics) continue;
    const { data } = read(resources.earlierMetrics(period, destination));
    if (!data) return undefined;
    lost += failed(data);
    tried += attempted(data);
  }
  return percent(lost, tried);
}

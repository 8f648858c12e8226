import type { DeliveryMetrics, StepReport, VolumeRow } from '../../source/domain/delivery/counts.ts';
import type { AuditItem, Destination, Source, Sync, Warehouse } from '../../source/domain/entities.ts';
import type { Problem } from '../../source/domain/problem.ts';
import { sanitise, t } from '../../source/domain/text.ts';
import { type Bucket, hour, type Period } from '../../source/domain/time.ts';
import { comparedWindows } from '../../source/domain/windows.ts';
import type { Journal } from '../../source/workspace/polling/changes/journal.ts';
import type { Mark, Read } from '../../source/workspace/polling/read.ts';
import type { Resource } from '../../source/workspace/polling/resource.ts';
import { type Snapshot, unread } from '../../source/workspace/polling/snapshot.ts';
import * as resources from '../../source/workspace/resources/common.ts';
import type { DeliveryComparison } from '../../source/workspace/resources/delivery-comparison.ts';
import { type DeliveryReading, readingOf } from '../../source/workspace/resources/delivery-reading.ts';

/** A Thursday, half past twelve: the hour has begun, so that the newest bucket is a part of one. */
export const now = Date.parse('2026-01-15T12:30:00Z');
export const period: Period = '24h';

/** Everything read so far, as a table. */
export interface Snapshots {
  readonly read: Read;
  /** Sets what a resource has answered. */
  set<T>(resource: Resource<T>, data: T, problems?: readonly Problem[]): Snapshots;
  /** Sets why a resource could not be read; what it answered before stays. */
  fail<T>(resource: Resource<T>, error?: Partial<Problem>): Snapshots;
}

/** @param journal keeps account of what has changed, as the poller does */
export function snapshots(journal?: Journal): Snapshots {
  const table = new Map<string, Snapshot>();
  const read: Read = (resource) => (table.get(resource.key) ?? unread) as never;
  const all: Snapshots = {
    read: journal ? Object.assign(read, { since: (mark: Mark | undefined) => journal.since(mark) }) : read,
    set(resource, data, problems = []) {
      table.set(resource.key, { data, problems, fetchedAt: now, status: 'ready', version: 1 });
      journal?.note(resource.key);
      return all;
    },
    fail(resource, error = {}) {
      const before = table.get(resource.key) ?? unread;
      table.set(resource.key, { ...before, error: problemWith(error), status: 'failed', version: 2 });
      journal?.note(resource.key);
      return all;
    },
  };
  return all;
}

/** The same, where this was read so long ago and could not be renewed since. */
export function aged<T>(of: Snapshots, resource: Resource<T>, ago: number): Snapshots {
  const read: Snapshots['read'] = (each) => {
    const snapshot = of.read(each);
    return each.key === resource.key ? { ...snapshot, fetchedAt: now - ago, error: problemWith() } : snapshot;
  };
  return { ...of, read };
}

export function problemWith(change: Partial<Problem> = {}): Problem {
  return { kind: 'server', message: t`boom`, status: 500, operation: t`GET /x`, ...change };
}

export function sourceWith(id: string, change: Partial<Source> = {}): Source {
  return {
    id,
    name: sanitise(id),
    slug: sanitise(id),
    enabled: true,
    kind: 'website',
    type: t`Javascript`,
    metadataId: 'm',
    categories: [],
    labels: [],
    writeKeys: [],
    ...change,
  };
}

export function destinationWith(id: string, sourceId: string, change: Partial<Destination> = {}): Destination {
  return {
    id,
    name: sanitise(id),
    enabled: true,
    sourceId,
    metadataId: 'm',
    type: t`Braze`,
    typeSlug: t`braze`,
    categories: [],
    mode: 'cloud',
    settings: {},
    ...change,
  };
}

export function metricsWith(change: Partial<DeliveryMetrics> = {}): DeliveryMetrics {
  return { firstTry: 0, afterRetry: 0, discarded: 0, expired: 0, retrying: 0, basis: 'metrics', ...change };
}

/** A reading of a connection: the totals of the period stand in its settled hours, the running hour is given besides. */
export function readingWith(
  total: Partial<DeliveryMetrics> = {},
  running: Partial<DeliveryMetrics> = {},
  newest?: Partial<DeliveryMetrics>,
): DeliveryReading {
  const edge = now - (now % hour);
  const part = (start: number, end: number, change: Partial<DeliveryMetrics>) => ({
    window: { start, end },
    metrics: metricsWith(change),
  });
  const { settled, ...rest } = readingOf(part(edge - 24 * hour, edge, total), part(edge, now, running));
  return { ...rest, settled, newest: newest && part(now - 120_000, now, newest) };
}

/** Totals of the last 24 full hours and of the 24 before. */
export function comparisonWith(recent: Partial<DeliveryMetrics>, before: Partial<DeliveryMetrics>): DeliveryComparison {
  const windows = comparedWindows(period, now);
  return {
    recent: { window: windows.recent, metrics: metricsWith(recent) },
    before: { window: windows.before, metrics: metricsWith(before) },
  };
}

/** Failed deliveries by reason, each with its hourly series. */
export function failuresOf(reasons: Readonly<Record<string, readonly Bucket[]>>): StepReport {
  const rows = Object.entries(reasons).map(([reason, series]) => ({
    by: { discardReason: sanitise(reason) },
    total: series.reduce((sum, { count }) => sum + count, 0),
    retries: 0,
    series,
  }));
  return { total: rows.reduce((sum, { total }) => sum + total, 0), rows };
}

/** Hourly buckets that end with the hour of `now`: `hourly(1, 2)` is one event in the hour before and two in this one. */
export function hourly(...counts: readonly number[]): Bucket[] {
  const first = now - (now % hour) - (counts.length - 1) * hour;
  return counts.map((count, index) => ({ at: first + index * hour, count }));
}

/** As many buckets of the same count. */
export const steady = (count: number, hours: number): number[] => Array.from({ length: hours }, () => count);

/** A source that sent as much every hour of eight days, and nothing in the last eight hours. */
export function stoppedSource(world: Snapshots, id: string, perHour: number): VolumeRow {
  const days = [...steady(perHour, 8 * 24 - 8), ...steady(0, 8)];
  const usual = world.read(resources.usualVolume).data ?? [];
  world.set(resources.usualVolume, [...usual, { sourceId: id, total: 0, series: hourly(...days) }]);
  return { sourceId: id, total: 0, series: hourly(...days.slice(-48)) };
}

export function warehouseWith(id: string, change: Partial<Warehouse> = {}): Warehouse {
  return { id, name: sanitise(id), type: t`Redshift`, enabled: true, settings: {}, ...change };
}

/** A sync that began so many hours ago. */
export function syncWith(ago: number, status: Sync['status'], change: Partial<Sync> = {}): Sync {
  const start = now - ago * hour;
  const word = sanitise(status);
  return { sourceId: 's', start, end: start + 60_000, status, word, seconds: 60, rows: 5n, notices: [], ...change };
}

export function auditWith(
  change: Partial<AuditItem> & { readonly at: number; readonly type: AuditItem['type'] },
): AuditItem {
  return {
    id: `events/${change.at}`,
    actor: t`users/u1`,
    resourceId: 'd',
    resourceType: t`destination`,
    resourceName: t`Braze`,
    ...change,
  };
}

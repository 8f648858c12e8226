import { auditMeaning } from '../domain/audit-words.ts';
import type { AuditItem, Sync, SyncNotice, Warehouse } from '../domain/entities.ts';
import type { Period } from '../domain/time.ts';
import type { Read } from './read.ts';
import * as resources from './resources.ts';
import type { Snapshot } from './snapshot.ts';

/** How a warehouse stands: from its sync reports, or, while those wait for their two requests a minute, from the audit trail. */
export interface StorageHealth {
  readonly warehouse: Warehouse;
  readonly state: 'ok' | 'partial' | 'failing' | 'disabled' | 'no-runs' | 'unknown';
  /** Failed syncs in a row, newest backwards. */
  readonly failedInRow: number;
  readonly last: Sync | undefined;
  readonly lastGood: number | undefined;
  readonly notice: SyncNotice | undefined;
  /** Set when only the audit trail speaks. */
  readonly reported: AuditItem | undefined;
  readonly syncs: Snapshot<readonly Sync[]>;
}

export function storageHealth(read: Read, period: Period): StorageHealth[] {
  const audit = read(resources.recentAudit(period)).data?.items ?? [];
  return (read(resources.warehouses).data ?? []).map((warehouse) => healthOf(read, audit, warehouse));
}

function healthOf(read: Read, audit: readonly AuditItem[], warehouse: Warehouse): StorageHealth {
  const syncs = read(resources.warehouseSyncs(warehouse.id));
  const ordered = (syncs.data ?? []).filter(({ status }) => status !== 'running').toSorted((a, b) => b.start - a.start);
  const last = ordered[0];
  const good = ordered.find(({ status }) => status === 'success');
  const goodAt = ordered.findIndex(({ status }) => status === 'success' || status === 'partial');
  const failedInRow = last?.status === 'failure' ? (goodAt < 0 ? ordered.length : goodAt) : 0;
  const reported = syncs.data
    ? undefined
    : audit.find((item) => item.resourceId === warehouse.id && isSyncFailure(item));
  return {
    warehouse,
    state: stateOf(warehouse, syncs, last, reported),
    failedInRow,
    last,
    lastGood: good && (good.end ?? good.start),
    notice: last?.notices.find(({ level }) => level !== 'info') ?? last?.notices[0],
    reported,
    syncs,
  };
}

function stateOf(
  warehouse: Warehouse,
  syncs: Snapshot<readonly Sync[]>,
  last: Sync | undefined,
  reported: AuditItem | undefined,
): StorageHealth['state'] {
  if (!warehouse.enabled) return 'disabled';
  if (reported) return 'failing';
  if (!syncs.data) return 'unknown';
  if (!last) return 'no-runs';
  if (last.status === 'failure') return 'failing';
  return last.status === 'partial' ? 'partial' : 'ok';
}

function isSyncFailure({ type }: AuditItem): boolean {
  const { resource, health } = auditMeaning(type);
  return resource === 'warehouse' && health === 'failure';
}

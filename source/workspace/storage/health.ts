import { auditMeaning } from '../../domain/audit/meaning.ts';
import { exactOnset, firstOnset, type Onset, olderOnset } from '../../domain/delivery/onset.ts';
import type { AuditItem, Sync, SyncNotice, Warehouse } from '../../domain/entities.ts';
import { counted } from '../../domain/format.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { day, type Period } from '../../domain/time.ts';
import { isAsSeen, noting, type SeenReads } from '../polling/changes/seen-reads.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';

/** One source's syncs into one warehouse: failures count here, from the first on (rule 114). */
export interface PairHealth {
  readonly sourceId: string;
  readonly state: 'ok' | 'partial' | 'failing' | 'running' | 'unknown';
  /** Failed syncs in a row, newest backwards. */
  readonly failedInRow: number;
  /** All of its syncs that were read failed, or one may have been lost: it may have failed more often, and for longer. */
  readonly isAtLeast: boolean;
  /** When it began to fail, or to be partial: the start of the first sync in that row. */
  readonly onset: Onset | undefined;
  /** The newest one that has ended; the running one when there is no other. */
  readonly last: Sync;
  readonly lastGood: number | undefined;
  readonly notice: SyncNotice | undefined;
}

/** How a warehouse stands: from its sync reports, or, while those wait for their two requests a minute, from the audit trail. */
export interface StorageHealth {
  readonly warehouse: Warehouse;
  readonly state: 'ok' | 'partial' | 'failing' | 'disabled' | 'no-runs' | 'unknown';
  /** No report was lost, so counts in a row are exact and not just lower bounds. */
  readonly isWhole: boolean;
  /** Most failed syncs in a row of any source. */
  readonly failedInRow: number;
  /** There may have been more of them: all that were read of a source failed, or a report was lost. */
  readonly isAtLeast: boolean;
  /** When the first source began to fail; where none fails, to be partial. */
  readonly onset: Onset | undefined;
  readonly failingSince: number | undefined;
  /** The worst source's newest sync. */
  readonly last: Sync | undefined;
  /** Up to here the data of every source is complete: the oldest last good sync (rule 115). */
  readonly lastGood: number | undefined;
  readonly notice: SyncNotice | undefined;
  /** Worst first, then the longest without a good sync. */
  readonly pairs: readonly PairHealth[];
  readonly failingPairs: number;
  /** Set when only the audit trail tells its state. */
  readonly reported: AuditItem | undefined;
  readonly syncs: Snapshot<readonly Sync[]>;
}

const noAudit: readonly AuditItem[] = [];

export function storageHealth(read: Read, period: Period): StorageHealth[] {
  const audit = read(resources.recentAudit(period)).data?.items ?? noAudit;
  return (read(resources.warehouses).data ?? []).map((warehouse) => keptHealth(read, audit, warehouse));
}

interface Kept {
  readonly audit: readonly AuditItem[];
  readonly seen: SeenReads;
  readonly value: StorageHealth;
}

const kept = new WeakMap<Warehouse, Kept>();

/** Its hundreds of syncs are gone through when they, or the trail, are other ones. */
function keptHealth(read: Read, audit: readonly AuditItem[], warehouse: Warehouse): StorageHealth {
  const known = kept.get(warehouse);
  if (known?.audit === audit && isAsSeen(known.seen, read)) return known.value;
  const noted = noting(read);
  const value = healthOf(noted.read, audit, warehouse);
  kept.set(warehouse, { audit, seen: noted.seen, value });
  return value;
}

function healthOf(read: Read, audit: readonly AuditItem[], warehouse: Warehouse): StorageHealth {
  const syncs = read(resources.warehouseSyncs(warehouse.id));
  const whole = isWhole(syncs);
  const pairs = pairsOf(syncs.data ?? [], whole);
  const failing = pairs.filter(({ state }) => state === 'failing');
  const worst = pairs[0];
  const reported = syncs.data ? undefined : reportedState(audit, warehouse.id);
  const onset = onsetOf(pairs, reported);
  return {
    warehouse,
    isWhole: whole,
    state: stateOf(warehouse, syncs, worst, reported),
    failedInRow: Math.max(0, ...failing.map(({ failedInRow }) => failedInRow)),
    isAtLeast: failing.some(({ isAtLeast }) => isAtLeast),
    onset,
    failingSince: failing.length > 0 ? onset?.since : undefined,
    last: worst?.last,
    lastGood:
      !whole || pairs.some(({ lastGood }) => lastGood === undefined)
        ? undefined
        : earliest(pairs.map(({ lastGood }) => lastGood)),
    notice: worst?.notice,
    pairs,
    failingPairs: failing.length,
    reported,
    syncs,
  };
}

/** The beginning of what is worst: a report of the trail alone tells none. */
function onsetOf(pairs: readonly PairHealth[], reported: AuditItem | undefined): Onset | undefined {
  if (reported) return olderOnset(reported.at);
  const worst = pairs[0]?.state;
  return firstOnset(pairs.flatMap((pair) => (pair.state === worst && pair.onset ? [pair.onset] : [])));
}

/** Failures in a row, of which there may have been more than were read. */
export interface FailedInRow {
  readonly failedInRow: number;
  readonly isAtLeast: boolean;
}

/** How often syncs failed in a row: `3`, or `3+` where there may have been more. */
export function inRowText({ failedInRow, isAtLeast }: FailedInRow): SafeText {
  return isAtLeast ? t`${failedInRow}+` : t`${failedInRow}`;
}

/** The same with what failed: `1 sync`, `3+ syncs`. */
export function inRowCounted(row: FailedInRow, one: SafeText): SafeText {
  return row.isAtLeast ? t`${inRowText(row)} ${one}s` : counted(row.failedInRow, one);
}

/** In a sentence: `at least 3 runs failed in a row`. */
export function failedInRowText({ failedInRow, isAtLeast }: FailedInRow, one: SafeText): SafeText {
  return t`${isAtLeast ? t`at least ` : t``}${counted(failedInRow, one)} failed in a row`;
}

const earliest = (times: readonly (number | undefined)[]): number | undefined =>
  times.reduce((first, at) => (at !== undefined && (first === undefined || at < first) ? at : first), undefined);

/**
 * A source without a sync for this long before the warehouse's newest one is no longer connected: its last failure is history.
 */
const gone = 2 * day;

const order = { failing: 0, partial: 1, unknown: 2, running: 3, ok: 4 } as const;

function pairsOf(syncs: readonly Sync[], whole: boolean): PairHealth[] {
  const bySource = new Map<string, Sync[]>();
  for (const sync of syncs) {
    const known = bySource.get(sync.sourceId);
    if (known) known.push(sync);
    else bySource.set(sync.sourceId, [sync]);
  }
  const newest = Math.max(...syncs.map(({ start }) => start));
  return [...bySource]
    .filter(([, own]) => own.some(({ start }) => newest - start <= gone))
    .map(([sourceId, own]) => pairOf(sourceId, own, whole))
    .sort(
      (a, b) =>
        order[a.state] - order[b.state] ||
        b.failedInRow - a.failedInRow ||
        (a.lastGood ?? 0) - (b.lastGood ?? 0) ||
        (a.sourceId < b.sourceId ? -1 : 1),
    );
}

/** A partial sync loaded something: it ends a row of failures, but is no good sync. */
function pairOf(sourceId: string, syncs: readonly Sync[], whole: boolean): PairHealth {
  const newest = syncs.toSorted((a, b) => b.start - a.start);
  const ended = newest.filter(({ status }) => status !== 'running');
  const last = ended[0] ?? newest[0]!;
  const good = ended.find(({ status }) => status === 'success');
  const failedInRow = inRow(ended, 'failure');
  const onset = rowOnset(ended, whole || syncs.every(({ noneLost }) => noneLost));
  return {
    sourceId,
    state: stateOfSync(last),
    failedInRow,
    isAtLeast: failedInRow > 0 && onset?.since === undefined,
    onset,
    last,
    lastGood: good && (good.end ?? good.start),
    notice: last.notices.find(({ level }) => level !== 'info') ?? last.notices[0],
  };
}

/** How many of the newest ended so, one after the other. */
function inRow(ended: readonly Sync[], status: Sync['status']): number {
  const end = ended.findIndex((sync) => sync.status !== status);
  return end < 0 ? ended.length : end;
}

/**
 * When the row of bad syncs began, the newest of which is the last one: before them where nothing else was read, where nothing tells
 * how the one before them ended, and where one of this source may have been lost.
 */
function rowOnset(ended: readonly Sync[], whole: boolean): Onset | undefined {
  const status = ended[0]?.status;
  if (status !== 'failure' && status !== 'partial') return undefined;
  const length = inRow(ended, status);
  const first = ended[length - 1]!;
  const before = ended[length]?.status ?? 'unknown';
  return whole && (before !== 'unknown' || first.isFirst) ? exactOnset(first.start) : olderOnset(first.start);
}

function stateOfSync({ status }: Sync): PairHealth['state'] {
  if (status === 'failure') return 'failing';
  return status === 'success' ? 'ok' : status;
}

function stateOf(
  warehouse: Warehouse,
  syncs: Snapshot<readonly Sync[]>,
  worst: PairHealth | undefined,
  reported: AuditItem | undefined,
): StorageHealth['state'] {
  if (!warehouse.enabled) return 'disabled';
  if (reported) return auditMeaning(reported.type).health === 'failure' ? 'failing' : 'partial';
  if (worst?.state === 'failing' || worst?.state === 'partial') return worst.state;
  // None was read, or one that was lost may have been the newest, and a failure.
  if (!isWhole(syncs)) return 'unknown';
  if (!worst) return 'no-runs';
  return worst.state === 'unknown' ? 'unknown' : 'ok';
}

/** The newest report of a failed or partial sync; nothing when a sync was only skipped. */
function reportedState(audit: readonly AuditItem[], warehouseId: string): AuditItem | undefined {
  return audit.reduce<AuditItem | undefined>((newest, item) => {
    if (item.resourceId !== warehouseId || (newest && newest.at >= item.at)) return newest;
    const { resource, verb, health } = auditMeaning(item.type);
    return resource === 'warehouse' && health && verb !== 'skipped' ? item : newest;
  }, undefined);
}

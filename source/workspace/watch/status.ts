import { delivered, failed } from '../../domain/delivery/counts.ts';
import type { AuditItem } from '../../domain/entities.ts';
import type { Problem } from '../../domain/problem.ts';
import { hour, isoText, second } from '../../domain/time.ts';
import type { Meter } from '../../domain/usage/meters.ts';
import type { Connection } from '../delivery/fleet.ts';
import type { Poller } from '../polling/poller.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import type { SourceViolations } from '../protocols/violations.ts';
import * as resources from '../resources/common.ts';
import type { StorageHealth } from '../storage/health.ts';
import type { Overview } from './overview.ts';
import type {
  ActivityRow,
  FailingRow,
  Status,
  TriageRow,
  UsageRow,
  ViolationsRow,
  WarehouseRow,
} from './status-shape.ts';
import type { TriageItem } from './triage.ts';

const mostActivity = 50;

/** Counts that do not fit a JSON number are strings. */
function safeCount(value: bigint): number | string;
function safeCount(value: bigint | undefined): number | string | null;
function safeCount(value: bigint | undefined): number | string | null {
  if (value === undefined) return null;
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? value.toString() : Number(value);
}

/** Lets a count through only when what it was counted from has been read. */
function knownIf(isKnown: boolean): (count: number) => number | null {
  return (count) => (isKnown ? count : null);
}

/** What was found; none is said only when all was read. */
function found<Row>(rows: readonly Row[], isWhole: boolean): readonly Row[] | null {
  return rows.length > 0 || isWhole ? rows : null;
}

/** Percent to four decimals: enough to compute with, short enough to read. */
function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 10_000) / 10_000;
}

function isoOrNull(at: number | undefined): string | null {
  return at === undefined ? null : (isoText(at) ?? null);
}

/** What only the views can put into words: the verdict in capitals, and the whole line. */
export interface TriageWords {
  readonly verdict: string;
  readonly sentence: string;
}

/** @param wordsOf a trouble in words: wording belongs to the views */
export function statusOf(
  overview: Overview,
  problems: Status['problems'],
  requests: number,
  wordsOf: (item: TriageItem) => TriageWords,
): Status {
  const { flow, fleet, violations, storage, activity, meters, workspace } = overview;
  const listed = knownIf(fleet.isWhole);
  const ranked = knownIf(fleet.isMeasured);
  return {
    version: 1,
    workspace: workspace ? { id: workspace.id, slug: workspace.slug, name: workspace.name } : null,
    period: overview.period,
    generatedAt: isoText(overview.now) ?? '',
    requests,
    sources: {
      total: knownIf(flow.isWhole)(flow.flows.length),
      active: flow.active ?? null,
      silent: flow.silent ?? null,
      events: flow.events ?? null,
      violations: knownIf(violations.isWhole)(violations.violations),
      unplanned: knownIf(violations.isWhole)(violations.unplanned),
      blocked: knownIf(violations.isWhole)(violations.blocked),
      violationBasis: violations.basis,
      previousEvents: flow.earlierEvents ?? null,
    },
    destinations: {
      total: listed(fleet.connections.length),
      enabled: listed(fleet.enabled),
      attempted: ranked(fleet.attempted),
      failed: ranked(fleet.failed),
      failedPercent: fleet.isMeasured ? rounded(fleet.failedPercent) : null,
      previousFailedPercent: fleet.isMeasured ? rounded(fleet.earlierFailedPercent) : null,
      failing: ranked(fleet.failing.length),
      rankable: knownIf(fleet.isExact)(fleet.rankable),
      ranked: listed(fleet.ranked),
      basis: fleet.ranked > 0 ? fleet.basis : null,
    },
    failing: found(fleet.failing.map(failingRow), fleet.isMeasured),
    violations: found(violations.rows.filter((row) => row.violations > 0).map(violationsRow), violations.isWhole),
    warehouses: found(storage.map(warehouseRow), overview.isStorageWhole),
    activity: found(
      (activity.data?.items ?? []).slice(0, mostActivity).map(activityRow),
      isWhole(activity) && activity.data?.next === undefined,
    ),
    usage: usageOf(meters),
    triage: overview.triage.map((item) => triageRow(item, wordsOf(item))),
    problems,
  };
}

const violationsRow = ({ source, violations, unplanned, blocked, basis, events }: SourceViolations): ViolationsRow => ({
  sourceId: source.id,
  sourceName: source.name,
  violations,
  unplanned,
  blocked,
  basis,
  events: events ?? null,
});

const activityRow = (item: AuditItem): ActivityRow => ({
  id: item.id,
  timestamp: isoOrNull(item.at),
  type: item.type,
  actor: item.actor,
  actorEmail: item.actorEmail ?? null,
  resourceId: item.resourceId,
  resourceType: item.resourceType,
  resourceName: item.resourceName,
});

function failingRow({
  id,
  destination,
  source,
  metrics,
  failedPercent,
  reason,
  verdict,
  onset,
  judgement,
}: Connection): FailingRow {
  return {
    destinationId: id,
    destinationName: destination.name,
    sourceId: destination.sourceId,
    sourceName: source?.name ?? null,
    failedPercent: rounded(failedPercent),
    failed: metrics ? failed(metrics) : null,
    delivered: metrics ? delivered(metrics) : null,
    retrying: metrics?.retrying ?? null,
    topReason: reason ?? null,
    verdict: verdict ?? null,
    since: isoOrNull(onset?.since),
    sinceBefore: isoOrNull(onset?.before),
    state: judgement.state,
    trouble: judgement.trouble,
    nowPercent: rounded(judgement.rate),
  };
}

function triageRow(item: TriageItem, { verdict, sentence }: TriageWords): TriageRow {
  const { kind, id, severity, trouble, onset, lost, missed, cause } = item;
  return {
    id,
    kind,
    severity,
    trouble,
    subject: subjectOf(item),
    verdict,
    sentence,
    since: isoOrNull(onset?.since),
    sinceBefore: isoOrNull(onset?.before),
    sinceWithinSeconds: onset?.since === undefined ? null : onset.within / second,
    until: isoOrNull(onset?.until ?? endOf(item)),
    ratePercent: kind === 'connection' ? rounded(item.connection.judgement.rate) : null,
    lost: lost ?? null,
    missed: missed ?? null,
    cause: cause
      ? {
          id: cause.id,
          timestamp: isoOrNull(cause.at),
          type: cause.type,
          actor: cause.actor,
          resourceId: cause.resourceId,
        }
      : null,
  };
}

/** A loss that ended before anything told when it had begun has an end and no onset. */
const endOf = (item: TriageItem): number | undefined =>
  item.kind === 'connection' ? item.connection.judgement.until : undefined;

/** What a line of triage is about: its type, id and name. */
export function subjectOf(item: TriageItem): TriageRow['subject'] {
  switch (item.kind) {
    case 'connection':
    case 'disabled':
      return { type: 'destination', id: item.connection.id, name: item.connection.destination.name };
    case 'source':
      return { type: 'source', id: item.flow.source.id, name: item.flow.source.name };
    case 'violations':
      return { type: 'source', id: item.row.source.id, name: item.row.source.name };
    case 'warehouse':
      return { type: 'warehouse', id: item.storage.warehouse.id, name: item.storage.warehouse.name };
    case 'privacy':
      return { type: item.flow.kind, id: item.flow.id, name: item.flow.name };
    case 'usage':
      return { type: 'meter', id: item.meter.kind, name: item.meter.kind };
    case 'signal': {
      const { resourceId, resourceType, resourceName } = item.signal.item;
      return { type: resourceType, id: resourceId, name: resourceName };
    }
  }
}

function warehouseRow({
  warehouse,
  state,
  isWhole,
  failedInRow,
  isAtLeast,
  last,
  lastGood,
  notice,
  syncs,
}: StorageHealth): WarehouseRow {
  return {
    warehouseId: warehouse.id,
    warehouseName: warehouse.name,
    type: warehouse.type,
    enabled: warehouse.enabled,
    state,
    failedSyncs: isWhole && !isAtLeast ? failedInRow : null,
    failedSyncsAtLeast: syncs.data ? failedInRow : null,
    lastSync: last
      ? { status: last.word, start: isoOrNull(last.start), end: isoOrNull(last.end), rows: safeCount(last.rows) }
      : null,
    lastGood: isoOrNull(lastGood),
    syncsAsOf: isoOrNull(syncs.data && syncs.fetchedAt),
    notice: notice?.message ?? null,
  };
}

function usageOf(meters: readonly Meter[]): UsageRow | null {
  const calls = meters.find(({ kind }) => kind === 'api-calls');
  const users = meters.find(({ kind }) => kind === 'mtu');
  const bounds = calls ?? users;
  if (!bounds) return null;
  // Users may be counted by another period than calls: then it stands beside it.
  const own = users && (users.periodStart !== bounds.periodStart || users.periodEnd !== bounds.periodEnd);
  const allowance = {
    ...(calls?.allowance === undefined ? {} : { apiCalls: safeCount(calls.allowance) }),
    ...(users?.allowance === undefined ? {} : { mtu: safeCount(users.allowance) }),
  };
  return {
    periodStart: isoOrNull(bounds.periodStart),
    periodEnd: isoOrNull(bounds.periodEnd),
    apiCalls: calls ? safeCount(calls.used) : null,
    mtu: users ? safeCount(users.used) : null,
    ...(own ? { mtuPeriodStart: isoOrNull(users.periodStart), mtuPeriodEnd: isoOrNull(users.periodEnd) } : {}),
    ...(Object.keys(allowance).length > 0 ? { allowance } : {}),
  };
}

/** Warehouse syncs that an earlier run read are used for this long, ms, and shown with the time they were read. */
const recent = hour;

/** What could not be read, or only in part, by resource. */
export function problemsOf(
  poller: Pick<Poller, 'snapshot'>,
  needs: readonly Need[],
  now = Number.POSITIVE_INFINITY,
): Status['problems'] {
  return needs.flatMap(({ resource }) => {
    const { data, error, problems, status, fetchedAt = 0, recalled = false } = poller.snapshot(resource);
    const isRefused = status !== 'failed' || error?.kind === 'rate-limited';
    // What was read by this program is known while it is read again.
    const isRenewed = status === 'loading' && fetchedAt > 0 && !recalled && (resource.isEnough?.(data) ?? true);
    const isKept = resource.slow && data !== undefined && isRefused && now - fetchedAt < recent;
    const found: readonly Problem[] = [...(error && !isKept ? [error] : []), ...problems];
    const rows = found.map(({ status: code, message }) => ({
      resource: resource.key,
      status: code,
      message: message as string,
    }));
    if (rows.length > 0 || status === 'ready' || isKept || isRenewed) return rows;
    const message = resource.slow ? 'not read: the API allows two of these reads a minute' : 'not read in time';
    return [{ resource: resource.key, status: 0, message }];
  });
}

/** Something is wrong at this moment. What has ended, or has yet to begin, is shown and does not make the command fail. */
export function isFailing({ triage }: Overview): boolean {
  return triage.some(({ trouble }) => trouble);
}

/** Something was read: without that there is no answer at all, whatever the reason. */
export function isAnswered(poller: Pick<Poller, 'snapshot'>, needs: readonly Need[]): boolean {
  return needs.some(({ resource }) => poller.snapshot(resource).data !== undefined);
}

/** Reads without which nothing can be said of what fails. */
const essential: readonly Resource<unknown>[] = [resources.sources, resources.destinations];
/**
 * An answer came without a list, a row, a page or a count that it must carry: what was made of it may be wrong. A field that
 * could not be read is unknown and makes nothing else wrong.
 */
const isBroken = ({ status, kind }: Problem): boolean => status === 200 && kind !== 'odd-fields';

/** How far what a command says can be relied on. */
export interface Reliance {
  /** Something essential was read: without that there is no answer at all, whatever the reason. */
  readonly isAnswered: boolean;
  /** All that is essential was read, and every answer was what it has to be: what is said is right, if not all. */
  readonly isSound: boolean;
}

export function relianceOf(read: Read, needs: readonly Pick<Need, 'resource'>[]): Reliance {
  const isRead = (resource: Resource<unknown>) => read(resource).data !== undefined;
  const hasBroken = needs.some(({ resource }) => {
    const { error, problems } = read(resource);
    return [...(error ? [error] : []), ...problems].some(isBroken);
  });
  return { isAnswered: essential.some(isRead), isSound: essential.every(isRead) && !hasBroken };
}

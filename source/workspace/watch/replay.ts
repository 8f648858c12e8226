import { auditMeaning } from '../../domain/audit/meaning.ts';
import type { StepReport, VolumeRow } from '../../domain/delivery/counts.ts';
import { onsetStart } from '../../domain/delivery/onset.ts';
import type { CountedName, Counts, LossWindow, ReplayFacts } from '../../domain/delivery/replay.ts';
import { raisedPercent } from '../../domain/delivery/verdict.ts';
import type { AuditItem } from '../../domain/entities.ts';
import { priority } from '../../domain/queries.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { hour, minute, type Period, periodLength, type Window } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import { type ConnectionChanges, connectionChanges, connectionChangesNeeds } from '../delivery/changes.ts';
import type { Connection } from '../delivery/fleet.ts';
import { gapOf, type VolumeSince, volumeSince } from '../delivery/gap.ts';
import { isWhole, lostIn } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { destinationFilters } from '../resources/pages.ts';
import { type StepSlice, stepBreakdown } from '../resources/pipeline.ts';
import type { Overview } from './overview.ts';

/** The last time the destination was off and came back, by its trail. */
function lastGap(items: readonly AuditItem[], id: string): readonly [off: AuditItem, on: AuditItem] | undefined {
  const own = items.filter(({ resourceId }) => resourceId === id).toSorted((a, b) => b.at - a.at);
  const verb = ({ type }: AuditItem) => auditMeaning(type).verb;
  const at = own.findIndex((item) => verb(item) === 'enabled');
  const off = at < 0 ? undefined : own.slice(at + 1).find((item) => verb(item) === 'disabled');
  return off && [off, own[at]!];
}

/** Why a trail that has no such event is no proof that there was none. */
function untoldBy({
  known,
  isWhole: whole,
  error,
}: Pick<ConnectionChanges, 'known' | 'isWhole' | 'error'>): LossWindow['untold'] {
  if (error) return { kind: 'problem', problem: error };
  if (!known) return { kind: 'reading' };
  return whole ? undefined : { kind: 'problem', problem: tooLong };
}

const tooLong = {
  kind: 'internal',
  message: t`the audit trail is longer than what is read of it here`,
  status: 0,
  operation: t`GET /audit-events`,
} as const;

/**
 * Between which moments a connection lost events that a replay can bring; undefined where it lost none (rule 75). A gap
 * that was closed in the period outweighs the little that a busy connection always fails.
 */
export function lossWindow(
  { id, destination, onset: raised, hours, state, verdict, failedPercent = 0 }: Connection,
  { items, disabledBy, ...trail }: Pick<ConnectionChanges, 'items' | 'disabledBy' | 'known' | 'isWhole' | 'error'>,
  periodStart: number,
): LossWindow | undefined {
  const exact = { hourly: false, cut: false };
  const onset = raised ?? hours;
  if (!destination.enabled) {
    const untold = disabledBy ? undefined : untoldBy(trail);
    return { kind: 'disabled', from: disabledBy?.at, to: undefined, ...exact, by: disabledBy, untold };
  }
  const [off, on] = lastGap(items, id) ?? [];
  const isNews = on !== undefined && on.at >= periodStart && failedPercent < raisedPercent;
  if (state === 'failing' && onset && !isNews)
    return {
      kind: 'failing',
      from: onsetStart(onset),
      to: onset.until,
      hourly: onset.within >= hour,
      cut: onset.since === undefined,
    };
  if (off && on) return { kind: 'disabled', from: off.at, to: on.at, ...exact, by: off, undone: on };
  return verdict === 'SILENT' ? { kind: 'silent', from: undefined, to: undefined, ...exact } : undefined;
}

/** The window by what has been read of the connection's trail so far. */
export function lossOf(read: Read, period: Period, connection: Connection, now: number): LossWindow | undefined {
  return lossWindow(connection, connectionChanges(read, period, connection), readWindow(period, now).start);
}

const pair = ({ destination }: Connection) => destination;

/** What the request of one connection is written from. */
export function replayNeeds(read: Read, period: Period, connection: Connection, now: number): Need[] {
  const loss = lossOf(read, period, connection, now);
  const own: Resource<unknown>[] = [destinationFilters(connection.id) as Resource<unknown>];
  if (loss?.kind === 'failing')
    own.push(
      resources.failures(period, pair(connection), true) as Resource<unknown>,
      resources.metrics(period, pair(connection), true) as Resource<unknown>,
      stepBreakdown(period, pair(connection), 'failed-delivery', 'eventType') as Resource<unknown>,
      stepBreakdown(period, pair(connection), 'failed-delivery', 'eventName') as Resource<unknown>,
    );
  if (loss?.kind === 'disabled' && loss.from !== undefined)
    own.push(
      volumeSince(connection.destination.sourceId, loss.from) as Resource<unknown>,
      volumeSince(connection.destination.sourceId, loss.from, 'eventName') as Resource<unknown>,
    );
  return [
    ...connectionChangesNeeds(read, period, connection),
    ...own.map((resource) => ({ resource, priority: priority.visible })),
  ];
}

/** Everything that is known for the request, or undefined where the connection lost nothing that is known. */
export function replayFacts(
  read: Read,
  { workspace, flow, fleet, activity, period, now }: Overview,
  connection: Connection,
): ReplayFacts | undefined {
  const { destination, metrics, snapshot } = connection;
  const loss = lossOf(read, period, connection, now);
  if (!loss) return undefined;
  const source = flow.bySource.get(destination.sourceId)?.source;
  const filters = read(destinationFilters(connection.id));
  const also = disabledTogether(loss, activity.data?.items ?? [], fleet);
  const workspaceProblem = workspace ? undefined : read(resources.workspace).error;
  const base = { workspace, workspaceProblem, source, destination, loss, also, now };
  const failing = loss.kind === 'failing';
  const { types, names } = failing
    ? failedCounts(read, period, connection, loss)
    : sentCounts(read, destination.sourceId, loss);
  return {
    ...base,
    reasons: failing ? reasonCounts(read(resources.failures(period, destination)), loss) : undefined,
    types,
    names,
    totals:
      failing && metrics && snapshot.fetchedAt !== undefined
        ? {
            lost: metrics.discarded,
            expired: metrics.expired,
            retrying: metrics.retrying,
            at: snapshot.fetchedAt,
            hours: periodLength[period] / hour,
          }
        : undefined,
    filters:
      filters.data && isWhole(filters)
        ? { kind: 'read', rows: filters.data, at: filters.fetchedAt ?? now }
        : (filters.error ?? lostIn(filters))
          ? { kind: 'problem', problem: (filters.error ?? lostIn(filters))! }
          : { kind: 'reading' },
  };
}

/** One run of a pipeline often switches several off (rule 195). */
const together = 10 * minute;

function disabledTogether({ by, to }: LossWindow, items: readonly AuditItem[], fleet: Overview['fleet']) {
  if (!by || to !== undefined) return [];
  const ids = items
    .filter(({ at, actor, type }) => actor === by.actor && Math.abs(at - by.at) <= together && isDisabling(type))
    .map(({ resourceId }) => resourceId)
    .filter((id) => id !== by.resourceId);
  return [...new Set(ids)].flatMap((id) => {
    const found = fleet.byId.get(id)?.destination;
    return found && !found.enabled ? [found] : [];
  });
}

const isDisabling = (type: string): boolean => auditMeaning(type).verb === 'disabled';

function countsOf<T>(snapshot: Snapshot<T>, rows: (data: T, at: number) => readonly CountedName[]): Counts {
  const { data, error, fetchedAt } = snapshot;
  const lost = lostIn(snapshot);
  if (lost) return { kind: 'problem', problem: lost };
  if (data !== undefined && fetchedAt !== undefined)
    return {
      kind: 'read',
      rows: rows(data, fetchedAt)
        .filter(({ count }) => count > 0)
        .toSorted((a, b) => b.count - a.count),
      at: fetchedAt,
    };
  return error ? { kind: 'problem', problem: error } : { kind: 'reading' };
}

type Series = StepReport['rows'][number]['series'];

/**
 * Only the hours of the window count: the period may be longer. The hours in which it began and ended count as a whole, since what
 * failed in them failed inside it.
 */
const inside = ({ from = 0, to = Number.POSITIVE_INFINITY }: LossWindow, series: Series): number =>
  series.reduce((sum, { at, count }) => (at + hour > from && at < to ? sum + count : sum), 0);

function reasonCounts(snapshot: Snapshot<StepReport>, loss: LossWindow): Counts {
  return countsOf(snapshot, ({ rows }) =>
    rows.map(({ by, series }) => ({ name: by.discardReason ?? t`no reason given`, count: inside(loss, series) })),
  );
}

function failedCounts(read: Read, period: Period, { destination }: Connection, loss: LossWindow) {
  const by = (dimension: 'eventType' | 'eventName') =>
    countsOf(read<StepSlice>(stepBreakdown(period, destination, 'failed-delivery', dimension)), ({ report }) =>
      report.rows.map(({ by: named, series }) => ({ name: named[dimension], count: inside(loss, series) })),
    );
  return { types: by('eventType'), names: by('eventName') };
}

function sentCounts(read: Read, sourceId: string, { from, to, untold }: LossWindow) {
  if (from === undefined) {
    const unknown: Counts = untold?.kind === 'reading' ? untold : { kind: 'problem', problem: unknownStart };
    return { types: unknown, names: unknown };
  }
  const by = (snapshot: Snapshot<VolumeSince>, nameOf: (row: VolumeRow) => SafeText | undefined): Counts => {
    const counts = countsOf(snapshot, (data, at) =>
      data.rows.map((row) => {
        const count =
          to === undefined
            ? gapOf({ ...data, rows: [row] }, from).total
            : sentIn(row, { start: from, end: to }, data.size, at);
        return { name: nameOf(row), count };
      }),
    );
    const begin = snapshot.data?.from ?? from;
    return counts.kind === 'read' ? { ...counts, from: begin > from ? begin : undefined } : counts;
  };
  return {
    types: by(read(volumeSince(sourceId, from)), ({ eventType }) => eventType),
    names: by(read(volumeSince(sourceId, from, 'eventName')), ({ eventName }) => eventName),
  };
}

const unknownStart = {
  kind: 'internal',
  message: t`the window is not known`,
  status: 0,
  operation: t`GET /audit-events`,
} as const;

/** What a source sent in a gap that has ended: a bucket at either end counts by its part, also where both ends fall into one. */
function sentIn({ series }: VolumeRow, { start, end }: Window, size: number, readAt: number): number {
  return series.reduce((sum, { at, count }) => {
    const until = Math.min(at + size, readAt);
    const part = Math.min(until, end) - Math.max(at, start);
    return part > 0 ? sum + Math.round((count * part) / (until - at)) : sum;
  }, 0);
}

import { failed } from '../../domain/delivery/counts.ts';
import { reasonOf } from '../../domain/delivery/discard-reasons/index.ts';
import { counted } from '../../domain/format.ts';
import { syncCause } from '../../domain/storage/sync-causes.ts';
import { type SafeText, t, word } from '../../domain/text.ts';
import { hour, type Period } from '../../domain/time.ts';
import type { AuditSignal } from '../audit/signals.ts';
import type { Connection } from '../delivery/fleet.ts';
import { lostIn } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import { askedAt } from '../polling/snapshot.ts';
import { failures } from '../resources/common.ts';
import type { StorageHealth } from '../storage/health.ts';
import type { Overview } from './overview.ts';
import type { TriageItem } from './triage.ts';

/** Sections of the web app's Health tab, in its order. */
export const healthSections = ['sources-objects', 'sources-functions', 'destinations', 'warehouses'] as const;
export type HealthSection = (typeof healthSections)[number];

type Subject =
  | { readonly kind: 'connection'; readonly connection: Connection }
  | { readonly kind: 'warehouse'; readonly storage: StorageHealth }
  | { readonly kind: 'signal'; readonly signal: AuditSignal };

/** One repeated error of one integration with one source. */
export type HealthRow = Subject & {
  readonly id: string;
  readonly section: HealthSection;
  /** `failing` is the web app's own rule: nothing but failures over the period. `degraded` is a section of ours (X-01; rule 220). */
  readonly group: 'failing' | 'degraded';
  readonly errorType: SafeText;
  readonly integration: SafeText;
  /** The source it came from. */
  readonly from: SafeText;
  /** End of the last hour with an error; undefined when not known. */
  readonly lastSeen: number | undefined;
  readonly errors: number | undefined;
  /** There may have been more of them than could be read. */
  readonly isAtLeast: boolean;
};

/** Repeated errors: what fails altogether first, inside it by section, then most errors. */
export function health({ fleet, triage, storage, flow, period, now }: Overview, read: Read): HealthRow[] {
  const raised = new Set(triage.flatMap((item) => (item.kind === 'connection' ? [item.connection.id] : [])));
  const rows: HealthRow[] = [
    ...fleet.failing
      .filter(({ id, failedPercent }) => failedPercent === 100 || raised.has(id))
      .map((each) => connectionRow(read, period, each, now)),
    ...storage.flatMap((each) => warehouseRow(each, (id) => flow.bySource.get(id)?.source.name)),
    ...triage.flatMap(runRow),
  ];
  const sectionOf = ({ section }: HealthRow) => healthSections.indexOf(section);
  return rows.sort(
    (a, b) =>
      Number(a.group === 'degraded') - Number(b.group === 'degraded') ||
      sectionOf(a) - sectionOf(b) ||
      (b.errors ?? 0) - (a.errors ?? 0) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** The reason is read after the numbers: it is on its way, or could not be read. */
function whyNoReason(read: Read, period: Period, { destination }: Connection): SafeText {
  const snapshot = read(failures(period, destination));
  return snapshot.error || lostIn(snapshot) ? t`reason not read` : t`reading…`;
}

function connectionRow(read: Read, period: Period, connection: Connection, now: number): HealthRow {
  const { destination, source, reason, metrics, failedPercent, series } = connection;
  const last = series.findLast(({ count }) => count > 0);
  return {
    kind: 'connection',
    connection,
    id: `connection:${connection.id}`,
    section: 'destinations',
    group: failedPercent === 100 ? 'failing' : 'degraded',
    errorType:
      reason === undefined
        ? whyNoReason(read, period, connection)
        : t`${reason} ${reasonOf('failed-delivery', reason).label}`,
    integration: destination.name,
    from: source?.name ?? t`?`,
    // Errors that could not be read again may have ended since.
    lastSeen: last && Math.min(last.at + hour, askedAt(read(failures(period, destination)), now)),
    errors: metrics && failed(metrics),
    isAtLeast: false,
  };
}

function warehouseRow(each: StorageHealth, nameOf: (id: string) => SafeText | undefined): HealthRow[] {
  if (each.state !== 'failing' && each.state !== 'partial') return [];
  const { warehouse, notice, last, failedInRow, pairs, reported } = each;
  const bad = pairs.filter(({ state }) => state === 'failing' || state === 'partial');
  const every = pairs.length > 0 && bad.length === pairs.length && each.state === 'failing';
  const first = bad[0] && nameOf(bad[0].sourceId);
  return [
    {
      kind: 'warehouse',
      storage: each,
      id: `warehouse:${warehouse.id}`,
      section: 'warehouses',
      group: every ? 'failing' : 'degraded',
      errorType: notice ? t`${word(syncCause(notice.message).kind)}: ${notice.message}` : t`sync ${word(each.state)}`,
      integration: warehouse.name,
      from: bad.length > 1 ? counted(bad.length, t`source`) : (first ?? t`–`),
      lastSeen: last ? (last.end ?? last.start) : reported?.at,
      errors: failedInRow > 0 ? failedInRow : undefined,
      isAtLeast: each.isAtLeast,
    },
  ];
}

/**
 * Runs of cloud sources show up in the audit trail only (rule 193). Those of reverse ETL the web app's tab leaves out: they
 * are a line of ours.
 */
function runRow(item: TriageItem): HealthRow[] {
  if (item.kind !== 'signal') return [];
  const { signal } = item;
  const own = signal.kind === 'reverse-etl';
  if (!own && signal.kind !== 'source-run') return [];
  return [
    {
      kind: 'signal',
      signal,
      id: signal.id,
      section: 'sources-objects',
      group: own ? 'degraded' : 'failing',
      errorType: signal.item.type,
      integration: signal.item.resourceName,
      from: signal.item.resourceName,
      lastSeen: signal.item.at,
      errors: signal.times,
      isAtLeast: signal.isAtLeast,
    },
  ];
}

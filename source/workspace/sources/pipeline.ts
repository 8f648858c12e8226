import { percent, type Step, type StepRow } from '../../domain/delivery/counts.ts';
import type { Problem } from '../../domain/problem.ts';
import type { SafeText } from '../../domain/text.ts';
import { t } from '../../domain/text.ts';
import type { Period } from '../../domain/time.ts';
import { hourlyTotal, readWindow } from '../../domain/windows.ts';
import { isWhole, lostIn, wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import * as own from '../resources/violations.ts';
import { merged } from './inflow.ts';

/** Events that one reason took out at a step. */
export interface LostReason {
  readonly code: SafeText;
  readonly count: number;
}

export interface SourceStep {
  readonly step: Step | 'eligible';
  /** Undefined while it is not known: never a made-up 0. */
  readonly count: number | undefined;
  /** Share of what was received. */
  readonly percent: number | undefined;
  /** Most events first. */
  readonly reasons: readonly LostReason[];
  readonly error: Problem | undefined;
  readonly readAt: number | undefined;
}

/** The pipeline of four before delivery: received, failed on ingest, filtered at source, eligible (rule 37). */
export function sourcePipeline(read: Read, period: Period, id: string): readonly SourceStep[] {
  const reads = [
    read(own.receivedVersions(period, id)),
    read(own.ingestFailures(period, id)),
    read(resources.blocked(period, id)),
  ] as const;
  // One may have been read before the hour was over and another after it: their windows would differ by that hour.
  const start = Math.max(
    ...reads.map(({ fetchedAt, error }) =>
      fetchedAt === undefined || error ? 0 : readWindow(period, fetchedAt).start,
    ),
  );
  const received = counted('successfully-received', reads[0], period, start);
  const ingest = counted('failed-on-ingest', reads[1], period, start);
  const filtered = counted('filtered-at-source', reads[2], period, start);
  const steps = [{ ...received, reasons: [] }, ingest, filtered];
  const all = received.count;
  const isKnown = all !== undefined && ingest.count !== undefined && filtered.count !== undefined;
  const eligible = isKnown ? Math.max(0, all - ingest.count - filtered.count) : undefined;
  return [
    ...steps,
    {
      step: 'eligible' as const,
      count: eligible,
      reasons: [],
      // It is as old as what it is taken from.
      error: isKnown ? steps.find(({ error }) => error)?.error : undefined,
      readAt: received.readAt,
    },
  ].map((step) => ({
    ...step,
    percent: all === undefined || step.count === undefined ? undefined : percent(step.count, all),
  }));
}

type Counted = Omit<SourceStep, 'percent'>;

/** @param start of what is counted, unless this could not be renewed since: then its own counts */
function counted(
  step: Step,
  snapshot: Snapshot<{ readonly rows: readonly StepRow[] }>,
  period: Period,
  start: number,
): Counted {
  const { fetchedAt } = snapshot;
  const data = wholeOf(snapshot);
  const error = snapshot.error ?? lostIn(snapshot);
  if (!data || fetchedAt === undefined) return { step, count: undefined, reasons: [], error, readAt: undefined };
  const full = readWindow(period, fetchedAt);
  const window = snapshot.error ? full : { ...full, start: Math.max(full.start, start) };
  const reasons = data.rows
    .map(({ by, series }) => ({
      code: by.discardReason ?? t`unknown`,
      count: hourlyTotal(series, window, fetchedAt),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  const count = reasons.reduce((sum, reason) => sum + reason.count, 0);
  return { step, count, reasons, error, readAt: fetchedAt };
}

/** An app version that sends, newest first by when it was first seen in the period. */
export interface SendingVersion {
  readonly version: SafeText;
  readonly percent: number | undefined;
  readonly lastSeen: number | undefined;
  /** Its events by the hour of the period. */
  readonly counts: readonly number[];
}

/** App versions by events; a source without versions has none. */
export function sendingVersions(read: Read, period: Period, id: string): readonly SendingVersion[] {
  const snapshot = read(own.receivedVersions(period, id));
  const rows = (snapshot.data?.rows ?? []).filter(({ by }) => by.appVersion !== undefined && by.appVersion !== '');
  const total = rows.reduce((sum, row) => sum + row.total, 0);
  const { start, end } = readWindow(period, snapshot.fetchedAt ?? 0);
  return rows
    .toSorted((a, b) => b.total - a.total)
    .map(({ by, total: count, series }) => ({
      version: by.appVersion!,
      percent: isWhole(snapshot) ? percent(count, total) : undefined,
      lastSeen: series.findLast((bucket) => bucket.count > 0)?.at,
      counts: merged(series, start, end).map(({ count: events }) => events),
    }));
}

import { isChange } from '../../../domain/audit/changes.ts';
import type { StepReport } from '../../../domain/delivery/counts.ts';
import { attempted, delivered, failed } from '../../../domain/delivery/counts.ts';
import type { Onset } from '../../../domain/delivery/onset.ts';
import type { Sample, SampleSet } from '../../../domain/delivery/sample.ts';
import { codeOf, topReason } from '../../../domain/delivery/verdict.ts';
import type { AuditItem, Source, Workspace } from '../../../domain/entities.ts';
import { type OwnMask, ownMask } from '../../../domain/privacy/local.ts';
import type { Problem } from '../../../domain/problem.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { type Bucket, filled, type Period, type Window } from '../../../domain/time.ts';
import { readWindow } from '../../../domain/windows.ts';
import { pages } from '../../../state/pages.ts';
import type { Place } from '../../../state/place.ts';
import { auditTrail, auditTrailNeeds } from '../../../workspace/audit/trail.ts';
import { connectionChanges, connectionChangesNeeds } from '../../../workspace/delivery/changes.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import { needOf } from '../../../workspace/needs/page.ts';
import { isWhole, lostIn } from '../../../workspace/polling/proof.ts';
import type { Read } from '../../../workspace/polling/read.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { samples as samplesOf } from '../../../workspace/resources/samples.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import type { StorageHealth } from '../../../workspace/storage/health.ts';
import type { Overview } from '../../../workspace/watch/overview.ts';
import type { TriageItem } from '../../../workspace/watch/triage.ts';
import { keyName } from '../../kit/key-words.ts';
import { isUnderWay } from '../../kit/need-states.ts';
import type { ViewContext } from '../../kit/view.ts';

/** What a report can be of. */
export type ReportSubject =
  | { readonly kind: 'destination'; readonly connection: Connection }
  | { readonly kind: 'source'; readonly flow: SourceFlow }
  | { readonly kind: 'warehouse'; readonly storage: StorageHealth };

/** A count; undefined is not known. */
export interface ReportCount {
  readonly name: SafeText;
  readonly count: number | undefined;
}

/** All that a report is written from. */
export interface ReportFacts {
  readonly subject: ReportSubject;
  readonly workspace: Workspace | undefined;
  readonly source: Source | undefined;
  readonly period: Period;
  readonly now: number;
  /** What triage says of it, worst first. */
  readonly troubles: readonly TriageItem[];
  readonly onset: Onset | undefined;
  readonly counts: readonly ReportCount[];
  /** When they were read; undefined before that. */
  readonly countedAt: number | undefined;
  readonly reasons: readonly ReportCount[];
  /** When the reasons were read, which is a read of its own. */
  readonly reasonsAt: number | undefined;
  readonly curve:
    | { readonly what: SafeText; readonly series: readonly Bucket[]; readonly readAt: number | undefined }
    | undefined;
  /** Newest first. */
  readonly changes: readonly AuditItem[];
  /** The trail was read to its end. */
  readonly isTrailKnown: boolean;
  readonly cause: AuditItem | undefined;
  readonly samples: readonly Sample[];
  /** Hides what the user marked as personal, besides what always is. */
  readonly own: OwnMask;
  /** Why there are no samples, where that is known. */
  readonly noSamples: SafeText | undefined;
  /** The key that writes a request for a replay, as the user has it. */
  readonly replayKey: SafeText;
  /** What could not be read, or not whole. */
  readonly unread: readonly Problem[];
}

/** The thing that the place names; undefined where the workspace has none of it, or it is not read. */
export function subjectOf({ fleet, flow, storage }: Overview, place: Pick<Place, 'params'>): ReportSubject | undefined {
  const { kind, id = '' } = pages.report.of(place);
  if (kind === 'destination') {
    const connection = fleet.byId.get(id);
    return connection && { kind, connection };
  }
  if (kind === 'source') {
    const found = flow.bySource.get(id);
    return found && { kind, flow: found };
  }
  const found = kind === 'warehouse' ? storage.find(({ warehouse }) => warehouse.id === id) : undefined;
  return found && { kind: 'warehouse', storage: found };
}

const codeAsked = (read: Read, period: Period, { destination }: Connection): SafeText | undefined =>
  codeOf(topReason(read(resources.failures(period, destination)).data));

/** What a report reads besides the whole picture. */
export function reportNeeds(read: Read, period: Period, subject: ReportSubject): readonly Need[] {
  if (subject.kind === 'destination') {
    const { connection } = subject;
    const code = codeAsked(read, period, connection);
    return [
      needOf(resources.failures(period, connection.destination, true)),
      needOf(resources.metrics(period, connection.destination, true)),
      ...connectionChangesNeeds(read, period, connection),
      ...(code === undefined ? [] : [needOf(samplesOf({ destinationId: connection.id, reason: code }))]),
    ];
  }
  const id = subject.kind === 'source' ? subject.flow.source.id : subject.storage.warehouse.id;
  const syncs = subject.kind === 'warehouse' ? [needOf(resources.warehouseSyncs(id))] : [];
  return [...auditTrailNeeds(auditTrail(read, period, id), mostChanges, 0), ...syncs];
}

/** Changes that a report looks at. */
const mostChanges = 1000;

export function reportFacts(
  context: Pick<ViewContext, 'overview' | 'read' | 'period' | 'now' | 'local' | 'keyOf'>,
  subject: ReportSubject,
): ReportFacts {
  const { overview, read, period, now, local } = context;
  const { workspace, triage } = overview;
  const troubles = triage.filter((trouble) => isAbout(trouble, subject));
  const replayKey = keyName(context, 'replay');
  const base = { subject, workspace, period, now, troubles, replayKey, own: ownMask(local.privacy) };
  const onset = troubles.find((trouble) => trouble.onset)?.onset;
  if (subject.kind === 'destination')
    return { ...base, onset, ...ofConnection(read, period, overview, subject.connection) };
  const id = subject.kind === 'source' ? subject.flow.source.id : subject.storage.warehouse.id;
  const trail = auditTrail(read, period, id);
  const shared = {
    ...base,
    onset,
    reasons: [],
    reasonsAt: undefined,
    changes: trail.items.filter(isChange),
    isTrailKnown: trail.complete,
    cause: troubles.find(({ cause }) => cause)?.cause,
    samples: [],
    noSamples: undefined,
  };
  const trailProblem = trail.error ?? trail.lost;
  if (subject.kind === 'source') return { ...shared, ...ofSource(read, period, overview, subject.flow, trailProblem) };
  const { syncs } = subject.storage;
  return {
    ...shared,
    source: undefined,
    counts: [],
    countedAt: syncs.fetchedAt,
    curve: undefined,
    unread: found(syncs.error ?? lostIn(syncs), trailProblem),
  };
}

const found = (...problems: readonly (Problem | undefined)[]): readonly Problem[] =>
  problems.filter((problem) => problem !== undefined);

function isAbout(trouble: TriageItem, subject: ReportSubject): boolean {
  switch (trouble.kind) {
    case 'connection':
    case 'disabled':
      return subject.kind === 'destination' && trouble.connection.id === subject.connection.id;
    case 'source':
      return subject.kind === 'source' && trouble.flow.source.id === subject.flow.source.id;
    case 'violations':
      return subject.kind === 'source' && trouble.row.source.id === subject.flow.source.id;
    case 'warehouse':
      return subject.kind === 'warehouse' && trouble.storage.warehouse.id === subject.storage.warehouse.id;
    default:
      return false;
  }
}

function ofConnection(read: Read, period: Period, { flow, now }: Overview, connection: Connection) {
  const { destination, metrics, snapshot } = connection;
  const report = read(resources.failures(period, destination));
  const trail = connectionChanges(read, period, connection);
  const code = codeAsked(read, period, connection);
  const set = code === undefined ? undefined : read(samplesOf({ destinationId: connection.id, reason: code }));
  const counts: readonly ReportCount[] = metrics
    ? [
        { name: t`attempted`, count: attempted(metrics) },
        { name: t`delivered`, count: delivered(metrics) },
        { name: t`failed`, count: failed(metrics) },
        { name: t`of these discarded, not tried again`, count: metrics.discarded },
        { name: t`of these expired after four hours of retries`, count: metrics.expired },
        { name: t`waiting for another attempt`, count: metrics.retrying },
      ]
    : [];
  return {
    source: flow.bySource.get(destination.sourceId)?.source,
    counts,
    countedAt: snapshot.fetchedAt,
    reasons: (report.data?.rows ?? [])
      .map(({ by, total }) => ({ name: by.discardReason ?? t`no reason given`, count: total }))
      .toSorted((a, b) => b.count - a.count),
    reasonsAt: report.fetchedAt,
    curve: curveOf(report, readWindow(period, report.fetchedAt ?? now)),
    changes: trail.items,
    isTrailKnown: trail.isWhole,
    cause: connection.cause ?? trail.cause,
    samples: set?.data?.kind === 'samples' ? set.data.samples : [],
    noSamples: set ? whyNoneOf(set) : whyNotAsked(report),
    unread: found(
      snapshot.error ?? lostIn(snapshot),
      report.error ?? lostIn(report),
      trail.error,
      set?.error ?? (set && lostIn(set)),
    ),
  };
}

const notYet = t`Samples were not read yet.`;

/** Why a reason has no samples, where that is known. */
function whyNoneOf(set: Snapshot<SampleSet>): SafeText | undefined {
  if (set.data?.kind === 'unavailable') return set.data.why;
  if (isUnderWay(set)) return notYet;
  return isWhole(set) ? t`No sample of this error is kept.` : undefined;
}

/** Why there is no reason to ask samples of, where that is known. */
function whyNotAsked(report: Snapshot<StepReport>): SafeText | undefined {
  if ((topReason(report.data)?.total ?? 0) > 0)
    return t`Segment names no reason for what failed: samples are asked for by reason.`;
  if (isUnderWay(report)) return notYet;
  return isWhole(report) ? t`Nothing failed in this time, so there is no sample.` : undefined;
}

/** All reasons together, by the hour; hours that are missing had none (rule 63), unless they may be of a reason that was lost. */
function curveOf(report: Snapshot<StepReport>, window: Window): ReportFacts['curve'] {
  const { data } = report;
  if (!data) return undefined;
  const series = data.rows.flatMap((row) => row.series);
  if (!isWhole(report) && series.every(({ count }) => count === 0)) return undefined;
  return { what: t`failed deliveries`, series: filled(series, window, 'HOUR'), readAt: report.fetchedAt };
}

function ofSource(
  read: Read,
  period: Period,
  { violations, flow: inflow }: Overview,
  { source, events, health, series }: SourceFlow,
  trailProblem: Problem | undefined,
) {
  const broken = violations.rows.find((row) => row.source.id === source.id);
  const blocked = read(resources.blocked(period, source.id));
  const { volume } = inflow;
  // Of what was not read whole, nothing found is not none.
  const known = (count: number) => (count > 0 || isWhole(blocked) ? count : undefined);
  return {
    source,
    counts: [
      { name: t`events received`, count: events },
      { name: t`events missed, by what it usually sends`, count: health.missing },
      ...(broken
        ? [
            { name: sanitise(`violations (${broken.basis})`), count: known(broken.violations) },
            { name: t`events blocked`, count: known(broken.blocked) },
          ]
        : []),
    ],
    countedAt: volume.fetchedAt,
    // Of a source that is not in the answer, no hour is known to have had nothing.
    curve:
      events !== undefined
        ? { what: t`received events`, series: filled(series, inflow.window, 'HOUR'), readAt: volume.fetchedAt }
        : undefined,
    unread: found(volume.error ?? lostIn(volume), blocked.error ?? lostIn(blocked), trailProblem),
  };
}

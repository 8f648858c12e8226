import { causeOf, changedSince, lastDisable, type Owners } from '../domain/changes.ts';
import {
  attempted,
  type DeliveryMetrics,
  delivered,
  failed,
  failedPercent,
  percent,
  type StepReport,
} from '../domain/delivery.ts';
import type { AuditItem, Destination, Source } from '../domain/entities.ts';
import type { Judgement } from '../domain/judgement.ts';
import { exactOnset, type Onset } from '../domain/onset.ts';
import type { SafeText } from '../domain/text.ts';
import type { Bucket, Period } from '../domain/time.ts';
import { codeOf, topReason, type Verdict, verdictOf, waitsUnusually } from '../domain/verdict.ts';
import { readWindow } from '../domain/windows.ts';
import { connectionNow, type Loss, unjudged } from './connection-now.ts';
import {
  addComparison,
  type ComparedCounts,
  type ComparedSums,
  changeIn,
  comparisonOf,
  type DeliveryComparison,
} from './delivery-comparison.ts';
import type { DeliveryReading } from './delivery-reading.ts';
import { type Inflow, merged, type SourceFlow } from './inflow.ts';
import { type OnsetReading, onsets } from './onset-reading.ts';
import { ownersOf } from './owners.ts';
import { isWhole, wholeOf } from './proof.ts';
import type { Read } from './read.ts';
import type { Resource } from './resource.ts';
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
  readonly snapshot: Snapshot<DeliveryReading>;
  /** Totals over the period; `snapshot.data` tells them apart by time. */
  readonly metrics: DeliveryMetrics | undefined;
  /** Error rate over the period: `judgement` tells that of this moment. */
  readonly percent: number | undefined;
  readonly change: number | undefined;
  /** State, rate and order by the newest minutes, whatever period is looked at. */
  readonly judgement: Judgement;
  readonly verdict: Verdict | undefined;
  readonly reason: SafeText | undefined;
  /** Of what is raised, or of a disabling that the trail tells. */
  readonly onset: Onset | undefined;
  /** The hours of the period that failed most, also where they are over for long. */
  readonly hours: Onset | undefined;
  /** What the failure that is raised has cost. */
  readonly loss: Loss | undefined;
  /** The change that may have begun it, or the disabling of a disabled one. */
  readonly cause: AuditItem | undefined;
  /** The newest change after it began. */
  readonly changedSince: AuditItem | undefined;
  /** Events the source sent in the period: what a disabled or silent connection misses. */
  readonly sourceEvents: number | undefined;
  readonly series: readonly Bucket[];
}

export interface Fleet {
  /** The list of destinations has been read. */
  readonly isListed: boolean;
  /** And no row of it was lost: they can be counted. */
  readonly isWhole: boolean;
  /** Each that can be asked has answered besides: the sums are those of the workspace, not of a part. */
  readonly isMeasured: boolean;
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

/** Something is wrong with it at this moment: the one rule for marks, lists, triage, alerts and Health. */
export function isTrouble({ judgement, verdict }: Connection): boolean {
  return judgement.trouble || verdict === 'SILENT';
}

/** Only cloud-mode, enabled destinations have delivery numbers. */
export function observable(destination: Destination): boolean {
  return destination.enabled && destination.mode === 'cloud';
}

const failedShare = ({ failed: lost, attempted: all }: ComparedCounts): number | undefined => percent(lost, all);

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
  const metrics = observable(destination) ? snapshot.data?.total : undefined;
  const state = stateOf(destination, metrics);
  const failures = read(resources.failures(period, destination));
  // What was lost of the reasons may be the first of them, and the most.
  const report = state === 'failing' ? wholeOf(failures) : undefined;
  const seen = observable(destination);
  const compared = seen ? read(resources.comparedMetrics(period, destination)).data : undefined;
  const standing = seen ? connectionNow(read, period, destination, now) : unjudged;
  const sends = (source?.events ?? 0) > 0;
  const disabledBy = state === 'disabled' ? lastDisable(audit, destination.id) : undefined;
  const switched = state === 'disabled' && !disabledBy ? switchedOff(read, snapshot.data) : undefined;
  const share = metrics && failedPercent(metrics);
  const { onset } = standing;
  const owners: Owners = onset ? ownersOf(read, destination) : [];
  return {
    id: destination.id,
    destination,
    source: source?.source,
    state,
    snapshot,
    metrics,
    percent: share,
    change: changeIn(compared && comparisonOf([compared]), failedShare),
    judgement: standing.judgement,
    verdict:
      state === 'failing' && metrics
        ? verdictNow(standing.judgement, metrics, report)
        : (disabledBy || switched) && sends
          ? 'DISABLED'
          : state === 'idle' && sends && compared && delivered(compared.before.metrics) > 0
            ? 'SILENT'
            : undefined,
    reason: codeOf(topReason(report)),
    onset: onset ?? (disabledBy ? exactOnset(disabledBy.at) : switched),
    hours: standing.hours,
    loss: standing.loss,
    cause: disabledBy ?? causeOf(audit, owners, onset),
    changedSince: changedSince(audit, owners, onset),
    sourceEvents: source?.events,
    series: topSeries(
      report?.rows.flatMap(({ series }) => [...series]),
      period,
      snapshot.fetchedAt ?? now,
    ),
  };
}

/**
 * Without a trail nobody tells of a switch: but what was on and delivered when it was asked last, and is off in the list, was
 * switched off between the two.
 */
function switchedOff(read: Read, last: DeliveryReading | undefined): Onset | undefined {
  if (!last || delivered(last.running.metrics) === 0) return undefined;
  const since = last.running.window.end;
  const listed = read(resources.destinations).fetchedAt ?? since;
  return { ...exactOnset(since), within: Math.max(0, listed - since) };
}

/** What becomes of the data now: what waits while nothing is lost is told as that, whatever was lost earlier in the period. */
function verdictNow(
  { state }: Judgement,
  metrics: DeliveryMetrics,
  report: StepReport | undefined,
): Verdict | undefined {
  return state === 'retrying' ? 'RETRYING' : verdictOf(metrics, report);
}

/** What a connection was made of, and the resources it is read from: looking those up anew costs more than comparing. */
interface Kept {
  readonly metrics: Resource<DeliveryReading>;
  readonly failures: Resource<StepReport>;
  readonly compared: Resource<DeliveryComparison>;
  readonly minutes: Resource<resources.MinuteSeries>;
  readonly onsets: Resource<OnsetReading>;
  readonly of: Parts;
  readonly value: Connection;
  /** Failed more than nothing. */
  readonly fails: boolean;
}

interface Parts {
  readonly flow: SourceFlow | undefined;
  readonly audit: readonly AuditItem[];
  readonly metrics: Snapshot<DeliveryReading>;
  readonly failures: Snapshot<StepReport>;
  readonly compared: DeliveryComparison | undefined;
  readonly minutes: resources.MinuteSeries | undefined;
  readonly onset: OnsetReading | undefined;
}

/** The connections of a list of destinations, in its order. */
interface KeptList {
  readonly listed: readonly Destination[];
  readonly kept: (Kept | undefined)[];
  /** As they were ranked last: what is nearly in order is quick to sort. */
  ranking: readonly number[];
}

const keptOf: Partial<Record<Period, KeptList>> = {};

function keptList(period: Period, listed: readonly Destination[]): KeptList {
  const known = keptOf[period];
  if (known?.listed === listed) return known;
  const list: KeptList = { listed, kept: listed.map(() => undefined), ranking: [] };
  keptOf[period] = list;
  return list;
}

/** A connection is worked out again only when something that it is made of has changed: most of thousands have not. */
function keptConnection(
  { kept, listed }: KeptList,
  index: number,
  read: Read,
  flow: Inflow,
  audit: readonly AuditItem[],
  period: Period,
  now: number,
): Kept {
  const destination = listed[index]!;
  const known = kept[index];
  const from = known ?? {
    metrics: resources.metrics(period, destination),
    failures: resources.failures(period, destination),
    compared: resources.comparedMetrics(period, destination),
    minutes: resources.minutes(period, destination),
    onsets: onsets(period, destination),
  };
  const source = flow.bySource.get(destination.sourceId);
  const metrics = read(from.metrics);
  const failures = read(from.failures);
  const compared = read(from.compared).data;
  const minutes = read(from.minutes).data;
  const onset = read(from.onsets).data;
  if (
    known &&
    known.of.flow === source &&
    known.of.audit === audit &&
    known.of.metrics === metrics &&
    known.of.failures === failures &&
    known.of.compared === compared &&
    known.of.minutes === minutes &&
    known.of.onset === onset
  )
    return known;
  const value = connection(read, flow, audit, destination, period, now);
  const fresh: Kept = {
    metrics: from.metrics,
    failures: from.failures,
    compared: from.compared,
    minutes: from.minutes,
    onsets: from.onsets,
    of: { flow: source, audit, metrics, failures, compared, minutes, onset },
    value,
    fails: value.metrics !== undefined && failed(value.metrics) > 0,
  };
  kept[index] = fresh;
  return fresh;
}

const noAudit: readonly AuditItem[] = [];
const nothingListed: readonly Destination[] = [];

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
  const snapshot = read(resources.destinations);
  const listed = snapshot.data;
  const list = keptList(period, listed ?? nothingListed);
  const all = list.listed.map((_, index) => keptConnection(list, index, read, flow, audit, period, now));
  const connections = all.map(({ value }) => value);
  const sums = summed(all);
  const share = percent(sums.failed, sums.attempted);
  const failing = ranked(list, all);
  const charted = failing.filter(({ series }) => series.length > 0);
  return {
    isListed: listed !== undefined,
    isWhole: isWhole(snapshot),
    isMeasured: isWhole(snapshot) && sums.measured === sums.rankable,
    connections,
    byId: new Map(connections.map((each) => [each.id, each])),
    failing,
    enabled: sums.enabled,
    attempted: sums.attempted,
    failed: sums.failed,
    percent: share,
    earlierPercent: sums.compared && failedShare(sums.compared.before),
    change: changeIn(sums.compared, failedShare),
    rankable: sums.rankable,
    ranked: sums.measured,
    basis: sums.basis,
    series: merged(
      charted.flatMap(({ series }) => [...series]),
      readWindow(period, now).start,
      now,
    ),
    charted: charted.length,
  };
}

const bases: readonly DeliveryMetrics['basis'][] = ['metrics', 'overview', 'volume'];

/** A sum is as coarse as the coarsest of its parts. */
function coarser(a: DeliveryMetrics['basis'], b: DeliveryMetrics['basis']): DeliveryMetrics['basis'] {
  return bases.indexOf(a) < bases.indexOf(b) ? b : a;
}

/** Totals in one walk: a workspace has thousands, and every batch of answers asks for them. */
function summed(all: readonly Kept[]) {
  const sums = {
    enabled: 0,
    rankable: 0,
    measured: 0,
    failed: 0,
    attempted: 0,
    basis: 'metrics' as DeliveryMetrics['basis'],
  };
  let compared: ComparedSums | undefined;
  let isWhole = true;
  for (const { value, of } of all) {
    const { destination, metrics } = value;
    if (destination.enabled) sums.enabled += 1;
    if (observable(destination)) sums.rankable += 1;
    if (!metrics) continue;
    sums.measured += 1;
    sums.failed += failed(metrics);
    sums.attempted += attempted(metrics);
    sums.basis = coarser(sums.basis, metrics.basis);
    // The rate of the window before only once every measured connection has answered for it: a part would mislead.
    if (isWhole) compared = addComparison(compared, of.compared);
    isWhole &&= compared !== undefined;
  }
  return { ...sums, compared };
}

/** Those that fail, by error rate. */
function ranked(list: KeptList, all: readonly Kept[]): Connection[] {
  const next = list.ranking.filter((index) => all[index]!.fails);
  const known = new Uint8Array(all.length);
  for (const index of next) known[index] = 1;
  for (let index = 0; index < all.length; index += 1) if (!known[index] && all[index]!.fails) next.push(index);
  list.ranking = next.sort((a, b) => byErrorRate(all[a]!.value, all[b]!.value));
  return list.ranking.map((index) => all[index]!.value);
}

import { attempted, type DeliveryMetrics, failed, percent, type StepReport } from '../../domain/delivery/counts.ts';
import type { AuditItem, Destination } from '../../domain/entities.ts';
import type { Bucket, Period } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import { isWhole, wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Resource } from '../polling/resource.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import {
  addComparison,
  type ComparedSums,
  changeIn,
  type DeliveryComparison,
} from '../resources/delivery-comparison.ts';
import type { DeliveryReading } from '../resources/delivery-reading.ts';
import { type OnsetReading, onsets } from '../resources/onset.ts';
import { type Inflow, merged, type SourceFlow } from '../sources/inflow.ts';
import { type Connection, connectionOf, failedPercentOf, observable } from './connection.ts';
import { isSameOwners, type OwnerReads, ownerReads, type PlansSeen, plansSeen } from './owners.ts';

export { type Connection, isTrouble, rateOf, worstFirst } from './connection.ts';

export interface Fleet {
  /** The list of destinations has been read. */
  readonly isListed: boolean;
  /** And no row of it was lost: they can be counted. */
  readonly isWhole: boolean;
  /** And every field of it could be read: which of them can be asked is known. */
  readonly isExact: boolean;
  /** Every connection that can be read has answered: the sums are those of the whole workspace. */
  readonly isMeasured: boolean;
  readonly connections: readonly Connection[];
  readonly byId: ReadonlyMap<string, Connection>;
  /** Failed more than nothing: highest error rate first, ties by failed count, then name (H-21). */
  readonly failing: readonly Connection[];
  readonly enabled: number;
  readonly attempted: number;
  readonly failed: number;
  readonly failedPercent: number | undefined;
  readonly earlierFailedPercent: number | undefined;
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

/**
 * What a connection was worked out from, and the resources it is read from: looking those up again costs more than comparing
 * them.
 */
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
  /** Whose changes may have begun it: undefined for what has no beginning, as most have none. */
  readonly owners: OwnerReads | undefined;
}

/** The connections of a list of destinations, in its order. */
interface KeptList {
  readonly listed: readonly Destination[];
  readonly kept: (Kept | undefined)[];
  /** The order of the last sort: a list that is nearly in order is quick to sort. */
  ranking: readonly number[];
}

/** By who reads, so that two workspaces share nothing. */
const keptOf = new WeakMap<Read, Partial<Record<Period, KeptList>>>();

function keptList(read: Read, period: Period, listed: readonly Destination[]): KeptList {
  const own = keptOf.get(read) ?? {};
  const known = own[period];
  if (known?.listed === listed) return known;
  const list: KeptList = { listed, kept: listed.map(() => undefined), ranking: [] };
  keptOf.set(read, { ...own, [period]: list });
  return list;
}

/** A connection is worked out again only when one of its inputs has changed: of thousands most have not. */
function keptConnection(
  { kept, listed }: KeptList,
  index: number,
  read: Read,
  flow: Inflow,
  audit: readonly AuditItem[],
  period: Period,
  now: number,
  plans: () => PlansSeen,
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
  // As they are judged by: the same data may have lost rows since.
  const minutes = wholeOf(read(from.minutes));
  const onset = wholeOf(read(from.onsets));
  if (
    known &&
    known.of.flow === source &&
    known.of.audit === audit &&
    known.of.metrics === metrics &&
    known.of.failures === failures &&
    known.of.compared === compared &&
    known.of.minutes === minutes &&
    known.of.onset === onset &&
    (!known.of.owners || isSameOwners(known.of.owners, read, plans()))
  )
    return known;
  const value = connectionOf(read, flow, audit, destination, period, now);
  const fresh: Kept = {
    metrics: from.metrics,
    failures: from.failures,
    compared: from.compared,
    minutes: from.minutes,
    onsets: from.onsets,
    of: {
      flow: source,
      audit,
      metrics,
      failures,
      compared,
      minutes,
      onset,
      owners: value.onset && ownerReads(read, destination, plans()),
    },
    value,
    fails: value.metrics !== undefined && failed(value.metrics) > 0,
  };
  kept[index] = fresh;
  return fresh;
}

const noAudit: readonly AuditItem[] = [];
const nothingListed: readonly Destination[] = [];

function byErrorRate(a: Connection, b: Connection): number {
  const rate = (b.failedPercent ?? -1) - (a.failedPercent ?? -1);
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
  const list = keptList(read, period, listed ?? nothingListed);
  let known: PlansSeen | undefined;
  const plans = () => {
    known ??= plansSeen(read);
    return known;
  };
  const all = list.listed.map((_, index) => keptConnection(list, index, read, flow, audit, period, now, plans));
  const connections = all.map(({ value }) => value);
  const sums = summed(all);
  const failing = ranked(list, all);
  const charted = failing.filter(({ series }) => series.length > 0);
  return {
    isListed: listed !== undefined,
    isWhole: isWhole(snapshot),
    isExact: listed !== undefined && snapshot.problems.length === 0,
    isMeasured: isWhole(snapshot) && sums.measured === sums.rankable,
    connections,
    byId: new Map(connections.map((each) => [each.id, each])),
    failing,
    enabled: sums.enabled,
    attempted: sums.attempted,
    failed: sums.failed,
    failedPercent: percent(sums.failed, sums.attempted),
    earlierFailedPercent: sums.compared && failedPercentOf(sums.compared.before),
    change: changeIn(sums.compared, failedPercentOf),
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

/** Why each connection fails is known: the reasons of each that does were read, and no connection is left to be measured. */
export function reasonsKnown(read: Read, { isMeasured, failing }: Fleet, period: Period): boolean {
  return isMeasured && failing.every(({ destination }) => isWhole(read(resources.failures(period, destination))));
}

const bases: readonly DeliveryMetrics['basis'][] = ['metrics', 'overview', 'volume'];

/** A sum has the basis of its least exact part. */
function coarser(a: DeliveryMetrics['basis'], b: DeliveryMetrics['basis']): DeliveryMetrics['basis'] {
  return bases.indexOf(a) < bases.indexOf(b) ? b : a;
}

/** All totals in one pass: a workspace has thousands of connections, and every batch of answers asks for the totals. */
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

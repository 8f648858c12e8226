import { type DeliveryMetrics, percent } from '../../domain/delivery/counts.ts';
import type { AuditItem, Destination } from '../../domain/entities.ts';
import type { Bucket, Period } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { addComparison, type ComparedSums, changeIn } from '../resources/delivery-comparison.ts';
import { type Inflow, merged } from '../sources/inflow.ts';
import { type Connection, failedPercentOf } from './connection.ts';
import { type KeptConnection, KeptConnections } from './kept-connections.ts';
import { plansSeen } from './owners.ts';

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
  /** The destinations of these; the same list as long as it was not read anew. */
  readonly listed: readonly Destination[];
  readonly byId: Pick<ReadonlyMap<string, Connection>, 'get' | 'has'>;
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
  /** Reads of numbers that failed, lack something, or are of an earlier start. */
  readonly oddReads: readonly Connection['snapshot'][];
  /** Of which the reasons of failures are looked at: they fail, or wait unusually. */
  readonly losing: readonly Connection[];
}

/** A list of destinations with what was last made of it. */
interface KeptFleet {
  readonly connections: KeptConnections;
  /** Those that fail, by error rate. */
  ranking: readonly number[];
  last:
    | { readonly snapshot: Snapshot<readonly Destination[]>; readonly now: number; readonly value: Fleet }
    | undefined;
}

/**
 * By the list, which no two workspaces share: another screen of the same one finds what the last has worked out. Each input is
 * compared, so that two that see other answers find nothing of each other.
 */
const keptOf = new WeakMap<readonly Destination[], Partial<Record<Period, KeptFleet>>>();

function keptFleet(period: Period, listed: readonly Destination[]): KeptFleet {
  const own = keptOf.get(listed) ?? {};
  keptOf.set(listed, own);
  own[period] ??= { connections: new KeptConnections(listed), ranking: [], last: undefined };
  return own[period];
}

const noAudit: readonly AuditItem[] = [];
const nothingListed: readonly Destination[] = [];

function byErrorRate({ value: a, failed: ofA }: KeptConnection, { value: b, failed: ofB }: KeptConnection): number {
  return (
    (b.failedPercent ?? -1) - (a.failedPercent ?? -1) ||
    ofB - ofA ||
    compareText(a.destination.name, b.destination.name) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every connection with its verdict, and the workspace's delivery totals, from what has been read so far. */
export function fleet(read: Read, flow: Inflow, period: Period, now: number): Fleet {
  const audit = read(resources.recentAudit(period)).data?.items ?? noAudit;
  const snapshot = read(resources.destinations);
  const kept = keptFleet(period, snapshot.data ?? nothingListed);
  const renewed = kept.connections.renew({ read, flow, audit, period, now, plans: plansSeen(read) });
  const { last } = kept;
  if (renewed.size === 0 && last?.now === now && last.snapshot === snapshot) return last.value;
  kept.ranking = ranked(kept, renewed);
  const value = fleetOf(snapshot, kept, period, now);
  kept.last = { snapshot, now, value };
  return value;
}

function fleetOf(
  snapshot: Snapshot<readonly Destination[]>,
  { connections: kept, ranking }: KeptFleet,
  period: Period,
  now: number,
): Fleet {
  const connections = kept.all.map(({ value }) => value);
  const sums = summed(kept.all);
  const failing = ranking.map((index) => connections[index]!);
  const charted = failing.filter(({ series }) => series.length > 0);
  return {
    isListed: snapshot.data !== undefined,
    isWhole: isWhole(snapshot),
    isExact: snapshot.data !== undefined && snapshot.problems.length === 0,
    isMeasured: isWhole(snapshot) && sums.measured === sums.rankable,
    connections,
    listed: kept.listed,
    byId: {
      get: (id) => connections[kept.places.get(id) ?? -1],
      has: (id) => kept.places.has(id),
    },
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
    oddReads: sums.oddReads,
    losing: sums.losing,
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
function summed(kept: readonly KeptConnection[]) {
  const sums = {
    enabled: 0,
    rankable: 0,
    measured: 0,
    failed: 0,
    attempted: 0,
    basis: 'metrics' as DeliveryMetrics['basis'],
  };
  const oddReads: Fleet['oddReads'][number][] = [];
  const losing: Connection[] = [];
  let compared: ComparedSums | undefined;
  let isWhole = true;
  for (const { value, failed: lost, attempted: all, isRankable, isOdd, compared: ofOne } of kept) {
    const { destination, metrics, state, snapshot } = value;
    if (destination.enabled) sums.enabled += 1;
    if (isRankable) sums.rankable += 1;
    if (isRankable && isOdd) oddReads.push(snapshot);
    if (state === 'failing') losing.push(value);
    if (!metrics) continue;
    sums.measured += 1;
    sums.failed += lost;
    sums.attempted += all;
    if (metrics.basis !== sums.basis) sums.basis = coarser(sums.basis, metrics.basis);
    // The rate of the window before only once every measured connection has answered for it: a part would mislead.
    if (isWhole) compared = addComparison(compared, ofOne);
    isWhole &&= compared !== undefined;
  }
  return { ...sums, compared, oddReads, losing };
}

/** Those that fail, by error rate: of the order of before only those that are renewed stand elsewhere. */
function ranked({ connections: { all }, ranking }: KeptFleet, renewed: ReadonlySet<number>): readonly number[] {
  const order = (a: number, b: number) => byErrorRate(all[a]!, all[b]!);
  const fresh = [...renewed].filter((index) => all[index]!.failed > 0).sort(order);
  const others = renewed.size === 0 ? ranking : ranking.filter((index) => !renewed.has(index));
  const next: number[] = [];
  let from = 0;
  for (const index of fresh) {
    const to = placeIn(others, from, (other) => order(other, index) <= 0);
    for (; from < to; from += 1) next.push(others[from]!);
    next.push(index);
  }
  for (; from < others.length; from += 1) next.push(others[from]!);
  return next;
}

/** The first place from one on, of a list in order, of which something is no more true. */
function placeIn(list: readonly number[], from: number, isBefore: (index: number) => boolean): number {
  let [low, high] = [from, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(list[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

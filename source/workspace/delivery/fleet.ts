import { attempted, type DeliveryMetrics, failed, percent } from '../../domain/delivery/counts.ts';
import type { AuditItem, Destination } from '../../domain/entities.ts';
import type { Bucket, Period } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import { Dependents } from '../polling/changes/dependents.ts';
import { isAsSeen, noting, type SeenReads } from '../polling/changes/seen-reads.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import {
  addComparison,
  type ComparedSums,
  changeIn,
  type DeliveryComparison,
} from '../resources/delivery-comparison.ts';
import { type Inflow, merged } from '../sources/inflow.ts';
import { type Connection, connectionOf, failedPercentOf, observable } from './connection.ts';
import { type PlansSeen, plansSeen } from './owners.ts';

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
}

/** A connection with all that it was worked out from. */
interface Kept {
  readonly seen: SeenReads;
  readonly flow: Inflow;
  readonly audit: readonly AuditItem[];
  /** Undefined where they were not asked for: only what has a beginning may have been begun by a change of a plan. */
  readonly plans: PlansSeen | undefined;
  readonly value: Connection;
  /** For sums and order, which go over all of them at every change. */
  readonly failed: number;
  readonly attempted: number;
  readonly isRankable: boolean;
  /** Both windows of the comparison, whatever the connection makes of it. */
  readonly compared: DeliveryComparison | undefined;
}

/** What all connections are worked out from besides what is read of each. */
interface Ground {
  readonly flow: Inflow;
  readonly audit: readonly AuditItem[];
  readonly plans: PlansSeen;
}

/** The connections of a list of destinations, in its order. */
interface KeptList {
  readonly listed: readonly Destination[];
  /** Where each stands, by id; undefined until somebody asks. */
  places: ReadonlyMap<string, number> | undefined;
  readonly kept: (Kept | undefined)[];
  readonly dependents: Dependents;
  /** What all of them were worked out from besides. */
  ground: Ground | undefined;
  /** The order of the last sort: a list that is nearly in order is quick to sort. */
  ranking: readonly number[];
  last: KeptFleet | undefined;
}

interface KeptFleet {
  readonly snapshot: Snapshot<readonly Destination[]>;
  readonly now: number;
  readonly value: Fleet;
}

/**
 * By the list, which no two workspaces share: another screen of the same one finds what the last has worked out. Each input is
 * compared, so that two that see other answers find nothing of each other.
 */
const keptOf = new WeakMap<readonly Destination[], Partial<Record<Period, KeptList>>>();

function keptList(period: Period, listed: readonly Destination[]): KeptList {
  const own = keptOf.get(listed) ?? {};
  keptOf.set(listed, own);
  own[period] ??= {
    listed,
    kept: listed.map(() => undefined),
    dependents: new Dependents(),
    ...{ places: undefined, ground: undefined, ranking: [], last: undefined },
  };
  return own[period];
}

/** What one connection is worked out from. */
interface Common extends Ground {
  readonly read: Read;
  readonly period: Period;
  readonly now: number;
}

/** A connection is worked out again only when one of its inputs has changed: of thousands most have not. */
function isAsKept({ flow, audit, plans, seen }: Kept, common: Common): boolean {
  return (
    isSameFlow(flow, common.flow) &&
    common.audit === audit &&
    isAsSeen(seen, common.read) &&
    (plans === undefined || common.plans === plans)
  );
}

/** All that a connection is worked out from of what sources send. */
const isSameFlow = (a: Inflow, b: Inflow): boolean => a.bySource === b.bySource && a.window === b.window;

function connectionKept(destination: Destination, { read, flow, audit, period, now, plans }: Common): Kept {
  const noted = noting(read);
  let asked: PlansSeen | undefined;
  const value = connectionOf(noted.read, flow, audit, destination, period, now, () => {
    asked = plans;
    return plans;
  });
  const { data: compared } = noted.read(resources.comparedMetrics(period, destination));
  return {
    seen: noted.seen,
    flow,
    audit,
    plans: asked,
    value,
    failed: value.metrics ? failed(value.metrics) : 0,
    attempted: value.metrics ? attempted(value.metrics) : 0,
    isRankable: observable(destination),
    compared,
  };
}

/** Works out again what changed of a list. @returns whether nothing did */
function renew(list: KeptList, common: Common): boolean {
  const { listed, kept, dependents, ground } = list;
  const { flow, audit, plans } = common;
  const changed = dependents.changed(common.read);
  const isSameGround =
    ground !== undefined && isSameFlow(ground.flow, flow) && ground.audit === audit && ground.plans === plans;
  let isAsBefore = true;
  const renewOne = (index: number): void => {
    const before = kept[index];
    if (before && isAsKept(before, common)) return;
    isAsBefore = false;
    const fresh = connectionKept(listed[index]!, common);
    kept[index] = fresh;
    dependents.add(index, fresh.seen);
  };
  list.ground = { flow, audit, plans };
  if (changed && isSameGround) for (const index of changed) renewOne(index);
  else for (let index = 0; index < listed.length; index += 1) renewOne(index);
  return isAsBefore;
}

const noAudit: readonly AuditItem[] = [];
const nothingListed: readonly Destination[] = [];

function byErrorRate({ value: a, failed: ofA }: Kept, { value: b, failed: ofB }: Kept): number {
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
  const list = keptList(period, snapshot.data ?? nothingListed);
  const common: Common = { read, flow, audit, period, now, plans: plansSeen(read) };
  const { last } = list;
  if (renew(list, common) && last?.now === now && last.snapshot === snapshot) return last.value;
  list.last = undefined;
  const all = list.kept as readonly Kept[];
  const value = fleetOf(snapshot, list, all, period, now);
  list.last = { snapshot, now, value };
  return value;
}

function fleetOf(
  snapshot: Snapshot<readonly Destination[]>,
  list: KeptList,
  all: readonly Kept[],
  period: Period,
  now: number,
): Fleet {
  const listed = snapshot.data;
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
    listed: list.listed,
    byId: {
      get: (id) => connections[placesOf(list).get(id) ?? -1],
      has: (id) => placesOf(list).has(id),
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
  };
}

function placesOf(list: KeptList): ReadonlyMap<string, number> {
  list.places ??= new Map(list.listed.map(({ id }, index) => [id, index]));
  return list.places;
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
function summed(kept: readonly Kept[]) {
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
  for (const { value, failed: lost, attempted: all, isRankable, compared: ofOne } of kept) {
    const { destination, metrics } = value;
    if (destination.enabled) sums.enabled += 1;
    if (isRankable) sums.rankable += 1;
    if (!metrics) continue;
    sums.measured += 1;
    sums.failed += lost;
    sums.attempted += all;
    if (metrics.basis !== sums.basis) sums.basis = coarser(sums.basis, metrics.basis);
    // The rate of the window before only once every measured connection has answered for it: a part would mislead.
    if (isWhole) compared = addComparison(compared, ofOne);
    isWhole &&= compared !== undefined;
  }
  return { ...sums, compared };
}

/** Those that fail, by error rate. */
function ranked(list: KeptList, all: readonly Kept[]): Connection[] {
  const next = list.ranking.filter((index) => all[index]!.failed > 0);
  const known = new Uint8Array(all.length);
  for (const index of next) known[index] = 1;
  for (let index = 0; index < all.length; index += 1) if (!known[index] && all[index]!.failed > 0) next.push(index);
  list.ranking = next.sort((a, b) => byErrorRate(all[a]!, all[b]!));
  return list.ranking.map((index) => all[index]!.value);
}

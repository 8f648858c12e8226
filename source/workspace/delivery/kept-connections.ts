import { attempted, failed } from '../../domain/delivery/counts.ts';
import type { AuditItem, Destination } from '../../domain/entities.ts';
import type { Period } from '../../domain/time.ts';
import { Dependents } from '../polling/changes/dependents.ts';
import { isAsSeen, noting, type SeenReads } from '../polling/changes/seen-reads.ts';
import type { Read } from '../polling/read.ts';
import * as resources from '../resources/common.ts';
import type { DeliveryComparison } from '../resources/delivery-comparison.ts';
import type { Inflow } from '../sources/inflow.ts';
import { type Connection, connectionOf, observable, sentBy } from './connection.ts';
import type { PlansSeen } from './owners.ts';

/** What all connections are worked out from besides what is read of each. */
export interface Ground {
  readonly flow: Inflow;
  readonly audit: readonly AuditItem[];
  readonly plans: PlansSeen;
}

/** A connection with all that it was worked out from. */
export interface KeptConnection {
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
  /** Its numbers could not be read or renewed, lack something, or are of an earlier start. */
  readonly isOdd: boolean;
  /** Both windows of the comparison, whatever the connection makes of it. */
  readonly compared: DeliveryComparison | undefined;
}

/** What one connection is worked out from. */
interface Common extends Ground {
  readonly read: Read;
  readonly period: Period;
  readonly now: number;
}

/** All that a connection is worked out from of what sources send. */
const isSameFlow = (a: Inflow, b: Inflow): boolean => a.bySource === b.bySource && a.window === b.window;

/** The connections of a list of destinations, in its order: each is worked out again only when one of its inputs has changed. */
export class KeptConnections {
  readonly listed: readonly Destination[];
  readonly #all: KeptConnection[] = [];
  readonly #dependents = new Dependents();
  #ground: Ground | undefined;
  #places: ReadonlyMap<string, number> | undefined;

  constructor(listed: readonly Destination[]) {
    this.listed = listed;
  }

  get all(): readonly KeptConnection[] {
    return this.#all;
  }

  /** Where each stands, by id. */
  get places(): ReadonlyMap<string, number> {
    this.#places ??= new Map(this.listed.map(({ id }, index) => [id, index]));
    return this.#places;
  }

  /** @returns places of those that are other than before */
  renew(common: Common): ReadonlySet<number> {
    const { flow, audit, plans, read } = common;
    const changed = this.#dependents.changed(read);
    const ground = this.#ground;
    const isSameGround =
      ground !== undefined && isSameFlow(ground.flow, flow) && ground.audit === audit && ground.plans === plans;
    this.#ground = { flow, audit, plans };
    const renewed = new Set<number>();
    for (const index of changed && isSameGround ? changed : this.listed.keys()) {
      const before = this.#all[index];
      const next = this.#renewed(index, before, common, changed?.has(index) ?? true);
      if (next === before) continue;
      this.#all[index] = next;
      renewed.add(index);
    }
    return renewed;
  }

  /** @param mayRead something of it may read otherwise */
  #renewed(index: number, before: KeptConnection | undefined, common: Common, mayRead: boolean): KeptConnection {
    const destination = this.listed[index]!;
    const known = before && isAsKept(before, common, mayRead) ? withFlow(before, destination, common) : undefined;
    if (known) return known;
    const fresh = connectionKept(destination, common);
    this.#dependents.add(index, fresh.seen);
    return fresh;
  }
}

/** Whether all but what sources send is as it was. */
function isAsKept({ audit, plans, seen }: KeptConnection, common: Common, mayRead: boolean): boolean {
  const isSame = common.audit === audit && (plans === undefined || common.plans === plans);
  return isSame && (!mayRead || isAsSeen(seen, common.read));
}

/**
 * What sources send is counted anew each minute: where only that is other, nothing else of thousands is worked out. Undefined where
 * more depends on it.
 */
function withFlow(before: KeptConnection, destination: Destination, { flow }: Common): KeptConnection | undefined {
  if (isSameFlow(before.flow, flow)) return before;
  const { data } = before.value.snapshot;
  const was = sentBy(before.flow, destination, data);
  const sent = sentBy(flow, destination, data);
  if (sent.source !== was.source || sent.sends !== was.sends) return undefined;
  const value = sent.events === was.events ? before.value : { ...before.value, sourceEvents: sent.events };
  return { ...before, flow, value };
}

function connectionKept(destination: Destination, { read, flow, audit, period, now, plans }: Common): KeptConnection {
  const noted = noting(read);
  let asked: PlansSeen | undefined;
  const value = connectionOf(noted.read, flow, audit, destination, period, now, () => {
    asked = plans;
    return plans;
  });
  const { data: compared } = noted.read(resources.comparedMetrics(period, destination));
  const { metrics, snapshot } = value;
  return {
    seen: noted.seen,
    flow,
    audit,
    plans: asked,
    value,
    failed: metrics ? failed(metrics) : 0,
    attempted: metrics ? attempted(metrics) : 0,
    isRankable: observable(destination),
    isOdd: snapshot.error !== undefined || snapshot.problems.length > 0 || snapshot.recalled === true,
    compared,
  };
}

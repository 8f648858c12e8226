import { attempted, failed, failedPercent } from '../../domain/delivery/counts.ts';
import { raisedPercent, waitsUnusually } from '../../domain/delivery/verdict.ts';
import type { Destination } from '../../domain/entities.ts';
import type { Priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import { Dependents } from '../polling/changes/dependents.ts';
import { isAsSeen, noting, type SeenReads } from '../polling/changes/seen-reads.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import { isSameAnswer } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import type { DeliveryReading } from '../resources/delivery-reading.ts';
import type { Pace } from '../resources/pace.ts';
import { observable } from './connection.ts';
import { connectionNow } from './connection-now.ts';

/** One connection, as far as it decides what is read next. */
export interface DeliveryRow {
  readonly destination: Destination;
  readonly reading: DeliveryReading | undefined;
  /** It has been read, or cannot be read. */
  readonly isAnswered: boolean;
  /** Something is wrong with it now, or was a short while ago. */
  readonly isRaised: boolean;
  /** A failure that began in the period is over by the newest numbers, and the hours cannot tell yet when it ended. */
  readonly isEndOpen: boolean;
  /** More fails in the period than in any busy connection. */
  readonly isFailing: boolean;
  readonly fails: boolean;
  readonly weight: number;
  /** The need of its numbers; the same object while nothing of it changes. */
  needAt(pace: Pace, urgency: Priority, rank: number): Need;
}

interface Kept {
  readonly seen: SeenReads;
  readonly row: DeliveryRow;
}

/** The connections of a list of destinations that can be asked, in its order. */
interface KeptRows {
  readonly asked: readonly Destination[];
  readonly dependents: Dependents;
  readonly kept: (Kept | undefined)[];
  rows: readonly DeliveryRow[];
}

const keptOf = new WeakMap<readonly Destination[], Partial<Record<Period, KeptRows>>>();

function keptRows(listed: readonly Destination[], period: Period): KeptRows {
  const own = keptOf.get(listed) ?? {};
  keptOf.set(listed, own);
  own[period] ??= { asked: listed.filter(observable), dependents: new Dependents(), kept: [], rows: [] };
  return own[period];
}

/** The connections that can be asked, in the order of the list; the same list while nothing of them is other than it was. */
export function deliveryRows(read: Read, period: Period, now: number): readonly DeliveryRow[] {
  const { data: listed } = read(resources.destinations);
  if (!listed) return [];
  const list = keptRows(listed, period);
  const { asked, dependents, kept } = list;
  let isAsBefore = list.rows.length === asked.length;
  const renew = (index: number): void => {
    const known = kept[index];
    // The same answer judges the same, whatever is being read.
    if (known && isAsSeen(known.seen, read, isSameAnswer)) return;
    const noted = noting(read);
    kept[index] = { seen: noted.seen, row: rowOf(noted.read, period, asked[index]!, now) };
    dependents.add(index, noted.seen);
    isAsBefore = false;
  };
  const changed = dependents.changed(read);
  if (changed && list.rows.length === asked.length) for (const index of changed) renew(index);
  else for (let index = 0; index < asked.length; index += 1) renew(index);
  if (!isAsBefore) list.rows = kept.map((each) => each!.row);
  return list.rows;
}

function rowOf(read: Read, period: Period, destination: Destination, now: number): DeliveryRow {
  const { data: reading, error } = read(resources.metrics(period, destination));
  const common = {
    destination,
    reading,
    isAnswered: reading !== undefined || error !== undefined,
    needAt: needOnce(period, destination),
  };
  if (!reading) return { ...common, isRaised: false, isEndOpen: false, isFailing: false, fails: false, weight: 0 };
  const { total } = reading;
  const waits = waitsUnusually(total);
  const { judgement, hours } = connectionNow(read, period, destination, now);
  const { raised, trouble } = judgement;
  const isFailing = waits || (failedPercent(total) ?? 0) >= raisedPercent;
  return {
    ...common,
    isRaised: raised,
    isEndOpen: isFailing && !raised && hours?.since !== undefined && hours.until === undefined,
    isFailing,
    fails: waits || failed(total) > 0,
    weight: failed(total) / Math.max(1, attempted(total)) + (trouble ? 1 : 0),
  };
}

function needOnce(period: Period, destination: Destination): DeliveryRow['needAt'] {
  let last: { readonly pace: Pace; readonly need: Need } | undefined;
  return (pace, urgency, rank) => {
    if (last?.pace === pace && last.need.priority === urgency && last.need.rank === rank) return last.need;
    const resource = resources.metrics(period, destination, pace) as Resource<unknown>;
    last = { pace, need: { resource, priority: urgency, rank } };
    return last.need;
  };
}

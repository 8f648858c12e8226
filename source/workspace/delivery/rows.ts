import { attempted, failed, failedPercent } from '../../domain/delivery/counts.ts';
import { raisedPercent, waitsUnusually } from '../../domain/delivery/verdict.ts';
import type { Destination } from '../../domain/entities.ts';
import type { Priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import { isAsSeen, noting, type SeenReads } from '../polling/seen-reads.ts';
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

type KeptRows = WeakMap<Destination, Kept>;

const kept: Readonly<Record<Period, KeptRows>> = { '24h': new WeakMap(), '7d': new WeakMap() };

/** The connections that can be asked, in the order of the list. Most of thousands are those of a moment ago. */
export function deliveryRows(read: Read, period: Period, now: number): readonly DeliveryRow[] {
  const rows: DeliveryRow[] = [];
  for (const destination of read(resources.destinations).data ?? [])
    if (observable(destination)) rows.push(keptRow(read, period, destination, now));
  return rows;
}

function keptRow(read: Read, period: Period, destination: Destination, now: number): DeliveryRow {
  const known = kept[period].get(destination);
  // The same answer judges the same, whatever is being read.
  if (known && isAsSeen(known.seen, read, isSameAnswer)) return known.row;
  const noted = noting(read);
  const row = rowOf(noted.read, period, destination, now);
  kept[period].set(destination, { seen: noted.seen, row });
  return row;
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

import { attempted, failed, failedPercent } from '../../domain/delivery/counts.ts';
import { raisedPercent, waitsUnusually } from '../../domain/delivery/verdict.ts';
import type { Destination } from '../../domain/entities.ts';
import type { Priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import type { DeliveryReading } from '../resources/delivery-reading.ts';
import { onsets } from '../resources/onset.ts';
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

/** What a row is judged by: looking these up anew costs more than comparing them. */
interface Kept {
  readonly judgedBy: readonly Resource<unknown>[];
  readonly seen: readonly unknown[];
  readonly row: DeliveryRow;
}

type KeptRows = WeakMap<Destination, Kept>;

const kept: Readonly<Record<Period, KeptRows>> = { '24h': new WeakMap(), '7d': new WeakMap() };

/** The connections that can be asked, in the order of the list. Most of thousands are those of a moment ago. */
export function deliveryRows(read: Read, period: Period, now: number): readonly DeliveryRow[] {
  return (read(resources.destinations).data ?? [])
    .filter(observable)
    .map((destination) => keptRow(read, period, destination, now));
}

function keptRow(read: Read, period: Period, destination: Destination, now: number): DeliveryRow {
  const known = kept[period].get(destination);
  const judgedBy = known?.judgedBy ?? [
    resources.metrics(period, destination) as Resource<unknown>,
    resources.failures(period, destination) as Resource<unknown>,
    resources.minutes(period, destination) as Resource<unknown>,
    resources.comparedMetrics(period, destination) as Resource<unknown>,
    onsets(period, destination) as Resource<unknown>,
  ];
  const seen = judgedBy.flatMap((resource) => {
    const { data, error } = read(resource);
    return [data, error];
  });
  if (known?.seen.every((part, index) => part === seen[index])) return known.row;
  const row = rowOf(read, period, destination, now);
  kept[period].set(destination, { judgedBy, seen, row });
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

import { failedPercent } from '../../domain/delivery/counts.ts';
import { raisedPercent } from '../../domain/delivery/verdict.ts';
import type { Destination } from '../../domain/entities.ts';
import type { LocalPrivacy } from '../../domain/privacy/local.ts';
import { type Priority, priority } from '../../domain/queries.ts';
import { type Period, periods } from '../../domain/time.ts';
import { type DeliveryRow, deliveryRows } from '../delivery/rows.ts';
import { sweepOrder } from '../delivery/sweep-order.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import { atOnce, eachMinute, looked, type Pace, slow, sweepOf, usualPace } from '../resources/pace.ts';
import { failedLastTime } from '../watch/failed-last-time.ts';
import { onsetNeeds } from './onset.ts';

/** What is looked at besides the whole: ids on screen and ids the user marked as favorites. */
export interface Attention {
  readonly visible?: ReadonlySet<string> | undefined;
  readonly favorites?: ReadonlySet<string>;
  /** What the user does not want to flow where: what tells whether it does is read too. */
  readonly privacy?: LocalPrivacy | undefined;
}

/** Reasons are read for this many failing connections, worst first: more are never on a screen at once. */
const mostReasons = 100;
/** What fails now is read each minute, for this many connections at most. */
const mostRaised = 50;
/** For this many connections failures are read to the minute: two requests each. */
const mostMinutes = 20;
/**
 * In larger workspaces only connections that matter are compared with the window before, and reasons of small failure rates are
 * read only for what is on screen.
 */
const manyConnections = 600;

/**
 * What the delivery of all connections is read from: a sweep over all of them, most likely failures first, and each minute what
 * fails or is on screen. During the first sweep the screen changes with each answer, so until then only what fails is read more
 * often than the rest.
 */
export function deliveryNeeds(read: Read, period: Period, now: number, attention: Attention): Need[] {
  const rows = deliveryRows(read, period, now);
  const ranks = ranksOf(read, period, now, attention);
  const sweep = sweepOf(rows.length);
  const raised = rows.filter(({ isRaised }) => isRaised).sort((a, b) => b.weight - a.weight);
  const watched = new Set(raised.slice(0, mostRaised));
  const isRanked = rows.every(({ isAnswered }) => isAnswered);
  const attended: Attention = isRanked ? attention : { ...attention, visible: undefined };
  const needs: Need[] = [];
  for (const row of rows) {
    const { destination, reading } = row;
    const urgency = urgencyOf(destination, watched.has(row), reading ? attended : attention);
    const rank = (ranks?.get(destination.id) ?? 0) + (reading ? rows.length : 0);
    needs.push(row.needAt(paceOf(row, urgency, sweep), urgency, rank));
    const isCompared = reading && isRanked && (urgency < priority.rest || rows.length <= manyConnections);
    if (isCompared) needs.push(need(resources.comparedMetrics(period, destination), priority.rest));
  }
  return [
    ...needs,
    ...reasonNeeds(rows, period, attended, isRanked),
    ...minuteNeeds([...raised, ...rows.filter(({ isEndOpen }) => isEndOpen)], period, attended),
    ...onsetNeeds(read, period, now, raised),
  ];
}

/**
 * The reasons of what fails. A busy connection always fails a little, and the reasons of that are read last unless it is on
 * screen.
 */
function reasonNeeds(rows: readonly DeliveryRow[], period: Period, attention: Attention, isRanked: boolean): Need[] {
  const isFew = isRanked && rows.length <= manyConnections;
  const isWanted = ({ destination, isFailing, isRaised, fails }: DeliveryRow) =>
    isFailing || isRaised || (fails && (isFew || urgencyOf(destination, false, attention) <= priority.favorite));
  return rows
    .filter(isWanted)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostReasons)
    .map(({ destination, isFailing, isRaised }) => {
      const urgency = urgencyOf(destination, isFailing || isRaised, attention);
      const pace = isRaised ? looked : urgency <= priority.favorite ? usualPace : slow;
      return need(resources.failures(period, destination, pace), urgency);
    });
}

/** Minutes tell at once that a failure has ended, the hours some hours later. */
function minuteNeeds(raised: readonly DeliveryRow[], period: Period, attention: Attention): Need[] {
  return raised
    .slice(0, mostMinutes)
    .map(({ destination }) => need(resources.minutes(period, destination), urgencyOf(destination, true, attention)));
}

function ranksOf(read: Read, period: Period, now: number, attention: Attention) {
  const destinations = read(resources.destinations).data;
  if (!destinations) return undefined;
  const failsIn = (each: Period, destination: Destination): boolean => {
    const data = read(resources.metrics(each, destination)).data?.total;
    return data !== undefined && (failedPercent(data) ?? 0) >= raisedPercent;
  };
  return sweepOrder({
    destinations,
    favorites: attention.favorites,
    failedBefore: read(failedLastTime).data,
    failsElsewhere: (destination) => periods.some((each) => each !== period && failsIn(each, destination)),
    audit: read(resources.recentAudit(period)).data?.items,
    volume: read(resources.volume(period)).data,
    period,
    now,
  });
}

/** An estimate that turns out to matter is read exactly at once; what matters is read each minute, the rest in the sweep. */
function paceOf({ reading, isRaised }: DeliveryRow, urgency: Priority, sweep: Pace): Pace {
  if (urgency >= priority.rest) return sweep;
  if (reading?.total.basis === 'volume') return atOnce;
  return isRaised ? eachMinute : looked;
}

function urgencyOf({ id }: Destination, fails: boolean, { visible, favorites }: Attention): Priority {
  if (visible?.has(id)) return priority.visible;
  if (favorites?.has(id)) return priority.favorite;
  return fails ? priority.failing : priority.rest;
}

function need<T>(resource: Resource<T>, urgency: Priority): Need {
  return { resource: resource as Resource<unknown>, priority: urgency };
}

import type { WireState } from '../../domain/queries.ts';
import { minute, second } from '../../domain/time.ts';
import { metricsOperation, stepOperation } from './connection-metrics.ts';

/** How often the delivery of a connection is read, and with how much care. */
export interface Pace {
  readonly name: string;
  /** Time between two reads, ms. */
  readonly every: number;
  /** How many connections are read at this pace, where it is a sweep over all of them. */
  readonly sweep?: number | undefined;
}

/** Raised, or with its own page open. */
export const eachMinute: Pace = { name: 'minute', every: minute };
/** On screen among others, or a favorite. */
export const looked: Pace = { name: 'looked', every: 2 * minute };
/** Changes seldom: the reasons of the little that always fails. */
export const slow: Pace = { name: 'slow', every: 10 * minute };
/** Estimated, and found to matter: the exact numbers follow at once. */
export const atOnce: Pace = { name: 'once', every: 5 * second };
/** Used while nothing is known of the others. */
export const usualPace: Pace = { name: 'usual', every: 5 * minute };

/** In a workspace of some dozens a beginning failure is seen within three minutes, */
const quickest = 2 * minute;
/** and within ten where there are hundreds, as far as the limits allow. */
const slowest = 8 * minute;
/** Requests a minute that a sweep makes before it slows down instead. */
const gentle = 90;
/** The default of the API is said to be more than this; where nothing is known no sweep counts on more. */
const assumedLimit = 600;
/** Share of a limit that a sweep may use for good. */
const share = 1 / 3;

const sweeps = new Map<number, Pace>();

/** A sweep over so many connections: sixty every two minutes, some hundreds within eight. */
export function sweepOf(connections: number): Pace {
  const every = Math.min(slowest, Math.max(quickest, (connections / gentle) * minute));
  const known = sweeps.get(connections);
  if (known) return known;
  const pace = { name: `sweep-${connections}`, every, sweep: connections };
  sweeps.set(connections, pace);
  return pace;
}

/** The least time between two reads of one of so many connections that the known limits bear, ms. */
export function sustainable(connections: number, { limitOf }: Pick<WireState, 'limitOf'>): number {
  const metrics = limitOf(metricsOperation) ?? assumedLimit;
  const overview = limitOf(stepOperation('failed-delivery')) ?? assumedLimit;
  // One request by metrics, two by Delivery Overview; both lanes together stay within what the token bears.
  const reads = Math.min(assumedLimit * share, metrics * share + (overview * share) / 2);
  return (connections / Math.max(1, reads)) * minute;
}

/** Whether a first look at so many connections with two requests each would last longer than a minute. */
export function isScarce(connections: number, { limitOf }: Pick<WireState, 'limitOf'>): boolean {
  return 2 * connections > Math.min(assumedLimit, limitOf(metricsOperation) ?? assumedLimit);
}

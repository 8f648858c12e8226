import { type DeliveryMetrics, delivered, failed } from '../../domain/delivery/counts.ts';
import type { Problem } from '../../domain/problem.ts';
import { minute, type Window } from '../../domain/time.ts';

/** Totals of one connection in exactly this window. */
export interface DeliveryPart {
  readonly window: Window;
  readonly metrics: DeliveryMetrics;
  /** Problems of reading it. */
  readonly problems?: readonly Problem[] | undefined;
}

/**
 * What is known of the delivery of one connection. It is read in two parts, since hours that are over hardly change: one request
 * renews the running part, the settled one is read again when an hour is over.
 */
export interface DeliveryReading {
  /** Exactly what `total` covers: at least the period, as much as the API goes back. */
  readonly window: Window;
  /** The settled and the running part together. */
  readonly total: DeliveryMetrics;
  /** The hours that are over: the usual level of the connection. */
  readonly settled: DeliveryPart;
  /** The running hour, and the one before while it is young: from `leastRunning` to an hour more. */
  readonly running: DeliveryPart;
  /**
   * The newest minutes: the difference of two readings that are at least `newestSpan` apart if possible, else of the last two;
   * or the running part itself while it is short. Undefined when neither is known: when the API has lowered its counts in
   * between, a difference would describe something that did not happen.
   */
  readonly newest?: DeliveryPart | undefined;
  /** Earlier answers for the same running part, oldest first, of the last `kept` minutes: what `newest` is told from. */
  readonly points?: readonly DeliveryPart[] | undefined;
}

/** A rate of fewer minutes means too little. */
export const leastRunning = 10 * minute;
/** The newest minutes span at least this: shorter spans swing with every batch that Segment counts. */
export const newestSpan = 5 * minute;
/** Older answers are of no use any more, unless there is no newer one. */
const kept = 15 * minute;
/** A running part as short as this is the newest minutes itself. */
const shortRunning = 20 * minute;

/** Puts both parts together; the newest minutes come from earlier readings of the same running part. */
export function readingOf(
  settled: DeliveryPart,
  running: DeliveryPart,
  previous?: DeliveryReading | undefined,
): DeliveryReading {
  const points = pointsOf(running, previous);
  return {
    window: { start: settled.window.start, end: running.window.end },
    total: added(settled.metrics, running.metrics),
    settled,
    running,
    newest: newestOf(running, points),
    points,
  };
}

/** Earlier answers for the same running part by the same operation: always the last one, and older ones while they are recent. */
function pointsOf(running: DeliveryPart, previous: DeliveryReading | undefined): readonly DeliveryPart[] {
  const before = previous && [...(previous.points ?? []), previous.running];
  const same = (before ?? []).filter(
    ({ window, metrics }) =>
      window.start === running.window.start &&
      window.end < running.window.end &&
      metrics.basis === running.metrics.basis,
  );
  return same.filter(({ window }, index) => index === same.length - 1 || running.window.end - window.end <= kept);
}

function newestOf(running: DeliveryPart, points: readonly DeliveryPart[]): DeliveryPart | undefined {
  const { start, end } = running.window;
  // Counts that went down were corrected, so earlier readings are no basis any more.
  const comparable = points.slice(1 + points.findLastIndex(({ metrics }) => isCorrected(metrics, running.metrics)));
  const base = comparable.findLast(({ window }) => end - window.end >= newestSpan) ?? comparable[0];
  const isShort = end - start <= shortRunning;
  if (base && (!isShort || end - base.window.end >= newestSpan)) {
    return { window: { start: base.window.end, end }, metrics: since(base.metrics, running.metrics) };
  }
  return isShort ? running : undefined;
}

const isCorrected = (before: DeliveryMetrics, after: DeliveryMetrics): boolean =>
  delivered(after) < delivered(before) || failed(after) < failed(before);

/** Counts of both together. */
export function added(a: DeliveryMetrics, b: DeliveryMetrics): DeliveryMetrics {
  return {
    firstTry: a.firstTry + b.firstTry,
    afterRetry: a.afterRetry + b.afterRetry,
    discarded: a.discarded + b.discarded,
    expired: a.expired + b.expired,
    retrying: a.retrying === undefined || b.retrying === undefined ? undefined : a.retrying + b.retrying,
    p95: a.p95 ?? b.p95,
    average: a.average ?? b.average,
    basis: a.basis === b.basis ? a.basis : 'overview',
  };
}

/**
 * The difference to `before`. Events that moved from one count to another, as from waiting to delivered, must not become
 * negative.
 */
function since(before: DeliveryMetrics, after: DeliveryMetrics): DeliveryMetrics {
  const afterRetry = within(after.afterRetry - before.afterRetry, delivered(after) - delivered(before));
  const expired = within(after.expired - before.expired, failed(after) - failed(before));
  const isKnown = after.retrying !== undefined && before.retrying !== undefined;
  return {
    ...after,
    firstTry: delivered(after) - delivered(before) - afterRetry,
    afterRetry,
    discarded: failed(after) - failed(before) - expired,
    expired,
    retrying: isKnown ? Math.max(0, after.retrying - before.retrying) : undefined,
  };
}

const within = (count: number, most: number): number => Math.min(Math.max(0, count), most);

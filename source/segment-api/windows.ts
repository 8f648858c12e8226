import { bucketLength, day, floorTo, type Granularity, hour, minute, type Window } from '../domain/time.ts';
import { volumeLag } from '../domain/windows.ts';

/** Operations that answer only for windows within documented bounds. */
export type WindowRule = 'delivery-overview' | 'delivery-metrics' | 'events-volume';

interface Bounds {
  readonly longest: number;
  /** How far back a window may start; undefined where none is documented. */
  readonly oldest?: number;
  /** How far behind the clock a window must end. */
  readonly behind?: number;
}

/** Bounds of the three operations (rules 59, 61, 41). Volume documents none: these are on the safe side. */
const bounds: Readonly<Record<WindowRule, Readonly<Record<Granularity, Bounds>>>> = {
  'delivery-overview': {
    MINUTE: { longest: 4 * hour, oldest: 48 * hour },
    HOUR: { longest: 14 * day, oldest: 30 * day },
    DAY: { longest: 30 * day, oldest: 30 * day },
  },
  'delivery-metrics': {
    MINUTE: { longest: 4 * hour, oldest: 48 * hour },
    HOUR: { longest: 7 * day, oldest: 7 * day },
    DAY: { longest: 14 * day, oldest: 14 * day },
  },
  'events-volume': {
    MINUTE: { longest: 4 * hour, behind: volumeLag },
    HOUR: { longest: 14 * day, behind: volumeLag },
    DAY: { longest: 30 * day, behind: volumeLag },
  },
};

/** Clocks here and there may differ by this much before a window at the edge is refused (rule 59). */
const skew = minute;

/**
 * The part of a window that an operation may be asked for: not in the future, not older and not longer than documented; a
 * start at the edge moves to the next full bucket. The end is kept where there is a choice: the newest data matters most.
 * @returns undefined when the whole window is older than the operation goes back
 */
export function legalWindow(
  rule: WindowRule,
  window: Window,
  granularity: Granularity,
  now: number,
): Window | undefined {
  const { longest, oldest, behind = 0 } = bounds[rule][granularity];
  const end = Math.min(window.end, now - behind);
  const earliest = oldest === undefined ? Number.NEGATIVE_INFINITY : ceilTo(now - oldest + skew, granularity);
  if (window.end <= earliest) return undefined;
  const start = Math.max(
    window.start,
    earliest,
    end - window.start > longest ? ceilTo(end - longest, granularity) : window.start,
  );
  if (start < end) return { start, end };
  // Too recent to hold any events yet: the bucket that contains the end.
  return { start: floorTo(end - 1, granularity), end };
}

function ceilTo(at: number, granularity: Granularity): number {
  const floor = floorTo(at, granularity);
  return floor === at ? at : floor + bucketLength[granularity];
}

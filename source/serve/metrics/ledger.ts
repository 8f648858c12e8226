import { type HourHistory, type HourThing, isComplete, type Measure } from '../../domain/hours.ts';
import { type Bucket, day, floorTo, hour } from '../../domain/time.ts';

interface Known {
  /** Events of the days that are over, from the beginning of the count up to `until`. */
  days: number;
  until: number;
  /** Never less than what was told before. */
  told: number;
  readonly from: number;
}

/** What a count goes over now: the hours that are known best, and what is before them is remembered. */
export interface Recent {
  /** Hours without a hole, the running one too; an hour without a bucket had none. */
  readonly series: readonly Bucket[];
  readonly start: number;
}

/** Counts of a day that is over do not change any more after this, ms: the API is late, and four hours are tried again. */
const settled = 6 * hour;

/**
 * Counts that only grow, told from the hours that were seen: they go on after a restart, and what came in meanwhile is in them.
 * They begin anew with each month, which Prometheus takes for the restart of a counter.
 */
export class Ledger {
  readonly #history: () => HourHistory | undefined;
  readonly #since: number;
  readonly #known = new Map<string, Known>();

  /**
   * @param since when counting began on this host, ms: hours before it that are learnt later would be taken for events of now
   */
  constructor(history: () => HourHistory | undefined, since: number) {
    this.#history = history;
    this.#since = floorTo(since, 'HOUR');
  }

  /**
   * Events since the beginning of the month, or of counting.
   * @returns undefined where nothing at all is known
   */
  total(thing: HourThing, measure: Measure, recent: Recent | undefined, now: number): number | undefined {
    const from = Math.max(this.#since, monthStart(now));
    const key = `${thing}\n${measure}`;
    let known = this.#known.get(key);
    if (known?.from !== from) {
      known = { days: 0, until: from, told: 0, from };
      this.#known.set(key, known);
    }
    const end = Math.max(from, recent ? Math.ceil(recent.start / hour) * hour : now);
    const hours = this.#hours(thing, measure, known, end, now);
    if (!recent && hours.isNone && known.told === 0) return undefined;
    const newest = (recent?.series ?? []).filter(({ at }) => floorTo(at, 'HOUR') >= end);
    const sum = known.days + hours.sum + newest.reduce((all, { count }) => all + count, 0);
    known.told = Math.max(known.told, sum);
    return known.told;
  }

  /** The hours before the recent ones; those of days that cannot change any more are read once. */
  #hours(thing: HourThing, measure: Measure, known: Known, end: number, now: number) {
    const history = this.#history();
    let sum = 0;
    let isNone = known.days === 0;
    for (let start = known.until; start < end; ) {
      const next = Math.min(end, floorTo(start, 'DAY') + day);
      const seen = (history?.of(thing, measure, { start, end: next }) ?? []).filter(isComplete);
      const counted = seen.reduce((all, { count }) => all + count, 0);
      isNone &&= seen.length === 0;
      if (start === known.until && next + settled < now && next < end) {
        known.days += counted;
        known.until = next;
      } else sum += counted;
      start = next;
    }
    return { sum, isNone };
  }
}

function monthStart(now: number): number {
  const at = new Date(now);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
}

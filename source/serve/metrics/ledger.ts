import { type HourHistory, type HourThing, isComplete, type Measure, type SeenHour } from '../../domain/hours.ts';
import { type Bucket, countIn, day, floorTo, hour, type Window } from '../../domain/time.ts';
import type { ToldCount, ToldCounts } from '../../storage/told-counts.ts';

interface Running {
  readonly start: number;
  readonly count: number;
  /** When so many were told first, ms. */
  readonly at: number;
}

/** Hours between what is over and what runs: nobody has seen them as a whole yet. */
interface Gap {
  readonly start: number;
  readonly end: number;
  /** As many events as were told of them while they ran. */
  readonly count: number;
  /** Those of its hours that were known when their day was closed: what is learnt of that day later is not read any more. */
  readonly closed: { readonly hours: number; readonly count: number };
}

const nothing: Gap['closed'] = { hours: 0, count: 0 };

interface Known {
  /** Events of the days that are over, from the beginning of the count up to `until`. */
  days: number;
  until: number;
  /** Never less than what was told before. */
  told: number;
  readonly from: number;
  running: Running | undefined;
  gaps: readonly Gap[];
  /** What the daemon before this one told last, until it is known whether the count goes on from there. */
  before: { readonly told: number; readonly running: number } | undefined;
}

/** What a count goes over now: the hours that are known best, and what is before them is remembered. */
export interface Recent {
  /** Hours without a hole, the running one too; an hour without a bucket had none. */
  readonly series: readonly Bucket[];
  readonly start: number;
}

/** Counts of a day that is over do not change any more after this, ms: the API is late, and four hours are tried again. */
const settled = 6 * hour;
/** Hours that nobody saw while they ran are still read up to this age, ms. */
const readLate = 2 * day;
/** A clock that was set back is waited for at most so long, ms. */
const longestWait = day;
/** More gaps of one count are put together where they touch: that loses nothing while no hour of them is known. */
const mostGaps = 24;

/**
 * Counts that only grow, told from the hours that were seen: they go on after a restart, and what came in meanwhile is in them.
 * They begin anew with each month, which Prometheus takes for the restart of a counter. Told with less at any other time, all
 * events of the month would be taken for new ones.
 */
export class Ledger {
  readonly #history: () => HourHistory | undefined;
  readonly #since: number;
  readonly #before: ToldCounts | undefined;
  readonly #known = new Map<string, Known>();
  /** When the counts begin that were told last. */
  #last: number;
  #isChanged = false;

  /**
   * @param since when counting began on this host, ms: hours before it that are learnt later would be taken for events of now
   * @param before what was told on this host before a restart
   */
  constructor(history: () => HourHistory | undefined, since: number, before?: ToldCounts) {
    this.#history = history;
    this.#since = floorTo(since, 'HOUR');
    this.#before = before;
    this.#last = before?.from ?? this.#since;
  }

  /**
   * Events since the beginning of the month, or of counting.
   * @returns undefined where nothing at all is known
   */
  total(thing: HourThing, measure: Measure, recent: Recent | undefined, now: number): number | undefined {
    const from = this.#from(now);
    const known = this.#knownOf(`${thing}\n${measure}`, from);
    // Without the hours it cannot be known whether the count goes on; those of a count that is waited for are not there yet.
    if (known.before && (now < from || !this.#history())) return undefined;
    // A day that is closed is counted already, however far back is told this time.
    const end = Math.max(known.until, recent ? Math.ceil(recent.start / hour) * hour : now);
    const newest = countIn(recent?.series ?? [], end);
    if (recent) this.#follow(known, { start: end, count: newest, at: now });
    const seen = this.#seen(thing, measure, { start: known.until, end });
    if (!recent && seen.length === 0 && known.told === 0) return undefined;
    const sum = known.days + total(seen) + missing(known, seen, end) + newest;
    settleDays(known, seen, end, now);
    // Less by more than what ran then is no gap: the hours are gone, and waiting for as many events would hide those of now.
    const last = known.before && sum + known.before.running >= known.before.told ? known.before.told : 0;
    known.before = undefined;
    const told = Math.max(known.told, last, sum);
    if (told !== known.told) this.#isChanged = true;
    known.told = told;
    return told;
  }

  /** What is to be kept before it is told; undefined where that is kept already. */
  toKeep(now: number): ToldCounts | undefined {
    if (!this.#isChanged) return undefined;
    this.#isChanged = false;
    const from = this.#from(now);
    const own = [...this.#known].filter(([, known]) => known.from === from && !known.before);
    return { from, counts: Object.fromEntries(own.map(([key, known]) => [key, keptOf(known)])) };
  }

  /**
   * A clock that is set back over the beginning of a month would have all of the month before told once more: counts wait for it, or
   * begin anew where that takes long.
   */
  #from(now: number): number {
    const from = Math.max(this.#since, monthStart(now));
    const isFarAhead = this.#last - now > longestWait;
    this.#last = Math.max(from, isFarAhead ? Math.ceil(now / hour) * hour : this.#last);
    return this.#last;
  }

  #knownOf(key: string, from: number): Known {
    const before = this.#known.get(key);
    if (before?.from === from) return before;
    const counts = this.#before?.from === from ? this.#before.counts : {};
    const known = begun(from, counts[key]);
    this.#known.set(key, known);
    return known;
  }

  /** What ran until now is over once something later runs; until it is read as a whole, it counts with what was told of it. */
  #follow(known: Known, later: Running): void {
    const { running } = known;
    if (running && (later.start < running.start || (later.start === running.start && later.count === running.count)))
      return;
    if (running && later.start > running.start) {
      // What is in both is counted once: at most all that runs now.
      const count = running.at <= later.start ? running.count : running.count - later.count;
      if (count > 0) {
        const gap = { start: running.start, end: later.start, count, closed: nothing };
        known.gaps = fewer([...known.gaps, gap]);
      }
    }
    known.running = later;
    this.#isChanged = true;
  }

  #seen(thing: HourThing, measure: Measure, window: Window): readonly SeenHour[] {
    return (this.#history()?.of(thing, measure, window) ?? []).filter(isComplete);
  }
}

/** Events of hours that ran when they were told and are not known as a whole: those that are not among the known ones. */
function missing(known: Known, seen: readonly SeenHour[], end: number): number {
  let sum = 0;
  const open: Gap[] = [];
  for (const gap of known.gaps) {
    const { hours, count } = filled(gap, seen);
    if (hours >= (gap.end - gap.start) / hour) continue;
    open.push(gap);
    if (gap.end <= end) sum += Math.max(0, gap.count - count);
  }
  known.gaps = open;
  return sum;
}

/** What is known of a gap with these hours too. */
function filled({ start, end, closed }: Gap, seen: readonly SeenHour[]): Gap['closed'] {
  const own = seen.filter(({ at }) => at >= start && at < end);
  return { hours: closed.hours + own.length, count: closed.count + total(own) };
}

/** Days that cannot change any more are not read again. */
function settleDays(known: Known, seen: readonly SeenHour[], end: number, now: number): void {
  for (;;) {
    const start = known.until;
    const next = floorTo(start, 'DAY') + day;
    const own = seen.filter(({ at }) => at >= start && at < next);
    const isWhole = own.length >= (next - start) / hour;
    if (next >= end || next + (isWhole ? settled : readLate) >= now) return;
    known.days += total(own);
    known.gaps = known.gaps.map((gap) => ({ ...gap, closed: filled(gap, own) }));
    known.until = next;
  }
}

const total = (hours: readonly SeenHour[]): number => hours.reduce((all, { count }) => all + count, 0);

/** The oldest two that touch become one; where none do, the oldest is forgotten. */
function fewer(gaps: readonly Gap[]): readonly Gap[] {
  if (gaps.length <= mostGaps) return gaps;
  for (const [index, first] of gaps.entries()) {
    const second = gaps[index + 1];
    if (second?.start === first.end) return gaps.toSpliced(index, 2, together(first, second));
  }
  return gaps.slice(1);
}

const together = (first: Gap, second: Gap): Gap => ({
  start: first.start,
  end: second.end,
  count: first.count + second.count,
  closed: { hours: first.closed.hours + second.closed.hours, count: first.closed.count + second.closed.count },
});

function begun(from: number, kept: ToldCount | undefined): Known {
  const running = kept?.running && runningOf(kept.running);
  return {
    days: 0,
    until: from,
    told: 0,
    from,
    running,
    gaps: (kept?.gaps ?? []).map(([start, end, count]) => ({ start, end, count, closed: nothing })),
    before: kept && { told: kept.told, running: running?.count ?? 0 },
  };
}

const runningOf = ([start, count, at]: NonNullable<ToldCount['running']>): Running => ({ start, count, at });

function keptOf({ told, running, gaps }: Known): ToldCount {
  return {
    told,
    ...(running && { running: [running.start, running.count, running.at] }),
    gaps: gaps.map(({ start, end, count }) => [start, end, count]),
  };
}

function monthStart(now: number): number {
  const at = new Date(now);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
}

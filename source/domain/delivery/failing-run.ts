import { type Bucket, bucketLength, type Granularity, type Window } from '../time.ts';

/** What became of the events of a connection, bucket by bucket: buckets without events may be missing. */
export interface BucketCounts {
  readonly window: Window;
  readonly granularity: Granularity;
  /** Failed for good; or, where waiting is judged, also what was tried again. */
  readonly failed: readonly Bucket[];
  readonly delivered: readonly Bucket[];
}

/** The newest stretch of buckets in which far more failed than usual. */
export interface FailingRun {
  /** Start of its first bucket. */
  readonly since: number;
  /** Nothing before it proves that deliveries worked: it may have begun before the window did. */
  readonly isEdge: boolean;
  /** End of its last bucket, once enough deliveries after it worked. */
  readonly until: number | undefined;
  readonly failed: number;
  readonly attempted: number;
}

interface Grid {
  readonly start: number;
  readonly size: number;
  readonly failed: Float64Array;
  readonly delivered: Float64Array;
}

/** Evidence is the log-likelihood ratio of the counts: the failing rate against the usual one. */
const enoughEvidence = 10;
/** The same in the other direction: from this sum on it is over. */
const enoughRelief = 5;
const fewestFailed = 5;
/**
 * A connection that never fails is given a tenth of the least rate as its usual one: with a rate of zero a single failure would
 * be proof.
 */
const leastUsual = 0.1;
/** A usual rate above this is no baseline to compare with, but a failure that has lasted. */
const mostUsual = 0.05;
const chronicUsual = 0.01;
/** Parameters of the search. */
export interface RunRule {
  /** The least rate that counts, as a share. */
  readonly least: number;
  /** A high rate may be the usual level, as it can be intended. Otherwise a usual level is a few per cent at most. */
  readonly mayLast: boolean;
  /** Clean buckets that must follow before a run counts as over: two where the newest one is still filling. */
  readonly clean: number;
}

const ofDeliveries: RunRule = { least: 0.01, mayLast: false, clean: 2 };

/** The failing rate is taken from the worst stretch of this many buckets. */
const stretches = [1, 5, 15, 60];
/** Runs at most this many buckets apart are one: a failure that comes and goes. */
const sameRun: Readonly<Record<Granularity, number>> = { MINUTE: 10, HOUR: 1, DAY: 0 };
/** So many failures must have been expected before a run for its first bucket to be its beginning. */
const dueBefore = 3;

function gridOf({ window, granularity, failed, delivered }: BucketCounts): Grid {
  const size = bucketLength[granularity];
  const start = window.start - (window.start % size);
  const length = Math.max(0, Math.ceil((window.end - start) / size));
  const spread = (series: readonly Bucket[]): Float64Array => {
    const counts = new Float64Array(length);
    // Nothing is kept of what lies outside of the window.
    for (const { at, count } of series) counts[Math.floor((at - start) / size)]! += count;
    return counts;
  };
  return { start, size, failed: spread(failed), delivered: spread(delivered) };
}

/** The highest rate of any stretch, as a share; undefined where too few failed for one. */
function worstRate({ failed, delivered }: Grid): number | undefined {
  let worst: number | undefined;
  for (const length of [...stretches, failed.length]) {
    let [lost, got] = [0, 0];
    for (let index = 0; index < failed.length; index += 1) {
      lost += failed[index]! - (index >= length ? failed[index - length]! : 0);
      got += delivered[index]! - (index >= length ? delivered[index - length]! : 0);
      if (lost >= fewestFailed) worst = Math.max(worst ?? 0, lost / (lost + got));
    }
  }
  return worst;
}

/**
 * Finds the failing run that goes on, or else the one that ended last, by a cumulative sum (CUSUM) of evidence: it begins where
 * the evidence begins to grow, and ends where enough deliveries after it worked. Events count, not buckets, so it works for ten
 * events an hour and for ten thousand a minute, by night and by day.
 * @param usualPercent the usual error rate; undefined: not known
 */
export function failingRun(
  counts: BucketCounts,
  usualPercent: number | undefined,
  { least, mayLast, clean }: RunRule = ofDeliveries,
): FailingRun | undefined {
  const grid = gridOf(counts);
  const worst = worstRate(grid);
  if (worst === undefined || worst < least) return undefined;
  const known = (usualPercent ?? 0) / 100;
  const usual = known >= mostUsual && !mayLast ? chronicUsual : Math.max(known, least * leastUsual);
  // Half of the worst rate, so that milder minutes still belong to the run.
  const rate = Math.min(0.5, Math.max(worst / 2, least, 1.5 * usual));
  const runs = runsOf(grid, Math.log(rate / usual), Math.log((1 - rate) / (1 - usual)), sameRun[counts.granularity]);
  const last = runs.findLast((run) => isRun(run, Math.max(least, 1.2 * usual)));
  if (!last) return undefined;
  const { start, size } = grid;
  const length = grid.failed.length;
  const before = sums(grid, 0, last.first);
  return {
    since: start + last.first * size,
    isEdge: before.attempted * rate < dueBefore,
    until: last.isOver && length - 1 - last.last >= clean ? start + (last.last + 1) * size : undefined,
    failed: last.failed,
    attempted: last.attempted,
  };
}

interface Run {
  first: number;
  last: number;
  isOver: boolean;
  failed: number;
  attempted: number;
}

function isRun({ failed, attempted }: Run, rate: number): boolean {
  return failed >= fewestFailed && failed / attempted >= rate;
}

function sums({ failed, delivered }: Grid, from: number, to: number): { failed: number; attempted: number } {
  let [lost, got] = [0, 0];
  for (let index = from; index < to; index += 1) {
    lost += failed[index]!;
    got += delivered[index]!;
  }
  return { failed: lost, attempted: lost + got };
}

function runsOf(grid: Grid, perFailed: number, perDelivered: number, gap: number): Run[] {
  const runs: Run[] = [];
  let evidence = 0;
  let peak = 0;
  let first = 0;
  let last = 0;
  const close = (isOver: boolean): void => {
    if (peak >= enoughEvidence) {
      const before = runs.at(-1);
      const joins = before !== undefined && first - before.last - 1 <= gap;
      const from = joins ? before.first : first;
      if (joins) runs.pop();
      runs.push({ first: from, last, isOver, ...sums(grid, from, last + 1) });
    }
    evidence = 0;
    peak = 0;
  };
  for (let index = 0; index < grid.failed.length; index += 1) {
    if (evidence === 0) first = index;
    evidence += grid.failed[index]! * perFailed + grid.delivered[index]! * perDelivered;
    if (evidence >= peak && grid.failed[index]! > 0 && evidence > 0) [peak, last] = [evidence, index];
    if (peak >= enoughEvidence && peak - evidence >= enoughRelief) close(true);
    else if (evidence <= 0) [evidence, peak] = [0, 0];
  }
  close(false);
  return runs;
}

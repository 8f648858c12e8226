import { hour, minute, type Window } from '../time.ts';
import { attempted, type DeliveryMetrics, failed, percent } from './counts.ts';
import { type BucketCounts, type FailingRun, failingRun } from './failing-run.ts';
import { isRate, retryWindow, waitsUnusually } from './verdict.ts';

/**
 * How a connection stands now. `losing`: events are lost. `retrying`: unusually many wait for another attempt. `recovering`: one
 * of both ended a short while ago. `background`: a few fail, as they always do (rule 76). `clean`: nothing fails, or nothing was sent.
 */
export type NowState = 'losing' | 'retrying' | 'recovering' | 'background' | 'clean' | 'unknown';

export interface Judgement {
  readonly state: NowState;
  /** Something is wrong at this moment (rule 223): what marks, triage, alerts and exit codes go by. */
  readonly trouble: boolean;
  /** Worth a line: trouble, or what has ended a short while ago. */
  readonly raised: boolean;
  /**
   * What fails of what is attempted now, in percent: since the failure began, as far back as the minutes reach, else in the
   * newest stretch that has enough events. Waiting events count while unusually many wait.
   */
  readonly rate: number | undefined;
  /** Events that fail an hour, by the same stretch: what the order goes by, whatever period is looked at. */
  readonly perHour: number;
  /** The stretch that the state is judged by. */
  readonly basis: Window | undefined;
  /** The failing run to the minute, where minutes were read. */
  readonly run: FailingRun | undefined;
  /** When it ended, at the precision of what was read; set only while recovering. */
  readonly until: number | undefined;
}

interface Part {
  readonly window: Window;
  readonly metrics: DeliveryMetrics;
}

/** What is known of a connection, from the oldest to the newest. */
export interface NowFacts {
  /** The same period one earlier. */
  readonly earlier?: DeliveryMetrics | undefined;
  /** Hours that are over. */
  readonly settled: Part;
  /** The running hour, ten minutes at least. */
  readonly running: Part;
  /** What came in since the reading before. */
  readonly newest?: Part | undefined;
  /** The last hours by the minute, for the few that are raised or looked at. */
  readonly minutes?: BucketCounts | undefined;
  /** When the last failing hours began and, if they are over, ended: from a series that is read less often. */
  readonly hours?: { readonly since: number; readonly until: number | undefined } | undefined;
}

/** A rate from here on is never a usual level, however long it has lasted. */
const losingPercent = 5;
/** Growth over the usual rate that is worth a line, in percent. */
const grewPercent = 20;
/** Fewer attempts than this give no usual level. */
const fewestUsual = 20;
/** Distance from what chance explains, in standard deviations: high, as thousands of stretches are judged each hour. */
const deviations = 5;
/** So many failures must have been expected before their absence proves that it is over. */
const proofOfEnd = 5;
/** What has ended is shown for this long. */
const recoveryShown = 4 * hour;
/** Minutes older than the reading by more than this say nothing of now. */
const minutesLast = 3 * minute;

const unknown: Judgement = {
  state: 'unknown',
  trouble: false,
  raised: false,
  rate: undefined,
  perHour: 0,
  basis: undefined,
  run: undefined,
  until: undefined,
};

/** Judges a connection by its newest minutes and its running hour against its own usual level; undefined: nothing was read. */
export function judgeNow(facts: NowFacts | undefined): Judgement {
  if (!facts) return unknown;
  const usual = usualPercent(facts);
  const stretches = stretchesOf(facts);
  const byParts = lossByParts(facts, stretches, usual);
  const loss = isFresh(facts) ? (lossByMinutes(facts, facts.minutes, usual) ?? byParts) : byParts;
  if (loss.state === 'losing') return judged(loss);
  const newest = stretches.find(({ metrics }) => withWaiting(metrics) >= fewestUsual);
  if (newest && waitsUnusually(newest.metrics)) return judged(waitingLoss(newest, facts));
  if (loss.state !== 'recovering' && newest && waitsUnusually(facts.running.metrics))
    return judged({ state: 'recovering', until: newest.window.start });
  return judged(loss);
}

interface Loss {
  readonly state: NowState;
  readonly rate?: number | undefined;
  readonly perHour?: number;
  readonly basis?: Window | undefined;
  readonly run?: FailingRun | undefined;
  readonly until?: number | undefined;
}

function judged({ state, rate, perHour = 0, basis, run, until }: Loss): Judgement {
  const trouble = state === 'losing' || state === 'retrying';
  return { state, trouble, raised: trouble || state === 'recovering', rate, perHour, basis, run, until };
}

/** The lower rate of two days, so that a bad yesterday, or the hours of this failure itself, do not become the usual level. */
function usualPercent({ earlier, settled }: NowFacts): number | undefined {
  const known = [settled.metrics, ...(earlier ? [earlier] : [])]
    .filter((metrics) => attempted(metrics) >= fewestUsual)
    .map((metrics) => percent(failed(metrics), attempted(metrics))!);
  return known.length > 0 ? Math.min(...known) : undefined;
}

const waiting = ({ retrying = 0 }: DeliveryMetrics): number => retrying;
const withWaiting = (metrics: DeliveryMetrics): number => attempted(metrics) + waiting(metrics);

/** Newest first; the whole period only where the running hour has next to no events. */
function stretchesOf({ newest, running, settled }: NowFacts): Part[] {
  const isThin = withWaiting(running.metrics) < fewestUsual;
  const whole = { window: { start: settled.window.start, end: running.window.end }, metrics: sum(settled, running) };
  return [...(newest ? [newest] : []), running, ...(isThin ? [whole] : [])];
}

function sum({ metrics: a }: Part, { metrics: b }: Part): DeliveryMetrics {
  return {
    ...b,
    firstTry: a.firstTry + b.firstTry,
    afterRetry: a.afterRetry + b.afterRetry,
    discarded: a.discarded + b.discarded,
    expired: a.expired + b.expired,
    retrying: a.retrying === undefined || b.retrying === undefined ? undefined : a.retrying + b.retrying,
  };
}

/** Enough events, a rate that counts, and more than usual level and chance explain. */
function isBad(lost: number, tried: number, usual: number | undefined): boolean {
  if (!isRate(lost, tried)) return false;
  const rate = percent(lost, tried)!;
  if (usual !== undefined && usual >= losingPercent) return rate >= losingPercent;
  const due = (tried * (usual ?? 0)) / 100;
  return rate > (usual ?? 0) * (1 + grewPercent / 100) && lost >= due + deviations * Math.sqrt(due) + 1;
}

/** Far fewer failures than the rate would give, beyond what chance explains. */
function isOver(lost: number, tried: number, before: number): boolean {
  const due = (tried * before) / 100;
  return due >= proofOfEnd && lost <= due / 4;
}

/** The shortest stretch that proves either decides. */
function lossByParts(facts: NowFacts, stretches: readonly Part[], usual: number | undefined): Loss {
  const worst = stretches.find(({ metrics }) => isBad(failed(metrics), attempted(metrics), usual));
  if (!worst) return pastLoss(facts);
  const rate = percent(failed(worst.metrics), attempted(worst.metrics))!;
  const perHour = hourly(failed(worst.metrics), worst.window);
  const newer = stretches.slice(0, stretches.indexOf(worst));
  const over = newer.find(({ metrics }) => isOver(failed(metrics), attempted(metrics), rate));
  if (over) return { state: 'recovering', rate, perHour, basis: worst.window, until: over.window.start };
  // What only the sum of the period shows may be over: its hours tell whether it is.
  const isWhole = worst.window.start === facts.settled.window.start;
  if (isWhole && facts.hours?.until !== undefined) return pastLoss(facts);
  return { state: 'losing', rate, perHour, basis: worst.window };
}

/** Minutes tell when it began and whether it is over; events that came in after them are newer still. */
function lossByMinutes({ newest }: NowFacts, minutes: BucketCounts, usual: number | undefined): Loss | undefined {
  const run = failingRun(minutes, usual);
  if (!run) return undefined;
  const end = run.until ?? minutes.window.end;
  const basis = { start: run.since, end };
  const rate = percent(run.failed, run.attempted);
  const facts = { rate, perHour: hourly(run.failed, basis), basis, run };
  if (run.until === undefined) return { state: 'losing', ...facts };
  const again = newest && newest.window.start >= run.until && newest.window.end > minutes.window.end;
  if (again && isBad(failed(newest.metrics), attempted(newest.metrics), usual)) return undefined;
  return { state: 'recovering', ...facts, until: run.until };
}

/** Nothing fails now beyond the background; what ended a short while ago is still shown. */
function pastLoss({ running, settled, hours }: NowFacts): Loss {
  const all = sum(settled, running);
  const state = failed(all) > 0 ? 'background' : 'clean';
  const until = hours?.until;
  if (until === undefined || !isRate(failed(all), attempted(all))) return { state };
  // Events that were given up were lost up to four hours after their first failure.
  const isGivenUp = all.expired > all.discarded;
  const shown = recoveryShown + (isGivenUp ? retryWindow : 0);
  return running.window.end - until > shown
    ? { state }
    : { state: 'recovering', rate: percent(failed(all), attempted(all)), until };
}

/** Waiting events are not lost yet. If they have waited for the whole retry window, some are given up all the time. */
function waitingLoss({ metrics, window }: Part, { settled, running, hours }: NowFacts): Loss {
  const waits = failed(metrics) + waiting(metrics);
  const all = sum(settled, running);
  const isOld = hours === undefined || hours.since <= running.window.end - retryWindow;
  const givesUp = isOld && isRate(all.expired, attempted(all));
  return {
    state: givesUp ? 'losing' : 'retrying',
    rate: percent(waits, withWaiting(metrics)),
    perHour: hourly(waits, window),
    basis: window,
  };
}

const hourly = (count: number, { start, end }: Window): number => (count * hour) / Math.max(minute, end - start);

/** Minutes count when they are as new as the reading. */
function isFresh(facts: NowFacts): facts is NowFacts & { readonly minutes: BucketCounts } {
  return facts.minutes !== undefined && facts.running.window.end - facts.minutes.window.end <= minutesLast;
}

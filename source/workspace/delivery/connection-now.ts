import { type DeliveryMetrics, percent, type StepReport } from '../../domain/delivery/counts.ts';
import { type BucketCounts, failingRun } from '../../domain/delivery/failing-run.ts';
import { type Judgement, judgeNow, type NowFacts } from '../../domain/delivery/judgement.ts';
import { type Onset, onsetOf, onsetStart, runOnset } from '../../domain/delivery/onset.ts';
import { codeOf, waitsUnusually } from '../../domain/delivery/verdict.ts';
import type { Destination } from '../../domain/entities.ts';
import type { SafeText } from '../../domain/text.ts';
import { countIn, floorTo, hour, type Period } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import { wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import type { DeliveryReading } from '../resources/delivery-reading.ts';
import { countsOf, type OnsetReading, onsets } from '../resources/onset.ts';

/** What one connection is judged by. */
interface ConnectionReads {
  readonly reading: DeliveryReading | undefined;
  readonly earlier: DeliveryMetrics | undefined;
  readonly failures: Snapshot<StepReport>;
  readonly minutes: resources.MinuteSeries | undefined;
  readonly deep: OnsetReading | undefined;
}

/** What a failure has cost so far. */
export interface Loss {
  readonly failed: number;
  /** Undefined where only failures were read so far back. */
  readonly attempted: number | undefined;
  /** Counted since it began; else over the whole period, and the words must say so. */
  readonly isSinceOnset: boolean;
}

/** How a connection stands now, since when, and what that cost. */
export interface ConnectionNow {
  readonly judgement: Judgement;
  /** Set only for a raised failure: the usual background has no beginning. */
  readonly onset: Onset | undefined;
  /** The hours of the period that failed most, also where they are over for long: what a replay is asked for. */
  readonly hours: Onset | undefined;
  readonly loss: Loss | undefined;
  /** The reason that most fails for now, where minutes tell: over a whole day the background may have more of another reason. */
  readonly reason: SafeText | undefined;
  /** The report by reason was read before it began: it tells of the background, and neither since when nor why this fails. */
  readonly isDated?: true | undefined;
}

const kept = new WeakMap<DeliveryReading, { readonly reads: ConnectionReads; readonly value: ConnectionNow }>();

/**
 * Judges a connection by all that was read of it: for what is shown, and for what is to be read next. The same reads are judged
 * once.
 */
export function connectionNow(read: Read, period: Period, destination: Destination, now: number): ConnectionNow {
  const reading = read(resources.metrics(period, destination)).data;
  const reads: ConnectionReads = {
    reading,
    earlier: read(resources.comparedMetrics(period, destination)).data?.before.metrics,
    failures: read(resources.failures(period, destination)),
    // A row that was lost may have held the beginning.
    minutes: wholeOf(read(resources.minutes(period, destination))),
    deep: wholeOf(read(onsets(period, destination))),
  };
  if (!reading) return judged(reads, period, now);
  const known = kept.get(reading);
  if (known && isSame(known.reads, reads)) return known.value;
  const value = judged(reads, period, now);
  kept.set(reading, { reads, value });
  return value;
}

function isSame(a: ConnectionReads, b: ConnectionReads): boolean {
  return a.earlier === b.earlier && a.failures === b.failures && a.minutes === b.minutes && a.deep === b.deep;
}

function judged(reads: ConnectionReads, period: Period, now: number): ConnectionNow {
  const { reading, earlier, failures, minutes, deep } = reads;
  const end = failures.fetchedAt ?? now;
  // Compared with the time of the report, not with now: a failure has not ended because it could not be read again.
  const report = wholeOf(failures);
  const coarse = onsetOf(report, hour, end, readWindow(period, end).start, reading && waitsUnusually(reading.total));
  const facts: NowFacts | undefined = reading && {
    settled: reading.settled,
    running: reading.running,
    newest: reading.newest,
    earlier,
    minutes: minutes && countsOf(minutes.failures, minutes.deliveries, minutes.window, 'MINUTE'),
    hours: coarse && { since: onsetStart(coarse), until: coarse.until },
  };
  const judgement = judgeNow(facts);
  if (!judgement.raised || !reading)
    return { judgement, onset: undefined, hours: coarse, loss: undefined, reason: undefined };
  const run = judgement.run ?? waitingRun(judgement, minutes);
  const fine = run && !run.isEdge ? runOnset(run, 'MINUTE') : undefined;
  const isDated = !run && !deep && coarse !== undefined && isOlder(report, failures.fetchedAt, judgement);
  const hourly = isDated ? undefined : coarse;
  const old = fine ? undefined : (deep?.onset ?? (run?.isEdge ? beforeMinutes(coarse, run.since) : hourly));
  const onset = fine ?? old;
  const until = judgement.state === 'recovering' ? (judgement.until ?? onset?.until) : undefined;
  const ending = onset && { ...onset, until };
  const known = fine ? judgement.run : undefined;
  // What waits is counted by attempts made again, by the hour too: these are no events, and none of them is lost.
  const waits = judgement.state === 'retrying' || run !== judgement.run;
  const loss = lossOf(reading, report, known, ending, waits ? undefined : deep?.hours, facts?.minutes);
  return {
    judgement: exactRate(judgement, loss, reading),
    onset: ending,
    hours: coarse,
    loss,
    reason: reasonNow(judgement, run?.since, minutes),
    ...(isDated ? { isDated } : {}),
  };
}

/** Most of what fails by the newest numbers is not in a report that is older. */
function isOlder(
  report: StepReport | undefined,
  fetchedAt: number | undefined,
  { basis, perHour }: Judgement,
): true | undefined {
  if (!basis || fetchedAt === undefined || fetchedAt >= basis.end) return undefined;
  // With the hour before: a failure that goes on was read in that one.
  const from = floorTo(basis.start, 'HOUR') - hour;
  const known = (report?.rows ?? []).reduce((all, { series }) => all + countIn(series, from), 0);
  return 2 * known < (perHour * (basis.end - basis.start)) / hour ? true : undefined;
}

/**
 * Where so little is sent that only the sum of the period gave a rate, the rate since the onset replaces it: the average would
 * be another one in another period.
 */
function exactRate(
  judgement: Judgement,
  { failed, attempted, isSinceOnset }: Loss,
  reading: DeliveryReading,
): Judgement {
  const { state, basis } = judgement;
  if (basis && basis.start !== reading.settled.window.start) return judgement;
  if (!isSinceOnset || attempted === undefined)
    return state === 'recovering' ? { ...judgement, rate: undefined } : judgement;
  const waiting = state === 'recovering' || !waitsUnusually(reading.total) ? 0 : (reading.total.retrying ?? 0);
  return { ...judgement, rate: percent(failed + waiting, attempted + waiting) };
}

/** The hours tell the onset; where they do not, all that is known is that it began before the minutes. */
function beforeMinutes(coarse: Onset | undefined, edge: number): Onset {
  return coarse && onsetStart(coarse) <= edge
    ? coarse
    : { since: undefined, within: 0, before: edge, until: undefined };
}

/** Waiting events have not failed yet, so they are seen in the attempts made again. */
function waitingRun({ state, until }: Judgement, minutes: resources.MinuteSeries | undefined) {
  if (!minutes || (state !== 'retrying' && until === undefined)) return undefined;
  return failingRun(countsOf(minutes.failures, minutes.deliveries, minutes.window, 'MINUTE', true), undefined);
}

/**
 * The reason with most events since the failure began. Attempts made again count too, since waiting events have not failed yet.
 */
function reasonNow(
  { basis }: Judgement,
  since: number | undefined,
  minutes: resources.MinuteSeries | undefined,
): SafeText | undefined {
  const from = since ?? basis?.start ?? Number.POSITIVE_INFINITY;
  let top: SafeText | undefined;
  let most = 0;
  for (const row of minutes?.failures.rows ?? []) {
    const count = row.series.reduce(
      (all, { at, count: lost, retryCount = 0 }) => (at < from ? all : all + lost + retryCount),
      0,
    );
    if (count > most) [top, most] = [codeOf(row), count];
  }
  return top;
}

/**
 * Counted since the onset where that is known; hours that the minutes do not cover come from the series that reaches further
 * back.
 */
function lossOf(
  { total }: DeliveryReading,
  report: StepReport | undefined,
  run: { readonly failed: number; readonly attempted: number } | undefined,
  onset: Onset | undefined,
  hours: BucketCounts | undefined,
  minutes: BucketCounts | undefined,
): Loss {
  const whole = { failed: total.discarded + total.expired, isSinceOnset: false } as const;
  const ofPeriod = { ...whole, attempted: whole.failed + total.firstTry + total.afterRetry };
  if (run && !waitsUnusually(total)) return { failed: run.failed, attempted: run.attempted, isSinceOnset: true };
  const from = onset?.since;
  if (from === undefined) return ofPeriod;
  const first = floorTo(from, 'HOUR');
  const to = onset?.until ?? Number.POSITIVE_INFINITY;
  // Without the delivered events of the totals the series gives no rate.
  const isWhole = total.firstTry + total.afterRetry === 0 || (hours?.delivered.length ?? 0) > 0;
  if (hours && minutes && isWhole) {
    const edge = floorTo(minutes.window.start, 'HOUR') + hour;
    const both = (of: 'failed' | 'delivered') =>
      countIn(hours[of], first, Math.min(edge, to)) + countIn(minutes[of], Math.max(edge, first), to);
    const lost = both('failed');
    return { failed: lost, attempted: lost + both('delivered'), isSinceOnset: true };
  }
  if (!report) return ofPeriod;
  const failed = report.rows.reduce((sum, { series }) => sum + countIn(series, first, to), 0);
  return { failed, attempted: undefined, isSinceOnset: true };
}

/** For what cannot be read, or has not been. */
export const unjudged: ConnectionNow = {
  judgement: judgeNow(undefined),
  onset: undefined,
  hours: undefined,
  loss: undefined,
  reason: undefined,
};

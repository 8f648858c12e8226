import type { StepReport } from '../../domain/delivery/counts.ts';
import { type BucketCounts, type FailingRun, failingRun } from '../../domain/delivery/failing-run.ts';
import { type Onset, runOnset } from '../../domain/delivery/onset.ts';
import { type HourHistory, type HourThing, hoursBefore, type KeptHours, type SeenSeries } from '../../domain/hours.ts';
import { type Answer, type Problem, ReadError } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { type Bucket, day, floorTo, type Granularity, hour, minute, type Window } from '../../domain/time.ts';
import type { Backend } from '../polling/backend.ts';
import { hoursSeen } from '../polling/hours-seen.ts';
import { isWhole } from '../polling/proof.ts';
import { type Pair, perPair } from './per-pair.ts';
import { seenStep } from './seen.ts';

/** How far back a failure goes that is older than the minutes of the last hours reach. */
export interface OnsetReading {
  /** All hours that were looked at: counts since the onset are taken from them. */
  readonly hours: BucketCounts;
  readonly onset: Onset | undefined;
}

/** Delivery Overview gives fourteen days of hours in one request, the oldest of them thirty days back; minutes two days. */
const longestRead = 14 * day;
const hourlyReach = 30 * day - hour;
const minuteReach = 2 * day - 5 * minute;
/** A minute window is four hours at most: one before the hour in which it began, and what follows. */
const lead = hour;
const longestMinutes = 4 * hour;

/**
 * Looks back, for the few connections that are raised and fail for longer than their minutes tell: by the hour until hours
 * are found in which it went well, then by the minute around its beginning. Four requests, six where it is old and nobody saw it.
 */
export const onsets: ReturnType<typeof perPair<OnsetReading>> = perPair((period, pair) => ({
  key: `onset:${pair.id}`,
  every: hour,
  load: (backend, options, now, before, read) => {
    // A beginning that was found among what is left of lost rows may be another.
    const isBasis = read === undefined || isWhole(read<unknown>(onsets(period, pair)));
    const previous = isBasis ? before : undefined;
    return readOnset(backend, pair, options, now, previous, read?.(hoursSeen).data);
  },
}));

/** Failed and delivered events of a connection, bucket by bucket; retries count as failed where `retries` says so. */
export function countsOf(
  failures: StepReport,
  deliveries: StepReport,
  window: Window,
  granularity: Granularity,
  retries = false,
): BucketCounts {
  const all = ({ rows }: StepReport): Bucket[] => rows.flatMap(({ series }) => [...series]);
  const failed = all(failures).map(({ at, count, retryCount = 0 }) => ({
    at,
    count: retries ? count + retryCount : count,
  }));
  return { window, granularity, failed, delivered: all(deliveries) };
}

async function readOnset(
  backend: Backend,
  { id: destinationId, sourceId }: Pair,
  options: ReadOptions,
  now: number,
  previous: OnsetReading | undefined,
  history: HourHistory | undefined,
): Promise<Answer<OnsetReading>> {
  const problems: Problem[] = [];
  const seen: SeenSeries[] = [];
  const thing = `connection:${destinationId}` as const;
  const read = async (window: Window, granularity: Granularity): Promise<BucketCounts> => {
    const query = { sourceId, destinationId, window, granularity } as const;
    const [failures, deliveries] = await Promise.all([
      backend.deliveryStep({ ...query, step: 'failed-delivery' }, options),
      backend.deliveryStep({ ...query, step: 'successful-delivery' }, options),
    ]);
    problems.push(...failures.problems, ...deliveries.problems);
    if (granularity === 'HOUR')
      seen.push(
        ...seenStep('failed-delivery', thing, failures.value, window, now),
        ...seenStep('successful-delivery', thing, deliveries.value, window, now),
      );
    return countsOf(failures.value, deliveries.value, window, granularity, failures.value.total === 0);
  };
  const oldest = floorTo(now - hourlyReach, 'HOUR');
  let hours = await read({ start: floorTo(now - longestRead, 'HOUR') + hour, end: now }, 'HOUR');
  let run = runOf(hours);
  // What was seen then is not asked for again, and beyond thirty days nothing else is known (rule 247).
  while (run?.isEdge) {
    const { start } = hours.window;
    const kept = seenBefore(history, thing, start);
    const asked = { start: Math.max(oldest, start - longestRead), end: start };
    const older = kept ?? (start > oldest ? await unlessRefused(read(asked, 'HOUR')) : undefined);
    if (!older) break;
    hours = joinedCounts(older, hours);
    run = runOf(hours);
  }
  if (!run) return { value: { hours, onset: undefined }, problems, seen };
  // Nothing at all was sent for this long before: then it fails since its first events.
  const isFirst = run.isEdge && run.since - hours.window.start >= day;
  const coarse = runOnset(isFirst ? { ...run, isEdge: false } : run, 'HOUR');
  const known = previous?.onset;
  // An onset that is known to the minute stays.
  if (known?.since !== undefined && known.within < hour && isSameHour(known.since, coarse))
    return { value: { hours, onset: { ...known, until: coarse.until } }, problems, seen };
  const { since } = coarse;
  if (since === undefined || since - lead < now - minuteReach)
    return { value: { hours, onset: coarse }, problems, seen };
  const start = since - lead;
  const minutes = await unlessRefused(read({ start, end: Math.min(now, start + longestMinutes) }, 'MINUTE'));
  const fine = minutes && failingRun(minutes, usualOf(hours));
  // The hours before prove that deliveries worked; a connection that sends seldom need not prove it again by the minute.
  const isFound = fine !== undefined && fine.since > start && isSameHour(fine.since, coarse);
  const onset = isFound ? { ...coarse, since: fine.since, within: minute } : coarse;
  return { value: { hours, onset }, problems, seen };
}

/** Undefined where that is too long ago to be asked for, as it is where the screen shows the past: what was read before stands. */
async function unlessRefused(reading: Promise<BucketCounts>): Promise<BucketCounts | undefined> {
  try {
    return await reading;
  } catch (thrown) {
    if (thrown instanceof ReadError && thrown.problem.kind === 'invalid-request') return undefined;
    throw thrown;
  }
}

/** Both steps by the hour before a moment, as far back as they were seen without a hole; undefined where not even one hour was. */
function seenBefore(history: HourHistory | undefined, thing: HourThing, end: number): BucketCounts | undefined {
  const failed = hoursBefore(history, thing, 'failed', end);
  const delivered = hoursBefore(history, thing, 'delivered', end);
  const start = Math.max(failed.end, delivered.end);
  if (start === end) return undefined;
  const since = ({ series }: KeptHours) => series.filter(({ at }) => at >= start);
  return { window: { start, end }, granularity: 'HOUR', failed: since(failed), delivered: since(delivered) };
}

/** Within the hour that was found, or at the end of the one before, whose few failures did not show. */
function isSameHour(at: number, { since, within }: Onset): boolean {
  return since !== undefined && at >= since - within && at < since + within;
}

function joinedCounts(older: BucketCounts, newer: BucketCounts): BucketCounts {
  return {
    window: { start: older.window.start, end: newer.window.end },
    granularity: newer.granularity,
    failed: [...older.failed, ...newer.failed],
    delivered: [...older.delivered, ...newer.delivered],
  };
}

const runOf = (hours: BucketCounts): FailingRun | undefined => failingRun(hours, usualOf(hours));

/** Attempts that an hour needs for its rate to mean anything. */
const fewestAttempts = 20;

/** The rate of the better half of the hours, in percent, which a failure of some days does not change. */
function usualOf({ failed, delivered }: BucketCounts): number {
  const counts = new Map<number, { failed: number; attempted: number }>();
  const add = (series: readonly Bucket[], isFailed: boolean): void => {
    for (const { at, count } of series) {
      const seat = counts.get(at) ?? { failed: 0, attempted: 0 };
      counts.set(at, { failed: seat.failed + (isFailed ? count : 0), attempted: seat.attempted + count });
    }
  };
  add(failed, true);
  add(delivered, false);
  const rates = [...counts.values()]
    .filter(({ attempted }) => attempted >= fewestAttempts)
    .map(({ failed: lost, attempted }) => (100 * lost) / attempted)
    .sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 4)] ?? 0;
}

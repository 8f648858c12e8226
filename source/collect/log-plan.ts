import { requestsPerDay } from '../domain/delivery/failure-log.ts';
import { whole } from '../domain/format.ts';
import { type SafeText, t } from '../domain/text.ts';
import { hour, minute } from '../domain/time.ts';
import type { AskedHour } from '../store/failure-logs.ts';

/** A destination that fails, and where its logs are. */
export interface FailingDestination {
  readonly destinationId: string;
  readonly collectionId: string;
  /** Begins of the hours in which it failed, ms; undefined while they are not known. */
  readonly hours: readonly number[] | undefined;
  /** It may have failed in other hours too. */
  readonly isPart?: true;
}

/** One request. */
export interface LogRequest {
  readonly destinationId: string;
  readonly collectionId: string;
  readonly hour: number;
}

/** What happened long ago may use so many of them: the rest is for what happens now. */
const forThePast = 60;
/** What was read before may use so many of them. */
const forRenewal = 100;

/**
 * When an hour is asked for, counted from its begin: when its first minutes may have been written, when the rest of it may, and
 * when retries, which go on for four hours, have been (rule 304).
 */
const askedAfter: readonly number[] = [75 * minute, 130 * minute, 190 * minute, 390 * minute];
/** An hour is news until then. */
const isYoung = 6 * hour;
/** Where nobody knows when it failed, so far back is looked. */
const lookedBack = 6 * hour;
const furthestBack = 24 * hour;
/** What was refused is tried again after so long. */
const againAfter = hour;

/**
 * The next hour to ask for, of the newest failing destination first: an hour that is not known before one that is, the newest
 * first. Undefined where nothing is due, or what is left of the day is for what matters more.
 * @param failing newest first
 * @param taken requests of the last day
 */
export function nextRequest(
  failing: readonly FailingDestination[],
  asked: (destinationId: string) => readonly AskedHour[],
  taken: number,
  now: number,
): LogRequest | undefined {
  if (taken >= requestsPerDay) return undefined;
  let renewal: LogRequest | undefined;
  for (const { destinationId, collectionId, hours, isPart } of failing) {
    const known = new Map(asked(destinationId).map((each) => [each.hour, each]));
    for (const at of hoursOf(hours, isPart === true, now)) {
      const before = known.get(at);
      const request = { destinationId, collectionId, hour: at };
      if (before === undefined) {
        if (now - at < isYoung || taken < forThePast) return request;
      } else if (isDue(before, now)) renewal ??= request;
    }
  }
  return taken < forRenewal ? renewal : undefined;
}

/** Hours that may have been written by now, newest first. */
function hoursOf(failed: readonly number[] | undefined, isPart: boolean, now: number): readonly number[] {
  const newest = now - askedAfter[0]!;
  const known = new Set([...(failed ?? []), ...(failed === undefined || isPart ? hoursBack(now) : [])]);
  return [...known].filter((at) => at <= newest && at > now - furthestBack).toSorted((a, b) => b - a);
}

function hoursBack(now: number): readonly number[] {
  const current = now - (now % hour);
  return Array.from({ length: lookedBack / hour + 1 }, (_, index) => current - index * hour);
}

/** Files of one hour that are read. */
export const mostFiles = 50;

/** What an hour that has more files is kept with: it was read, and not whole. */
export const leftOut = (files: number): SafeText =>
  t`${files - mostFiles} of ${files} log files of an hour are left out`;
/** The same of one with lines that are none of a failure log, as far as segtop knows. */
export const notUnderstood = (odd: number, all: number): SafeText =>
  t`${whole(odd)} of ${whole(all)} lines of an hour are not understood`;
export const isLeftOut = (outcome: SafeText): boolean =>
  / (?:log files of an hour are left out|lines of an hour are not understood)$/.test(outcome);

/** Whether more may have been written since it was asked for. */
function isDue({ hour: at, askedAt, outcome }: AskedHour, now: number): boolean {
  // By a clock that ran ahead: nobody knows when that was.
  if (askedAt - now >= againAfter) return true;
  if (outcome !== '' && !isLeftOut(outcome)) return now - askedAt >= againAfter;
  return askedAfter.some((after) => askedAt < at + after && now >= at + after);
}

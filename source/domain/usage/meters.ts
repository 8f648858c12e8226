import type { ApiCallsDay, MtuDay } from '../entities.ts';
import { day } from '../time.ts';

/** Which meter the plan bills is not stated by the API: both are shown (rule 171). */
export type MeterKind = 'api-calls' | 'mtu';

/** A use that goes on as it did, and where it ends. */
export interface Pace {
  readonly perDay: number;
  /** Days that the pace was taken from. */
  readonly days: number;
  /** Use at the end of the period. */
  readonly projected: bigint;
  /** When the allowance is passed, inside the period. */
  readonly reachesAllowanceAt?: number | undefined;
}

/** A share of the allowance worth a notice: passed, coming inside the period, or neither. */
export interface Threshold {
  readonly percent: number;
  /** The day on which it was passed. */
  readonly passedAt?: number | undefined;
  /** When the pace of the last seven days gets there. */
  readonly reachesAt?: number | undefined;
}

/** What one UTC day added. */
export interface DayUse {
  readonly at: number;
  readonly used: bigint;
  /** Cumulative use of the period after this day. */
  readonly total: bigint;
  /** Days since the snapshot before: more than one where snapshots are missing. */
  readonly days: number;
}

export interface Meter {
  readonly kind: MeterKind;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly used: bigint;
  /** The newest day that was counted, and its end: usage is counted once a day, after midnight UTC. */
  readonly asOf: number;
  readonly countedUntil: number;
  readonly allowance?: bigint | undefined;
  readonly percent?: number | undefined;
  /** Day n of the billing period, from 1 and never beyond its last. */
  readonly dayOfPeriod: number;
  readonly daysInPeriod: number;
  /** The period is over: the numbers are final, and nothing goes on. */
  readonly ended: boolean;
  /** Oldest first. */
  readonly daily: readonly DayUse[];
  /** If the last seven days go on: what triage and Home judge by. Undefined while there is too little to project from. */
  readonly recent: Pace | undefined;
  /** If the whole period so far goes on. */
  readonly linear: Pace | undefined;
  /** Why nothing is projected: the period is over, has only begun, or its counts contradict each other. */
  readonly unprojected: 'ended' | 'too-early' | 'contradiction' | undefined;
  /** When the allowance is passed by the recent pace, else by the whole period's, or was passed, inside the period. */
  readonly reachesAllowanceAt?: number | undefined;
  readonly thresholds: readonly Threshold[];
}

/** One cumulative daily snapshot. */
export interface UsagePoint {
  readonly at: number;
  readonly used: bigint;
}

/** Mail thresholds of MTU plans (rule 176), and those by which Segment warns of other meters. */
export const noticePercents: Readonly<Record<MeterKind, readonly number[]>> = {
  'api-calls': [75, 90, 100],
  mtu: [60, 80, 100],
};

const recentDays = 7;
/** A projection stands on as many days, and on this part of the period, at least. */
const leastDays = 3;
const leastShare = 0.1;
/** No contract bills by a longer period: bounds beyond it are no bounds. */
const longestPeriod = 400 * day;

/** First day of the usage month of a moment, UTC. */
export function monthOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function nextMonth(month: number): number {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** MTU headline: identified users and those never identified (rule 172). */
export function mtuCount(row: MtuDay): bigint {
  return row.identified + row.neverIdentified;
}

export const callPoints = (rows: readonly ApiCallsDay[]): UsagePoint[] =>
  ordered(rows.map(({ at, apiCalls }) => ({ at, used: apiCalls })));

export const mtuPoints = (rows: readonly MtuDay[]): UsagePoint[] =>
  ordered(rows.map((row) => ({ at: row.at, used: mtuCount(row) })));

/** By time, one point a day: the greatest, as a recount never takes use back. */
function ordered(points: readonly UsagePoint[]): UsagePoint[] {
  const days = new Map<number, UsagePoint>();
  for (const point of points) {
    const same = days.get(point.at);
    if (!same || point.used > same.used) days.set(point.at, point);
  }
  let most = 0n;
  return [...days.values()]
    .sort((a, b) => a.at - b.at)
    .map(({ at, used }) => {
      most = used > most ? used : most;
      return { at, used: most };
    });
}

interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** The calendar month, in UTC: what API calls are counted by. */
function monthBounds(month: number): Bounds {
  return { start: month, end: nextMonth(month) };
}

/** Bounds of the period that users are counted by, as its rows state them; else the calendar month. */
export function billingPeriod(rows: readonly MtuDay[], month: number): Bounds {
  const newest = newestOf(rows);
  const { periodStart: start, periodEnd: end } = newest ?? { periodStart: Number.NaN, periodEnd: Number.NaN };
  return end > start && end - start <= longestPeriod ? { start, end } : monthBounds(month);
}

/** Of a day that two billing periods meet on, that of the one that has begun. */
const newestOf = (rows: readonly MtuDay[]): MtuDay | undefined =>
  rows.reduce<MtuDay | undefined>(
    (last, row) => (!last || (row.at - last.at || row.periodStart - last.periodStart) >= 0 ? row : last),
    undefined,
  );

/** Calls are counted by the month that was asked for: their rows state no period, and that of the users is not theirs. */
export function apiCallsMeter(
  rows: readonly ApiCallsDay[],
  month: number,
  now: number,
  allowance?: bigint,
): Meter | undefined {
  const own = rows.filter(({ at }) => at >= month);
  return meter('api-calls', callPoints(own), { ...monthBounds(month), contradicts: false }, now, allowance);
}

/** A month may hold days of two billing periods: counting starts anew with the second, so only its days count. */
export function mtuMeter(rows: readonly MtuDay[], month: number, now: number, allowance?: bigint): Meter | undefined {
  const newest = newestOf(rows);
  const own = rows.filter(({ periodStart }) => periodStart === newest?.periodStart);
  const contradicts = newest !== undefined && contradictsItself(newest);
  return meter('mtu', mtuPoints(own), { ...billingPeriod(rows, month), contradicts }, now, allowance);
}

/**
 * Users identified later are a part of the anonymous ones, and the others of those were never identified. Where that does not
 * hold, the headline misses users or counts some twice.
 */
export function contradictsItself({ anonymous, anonymousIdentified, neverIdentified }: MtuDay): boolean {
  if (anonymousIdentified > anonymous) return true;
  const left = anonymous - anonymousIdentified;
  const apart = left > neverIdentified ? left - neverIdentified : neverIdentified - left;
  // Counts of one moment may be rounded apart.
  return apart > 2n && apart * 10n > (left > neverIdentified ? left : neverIdentified);
}

/** What each day added: the difference of neighbouring snapshots (rule 170). */
export function dailyUse(points: readonly UsagePoint[], periodStart: number): DayUse[] {
  return points.map(({ at, used: total }, index) => {
    const before = points[index - 1];
    const days = Math.max(1, Math.round((at - (before?.at ?? periodStart - day)) / day));
    return { at, used: total - (before?.used ?? 0n), total, days };
  });
}

/** Reads a meter from cumulative daily snapshots, with two projections (rule 175). Undefined before the first snapshot. */
function meter(
  kind: MeterKind,
  points: readonly UsagePoint[],
  { start, end, contradicts }: Bounds & { readonly contradicts: boolean },
  now: number,
  allowance: bigint | undefined,
): Meter | undefined {
  const last = points.at(-1);
  if (!last) return undefined;
  const { used } = last;
  const countedUntil = last.at + day;
  const ended = now >= end;
  const counted = Math.round((countedUntil - start) / day);
  const daysInPeriod = Math.max(1, Math.round((end - start) / day));
  const early = counted < leastDays || counted < leastShare * daysInPeriod;
  const unprojected = ended ? 'ended' : contradicts ? 'contradiction' : early ? 'too-early' : undefined;
  const paceOf = ({ at, total }: Base): Pace | undefined => {
    const days = Math.round((last.at - at) / day);
    if (unprojected !== undefined || days < leastDays) return undefined;
    const perDay = Number(used - total) / days;
    const more = BigInt(Math.max(0, Math.round((perDay * (end - countedUntil)) / day)));
    const reachesAllowanceAt = allowance && reachedAt(points, allowance, perDay, end);
    return { perDay, days, projected: used + more, ...(reachesAllowanceAt ? { reachesAllowanceAt } : {}) };
  };
  const recent = paceOf(baseOf(points, last.at - recentDays * day, start));
  const linear = paceOf({ at: start - day, total: 0n });
  const passedAt = allowance ? points.find((point) => point.used >= allowance)?.at : undefined;
  return {
    kind,
    periodStart: start,
    periodEnd: end,
    used,
    asOf: last.at,
    countedUntil,
    allowance,
    percent: allowance ? Number((used * 10_000n) / allowance) / 100 : undefined,
    dayOfPeriod: Math.max(1, Math.min(daysInPeriod, Math.floor((now - start) / day) + 1)),
    daysInPeriod,
    ended,
    daily: dailyUse(points, start),
    recent,
    linear,
    unprojected,
    reachesAllowanceAt: passedAt ?? (recent ?? linear)?.reachesAllowanceAt,
    thresholds: allowance
      ? noticePercents[kind].map((share) => threshold(points, share, allowance, recent ?? linear, end))
      : [],
  };
}

interface Base {
  readonly at: number;
  readonly total: bigint;
}

/** What use is counted from: the snapshot of a day or the last one before it, the begin of the period, or the oldest there is. */
function baseOf(points: readonly UsagePoint[], at: number, start: number): Base {
  const known = points.findLast((point) => point.at <= at);
  if (known) return { at: known.at, total: known.used };
  const begin = { at: start - day, total: 0n };
  const first = points[0]!;
  // A series of snapshots that begins in the middle of the period starts with all earlier use, which belongs to none of its
  // days.
  return start - day >= at ? begin : { at: first.at, total: first.used };
}

function threshold(
  points: readonly UsagePoint[],
  percent: number,
  allowance: bigint,
  pace: Pace | undefined,
  end: number,
): Threshold {
  const amount = (allowance * BigInt(percent)) / 100n;
  const passedAt = points.find(({ used }) => used >= amount)?.at;
  return passedAt === undefined
    ? { percent, reachesAt: pace && reachedAt(points, amount, pace.perDay, end) }
    : { percent, passedAt };
}

/** The day on which an amount was reached, or when a pace reaches it; undefined when not inside the period. */
function reachedAt(points: readonly UsagePoint[], amount: bigint, perDay: number, end: number): number | undefined {
  const passed = points.find(({ used }) => used >= amount);
  if (passed) return passed.at;
  const last = points.at(-1)!;
  const at = last.at + day + (Number(amount - last.used) / perDay) * day;
  return at < end ? at : undefined;
}

/** Cumulative use after the day that starts at `at`; nothing before the first snapshot. */
function totalAt(points: readonly UsagePoint[], at: number): bigint {
  return points.findLast((point) => point.at <= at)?.used ?? 0n;
}

/** Use of the newest counted days against as many days before, inside the period. */
export interface Growth {
  readonly recent: bigint;
  readonly before: bigint;
}

/** How many days growth compares: seven, or, early in the period, half of the days there are; 0 when there are too few. */
export function growthDays({
  countedUntil,
  periodStart,
  daily,
}: Pick<Meter, 'countedUntil' | 'periodStart' | 'daily'>): number {
  // A first snapshot in the middle of the period contains all earlier use: days are known from the next one on.
  const first = daily[0];
  const from = first && first.at > periodStart ? first.at + day : periodStart;
  return Math.max(0, Math.min(recentDays, Math.floor((countedUntil - from) / day / 2)));
}

/** @param asOf the newest day that the workspace's meter counts: a source without a row for it has added nothing */
export function growthOf(points: readonly UsagePoint[], asOf: number, days: number): Growth | undefined {
  if (days < 1) return undefined;
  const middle = totalAt(points, asOf - days * day);
  return { recent: totalAt(points, asOf) - middle, before: middle - totalAt(points, asOf - 2 * days * day) };
}

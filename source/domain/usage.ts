import type { ApiCallsDay, MtuDay } from './entities.ts';
import { day } from './time.ts';

/** Which meter the plan bills is not stated by the API: both are shown (manual 2.12). */
export type MeterKind = 'api-calls' | 'mtu';

/** A use that goes on as it did, and where it ends. */
export interface Pace {
  readonly perDay: number;
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
  /** Day n of the billing period, from 1. */
  readonly dayOfPeriod: number;
  readonly daysInPeriod: number;
  /** Oldest first. */
  readonly daily: readonly DayUse[];
  /** If the last seven days go on: what triage and Home judge by. */
  readonly recent: Pace;
  /** If the whole period so far goes on. */
  readonly linear: Pace;
  readonly projected: bigint;
  /** When the allowance is passed by the recent pace, or was passed, inside the period. */
  readonly reachesAllowanceAt?: number | undefined;
  readonly thresholds: readonly Threshold[];
}

/** One cumulative daily snapshot. */
export interface UsagePoint {
  readonly at: number;
  readonly used: bigint;
}

/** Mail thresholds of MTU plans (product 2.17), and those by which Segment warns of other meters. */
export const noticePercents: Readonly<Record<MeterKind, readonly number[]>> = {
  'api-calls': [75, 90, 100],
  mtu: [60, 80, 100],
};

const recentDays = 7;

/** First day of the usage month of a moment, UTC. */
export function monthOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function nextMonth(month: number): number {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** MTU headline: identified users and those never identified (manual 2.12, inferred from the billing rule). */
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

/** Bounds of the billing period: only MTU rows state them (manual 2.12); else the calendar month. */
export function billingPeriod(rows: readonly MtuDay[], month: number): Bounds {
  const newest = rows.reduce<MtuDay | undefined>((last, row) => (!last || row.at >= last.at ? row : last), undefined);
  const { periodStart: start = month, periodEnd: end = nextMonth(month) } = newest ?? {};
  return end > start ? { start, end } : { start: month, end: nextMonth(month) };
}

/** A month may hold days of two billing periods: counting starts anew with the second, so only its days count. */
export function apiCallsMeter(
  rows: readonly ApiCallsDay[],
  period: Bounds,
  now: number,
  allowance?: bigint,
): Meter | undefined {
  const own = rows.filter(({ at }) => at >= period.start);
  return meter('api-calls', callPoints(own), period, now, allowance);
}

export function mtuMeter(rows: readonly MtuDay[], period: Bounds, now: number, allowance?: bigint): Meter | undefined {
  const newest = Math.max(...rows.map(({ periodStart }) => periodStart));
  const own = rows.filter(({ periodStart }) => periodStart === newest);
  return meter('mtu', mtuPoints(own), period, now, allowance);
}

/** What each day added: the difference of neighbouring snapshots (manual 2.12). */
export function dailyUse(points: readonly UsagePoint[], periodStart: number): DayUse[] {
  return points.map(({ at, used: total }, index) => {
    const before = points[index - 1];
    const days = Math.max(1, Math.round((at - (before?.at ?? periodStart - day)) / day));
    return { at, used: total - (before?.used ?? 0n), total, days };
  });
}

/** Reads a meter from cumulative daily snapshots, with two projections (product 3.6). Undefined before the first snapshot. */
function meter(
  kind: MeterKind,
  points: readonly UsagePoint[],
  { start, end }: Bounds,
  now: number,
  allowance: bigint | undefined,
): Meter | undefined {
  const last = points.at(-1);
  if (!last) return undefined;
  const { used } = last;
  const countedUntil = last.at + day;
  const spent = (days: number) => Number(used - totalAt(points, last.at - days * day));
  const counted = Math.max(1, Math.round((countedUntil - Math.min(start, points[0]!.at)) / day));
  const span = Math.min(recentDays, counted);
  const paceOf = (perDay: number): Pace => {
    const more = BigInt(Math.max(0, Math.round((perDay * Math.max(0, end - countedUntil)) / day)));
    const reachesAllowanceAt = allowance && reachedAt(points, allowance, perDay, end);
    return { perDay, projected: used + more, ...(reachesAllowanceAt ? { reachesAllowanceAt } : {}) };
  };
  const recent = paceOf(spent(span) / span);
  return {
    kind,
    periodStart: start,
    periodEnd: end,
    used,
    asOf: last.at,
    countedUntil,
    allowance,
    percent: allowance ? Number((used * 10_000n) / allowance) / 100 : undefined,
    dayOfPeriod: Math.max(1, Math.floor((now - start) / day) + 1),
    daysInPeriod: Math.round((end - start) / day),
    daily: dailyUse(points, start),
    recent,
    linear: paceOf(Number(used) / counted),
    projected: recent.projected,
    reachesAllowanceAt: recent.reachesAllowanceAt,
    thresholds: allowance ? noticePercents[kind].map((share) => threshold(points, share, allowance, recent, end)) : [],
  };
}

function threshold(
  points: readonly UsagePoint[],
  percent: number,
  allowance: bigint,
  { perDay }: Pace,
  end: number,
): Threshold {
  const amount = (allowance * BigInt(percent)) / 100n;
  const passedAt = points.find(({ used }) => used >= amount)?.at;
  return passedAt === undefined
    ? { percent, reachesAt: reachedAt(points, amount, perDay, end) }
    : { percent, passedAt };
}

/** The day on which an amount was reached, or when a pace reaches it; undefined when not inside the period. */
function reachedAt(points: readonly UsagePoint[], amount: bigint, perDay: number, end: number): number | undefined {
  const passed = points.find(({ used }) => used >= amount);
  if (passed) return passed.at;
  const last = points.at(-1);
  if (!last || perDay <= 0) return undefined;
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
export function growthDays({ countedUntil, periodStart }: Pick<Meter, 'countedUntil' | 'periodStart'>): number {
  return Math.max(0, Math.min(recentDays, Math.floor((countedUntil - periodStart) / day / 2)));
}

/** @param asOf the newest day that the workspace's meter counts: a source without a row for it has added nothing */
export function growthOf(points: readonly UsagePoint[], asOf: number, days: number): Growth | undefined {
  if (days < 1) return undefined;
  const middle = totalAt(points, asOf - days * day);
  return { recent: totalAt(points, asOf) - middle, before: middle - totalAt(points, asOf - 2 * days * day) };
}

import type { ApiCallsDay, MtuDay } from './entities.ts';
import { day } from './time.ts';

/** Which meter the plan bills is not stated by the API: both are shown (manual 2.12). */
export type MeterKind = 'api-calls' | 'mtu';

export interface Meter {
  readonly kind: MeterKind;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly used: bigint;
  /** Newest snapshot: usage is counted once a day, so this is its age. */
  readonly asOf: number;
  readonly allowance?: bigint | undefined;
  readonly percent?: number | undefined;
  /** Day n of the billing period, from 1. */
  readonly dayOfPeriod: number;
  readonly daysInPeriod: number;
  /** Use at the end of the period if the last seven days go on. */
  readonly projected?: bigint | undefined;
  /** When the projection passes the allowance inside the period. */
  readonly reachesAllowanceAt?: number | undefined;
}

interface Point {
  readonly at: number;
  readonly used: bigint;
}

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

export function apiCallsMeter(
  rows: readonly ApiCallsDay[],
  month: number,
  now: number,
  allowance?: bigint,
): Meter | undefined {
  return meter(
    'api-calls',
    rows.map((row) => ({ at: row.at, used: row.apiCalls })),
    month,
    nextMonth(month),
    now,
    allowance,
  );
}

export function mtuMeter(rows: readonly MtuDay[], month: number, now: number, allowance?: bigint): Meter | undefined {
  const { periodStart = month, periodEnd = nextMonth(month) } = rows.at(-1) ?? {};
  return meter(
    'mtu',
    rows.map((row) => ({ at: row.at, used: mtuCount(row) })),
    periodStart,
    periodEnd,
    now,
    allowance,
  );
}

/** Reads a meter from cumulative daily snapshots, with a projection from the last seven days (product 3.6). */
function meter(
  kind: MeterKind,
  unordered: readonly Point[],
  periodStart: number,
  periodEnd: number,
  now: number,
  allowance: bigint | undefined,
): Meter | undefined {
  const points = unordered.toSorted((a, b) => a.at - b.at);
  const last = points.at(-1);
  if (!last) return undefined;
  const used = points.reduce((most, point) => (point.used > most ? point.used : most), 0n);
  const base = points.findLast((point) => last.at - point.at >= 7 * day) ?? {
    at: Math.max(periodStart - day, points[0]!.at - day),
    used: 0n,
  };
  const days = Math.max(1, Math.round((last.at - base.at) / day));
  const perDay = Number(used - base.used) / days;
  const daysLeft = Math.max(0, (periodEnd - last.at - day) / day);
  const projected = used + BigInt(Math.max(0, Math.round(perDay * daysLeft)));
  const missing = allowance === undefined ? undefined : Number(allowance - used);
  const reaches =
    missing === undefined || perDay <= 0 ? undefined : last.at + day + (Math.max(0, missing) / perDay) * day;
  return {
    kind,
    periodStart,
    periodEnd,
    used,
    asOf: last.at,
    allowance,
    percent: allowance === undefined || allowance === 0n ? undefined : Number((used * 10_000n) / allowance) / 100,
    dayOfPeriod: Math.floor((now - periodStart) / day) + 1,
    daysInPeriod: Math.round((periodEnd - periodStart) / day),
    projected,
    reachesAllowanceAt: reaches !== undefined && reaches <= periodEnd ? reaches : undefined,
  };
}

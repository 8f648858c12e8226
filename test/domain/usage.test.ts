import { describe, expect, it } from 'vitest';
import type { MtuDay } from '../../source/domain/entities.ts';
import { day } from '../../source/domain/time.ts';
import {
  apiCallsMeter,
  billingPeriod,
  callPoints,
  growthDays,
  growthOf,
  monthOf,
  mtuCount,
  mtuMeter,
} from '../../source/domain/usage.ts';

const start = Date.parse('2026-11-01T00:00:00Z');
const end = Date.parse('2026-12-01T00:00:00Z');
const period = { start, end };
/** The morning after the twentieth day of the period. */
const now = start + 20 * day + day / 4;

/** Cumulative snapshots, one a day from the first day of the period. */
const calls = (...totals: readonly (number | bigint)[]) =>
  totals.map((total, index) => ({ at: start + index * day, apiCalls: BigInt(total) }));
const even = (perDay: number, days: number) =>
  calls(...Array.from({ length: days }, (_, index) => perDay * (index + 1)));

const mtuRow = (at: number, change: Partial<MtuDay> = {}): MtuDay => ({
  at,
  periodStart: start,
  periodEnd: end,
  anonymous: 1n,
  anonymousIdentified: 2n,
  identified: 30n,
  neverIdentified: 4n,
  ...change,
});

describe('the month of usage', () => {
  it.each([
    ['2026-11-21T05:00:00Z', '2026-11-01T00:00:00Z'],
    ['2026-12-01T00:00:00Z', '2026-12-01T00:00:00Z'],
    ['2026-12-31T23:59:59Z', '2026-12-01T00:00:00Z'],
    ['2028-02-29T12:00:00Z', '2028-02-01T00:00:00Z'],
  ])('of %s is %s', (at, month) => {
    expect(monthOf(Date.parse(at))).toBe(Date.parse(month));
  });
});

describe('the billing period', () => {
  it('is what the newest MTU row says', () => {
    const rows = [
      mtuRow(start, { periodStart: start - 15 * day, periodEnd: start + 15 * day }),
      mtuRow(start + 20 * day),
    ];
    expect(billingPeriod(rows, start)).toEqual(period);
    expect(billingPeriod(rows.toReversed(), start)).toEqual(period);
  });

  it('is the calendar month without rows, or with bounds that are none', () => {
    expect(billingPeriod([], start)).toEqual(period);
    expect(billingPeriod([mtuRow(start, { periodStart: end, periodEnd: end })], start)).toEqual(period);
  });
});

describe('a meter', () => {
  it('is none before the first snapshot', () => {
    expect(apiCallsMeter([], period, now)).toBe(undefined);
    expect(mtuMeter([], period, now)).toBe(undefined);
  });

  it('reads use, age, day and projection off cumulative snapshots', () => {
    expect(apiCallsMeter(even(100, 20), period, now, 4000n)).toMatchObject({
      kind: 'api-calls',
      used: 2000n,
      asOf: start + 19 * day,
      percent: 50,
      dayOfPeriod: 21,
      daysInPeriod: 30,
      projected: 3000n,
      reachesAllowanceAt: undefined,
    });
  });

  it('projects from the last seven days, not from the month', () => {
    const jump = calls(...Array.from({ length: 20 }, (_, index) => (index < 13 ? 10 : 10 + (index - 12) * 100)));
    expect(apiCallsMeter(jump, period, now)?.projected).toBe(710n + 10n * 100n);
  });

  it('does not mind order, doubles and recounts that go down', () => {
    const rows = [...even(100, 20).toReversed(), { at: start + 19 * day, apiCalls: 1500n }, ...even(100, 3)];
    expect(apiCallsMeter(rows, period, now)).toMatchObject({ used: 2000n, asOf: start + 19 * day, projected: 3000n });
  });

  it.each<readonly [string, bigint, number | undefined]>([
    ['inside the period', 2500n, start + 25 * day],
    ['just after its end', 3001n, undefined],
    ['never, as no more than used', 1_000_000n, undefined],
  ])('reaches the allowance %s', (_, allowance, at) => {
    expect(apiCallsMeter(even(100, 20), period, now, allowance)?.reachesAllowanceAt).toBe(at);
  });

  it('that is over its allowance has reached it', () => {
    const meter = apiCallsMeter(even(100, 20), period, now, 1000n);
    expect(meter?.percent).toBe(200);
    expect(meter?.reachesAllowanceAt).toBeLessThanOrEqual(now);
  });

  it('without an allowance, or with one of nothing, has no percent', () => {
    expect(apiCallsMeter(even(100, 20), period, now)).toMatchObject({
      percent: undefined,
      reachesAllowanceAt: undefined,
    });
    expect(apiCallsMeter(even(100, 20), period, now, 0n)?.percent).toBe(undefined);
  });

  it('keeps every digit beyond 2^53', () => {
    const big = 2n ** 53n + 1n;
    expect(apiCallsMeter(calls(big), period, now, big * 2n)).toMatchObject({ used: big, percent: 50 });
  });

  it('counts users identified or never identified (manual 2.12)', () => {
    expect(mtuCount(mtuRow(start))).toBe(34n);
    expect(mtuMeter([mtuRow(start)], period, now, 340n)).toMatchObject({ kind: 'mtu', used: 34n, percent: 10 });
  });

  it('counts only days of the newest billing period, where a month holds two', () => {
    const middle = start + 10 * day;
    const older = { periodStart: start - 20 * day, periodEnd: middle, identified: 9000n };
    const rows = [mtuRow(start, older), mtuRow(middle, { periodStart: middle, periodEnd: end + 10 * day })];
    const bounds = billingPeriod(rows, start);
    expect(mtuMeter(rows, bounds, now)?.used).toBe(34n);
    expect(apiCallsMeter([...calls(9000n), { at: middle, apiCalls: 50n }], bounds, now)?.used).toBe(50n);
  });
});

describe('growth', () => {
  it('compares the newest days with as many before', () => {
    const points = callPoints(calls(...Array.from({ length: 14 }, (_, index) => (index < 7 ? 10 : 30) * (index + 1))));
    expect(growthOf(points, start + 13 * day, 7)).toEqual({ recent: 420n - 70n, before: 70n });
    expect(growthOf(points, start + 13 * day, 0)).toBe(undefined);
  });

  it.each([
    [20, 7],
    [14, 7],
    [9, 4],
    [1, 0],
  ])('after %i days compares %i', (counted, days) => {
    expect(growthDays({ periodStart: start, countedUntil: start + counted * day })).toBe(days);
  });
});

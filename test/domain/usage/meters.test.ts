import { describe, expect, it } from 'vitest';
import type { ApiCallsDay, MtuDay } from '../../../source/domain/entities.ts';
import { day, hour } from '../../../source/domain/time.ts';
import {
  apiCallsMeter,
  billingPeriod,
  callPoints,
  contradictsItself,
  dailyUse,
  growthDays,
  growthOf,
  monthOf,
  mtuMeter,
} from '../../../source/domain/usage/meters.ts';

const month = Date.UTC(2026, 10, 1);
const period = { start: month, end: Date.UTC(2026, 11, 1) };

/** Cumulative rows of the first days of the month, each day as given. */
function rows(...perDay: readonly number[]): ApiCallsDay[] {
  let total = 0n;
  return perDay.map((count, index) => {
    total += BigInt(count);
    return { at: month + index * day, apiCalls: total };
  });
}

const steady = (count: number, days: number) => Array.from({ length: days }, () => count);
const dayAfter = (days: number) => month + days * day + 2 * hour;

function users(change: Partial<MtuDay> = {}): MtuDay {
  return {
    at: month,
    periodStart: month,
    periodEnd: period.end,
    anonymous: 9n,
    anonymousIdentified: 2n,
    identified: 5n,
    neverIdentified: 7n,
    ...change,
  };
}

describe('a meter', () => {
  it('does not exist before the first count', () => {
    expect(apiCallsMeter([], month, dayAfter(0), 100n)).toBeUndefined();
    expect(mtuMeter([], month, dayAfter(0), 100n)).toBeUndefined();
  });

  it('reads use, share and days off cumulative snapshots in any order', () => {
    const meter = apiCallsMeter(rows(...steady(10, 20)).reverse(), month, dayAfter(20), 300n);
    expect(meter).toMatchObject({
      used: 200n,
      percent: 66.66,
      asOf: month + 19 * day,
      countedUntil: month + 20 * day,
      dayOfPeriod: 21,
      daysInPeriod: 30,
    });
    expect(meter?.daily.map(({ used }) => used)).toEqual(steady(10, 20).map(BigInt));
  });

  it('projects by the last seven days and by the whole period', () => {
    const meter = apiCallsMeter(rows(...steady(10, 13), ...steady(20, 7)), month, dayAfter(20));
    expect(meter?.recent).toEqual({ perDay: 20, days: 7, projected: 470n });
    expect(meter?.linear).toEqual({ perDay: 13.5, days: 20, projected: 405n });
    expect([meter?.percent, meter?.thresholds, meter?.reachesAllowanceAt]).toEqual([undefined, [], undefined]);
  });

  it.each<readonly [string, bigint, number | undefined, number | undefined]>([
    ['by both ways', 300n, 21.5, 22.2],
    ['by the recent one only', 450n, 29, undefined],
    ['by none inside the period', 480n, undefined, undefined],
  ])('says after how many days the allowance is reached: %s', (_, allowance, recent, linear) => {
    const meter = apiCallsMeter(rows(...steady(10, 13), ...steady(20, 7)), month, dayAfter(20), allowance);
    const daysTo = (at: number | undefined) => at && Math.round((10 * (at - month)) / day) / 10;
    expect([daysTo(meter?.recent?.reachesAllowanceAt), daysTo(meter?.linear?.reachesAllowanceAt)]).toEqual([
      recent,
      linear,
    ]);
    expect(meter?.reachesAllowanceAt).toBe(meter?.recent?.reachesAllowanceAt);
  });

  it('knows the day on which a threshold was passed and when the next one comes', () => {
    const meter = apiCallsMeter(rows(...steady(10, 20)), month, dayAfter(20), 250n);
    expect(meter?.thresholds).toEqual([
      { percent: 75, passedAt: month + 18 * day },
      { percent: 90, reachesAt: month + 22.5 * day },
      { percent: 100, reachesAt: month + 25 * day },
    ]);
    const people = mtuMeter([users({ identified: 90n, neverIdentified: 0n })], month, dayAfter(1), 100n);
    expect(people?.thresholds.map(({ percent }) => percent)).toEqual([60, 80, 100]);
  });

  it('names the day the allowance was passed when it is over', () => {
    const meter = apiCallsMeter(rows(...steady(10, 20)), month, dayAfter(20), 100n);
    expect(meter).toMatchObject({ percent: 200, reachesAllowanceAt: month + 9 * day });
  });

  it('takes the bounds of the billing period from the MTU rows, else the month', () => {
    const start = month + 14 * day;
    expect(billingPeriod([], month)).toEqual(period);
    expect(billingPeriod([users({ periodStart: start, periodEnd: start + 30 * day })], month)).toEqual({
      start,
      end: start + 30 * day,
    });
    expect(billingPeriod([users({ periodStart: 5, periodEnd: 5 })], month)).toEqual(period);
  });

  it('counts identified and never identified users, not the other parts', () => {
    expect(mtuMeter([users()], month, dayAfter(1))?.used).toBe(12n);
  });

  it('leaves counts beyond 2^53 exact', () => {
    const huge = 2n ** 60n;
    expect(apiCallsMeter([{ at: month, apiCalls: huge + 1n }], month, dayAfter(1), 2n * huge)?.used).toBe(huge + 1n);
  });
});

describe('the whole of a meter', () => {
  it('whose snapshots begin two days ago, in the middle: the period tells the pace', () => {
    const given = [1100n, 1200n].map((apiCalls, index) => ({ at: month + (10 + index) * day, apiCalls }));
    expect(apiCallsMeter(given, month, dayAfter(12), 2000n)).toEqual({
      kind: 'api-calls',
      periodStart: month,
      periodEnd: period.end,
      used: 1200n,
      asOf: month + 11 * day,
      countedUntil: month + 12 * day,
      allowance: 2000n,
      percent: 60,
      dayOfPeriod: 13,
      daysInPeriod: 30,
      ended: false,
      daily: [
        { at: month + 10 * day, used: 1100n, total: 1100n, days: 11 },
        { at: month + 11 * day, used: 100n, total: 1200n, days: 1 },
      ],
      recent: undefined,
      linear: { perDay: 100, days: 12, projected: 3000n, reachesAllowanceAt: month + 20 * day },
      unprojected: undefined,
      reachesAllowanceAt: month + 20 * day,
      thresholds: [
        { percent: 75, reachesAt: month + 15 * day },
        { percent: 90, reachesAt: month + 18 * day },
        { percent: 100, reachesAt: month + 20 * day },
      ],
    });
  });

  it('of days that used nothing, with an allowance of nothing, before its time', () => {
    const december = Date.UTC(2026, 11, 1);
    const given = [0, 0, 1, 2, 3].map((index) => ({ at: december + index * day, apiCalls: 7n }));
    const before = { at: december - day, apiCalls: 900n };
    expect(apiCallsMeter([before, ...given], december, december - hour, 0n)).toMatchObject({
      periodEnd: Date.UTC(2027, 0, 1),
      used: 7n,
      percent: undefined,
      dayOfPeriod: 1,
      daysInPeriod: 31,
      recent: { perDay: 1.75, days: 4, projected: 54n },
      reachesAllowanceAt: undefined,
      thresholds: [],
    });
    // Three days are less than a tenth of 31.
    expect(apiCallsMeter(given.slice(0, 4), december, dayAfter(33))?.unprojected).toBe('too-early');
  });

  it('reaches an allowance before the end of the period, or not at all', () => {
    const at = (allowance: bigint) =>
      apiCallsMeter(rows(...steady(10, 20)), month, dayAfter(20), allowance)?.reachesAllowanceAt;
    expect(at(300n)).toBe(undefined);
    expect(at(299n)).toBe(month + 29.9 * day);
    expect(at(200n)).toBe(month + 19 * day);
    // A week without use has no pace.
    const idle = apiCallsMeter(rows(...steady(10, 10), ...steady(0, 10)), month, dayAfter(20), 150n);
    expect(idle?.recent).toEqual({ perDay: 0, days: 7, projected: 100n });
    expect(idle?.reachesAllowanceAt).toBe(undefined);
  });

  it('of users is that of the newest billing period, and of the greatest count of a day', () => {
    const start = month + 4 * day;
    const second = { periodStart: start, periodEnd: start + 400 * day };
    const given = [
      users({ at: month + 3 * day, identified: 900n }),
      ...[5n, 9n, 7n].map((identified) => users({ ...second, at: start, identified })),
      users({ ...second, at: start + day, identified: 8n }),
    ];
    const meter = mtuMeter(given, month, start + 2 * day);
    expect(meter).toMatchObject({ periodStart: start, periodEnd: start + 400 * day, used: 16n, dayOfPeriod: 3 });
    expect(meter?.daily).toEqual([
      { at: start, used: 16n, total: 16n, days: 1 },
      { at: start + day, used: 0n, total: 16n, days: 1 },
    ]);
  });

  it('that is passed exactly was passed on that day, by any pace', () => {
    const meter = apiCallsMeter(rows(...steady(10, 20)), month, dayAfter(20), 200n);
    const pace = { perDay: 10, projected: 300n, reachesAllowanceAt: month + 19 * day };
    expect(meter).toMatchObject({ recent: { ...pace, days: 7 }, linear: { ...pace, days: 20 } });
    expect(meter?.thresholds).toEqual([
      { percent: 75, passedAt: month + 14 * day },
      { percent: 90, passedAt: month + 17 * day },
      { percent: 100, passedAt: month + 19 * day },
    ]);
  });

  it('projects whole events, the nearest', () => {
    const meter = apiCallsMeter(rows(...steady(0, 10), 8), month, dayAfter(11));
    expect([meter?.recent?.projected, meter?.linear?.projected]).toEqual([30n, 22n]);
    expect(apiCallsMeter(rows(...steady(0, 5)), month, dayAfter(5))).toMatchObject({
      used: 0n,
      recent: { perDay: 0, days: 5, projected: 0n },
    });
  });

  it.each([
    ['two differences are no pace', 10, 13, undefined],
    ['days without a snapshot are left out', 3, 8, { perDay: 100, days: 4, projected: 3700n }],
    ['a week from the begin on is all of it', 3, 7, { perDay: 200, days: 7, projected: 6000n }],
  ])('whose snapshots begin in the middle: %s', (_, first, end, recent) => {
    const days = Array.from({ length: end - first }, (__, index) => index);
    const given = days.map((index) => ({ at: month + (first + index) * day, apiCalls: BigInt(1100 + 100 * index) }));
    expect(apiCallsMeter(given, month, dayAfter(end))?.recent).toEqual(recent);
  });

  it('is final from the end of its period on, and projects nothing beyond a day that was counted too far', () => {
    const given = rows(...steady(10, 30));
    const at = (now: number) => apiCallsMeter(given, month, now);
    expect(at(period.end)?.unprojected).toBe('ended');
    expect(at(period.end - 1)).toMatchObject({ ended: false, recent: { projected: 300n } });
    const short = users({
      periodEnd: period.end - 12 * hour,
      anonymous: 0n,
      anonymousIdentified: 0n,
      neverIdentified: 0n,
    });
    const daily = Array.from({ length: 30 }, (_, index) => ({
      ...short,
      at: month + index * day,
      identified: BigInt(10 * (index + 1)),
    }));
    expect(mtuMeter(daily, month, period.end - 13 * hour)?.recent?.projected).toBe(300n);
    const hours = users({ periodEnd: month + 2 * hour });
    expect(mtuMeter([hours], month, month + hour)).toMatchObject({ dayOfPeriod: 1, daysInPeriod: 1 });
  });

  it('of users is that of the newest row, whatever the order of rows', () => {
    const start = month + 4 * day;
    const second = users({ at: start, periodStart: start, periodEnd: start + 30 * day, identified: 1n });
    // The last day of the first period is told on the first of the second.
    const last = users({ at: start, identified: 900n });
    const given = [users(), second, last];
    for (const each of [given, given.toReversed()])
      expect(mtuMeter(each, month, start + day)).toMatchObject({ periodStart: start, used: 8n });
  });

  it.each([
    [30n, 0n, 27n, false],
    [30n, 0n, 26n, true],
    [27n, 0n, 30n, false],
    [26n, 0n, 30n, true],
    [12n, 10n, 0n, false],
    [13n, 10n, 0n, true],
    [10n, 10n, 0n, false],
    [10n, 11n, 0n, true],
  ])(
    '%d anonymous, %d of them identified, %d never: contradicts itself %s',
    (anonymous, identified, never, expected) => {
      const row = users({ anonymous, anonymousIdentified: identified, neverIdentified: never });
      expect(contradictsItself(row)).toBe(expected);
    },
  );
});

describe('what a projection needs', () => {
  it.each<readonly [string, number, number | undefined]>([
    ['a day is too early', 1, undefined],
    ['two days are too early', 2, undefined],
    ['three days, a tenth of the month, are enough', 3, 300],
  ])('%s', (_, counted, projected) => {
    const meter = apiCallsMeter(rows(...steady(10, counted)), month, dayAfter(counted));
    expect(meter?.recent && Number(meter.recent.projected)).toBe(projected);
    expect(meter?.linear && Number(meter.linear.projected)).toBe(projected);
    expect(meter?.unprojected).toBe(projected === undefined ? 'too-early' : undefined);
  });

  const year = { periodStart: month, periodEnd: month + 365 * day };
  it('a tenth of the period: 333 users of the first days of a year say nothing of it', () => {
    const first = Array.from({ length: 5 }, (_, index) =>
      users({ ...year, at: month + index * day, identified: 333n, neverIdentified: 7n }),
    );
    const meter = mtuMeter(first, month, dayAfter(5));
    expect([meter?.daysInPeriod, meter?.dayOfPeriod, meter?.recent, meter?.linear]).toEqual([
      365,
      6,
      undefined,
      undefined,
    ]);
  });

  it('bounds that can be those of a contract: else the month is taken', () => {
    for (const periodEnd of [month + 401 * day, Number.POSITIVE_INFINITY, Number.NaN, month])
      expect(billingPeriod([users({ periodEnd })], month)).toEqual(period);
  });

  it('a period that goes on: one that is over is final, at its last day, and projects nothing', () => {
    const old = { periodStart: month - 31 * day, periodEnd: month };
    const meter = mtuMeter([users({ ...old, at: month - day })], month, month + 28 * day, 10n);
    expect(meter).toMatchObject({ ended: true, dayOfPeriod: 31, daysInPeriod: 31, unprojected: 'ended', used: 12n });
    expect([meter?.recent, meter?.linear]).toEqual([undefined, undefined]);
    expect(meter?.thresholds.map(({ reachesAt }) => reachesAt)).toEqual([undefined, undefined, undefined]);
  });

  it.each<readonly [string, Partial<MtuDay>, boolean]>([
    ['users identified later are a part of the anonymous ones', { anonymous: 81n, anonymousIdentified: 189n }, true],
    ['the rest was never identified', { anonymous: 1_840_000n, anonymousIdentified: 0n, neverIdentified: 33n }, true],
    [
      'a few may be counted at another moment',
      { anonymous: 100n, anonymousIdentified: 20n, neverIdentified: 77n },
      false,
    ],
  ])('counts that agree: %s', (_, counts, contradicts) => {
    const month0 = Array.from({ length: 10 }, (__, index) => users({ at: month + index * day, ...counts }));
    expect(mtuMeter(month0, month, dayAfter(10))?.unprojected).toBe(contradicts ? 'contradiction' : undefined);
  });

  it('snapshots: where they begin in the middle of the period, what was used before is of no day of theirs', () => {
    // The period began on October 15, and the rows of November begin with all that was used since.
    const bounds = { periodStart: month - 17 * day, periodEnd: month + 14 * day };
    const since = (index: number) => BigInt(1700 + 100 * (index + 1));
    const november = Array.from({ length: 5 }, (_, index) =>
      users({
        ...bounds,
        at: month + index * day,
        anonymous: 0n,
        anonymousIdentified: 0n,
        neverIdentified: 0n,
        identified: since(index),
      }),
    );
    const meter = mtuMeter(november, month, dayAfter(5));
    expect(meter?.recent).toEqual({ perDay: 100, days: 4, projected: 3100n });
    expect(meter?.linear).toEqual({ perDay: 100, days: 22, projected: 3100n });
    expect(growthDays(meter!)).toBe(2);
  });
});

it('calls are counted by the calendar month, whatever period the users have', () => {
  const meter = apiCallsMeter(rows(...steady(10, 20)), month, dayAfter(20));
  expect([meter?.periodStart, meter?.periodEnd, meter?.dayOfPeriod]).toEqual([period.start, period.end, 21]);
});

describe('days and growth', () => {
  it('spreads nothing over missing days, and never takes use back on a recount', () => {
    const points = callPoints([
      { at: month, apiCalls: 10n },
      { at: month + 3 * day, apiCalls: 40n },
      { at: month + 4 * day, apiCalls: 35n },
    ]);
    expect(dailyUse(points, month).map(({ used, total, days }) => [used, total, days])).toEqual([
      [10n, 10n, 1],
      [30n, 40n, 3],
      [0n, 40n, 1],
    ]);
  });

  it.each([
    [1, 0],
    [3, 1],
    [13, 6],
    [14, 7],
    [30, 7],
  ])('compares after %i days of the period %i', (counted, days) => {
    expect(growthDays({ periodStart: month, countedUntil: month + counted * day, daily: [] })).toBe(days);
  });

  it('compares days that are known one by one: not the first of a series that begins in the middle', () => {
    const from = (first: number, counted: number) =>
      growthDays({
        periodStart: month,
        countedUntil: month + counted * day,
        daily: [{ at: month + first * day, used: 1n, total: 1n, days: 1 }],
      });
    expect([from(0, 6), from(1, 6), from(3, 6), from(5, 6), from(6, 6)]).toEqual([3, 2, 1, 0, 0]);
  });

  it('is the newest days against as many before', () => {
    const points = callPoints(rows(...steady(1, 6), ...steady(10, 7), ...steady(30, 7)));
    expect(growthOf(points, month + 19 * day, 7)).toEqual({ recent: 210n, before: 70n });
    expect(growthOf(points, month + 13 * day, 1)).toEqual({ recent: 30n, before: 10n });
  });

  it('counts a source that began in the middle from nothing, and one that stopped as nothing', () => {
    const began = [{ at: month + 18 * day, used: 50n }];
    expect(growthOf(began, month + 19 * day, 7)).toEqual({ recent: 50n, before: 0n });
    const stopped = callPoints(rows(...steady(10, 7)));
    expect(growthOf(stopped, month + 19 * day, 7)).toEqual({ recent: 0n, before: 10n });
    expect(growthOf(began, month + 19 * day, 0)).toBeUndefined();
  });
});

it('a month begins on its first day in UTC', () => {
  expect(monthOf(Date.UTC(2026, 10, 30, 23, 59))).toBe(month);
});

import { describe, expect, it } from 'vitest';
import { day, type Granularity, hour, minute } from '../../../source/domain/time.ts';
import { pointsOf, retriesOf, totalOf } from '../../../source/mock/http/series.ts';
import {
  checkReach,
  metricsReach,
  overviewReach,
  type Reaches,
  volumeReach,
} from '../../../source/mock/http/windows.ts';

/** The last minute of a month, and of a year. */
const now = Date.parse('2026-12-31T23:59:00Z');

/** What a window is refused with; undefined where it is not. */
function refusal(start: number, end: number, granularity: Granularity, reaches: Reaches): unknown {
  try {
    checkReach({ start, end }, granularity, reaches, now);
    return undefined;
  } catch (thrown) {
    return (thrown as { errors: readonly unknown[] }).errors;
  }
}

const invalid = (field: string, rest: string) => [{ type: 'input-validation', message: `"${field}" ${rest}`, field }];

describe('how wide and how old a window may be', () => {
  it.each<[string, Reaches, Granularity, number, string, number | undefined, string]>([
    ['overview', overviewReach, 'MINUTE', 4 * hour, '4 hours', 48 * hour, '48 hours'],
    ['overview', overviewReach, 'HOUR', 14 * day, '14 days', 30 * day, '30 days'],
    ['overview', overviewReach, 'DAY', 30 * day, '30 days', 30 * day, '30 days'],
    ['metrics', metricsReach, 'MINUTE', 4 * hour, '4 hours', 48 * hour, '48 hours'],
    ['metrics', metricsReach, 'HOUR', 7 * day, '7 days', 7 * day, '7 days'],
    ['metrics', metricsReach, 'DAY', 14 * day, '14 days', 14 * day, '14 days'],
    ['volume', volumeReach, 'MINUTE', 4 * hour, '4 hours', undefined, ''],
    ['volume', volumeReach, 'HOUR', 14 * day, '14 days', undefined, ''],
    ['volume', volumeReach, 'DAY', 30 * day, '30 days', undefined, ''],
  ])('of %s: %#', (_, reaches, granularity, range, rangeText, oldest, oldestText) => {
    const asked = (start: number, end: number) => refusal(start, end, granularity, reaches);
    expect([asked(now - range, now), asked(now - 1, now)]).toEqual([undefined, undefined]);
    expect(asked(now - range, now + 1)).toEqual(
      invalid('startTime', `and "endTime" must be at most ${rangeText} apart for granularity ${granularity}`),
    );
    for (const end of [now, now - 1])
      expect(asked(now, end)).toEqual(invalid('endTime', 'must be later than "startTime"'));
    if (oldest === undefined) {
      expect(asked(0, range)).toBe(undefined);
      return;
    }
    expect(asked(now - oldest, now - oldest + minute)).toBe(undefined);
    expect(asked(now - oldest - 1, now - oldest + minute)).toEqual(
      invalid('startTime', `must be at most ${oldestText} ago for granularity ${granularity}`),
    );
  });
});

describe('points of a series', () => {
  const midnight = Date.parse('2026-12-01T00:00:00Z');
  const bucket = (minutes: number, count: number, retryCount = 0) => ({
    at: midnight + minutes * minute,
    count,
    retryCount,
  });
  const buckets = [
    bucket(61, 5),
    bucket(-1, 7),
    bucket(60, 1, 2),
    bucket(0, 3),
    bucket(-61, 100),
    bucket(120, 100),
    bucket(90, 0),
  ];
  const of = (from: number, to: number, granularity: Granularity, zeroFill = false, retries = true) =>
    pointsOf({ by: {}, buckets }, { start: midnight + from * minute, end: midnight + to * minute }, granularity, {
      zeroFill,
      retries,
    });
  const short = (points: ReturnType<typeof of>) =>
    points.map(({ time, count, retryCount }) => `${time.slice(5, 16)} ${count} ${retryCount}`);

  it('stand on the grid of the clock, oldest first, with what fell into each', () => {
    expect(short(of(-60, 120, 'HOUR'))).toEqual(['11-30T23:00 7 0', '12-01T00:00 3 0', '12-01T01:00 6 2']);
    expect(short(of(-10, 61, 'HOUR'))).toEqual(['11-30T23:00 7 0', '12-01T00:00 3 0', '12-01T01:00 1 2']);
    expect(short(of(-60, 120, 'DAY'))).toEqual(['11-30T00:00 107 0', '12-01T00:00 9 2']);
    expect(short(of(0, 62, 'MINUTE'))).toEqual(['12-01T00:00 3 0', '12-01T01:00 1 2', '12-01T01:01 5 0']);
    expect(short(of(89, 120, 'MINUTE'))).toEqual([]);
  });

  it('are there for empty ones too where zeros are sent, and have no retries where there are none', () => {
    expect(short(of(-120, 180, 'HOUR', true))).toEqual([
      '11-30T22:00 100 0',
      '11-30T23:00 7 0',
      '12-01T00:00 3 0',
      '12-01T01:00 6 2',
      '12-01T02:00 100 0',
    ]);
    expect(short(of(89, 92, 'MINUTE', true))).toEqual(['12-01T01:29 0 0', '12-01T01:30 0 0', '12-01T01:31 0 0']);
    expect(of(0, 60, 'HOUR', true, false)).toEqual([{ time: '2026-12-01T00:00:00Z', count: 3 }]);
  });

  it('add up', () => {
    const points = of(-60, 120, 'HOUR');
    expect([totalOf(points), retriesOf(points)]).toEqual([16, 2]);
    expect([totalOf([]), retriesOf([{ time: '', count: 1 }])]).toEqual([0, 0]);
  });
});

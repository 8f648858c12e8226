import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketLength,
  countIn,
  day,
  earliestOf,
  filled,
  floorTo,
  hour,
  isMoment,
  iso,
  isoText,
  minute,
  parseTime,
  periodLength,
  periods,
} from '../../source/domain/time.ts';

const now = Date.UTC(2026, 0, 5, 10, 30);

describe('parseTime', () => {
  it.each([
    ['2026-01-05T10:30:00Z', now],
    ['2026-01-05T10:30:00.000Z', now],
    ['2026-01-05T10:30:00.123456789Z', now + 123],
    ['2026-01-05T10:30:00.5Z', now + 500],
    ['2026-01-05T12:30:00+02:00', now],
    ['2026-01-05T10:30:00', now],
    ['2026-01-05T10:30Z', now],
    ['2026-01-05', Date.UTC(2026, 0, 5)],
  ])('reads %s', (text, at) => {
    expect(parseTime(text)).toBe(at);
  });

  it.each([['0001-01-01T00:00:00Z'], [''], ['5'], ['yesterday'], ['2026-13-45T99:00:00Z'], [null], [undefined], [now]])(
    'takes %j for no time',
    (value) => {
      expect(parseTime(value)).toBeUndefined();
    },
  );

  it('reads back what iso writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 946_684_800, max: 4_000_000_000 }), (seconds) => {
        expect(parseTime(iso(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});

describe('a number that is no moment', () => {
  it.each([1e308, -1e308, Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1])(
    '%d has no text and breaks none',
    (at) => {
      expect([isMoment(at), isoText(at)]).toEqual([false, undefined]);
      expect(iso(at)).toMatch(/^(?:1970|2100)-01-01T00:00:00Z$/);
    },
  );

  it.each([
    ['9999-12-31T23:59:59Z', undefined],
    ['1970-01-01T00:00:00Z', undefined],
    ['1999-12-31T23:59:59.999Z', undefined],
    ['2000-01-01T00:00:00Z', Date.UTC(2000, 0)],
    ['2100-01-01T00:00:00Z', undefined],
    ['2099-12-31T23:59:59.999Z', Date.UTC(2100, 0) - 1],
  ])('%s is a moment of a workspace or none', (text, at) => {
    expect(parseTime(text)).toBe(at);
  });

  it('has its milliseconds in full text', () => {
    expect(isoText(Date.UTC(2026, 0, 5, 10, 0, 0, 7))).toBe('2026-01-05T10:00:00.007Z');
  });
});

it('the lengths of periods and buckets', () => {
  const seconds = (lengths: readonly number[]) => lengths.map((length) => length / 1000);
  expect(periods.map((period) => [period, ...seconds([periodLength[period]])])).toEqual([
    ['24h', 86_400],
    ['7d', 604_800],
  ]);
  expect(seconds([bucketLength.MINUTE, bucketLength.HOUR, bucketLength.DAY])).toEqual([60, 3600, 86_400]);
});

describe('what a series has in a span of time', () => {
  const series = [1, 2, 4, 8].map((count, index) => ({ at: now + index * hour, count }));
  it.each([
    ['all', now, undefined, 15],
    ['from its first moment on', now + hour, undefined, 14],
    ['from a moment later on', now + hour + 1, undefined, 12],
    ['up to the end, without it', now, now + 3 * hour, 7],
    ['none', now + 2 * hour, now + 2 * hour, 0],
  ])('%s', (_, from, to, sum) => {
    expect(countIn(series, from, to)).toBe(sum);
  });
});

describe('the first of many moments', () => {
  it.each([
    ['none', [], undefined],
    ['one', [5], 5],
    ['the beginning of time', [3, 0, 1], 0],
    ['more than a call takes arguments', Array.from({ length: 200_000 }, (_, index) => 200_000 - index), 1],
  ] as const)('%s', (_, times, first) => {
    expect(earliestOf(times)).toBe(first);
  });
});

describe('filled', () => {
  const window = { start: now - 3 * hour, end: now };

  it('puts sparse buckets on the full grid', () => {
    const series = filled([{ at: floorTo(now, 'HOUR'), count: 4 }], window, 'HOUR');
    expect(series.map((bucket) => bucket.count)).toEqual([0, 0, 0, 4]);
    expect(series[0]!.at).toBe(Date.UTC(2026, 0, 5, 7));
  });

  it.each([
    ['ends with the hour', 2 * hour, 2],
    ['is a moment longer', 2 * hour + 1, 3],
    ['is empty', 0, 0],
  ])('has a bucket for each hour of a window that %s', (_, length, expected) => {
    const start = Date.UTC(2026, 0, 31, 22);
    const grid = filled([], { start, end: start + length }, 'HOUR');
    expect(grid).toEqual(Array.from({ length: expected }, (__, index) => ({ at: start + index * hour, count: 0 })));
  });

  it('adds up points of one bucket, retries included, and leaves out what is outside', () => {
    const at = Date.UTC(2026, 0, 5, 9);
    const series = filled(
      [
        { at, count: 1, retryCount: 2 },
        { at: at + minute, count: 3, retryCount: 5 },
        { at: at + day, count: 99 },
        { at: at - day, count: 99 },
      ],
      window,
      'HOUR',
    );
    expect(series.find((bucket) => bucket.at === at)).toEqual({ at, count: 4, retryCount: 7 });
    expect(series.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(4);
  });
});

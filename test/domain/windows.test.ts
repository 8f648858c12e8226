import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute, type Period, periodLength, periods } from '../../source/domain/time.ts';
import { comparedWindows, doubleWindow, earlierWindow, hourlyTotal, readWindow } from '../../source/domain/windows.ts';

const at = (text: string) => Date.parse(text);

describe('the windows of a period', () => {
  it.each<readonly [Period, string, string]>([
    ['24h', '2026-01-15T12:30:00Z', '2026-01-14T12:00:00Z'],
    ['24h', '2026-01-15T12:00:00Z', '2026-01-14T12:00:00Z'],
    ['24h', '2026-01-15T12:00:01Z', '2026-01-14T12:00:00Z'],
    ['24h', '2026-01-15T11:59:59Z', '2026-01-14T11:00:00Z'],
    ['24h', '2026-03-01T00:00:00Z', '2026-02-28T00:00:00Z'],
    ['24h', '2026-01-01T00:20:00Z', '2025-12-31T00:00:00Z'],
    // Reads by the hour go back seven days and no further: the first full hour inside that, with five minutes to spare.
    ['7d', '2026-01-15T12:30:00Z', '2026-01-08T13:00:00Z'],
    ['7d', '2026-01-15T12:00:00Z', '2026-01-08T13:00:00Z'],
    ['7d', '2026-01-15T11:55:00Z', '2026-01-08T12:00:00Z'],
    ['7d', '2026-01-15T11:55:01Z', '2026-01-08T13:00:00Z'],
    ['7d', '2026-03-03T00:20:00Z', '2026-02-24T01:00:00Z'],
  ])('%s at %s begins on the full hour %s', (period, now, start) => {
    expect(readWindow(period, at(now))).toEqual({ start: at(start), end: at(now) });
  });

  it('are equally long, whole hours long at the start, and cover what one read gives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2025-01-01'), max: at('2027-01-01') }),
        fc.constantFrom(...periods),
        (now, period) => {
          const current = readWindow(period, now);
          const earlier = earlierWindow(period, now);
          expect(current.start % hour).toBe(0);
          expect(earlier.start % hour).toBe(0);
          expect(earlier.end - earlier.start).toBe(current.end - current.start);
          const length = current.end - current.start;
          const [least, most] =
            period === '24h' ? [day, day + hour] : [7 * day - hour - 5 * minute, 7 * day - 5 * minute];
          expect(length).toBeGreaterThanOrEqual(least);
          expect(length).toBeLessThanOrEqual(most);
          expect(doubleWindow(period, now)).toEqual({ start: earlier.start, end: now });
          expect(current.start - earlier.start).toBe(periodLength[period]);
        },
      ),
    );
  });
});

it.each<readonly [Period, string, string, string]>([
  ['24h', '2026-01-15T12:30:00Z', '2026-01-14T12:00:00Z', '2026-01-15T12:00:00Z'],
  ['24h', '2026-03-01T00:20:00Z', '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z'],
  ['7d', '2026-01-15T12:30:00Z', '2026-01-08T13:00:00Z', '2026-01-15T12:00:00Z'],
  ['7d', '2026-01-15T11:55:00Z', '2026-01-08T12:00:00Z', '2026-01-15T11:00:00Z'],
])('of %s at %s full hours are compared, %s to %s, with those one period before', (period, now, start, end) => {
  const recent = { start: at(start), end: at(end) };
  const before = { start: recent.start - periodLength[period], end: recent.end - periodLength[period] };
  expect(comparedWindows(period, at(now))).toEqual({ recent, before });
});

describe('sum of hourly buckets', () => {
  const now = at('2026-01-15T12:30:00Z');
  const buckets = Array.from({ length: 60 }, (_, index) => ({
    at: at('2026-01-13T01:00:00Z') + index * hour,
    count: 60,
  }));

  it('counts the hour that goes on as it is', () => {
    expect(hourlyTotal(buckets, readWindow('24h', now), now)).toBe(25 * 60);
  });

  it('counts the part of the bucket that the end of the earlier window cuts', () => {
    expect(hourlyTotal(buckets, earlierWindow('24h', now), now)).toBe(24 * 60 + 30);
  });

  it('rounds a part of a count', () => {
    const start = at('2026-01-13T01:00:00Z');
    const series = [{ at: start, count: 7 }];
    expect(hourlyTotal(series, { start, end: start + 15 * minute }, now)).toBe(2);
    expect(hourlyTotal(series, { start, end: start + 5 * minute }, now)).toBe(1);
  });

  it('leaves out what is outside', () => {
    expect(hourlyTotal(buckets, { start: now + day, end: now + 2 * day }, now)).toBe(0);
    expect(hourlyTotal([], readWindow('7d', now), now)).toBe(0);
  });

  it('of equal traffic is equal in both windows to within a bucket', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59 }), fc.constantFrom(...periods), (minutes, period) => {
        const end = at('2026-01-15T12:00:00Z') + minutes * minute;
        const start = doubleWindow(period, end).start;
        const even = Array.from({ length: Math.ceil((end - start) / hour) }, (_, index) => {
          const begins = start + index * hour;
          return { at: begins, count: Math.min(hour, end - begins) / minute };
        });
        const [current, earlier] = [readWindow(period, end), earlierWindow(period, end)].map((window) =>
          hourlyTotal(even, window, end),
        );
        expect(Math.abs((current ?? 0) - (earlier ?? 0))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

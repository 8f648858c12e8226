import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { groupOf, series, totalOf } from '../../../source/segment-api/reading/series.ts';

const read = (points: unknown) => z.parse(series, points);
const at = Date.parse('2026-11-30T23:59:00Z');

describe('the points of a series', () => {
  test.each([
    [[{ time: '2026-11-30T23:59:00Z', count: 5 }], [{ at, count: 5 }]],
    [[{ time: '2026-11-30T23:59:00.000Z', count: '5' }], [{ at, count: 5 }]],
    [[{ time: '2026-11-30T23:59:00Z', count: 0 }], [{ at, count: 0 }]],
    [[{ time: '2026-11-30T23:59:00Z', count: 63 }], [{ at, count: 63 }]],
    [[{ time: '2026-11-30T23:59:00Z', count: 64 }], [{ at, count: 64 }]],
    [[{ time: '2026-11-30T23:59:00Z', count: 1.5 }], [{ at, count: 1.5 }]],
    [[{ time: '2026-11-30T23:59:00Z', count: 5, retryCount: 2 }], [{ at, count: 5, retryCount: 2 }]],
    // What says nothing of retries has none that are known.
    [[{ time: '2026-11-30T23:59:00Z', count: 5, retryCount: null }], [{ at, count: 5 }]],
    [
      [
        { time: '2026-12-01T00:00:00Z', count: 1 },
        { time: '2026-11-30T23:59:00Z', count: 2 },
      ],
      [
        { at, count: 2 },
        { at: at + 60_000, count: 1 },
      ],
    ],
    [[], []],
  ])('%j', (points, buckets) => {
    expect(read(points)).toEqual(buckets);
  });

  test.each([
    [undefined],
    [{}],
    [[null]],
    [[{ time: 'yesterday', count: 1 }]],
    [[{ time: at, count: 1 }]],
    [[{ time: '2026-11-30T23:59:00Z', count: -1 }]],
    [[{ time: '2026-11-30T23:59:00Z' }]],
  ])('%j is none', (points) => {
    expect(z.safeParse(series, points).success).toBe(false);
  });

  test('of few events are the same in thousands of series, of many and with retries each its own', () => {
    const point = (count: number, more = {}) => [{ time: '2026-11-30T23:58:00Z', count, ...more }];
    const [first, again] = [read(point(3))[0], read(point(3))[0]];
    expect(first).toBe(again);
    expect(read(point(4))[0]).toEqual({ at: at - 60_000, count: 4 });
    expect(read(point(64))[0]).not.toBe(read(point(64))[0]);
    expect(read(point(3, { retryCount: 1 }))[0]).toEqual({ at: at - 60_000, count: 3, retryCount: 1 });
    expect(read(point(3))[0]).toEqual({ at: at - 60_000, count: 3 });
  });

  test('of more times than are kept are still right', () => {
    const points = Array.from({ length: 12_000 }, (_, minute) => ({
      time: new Date(at + minute * 60_000).toISOString(),
      count: minute % 70,
    }));
    expect(read(points)).toEqual(points.map(({ count }, minute) => ({ at: at + minute * 60_000, count })));
  });
});

test.each([
  [7, [], 7],
  [0, [{ at, count: 5 }], 0],
  [
    undefined,
    [
      { at, count: 5 },
      { at, count: 2 },
    ],
    7,
  ],
  [undefined, [], 0],
])('of a total of %s and %j the total is %i', (total, buckets, expected) => {
  expect(totalOf(total, buckets)).toBe(expected);
});

test.each([
  [{ eventName: 'A', total: 1, series: [] }, { series: [{}], total: 2, totalRetryCount: 1, eventName: 'A' }, true],
  [{ eventName: 'A', total: 1 }, { eventName: 'B', total: 1 }, false],
  [{ eventName: 'A' }, { eventName: 'A', eventType: 'track' }, false],
])('rows %j and %j are about the same: %s', (one, other, isSame) => {
  expect(groupOf(one) === groupOf(other)).toBe(isSame);
});

test.each([[null], [undefined], ['text'], [5]])('%j is about nothing', (row) => {
  expect(groupOf(row)).toBeUndefined();
});

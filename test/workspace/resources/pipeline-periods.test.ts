import { describe, expect, test } from 'vitest';
import { bucketLength, day, hour, minute } from '../../../source/domain/time.ts';
import {
  earlierPipelineWindow,
  gridOf,
  nextPeriod,
  onGrid,
  type PipelinePeriod,
  pipelineMetricsWindow,
  pipelinePeriod,
  pipelinePeriods,
  pipelineWindow,
  provisionalIn,
  readsTwice,
  totalIn,
} from '../../../source/workspace/resources/pipeline-periods.ts';

const now = Date.parse('2026-11-21T14:31:20Z');

/** What Delivery Overview answers for (rule 59). */
const bounds = { MINUTE: [4 * hour, 48 * hour], HOUR: [14 * day, 30 * day], DAY: [30 * day, 30 * day] } as const;

describe.each(pipelinePeriods)('a period of %s', (period) => {
  const { granularity, length } = gridOf(period);
  const [longest, oldest] = bounds[granularity];
  const window = pipelineWindow(period, now);
  const earlier = earlierPipelineWindow(period, now);

  test('begins on a full bucket and ends now', () => {
    expect(window.start % bucketLength[granularity]).toBe(0);
    expect(window.end).toBe(now);
    const size = bucketLength[granularity];
    const isClamped = period === '7d' || period === '2w';
    expect(now - window.start).toBeGreaterThanOrEqual(isClamped ? length - size - 5 * minute : length);
    expect(now - window.start).toBeLessThan(isClamped ? length : length + size);
  });

  test('is compared with an equal window before it, and no request leaves what the API answers for', () => {
    expect(earlier.end - earlier.start).toBe(window.end - window.start);
    expect(now - earlier.start).toBeLessThanOrEqual(oldest);
    const read = readsTwice(period) ? window : { start: earlier.start, end: window.end };
    expect(read.end - read.start).toBeLessThanOrEqual(longest);
  });
});

test('t goes through all periods and begins again', () => {
  const walk = (period: PipelinePeriod, count: number): PipelinePeriod[] =>
    count === 0 ? [] : [period, ...walk(nextPeriod(period), count - 1)];
  expect(walk('24h', 6)).toEqual(['24h', '7d', '2w', '10m', '1h', '24h']);
});

test.each([
  ['24h', '2026-11-21T14:31:20Z', '2026-11-20T14:00:00Z', 'HOUR'],
  ['7d', '2026-11-21T14:31:20Z', '2026-11-14T15:00:00Z', 'HOUR'],
  ['2w', '2026-11-21T14:31:20Z', '2026-11-08T00:00:00Z', 'DAY'],
  ['2w', '2026-11-21T00:00:00Z', '2026-11-08T00:00:00Z', 'DAY'],
  ['2w', '2026-11-20T23:54:00Z', '2026-11-07T00:00:00Z', 'DAY'],
  ['2w', '2026-03-08T10:00:00Z', '2026-02-23T00:00:00Z', 'DAY'],
] as const)(
  'totals without a series of %s at %s are of whole buckets from %s on, by the %s',
  (period, at, start, size) => {
    const end = Date.parse(at);
    expect(pipelineMetricsWindow(period, end)).toEqual({
      window: { start: Date.parse(start), end },
      granularity: size,
    });
  },
);

test.each([
  [undefined, '24h'],
  ['1h', '1h'],
  ['a year', '24h'],
])('a page that chose %s shows %s', (chosen, expected) => {
  expect(pipelinePeriod(chosen, '24h')).toBe(expected);
});

test('a bucket that the end of a window cuts counts by its part', () => {
  const start = now - hour;
  const series = [
    { at: start, count: 100 },
    { at: start + 30 * minute, count: 40 },
  ];
  expect(totalIn(series, { start, end: start + 45 * minute }, 30 * minute, now)).toBe(120);
  expect(totalIn(series, { start, end: now }, 30 * minute, now)).toBe(140);
});

test('buckets outside the grid and after what is known are left out', () => {
  const at = Date.parse('2026-11-21T10:00:00Z');
  const series = [
    { at: at - hour, count: 9 },
    { at, count: 1 },
    { at: at + 2 * hour, count: 3 },
    { at: at + 9 * hour, count: 9 },
  ];
  expect(onGrid(series, { start: at, end: at + 4 * hour }, hour, at + 3 * hour)).toEqual([1, 0, 3, undefined]);
});

test.each([
  ['HOUR, in the middle of one', hour, now, 1],
  ['HOUR, two minutes into one: the hour before may still grow too', hour, Date.parse('2026-11-21T14:02:00Z'), 2],
  ['MINUTE', minute, now, 6],
] as const)('provisional buckets: %s', (_, size, end, expected) => {
  expect(provisionalIn({ start: end - 10 * size, end }, size)).toBe(expected);
});

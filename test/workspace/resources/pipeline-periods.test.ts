import { describe, expect, test } from 'vitest';
import { bucketLength, day, hour, minute } from '../../../source/domain/time.ts';
import {
  comparedPipelineWindows,
  earlierPipelineWindow,
  gridOf,
  metricsComparable,
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

test.each([
  ['10m', 30_000, '2026-11-21T14:21:00Z', '2026-11-21T14:11:00Z', false, true],
  ['1h', minute, '2026-11-21T13:31:00Z', '2026-11-21T12:31:00Z', false, true],
  ['24h', minute, '2026-11-20T14:00:00Z', '2026-11-19T14:00:00Z', false, true],
  ['7d', 5 * minute, '2026-11-14T15:00:00Z', '2026-11-07T15:00:00Z', false, false],
  ['2w', 10 * minute, '2026-11-07T15:00:00Z', '2026-10-24T15:00:00Z', true, false],
] as const)(
  '%s: renewed every %d ms, from %s, before that from %s; read twice: %s; with totals of before: %s',
  (period, every, start, before, isTwice, comparable) => {
    expect(gridOf(period).every).toBe(every);
    expect(pipelineWindow(period, now)).toEqual({ start: Date.parse(start), end: now });
    expect(earlierPipelineWindow(period, now)).toEqual({ start: Date.parse(before), end: now - gridOf(period).length });
    expect([readsTwice(period), metricsComparable(period)]).toEqual([isTwice, comparable]);
  },
);

test.each([
  ['1h', '2026-11-21T14:26:00Z'],
  ['24h', '2026-11-21T14:00:00Z'],
] as const)('totals of %s are compared up to %s, over full buckets that hardly grow any more', (period, until) => {
  const [end, { length }] = [Date.parse(until), gridOf(period)];
  expect(comparedPipelineWindows(period, now)).toEqual({
    recent: { start: end - length, end },
    before: { start: end - 2 * length, end: end - length },
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
  // What lies outside counts nothing, and a part is rounded to whole events.
  const around = [start - 1, start, start + hour].map((at) => ({ at, count: 5 }));
  expect(totalIn(around, { start, end: start + hour }, hour, start + 2 * hour)).toBe(5);
  expect(totalIn(around, { start, end: start + 0.9 * hour }, hour, start + 2 * hour)).toBe(5);
  expect(totalIn(around, { start, end: start + 0.8 * hour }, hour, start + 2 * hour)).toBe(4);
  // Of the bucket that is not over as much has passed as it has had time for.
  expect(totalIn([{ at: start, count: 8 }], { start, end: start + hour / 4 }, hour, start + hour / 2)).toBe(4);
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

test('a grid begins with the bucket that its window begins in, and ends with the one that it ends in', () => {
  const at = Date.parse('2026-11-21T10:00:00Z');
  const half = { start: at + hour / 2, end: at + 2.5 * hour };
  const series = [
    { at: at - hour, count: 9 },
    { at, count: 1 },
    { at: at + 1.5 * hour, count: 2 },
  ];
  expect(onGrid(series, half, hour, half.end)).toEqual([1, 2, 0]);
  expect(onGrid(series, half, hour, at)).toEqual([undefined, undefined, undefined]);
  expect(onGrid(series, { start: at, end: at }, hour, at)).toEqual([]);
  expect(onGrid(series, { start: at, end: at - hour }, hour, at)).toEqual([]);
});

test.each([
  ['a window of two minutes', 2 * minute, minute, 2],
  ['no window', 0, minute, 0],
  ['a window that begins in the middle of an hour', 90 * minute, hour, 1],
] as const)('provisional buckets of %s are no more than it has', (_, length, size, expected) => {
  const end = Date.parse('2026-11-21T14:00:00Z');
  expect(provisionalIn({ start: end - length, end }, size)).toBe(expected);
});

test.each([
  ['HOUR, in the middle of one', hour, now, 1],
  ['HOUR, two minutes into one: the hour before may still grow too', hour, Date.parse('2026-11-21T14:02:00Z'), 2],
  ['MINUTE', minute, now, 6],
] as const)('provisional buckets: %s', (_, size, end, expected) => {
  expect(provisionalIn({ start: end - 10 * size, end }, size)).toBe(expected);
});

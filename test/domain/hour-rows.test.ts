import { expect, test } from 'vitest';
import { hourRows } from '../../source/domain/hour-rows.ts';
import type { HourHistory, SeenHour, SeenSeries } from '../../source/domain/hours.ts';
import { hour, minute } from '../../source/domain/time.ts';

const start = Date.parse('2026-11-21T10:00:00Z');
const thing = 'connection:a';
const measures = ['delivered', 'failed'] as const;

function series(measure: 'delivered' | 'failed', from: number, hours: number, counts: readonly number[]): SeenSeries {
  const window = { start: start + from * hour, end: start + (from + hours) * hour };
  const buckets = counts.map((count, index) => ({ at: window.start + index * hour, count }));
  return { thing, measure, window, readAt: window.end + 10 * minute, series: buckets };
}

const keeping = (measure: string, hours: readonly SeenHour[]): HourHistory => ({
  of: (of, one, { start: from, end }) =>
    of === thing && one === measure ? hours.filter(({ at }) => at >= from && at < end) : [],
  things: () => [],
});

const counts = (rows: ReturnType<typeof hourRows<'delivered' | 'failed'>>) =>
  rows.map(({ at, counts: { delivered, failed }, isWhole }) => [(at - start) / hour, delivered, failed, isWhole]);

test('an hour without a bucket in a window that was read had none; one that nobody read is unknown', () => {
  const read = [series('delivered', 1, 2, [5]), series('failed', 1, 3, [1, 2, 3])];
  expect(counts(hourRows(thing, measures, { start, end: start + 5 * hour }, read))).toEqual([
    [0, null, null, false],
    [1, 5, 1, true],
    [2, 0, 2, true],
    [3, null, 3, false],
    [4, null, null, false],
  ]);
});

test('what was kept stands where nothing was read, and the count that was taken later where both are', () => {
  const kept = keeping('failed', [
    { at: start, count: 9, until: start + 6 * hour },
    { at: start + hour, count: 8, until: start + 90 * minute },
  ]);
  const read = [series('failed', 1, 1, [7])];
  expect(counts(hourRows(thing, ['delivered', 'failed'], { start, end: start + 2 * hour }, read, kept))).toEqual([
    [0, null, 9, false],
    [1, null, 7, false],
  ]);
});

test('the hour that runs is in part, and a window that begins within an hour begins with it', () => {
  const window = { start: start + 20 * minute, end: start + 30 * minute };
  const read: SeenSeries[] = measures.map((measure) => ({
    ...{ thing, measure, readAt: start + 30 * minute, series: [{ at: start, count: 4 }] },
    window: { start, end: start + 30 * minute },
  }));
  expect(counts(hourRows(thing, measures, window, read))).toEqual([[0, 4, 4, false]]);
});

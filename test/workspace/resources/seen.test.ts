import { expect, it } from 'vitest';
import type { StepReport } from '../../../source/domain/delivery/counts.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { day, hour } from '../../../source/domain/time.ts';
import { seenStep, seenVolume } from '../../../source/workspace/resources/seen.ts';

const end = Date.parse('2026-03-01T12:00:00Z');
const today = { start: end - day, end };

const reportOf = (totals: readonly number[], retryCount?: number): StepReport => {
  const rows = totals.map((total) => {
    const series = [{ at: end - hour, count: total, ...(retryCount === undefined ? {} : { retryCount }) }];
    return { by: { discardReason: sanitise(`r${total}`) }, total, retries: 0, series };
  });
  return { total: totals.reduce((sum, total) => sum + total, 0), rows };
};
const measuresOf = (step: Parameters<typeof seenStep>[0], report: StepReport) =>
  seenStep(step, 'connection:d', report, today, end).map(({ measure }) => measure);

it('what failed is remembered once, whatever the reasons', () => {
  const [seen, ...others] = seenStep('failed-delivery', 'connection:d', reportOf([5, 1]), today, end);
  expect(others).toEqual([]);
  expect(seen).toMatchObject({ measure: 'failed', series: [{ count: 5 }, { count: 1 }] });
});

it('what was tried again is remembered of what failed, where it was told', () => {
  expect(measuresOf('failed-delivery', reportOf([3], 2))).toEqual(['failed', 'retries']);
  expect(measuresOf('filtered-at-destination', reportOf([3], 2))).toEqual(['filtered']);
  expect(measuresOf('successful-delivery', reportOf([3], 2))).toEqual(['delivered']);
  expect(measuresOf('successfully-received', reportOf([3], 2))).toEqual([]);
});

it.each([
  ['six days from their begin on', 6 * day, 0],
  ['more than six days without the first hour', 6 * day + 1, hour],
])('%s', (_, length, left) => {
  const window = { start: end - length, end };
  const { seen = [] } = seenVolume({ value: [], problems: [] }, window, end);
  expect(seen.map((each) => each.window)).toEqual([{ start: window.start + left, end }]);
});

it('volume without a source counts with all of them, and is of no source', () => {
  const row = (sourceId: string | undefined, count: number) => ({
    ...{ total: count, series: [{ at: end - hour, count }] },
    ...(sourceId === undefined ? {} : { sourceId }),
  });
  const answer = { value: [row('web', 5), row(undefined, 2)], problems: [] };
  const told = (measure?: 'violations') =>
    seenVolume(answer, today, end, measure).seen?.map((each) => [
      each.thing,
      each.measure,
      each.series.reduce((sum, { count }) => sum + count, 0),
    ]);
  expect(told()).toEqual([
    ['source:web', 'received', 5],
    ['workspace', 'received', 7],
  ]);
  expect(told('violations')).toEqual([
    ['source:web', 'violations', 5],
    ['workspace', 'violations', 7],
  ]);
});

it('what was tried again is counted by itself, none where a reason tells of none', () => {
  const [first, second] = [reportOf([3], 2), reportOf([4])];
  const both = { total: 7, rows: [...first.rows, ...second.rows] };
  const [lost, retried] = seenStep('failed-delivery', 'connection:d', both, today, end);
  expect([lost?.series.map(({ count }) => count), retried?.series]).toEqual([
    [3, 4],
    [
      { at: end - hour, count: 2 },
      { at: end - hour, count: 0 },
    ],
  ]);
});

it('what was blocked at the source is remembered as that, also where a week has no certain first hour', () => {
  const week = { start: end - 7 * day, end };
  expect(seenStep('filtered-at-source', 'source:web', reportOf([3]), week, end)).toMatchObject([
    { thing: 'source:web', measure: 'blocked', window: { start: week.start + hour, end }, readAt: end },
  ]);
});

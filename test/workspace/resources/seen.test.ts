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

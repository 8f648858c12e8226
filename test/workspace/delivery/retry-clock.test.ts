import { expect, test } from 'vitest';
import type { StepReport } from '../../../source/domain/delivery/counts.ts';
import { t } from '../../../source/domain/text.ts';
import { type Bucket, hour } from '../../../source/domain/time.ts';
import { retryClock } from '../../../source/workspace/delivery/retry-clock.ts';

const now = Date.parse('2026-11-21T14:30:00Z');
const at = (hours: number): number => Date.parse('2026-11-21T14:00:00Z') - hours * hour;
const report = (series: readonly Bucket[]): StepReport => ({
  total: 0,
  rows: [{ by: { discardReason: t`429` }, total: 0, retries: 9, series }],
});

test('events that wait since two hours are given up from two hours on', () => {
  const again = [2, 1, 0].map((hours) => ({ at: at(hours), count: 0, retryCount: 10 }));
  expect(retryClock(report(again), now)).toEqual({
    since: at(2),
    oldest: 2.5 * hour,
    givesUpAt: at(2) + 4 * hour,
    expiring: false,
  });
});

test('after four hours the oldest are given up all the time', () => {
  const again = [6, 5, 4, 3, 2, 1, 0].map((hours) => ({ at: at(hours), count: 3, retryCount: 10 }));
  expect(retryClock(report(again), now)).toEqual({ since: at(6), oldest: 4 * hour, givesUpAt: now, expiring: true });
});

test.each([[undefined], [report([])], [report([{ at: at(1), count: 0 }])]])('no clock without retries', (given) => {
  expect(retryClock(given, now)).toBeUndefined();
});

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

test.each([
  ['give up none a moment before four hours are over', at(0) - 1, 4 * hour - 1, false],
  ['give up the first of them when four hours are over', at(0), 4 * hour, true],
])('events that wait since four hours %s', (_, moment, oldest, expiring) => {
  const again = [4, 3, 2, 1].map((hours) => ({ at: at(hours), count: 0, retryCount: 10 }));
  expect(retryClock(report(again), moment)).toEqual({ since: at(4), oldest, givesUpAt: at(0), expiring });
});

test('what failed counts beside the attempts made again, and the reason with most of both is the clock', () => {
  expect(retryClock(report([{ at: at(1), count: 3 }]), now)?.since).toBe(at(1));
  const row = (code: ReturnType<typeof t>, total: number, series: readonly Bucket[]) => ({
    ...{ by: { discardReason: code }, total, retries: 0, series },
  });
  const rows = [row(t`500`, 20, [{ at: at(1), count: 20 }]), row(t`429`, 5, [{ at: at(3), count: 5, retryCount: 50 }])];
  expect(retryClock({ total: 25, rows }, now)?.since).toBe(at(3));
});

test('what is refused for good has no clock, however much of it there is and however long', () => {
  const row = (code: ReturnType<typeof t>, series: readonly Bucket[]) => ({
    ...{ by: { discardReason: code }, total: 0, retries: 0, series },
  });
  const lost = row(
    t`401`,
    [5, 4, 3, 2, 1, 0].map((hours) => ({ at: at(hours), count: 900 })),
  );
  const again = row(t`503`, [{ at: at(1), count: 0, retryCount: 3 }]);
  expect(retryClock({ total: 0, rows: [lost, again] }, now)?.since).toBe(at(1));
  expect(retryClock({ total: 0, rows: [lost] }, now)).toBeUndefined();
});

test.each([[undefined], [report([])], [report([{ at: at(1), count: 0 }])]])('no clock without retries', (given) => {
  expect(retryClock(given, now)).toBeUndefined();
});

import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics, StepReport } from '../../source/domain/delivery.ts';
import { hour } from '../../source/domain/time.ts';
import { codeOf, onsetOf, topReason, type Verdict, verdictOf, waitsUnusually } from '../../source/domain/verdict.ts';
import { failuresOf, hourly, metricsWith, now, steady } from '../workspace/snapshots.ts';

const report = (code: string) => failuresOf({ [code]: hourly(5) });
type Case = readonly [
  what: string,
  metrics: Partial<DeliveryMetrics>,
  report: StepReport | undefined,
  Verdict | undefined,
];

describe('verdict', () => {
  it.each<Case>([
    ['nothing failed', { firstTry: 100 }, undefined, undefined],
    ['nothing at all', {}, undefined, undefined],
    ['refused for good', { firstTry: 10, discarded: 90 }, report('401'), 'LOST'],
    ['refused, reasons not read yet', { discarded: 90 }, undefined, 'LOST'],
    ['refused for a reason new to us', { discarded: 90 }, report('SOMETHING_NEW'), 'LOST'],
    ['refused though the reason is usually retried', { discarded: 90 }, report('503'), 'LOST'],
    ['both, more refused', { discarded: 90, expired: 10 }, report('401'), 'LOST'],
    ['both, more given up', { discarded: 10, expired: 90 }, report('503'), 'EXPIRED'],
    ['given up after four hours', { expired: 90 }, report('ETIMEDOUT'), 'EXPIRED'],
    ['given up, reasons not read yet', { expired: 90 }, undefined, 'EXPIRED'],
    ['more wait than were given up', { expired: 40, retrying: 60 }, report('429'), 'RETRYING'],
    ['few wait, more were given up', { firstTry: 1000, expired: 40, retrying: 10 }, report('429'), 'EXPIRED'],
    ['a retried reason with events that wait is no loss', { discarded: 5, retrying: 60 }, report('429'), 'RETRYING'],
    ['refused while others wait', { discarded: 50, retrying: 60 }, report('401'), 'LOST'],
    ['unusually many wait, none failed', { firstTry: 100, retrying: 20 }, undefined, 'RETRYING'],
    ['as many wait as ever', { firstTry: 10_000, retrying: 20 }, undefined, undefined],
    ['totals of Delivery Overview, retried reason', { discarded: 9, basis: 'overview' }, report('503'), 'EXPIRED'],
    ['totals of Delivery Overview, lasting reason', { discarded: 9, basis: 'overview' }, report('401'), 'LOST'],
    ['totals of Delivery Overview alone say neither', { discarded: 9, basis: 'overview' }, undefined, undefined],
  ])('%s', (_, metrics, failures, verdict) => {
    expect(verdictOf(metricsWith(metrics), failures)).toBe(verdict);
  });

  it.each([
    [19, 0, false],
    [20, 0, true],
    [20, 380, false],
    [21, 378, true],
  ])('%i waiting beside %i delivered is unusual: %s', (retrying, firstTry, unusual) => {
    expect(waitsUnusually(metricsWith({ retrying, firstTry }))).toBe(unusual);
  });
});

describe('the reason that names a failure', () => {
  it('is the one with most events', () => {
    expect(codeOf(topReason(failuresOf({ '429': hourly(3), '401': hourly(2, 2), '500': hourly(1) })))).toBe('401');
  });

  it('is unknown without a report or rows', () => {
    expect([topReason(undefined), topReason({ total: 4, rows: [] }), codeOf(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

const thisHour = now - (now % hour);
const since = (ago: number) => thisHour - ago * hour;

describe('onset', () => {
  it.each([
    ['fails since three hours', [0, 0, 9, 9, 9, 4], since(3), undefined],
    ['in this hour only', [0, 0, 0, 7], since(0), undefined],
    ['a gap of one bucket is the same run', [9, 0, 9, 9], since(3), undefined],
    ['a gap of two ends a run', [9, 0, 0, 9, 9], since(1), undefined],
    ['a tenth of the peak is the steady state', [3, 2, 3, 100, 100], since(1), undefined],
    ['ended', [0, 9, 9, 0, 0, 0, 0, 0], since(6), since(4)],
    ['a pause of two buckets is not the end', [9, 9, 0, 0], since(3), undefined],
    ['fails in the whole window', steady(5, 24), since(23), undefined],
  ])('%s', (_, counts, start, until) => {
    expect(onsetOf(failuresOf({ '401': hourly(...counts) }), hour, now)).toEqual({ since: start, until });
  });

  it('of events that are retried ends only when the four hours are over as well', () => {
    const counts = hourly(9, 9, 0, 0, 0, 0, 0, 0);
    expect(onsetOf(failuresOf({ '503': counts }), hour, now)?.until).toBe(undefined);
    expect(onsetOf(failuresOf({ '401': counts }), hour, now)?.until).toBe(since(5));
    expect(onsetOf(failuresOf({ '503': hourly(9, 9, ...steady(0, 9)) }), hour, now)?.until).toBe(since(8));
  });

  it('is unknown while nothing is known to fail', () => {
    expect([
      onsetOf(undefined, hour, now),
      onsetOf({ total: 0, rows: [] }, hour, now),
      onsetOf(failuresOf({ '401': hourly(0, 0) }), hour, now),
    ]).toEqual([undefined, undefined, undefined]);
  });

  it('reads buckets in any order', () => {
    const shuffled = hourly(0, 9, 9, 9).toReversed();
    expect(onsetOf(failuresOf({ '401': shuffled }), hour, now)?.since).toBe(since(2));
  });
});

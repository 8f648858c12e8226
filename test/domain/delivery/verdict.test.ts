import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics, StepReport } from '../../../source/domain/delivery/counts.ts';
import {
  codeOf,
  isRate,
  retryWindow,
  topReason,
  type Verdict,
  verdictOf,
  waitsUnusually,
} from '../../../source/domain/delivery/verdict.ts';
import { hour } from '../../../source/domain/time.ts';
import { failuresOf, hourly, metricsWith } from '../../workspace/snapshots.ts';

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
    ['both, as many of each', { discarded: 5, expired: 5 }, undefined, 'LOST'],
    ['both, more given up', { discarded: 10, expired: 90 }, report('503'), 'EXPIRED'],
    ['given up after four hours', { expired: 90 }, report('ETIMEDOUT'), 'EXPIRED'],
    ['given up, reasons not read yet', { expired: 90 }, undefined, 'EXPIRED'],
    ['given up while more waits: the loss is said first', { expired: 40, retrying: 60 }, report('429'), 'EXPIRED'],
    ['forty given up and 34 waiting', { expired: 40, retrying: 34 }, report('429'), 'EXPIRED'],
    ['noise beside many that wait', { firstTry: 1000, discarded: 4, retrying: 900 }, report('429'), 'RETRYING'],
    ['few wait, more were given up', { firstTry: 1000, expired: 40, retrying: 10 }, report('429'), 'EXPIRED'],
    [
      'a handful refused is no loss worth a word beside many that wait',
      { discarded: 4, retrying: 60 },
      report('429'),
      'RETRYING',
    ],
    ['five refused are', { discarded: 5, retrying: 60 }, report('429'), 'LOST'],
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
    [9, 0, false],
    [10, 0, true],
    [10, 10, true],
    [10, 11, false],
    [19, 20, false],
    [20, 0, true],
    [20, 380, false],
    [21, 378, true],
  ])('%i waiting beside %i delivered is unusual: %s', (retrying, firstTry, unusual) => {
    expect(waitsUnusually(metricsWith({ retrying, firstTry }))).toBe(unusual);
  });
});

it.each([
  [0, 0, false],
  [4, 4, false],
  [5, 5, true],
  [5, 500, true],
  [5, 501, false],
  [5, 0, false],
])('%i lost of %i tried is a rate: %s', (lost, tried, rate) => {
  expect(isRate(lost, tried)).toBe(rate);
});

it('Segment tries again for four hours', () => {
  expect(retryWindow / hour).toBe(4);
});

describe('the reason that names a failure', () => {
  it('is the one with most events', () => {
    expect(codeOf(topReason(failuresOf({ '429': hourly(3), '401': hourly(2, 2), '500': hourly(1) })))).toBe('401');
    expect(codeOf(topReason(failuresOf({ NEW: hourly(3), '401': hourly(2), OLD: hourly(3) })))).toBe('NEW');
  });

  it('is unknown without a report or rows', () => {
    expect([topReason(undefined), topReason({ total: 4, rows: [] }), codeOf(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

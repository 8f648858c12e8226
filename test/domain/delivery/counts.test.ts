import { describe, expect, it } from 'vitest';
import { attempted, delivered, failed, failedPercent, percent } from '../../../source/domain/delivery/counts.ts';
import { metricsWith } from '../../workspace/snapshots.ts';

describe('delivery arithmetic', () => {
  it.each([
    ['the example of Segment’s documentation: 66 of 70', { firstTry: 4, discarded: 66 }, 4, 66, 70, 94.2857],
    ['every part counts where it belongs', { firstTry: 10, afterRetry: 5, discarded: 3, expired: 2 }, 15, 5, 20, 25],
    ['what waits for a retry is in neither number', { firstTry: 10, retrying: 90 }, 10, 0, 10, 0],
    ['nothing: no rate', {}, 0, 0, 0, undefined],
  ])('%s', (_, parts, good, bad, all, rate) => {
    const metrics = metricsWith(parts);
    expect([delivered(metrics), failed(metrics), attempted(metrics)]).toEqual([good, bad, all]);
    const share = failedPercent(metrics);
    expect(share === undefined ? share : Number(share.toFixed(4))).toBe(rate);
  });

  it.each([
    [1, 4, 25],
    [0, 4, 0],
    [1, 1, 100],
    [0, 0, undefined],
    [4, 0, undefined],
  ])('%i of %i is %s percent', (part, whole, share) => {
    expect(percent(part, whole)).toBe(share);
  });
});

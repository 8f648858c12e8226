import { describe, expect, it } from 'vitest';
import type { Measure } from '../../../source/domain/hours.ts';
import { type Bucket, hour } from '../../../source/domain/time.ts';
import {
  addComparison,
  changeIn,
  comparisonOf,
  keptSteps,
  partOf,
} from '../../../source/workspace/resources/delivery-comparison.ts';
import { hourHistory } from '../../harness/hour-history.ts';
import { comparisonWith } from '../snapshots.ts';

const first = comparisonWith({ firstTry: 60, discarded: 40 }, { firstTry: 90, discarded: 10 });
const second = comparisonWith({ firstTry: 100 }, { firstTry: 90, expired: 10 });
const { recent, before } = first;

describe('the sum of what connections had in two windows', () => {
  it('has what failed and what was attempted of both, in their windows', () => {
    const sums = comparisonOf([first, second]);
    expect(sums).toEqual({
      recent: { window: recent.window, failed: 40, attempted: 200 },
      before: { window: before.window, failed: 20, attempted: 200 },
    });
    expect(changeIn(sums, ({ failed }) => failed)).toBe(100);
  });

  it.each<readonly [string, Parameters<typeof comparisonOf>[0]]>([
    ['first', [undefined, first, second]],
    ['in between', [first, undefined, second]],
    ['last', [first, second, undefined]],
    ['alone', [undefined]],
  ])('is unknown where one of them is, which stands %s', (_, all) => {
    expect(comparisonOf(all)).toBeUndefined();
    expect(changeIn(comparisonOf(all), ({ failed }) => failed)).toBeUndefined();
  });

  it('is unknown with one more that is unknown, whatever it was before', () => {
    expect(addComparison(comparisonOf([first]), undefined)).toBeUndefined();
  });

  it('is that of nothing without connections', () => {
    expect(comparisonOf([])).toBeUndefined();
  });
});

describe('both steps of a connection as they were seen', () => {
  /** The last day of a leap February, until the month is over. */
  const window = { start: Date.parse('2028-02-29T20:00:00Z'), end: Date.parse('2028-03-01T00:00:00Z') };
  const readAt = window.end + 6 * hour;
  const series = [1, 2, 4, 8].map((count, index): Bucket => ({ at: window.start + index * hour, count }));
  const seen = (measure: Measure, hours: number) =>
    ({
      thing: 'connection:d',
      measure,
      window: { start: window.start, end: window.start + hours * hour },
      readAt,
      series: series.slice(0, hours),
    }) as const;

  it.each<readonly [string, number, number, object | undefined]>([
    ['all hours of both are known', 4, 4, { failed: series, delivered: series }],
    ['the last hour of what failed is missing', 3, 4, undefined],
    ['the last hour of what was delivered is missing', 4, 3, undefined],
  ])('are used where %s', (_, failed, delivered, expected) => {
    const history = hourHistory(seen('failed', failed), seen('delivered', delivered));
    expect(keptSteps(history, 'connection:d', window, readAt)).toEqual(expected);
  });

  it('are not known without a history', () => {
    expect(keptSteps(undefined, 'connection:d', window, readAt)).toBeUndefined();
  });

  it('count the first hour of a window, and not the one that begins where it ends', () => {
    const part = { start: window.start + hour, end: window.start + 3 * hour };
    expect(partOf({ failed: series, delivered: series.slice(0, 2) }, part)).toEqual({
      window: part,
      metrics: { firstTry: 2, afterRetry: 0, discarded: 6, expired: 0, retrying: undefined, basis: 'overview' },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { changeBetween, comparedBuckets, comparedShare, settledWindow } from '../../source/domain/comparison.ts';
import { hour, minute } from '../../source/domain/time.ts';

const window = { start: 100, end: 200 };
const before = { start: 0, end: 100 };

describe('a change', () => {
  it.each([
    [4, 1, 300],
    [1, 4, -75],
    [5, 5, 0],
    [0, 5, -100],
    [5, 0, undefined],
    [undefined, 5, undefined],
    [5, undefined, undefined],
  ])('to %s from %s in an equal window before is %s percent', (now, earlier, change) => {
    expect(changeBetween({ value: now, window }, { value: earlier, window: before })).toBe(change);
  });

  it('is none where the windows are not equally long, or one is not known', () => {
    expect(changeBetween({ value: 5, window }, { value: 4, window: { start: 1, end: 100 } })).toBeUndefined();
    expect(changeBetween({ value: 5, window }, undefined)).toBeUndefined();
    expect(changeBetween(undefined, { value: 5, window: before })).toBeUndefined();
  });
});

describe('what is compared', () => {
  it.each([
    ['the hour has just ended', 3 * hour, 2 * hour],
    ['five minutes after it', 3 * hour + 5 * minute, 3 * hour],
    ['a moment before that', 3 * hour + 5 * minute - 1, 2 * hour],
    ['no hour is over yet', hour + 30 * minute, hour],
  ])('are buckets that hardly grow any more: %s', (_, end, settled) => {
    expect(settledWindow({ start: hour, end }, 'HOUR')).toEqual({ start: hour, end: settled });
  });

  it('is counted over the same whole buckets of both windows', () => {
    const series = [1, 2, 4, 8, 16, 32, 64, 128].map((count, index) => ({ at: index * hour, count }));
    const compared = comparedBuckets(series, { start: 5 * hour, end: 7.5 * hour }, 4 * hour);
    expect(compared).toEqual({
      recent: { value: 96, window: { start: 5 * hour, end: 7 * hour } },
      before: { value: 6, window: { start: hour, end: 3 * hour } },
    });
    const minutes = [3, 5, 7].map((count, index) => ({ at: index * minute, count }));
    expect(comparedBuckets(minutes, { start: 2 * minute, end: 8 * minute }, 2 * minute, 'MINUTE')).toEqual({
      recent: { value: 7, window: { start: 2 * minute, end: 3 * minute } },
      before: { value: 3, window: { start: 0, end: minute } },
    });
  });

  it.each([
    [1, 4, 25],
    [0, 4, 0],
    [1, 0, undefined],
    [undefined, 4, undefined],
    [1, undefined, undefined],
  ])('of %s in %s is a share of %s percent', (part, whole, share) => {
    const of = (value: number | undefined) => ({ recent: { value, window }, before: { value: 2, window: before } });
    expect(comparedShare(of(part), of(whole))).toEqual({
      recent: { value: share, window },
      before: { value: 100, window: before },
    });
  });
});

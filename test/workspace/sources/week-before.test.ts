import { describe, expect, test } from 'vitest';
import { day, hour } from '../../../source/domain/time.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { weekBefore } from '../../../source/workspace/sources/week-before.ts';
import { now, problemWith, type Snapshots, snapshots } from '../snapshots.ts';

const edge = now - (now % hour);
/** The running hour and the three before it. */
const window = { start: edge - 3 * hour, end: now };
const before = (hours: number) => edge - 7 * day - hours * hour;
const volume = (...series: readonly (readonly [hours: number, count: number])[]) => [
  { sourceId: 'web', total: 0, series: series.map(([hours, count]) => ({ at: before(hours), count })) },
  { sourceId: 'ios', total: 0, series: [{ at: before(1), count: 99 }] },
];
const of = ({ read }: Snapshots, from = window) => weekBefore(read, 'web', from, now);

describe('the same hours of last week', () => {
  test('have a value for each hour of the window; one that the API leaves out is zero', () => {
    const world = snapshots().set(resources.usualVolume, volume([3, 30], [1, 10], [0, 5]));
    expect(of(world)).toEqual([30, 0, 10, 5]);
  });

  test('are not known, and no zeros, before anything was read', () => {
    expect(of(snapshots())).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('are not known where rows were lost: one of them may be of this source', () => {
    const lost = problemWith({ kind: 'dropped-rows' });
    const world = snapshots().set(resources.usualVolume, volume([1, 10]), [lost]);
    expect(of(world)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('that lie before what was read are gaps', () => {
    const world = snapshots().set(resources.usualVolume, volume([1, 10], [25, 7]));
    const long = of(world, { start: edge - 26 * hour, end: now });
    expect(long.slice(0, 4)).toEqual([undefined, undefined, 0, 0]);
    expect(long.at(-2)).toBe(10);
  });

  test('come from two weeks of volume where those were read, also for a source that sent nothing then', () => {
    const world = snapshots().set(resources.volume('7d'), volume([1, 10]));
    expect(of(world)).toEqual([0, 0, 10, 0]);
    expect(weekBefore(world.read, 'new', window, now)).toEqual([0, 0, 0, 0]);
  });

  test('are known up to the hour that was over when they were read', () => {
    const from = { start: edge + 7 * day - 2 * hour, end: edge + 7 * day + hour };
    const series = volume([-7 * 24 + 2, 20], [-7 * 24 + 1, 10], [-7 * 24, 5]);
    expect(of(snapshots().set(resources.usualVolume, series), from)).toEqual([20, 10, undefined]);
    expect(of(snapshots().set(resources.volume('7d'), series), from)).toEqual([20, 10, undefined]);
  });

  test('are the sum of all rows that the source has', () => {
    expect(of(snapshots().set(resources.usualVolume, [...volume([1, 10]), ...volume([1, 4])]))).toEqual([0, 0, 14, 0]);
  });
});

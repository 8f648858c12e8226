import { describe, expect, it } from 'vitest';
import type { VolumeRow } from '../../../source/domain/delivery/counts.ts';
import { type Bucket, day, hour, minute } from '../../../source/domain/time.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { minutesOfHour, minuteVolume } from '../../../source/workspace/resources/minute-volume.ts';
import { sourceCounts } from '../../../source/workspace/sources/counts.ts';
import { aged, hourly, now, period, problemWith, type Snapshots, snapshots } from '../snapshots.ts';

const edge = now - (now % hour);
/** Volume is counted up to a minute before it was read. */
const end = now - minute;
/** Where a read of two periods begins. */
const start = edge - 2 * day;
const lost = [problemWith({ kind: 'dropped-rows' })];
const rows = (...series: readonly Bucket[]): VolumeRow[] => [{ sourceId: 'web', total: 0, series }];

const worldOf = (...series: readonly Bucket[]) => snapshots().set(resources.volume(period), rows(...series));
const countsOf = ({ read }: Snapshots, id = 'web') =>
  sourceCounts(read, read(resources.volume(period)), period, now)(id);

const minutesTo = (until: number, reach?: number) => ({
  window: { start: until - 4 * hour, end: until },
  bySource: new Map([['web', [{ at: edge, count: 7 }]]]),
  reach,
});

describe('the counts of a source', () => {
  it('are unknown before the volume was read, and where its part of it may be lost', () => {
    expect(countsOf(snapshots())).toBeUndefined();
    const some = snapshots().set(resources.volume(period), rows(...hourly(5)), lost);
    expect(countsOf(some)?.hours.series).toEqual(hourly(5));
    expect(countsOf(some, 'ios')).toBeUndefined();
    expect(countsOf(worldOf(...hourly(5)), 'ios')?.hours.series).toEqual([]);
  });

  it('are those of the usual week before the period, each hour once', () => {
    const known = worldOf({ at: start, count: 5 });
    expect(countsOf(known)?.hours).toEqual({ series: [{ at: start, count: 5 }], window: { start, end } });
    known.set(resources.usualVolume, rows({ at: start - hour, count: 3 }, { at: start, count: 5 }));
    expect(countsOf(known)?.hours).toEqual({
      series: [
        { at: start - hour, count: 3 },
        { at: start, count: 5 },
      ],
      window: { start: edge - 8 * day, end },
    });
  });

  it('reach back over the usual week only where that is known of the source, and up to the period', () => {
    const usual = rows({ at: start - hour, count: 3 });
    const reachOf = (world: Snapshots, id?: string) => {
      const { series, window } = countsOf(world, id)!.hours;
      return [series.length, (start - window.start) / day];
    };
    const known = worldOf({ at: start, count: 5 });
    expect(reachOf(known.set(resources.usualVolume, usual))).toEqual([2, 6]);
    // It sent nothing all week.
    expect(reachOf(known, 'ios')).toEqual([0, 6]);
    known.set(resources.usualVolume, usual, lost);
    expect([reachOf(known), reachOf(known, 'ios')]).toEqual([
      [2, 6],
      [0, 0],
    ]);
    // Read three days ago: nobody knows what came between it and the period.
    const old = aged(known.set(resources.usualVolume, usual), resources.usualVolume, 3 * day);
    expect(reachOf(old)).toEqual([1, 0]);
  });

  it('are none, and not unknown, for a source that the minutes or the last hour do not name', () => {
    const world = snapshots()
      .set(resources.volume(period), [{ sourceId: 'ios', total: 0, series: [{ at: edge, count: 4 }] }])
      .set(minuteVolume, minutesTo(end))
      .set(minutesOfHour(edge), rows({ at: edge, count: 1 }));
    expect(countsOf(world, 'ios')).toMatchObject({ minutes: { series: [] }, lastHour: { series: [] } });
  });

  it.each<readonly [string, number, number | undefined, number]>([
    ['up to the newest minute of any source', end, end - 2 * minute, end - 2 * minute],
    ['five minutes back at most', end, end - 9 * minute, end - 5 * minute],
    ['five minutes back where no source has sent', end, undefined, end - 5 * minute],
    ['never beyond what was asked for', end, end + 30_000, end],
  ])('are believed %s', (_, until, reach, expected) => {
    const counts = countsOf(worldOf(...hourly(5)).set(minuteVolume, minutesTo(until, reach)));
    expect(counts?.end).toBe(expected);
    expect(counts?.minutes?.series).toEqual([{ at: edge, count: 7 }]);
  });

  it.each<readonly [string, number, typeof lost, boolean]>([
    ['a moment less than three minutes old', end - 3 * minute + 1, [], true],
    ['three minutes old', end - 3 * minute, [], false],
    ['new, of which a row was lost', end, lost, false],
  ])('take minutes into account only where they are new and whole: %s', (_, until, problems, isTaken) => {
    const counts = countsOf(worldOf(...hourly(5)).set(minuteVolume, minutesTo(until, until), problems));
    expect([counts?.minutes !== undefined, counts?.end]).toEqual([isTaken, isTaken ? until : end]);
  });

  it('look by the minute into the last hour that has events, in whatever order hours come', () => {
    const world = worldOf(
      { at: edge - 2 * hour, count: 4 },
      { at: edge - 5 * hour, count: 9 },
      { at: edge - hour, count: 0 },
    );
    expect(countsOf(world)?.lastHour).toBeUndefined();
    for (const ago of [1, 2, 5])
      world.set(minutesOfHour(edge - ago * hour), rows({ at: edge - ago * hour, count: ago }));
    const at = edge - 2 * hour;
    expect(countsOf(world)?.lastHour).toEqual({ series: [{ at, count: 2 }], window: { start: at, end: at + hour } });
    expect(countsOf(worldOf({ at: edge, count: 0 }))?.lastHour).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import {
  exactOnset,
  firstOnset,
  olderOnset,
  onsetOf,
  onsetStart,
  runOnset,
} from '../../../source/domain/delivery/onset.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { failuresOf, hourly, now, steady } from '../../workspace/snapshots.ts';

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
    expect(onsetOf(failuresOf({ '401': hourly(...counts) }), hour, now)).toEqual({
      since: start,
      within: hour,
      before: undefined,
      until,
    });
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

  it('that is the edge of what was read is not known: it began before', () => {
    const whole = failuresOf({ '401': hourly(...steady(5, 24)) });
    expect(onsetOf(whole, hour, now, since(23))).toEqual({
      since: undefined,
      within: hour,
      before: since(23),
      until: undefined,
    });
    expect(onsetOf(whole, hour, now, since(24))).toMatchObject({ since: since(23), before: undefined });
  });

  it('began before what was read where that begins within its first bucket', () => {
    const whole = failuresOf({ '401': hourly(...steady(5, 24)) });
    expect(onsetOf(whole, hour, now, since(23) + 20 * minute)).toMatchObject({ before: since(23) + 20 * minute });
    expect(onsetOf(whole, hour, now, since(24) + 1)).toMatchObject({ since: undefined, before: since(23) });
  });

  it('is over more than two buckets after its last one, where nothing waits any more', () => {
    const report = failuresOf({ '503': hourly(9, 9, 0, 0, 0) });
    const untilAt = (at: number, mayWait: boolean) => onsetOf(report, hour, at, undefined, mayWait)?.until;
    const last = since(3);
    expect(untilAt(last + 3 * hour, false)).toBe(undefined);
    expect(untilAt(last + 3 * hour + 1, false)).toBe(last + hour);
    expect(untilAt(last + 7 * hour, true)).toBe(undefined);
    expect(untilAt(last + 7 * hour + 1, true)).toBe(last + hour);
  });

  it('goes on through what is a tenth of its peak, and not less', () => {
    expect(onsetOf(failuresOf({ '401': hourly(9, 9, 9, 10, 100) }), hour, now)?.since).toBe(since(1));
  });

  it('reads buckets in any order', () => {
    const shuffled = hourly(0, 9, 9, 9).toReversed();
    expect(onsetOf(failuresOf({ '401': shuffled }), hour, now)?.since).toBe(since(2));
  });
});

describe('onsets', () => {
  const edge = { since: undefined, within: 0, until: undefined };

  it.each([
    ['of none there is none', [], undefined],
    ['the earliest', [exactOnset(5), exactOnset(3, 4)], { since: 3, within: 0, before: undefined, until: 4 }],
    ['one that began before what was looked at', [exactOnset(5), olderOnset(2)], { ...edge, before: 2 }],
    [
      'one that may have begun before the earliest that is known',
      [exactOnset(5), olderOnset(9)],
      { ...edge, before: 5 },
    ],
  ])('the first of several: %s', (_, onsets, first) => {
    expect(firstOnset(onsets)).toEqual(first);
  });

  it('a run that reaches the edge of what was read began before it', () => {
    const run = { since: 7, until: 9, failed: 5, attempted: 6 };
    expect([true, false].map((isEdge) => runOnset({ ...run, isEdge }, 'MINUTE'))).toEqual([
      { since: undefined, within: minute, before: 7, until: 9 },
      { since: 7, within: minute, before: undefined, until: 9 },
    ]);
    expect([olderOnset(8), exactOnset(6)].map(onsetStart)).toEqual([8, 6]);
  });
});

import { describe, expect, it } from 'vitest';
import { onsetOf } from '../../../source/domain/delivery/onset.ts';
import { hour } from '../../../source/domain/time.ts';
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

  it('reads buckets in any order', () => {
    const shuffled = hourly(0, 9, 9, 9).toReversed();
    expect(onsetOf(failuresOf({ '401': shuffled }), hour, now)?.since).toBe(since(2));
  });
});

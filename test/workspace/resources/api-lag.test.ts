import { expect, test } from 'vitest';
import { hour, minute } from '../../../source/domain/time.ts';
import { apiLag } from '../../../source/workspace/resources/api-lag.ts';
import { minuteVolume } from '../../../source/workspace/resources/minute-volume.ts';
import { now, snapshots } from '../snapshots.ts';

/** A source that sends in every so-manieth minute of the hours before, up to so many minutes ago. */
function sending(ago: number, every = 1) {
  const reach = now - ago * minute;
  const series = Array.from({ length: Math.floor(180 / every) }, (_, index) => ({
    at: reach - (1 + index * every) * minute,
    count: 5,
  })).reverse();
  const window = { start: now - 4 * hour, end: now - minute };
  return snapshots().set(minuteVolume, { window, bySource: new Map([['web', series]]), reach });
}

test.each<[string, number, number, number | undefined]>([
  ['as usual', 2, 1, undefined],
  ['no more than usual', 3, 1, undefined],
  ['four minutes behind', 4, 1, 4],
  ['half an hour behind', 30, 1, 30],
  ['more likely without anything sent', 31, 1, undefined],
  ['not to be told where only every second minute has an event', 10, 2, undefined],
])('the API is %s', (_, ago, every, expected) => {
  const lag = apiLag(sending(ago, every).read, now);
  expect(lag === undefined ? undefined : lag / minute).toBe(expected);
});

test('how late the API is is not known before volume has been read, or where it holds nothing', () => {
  expect(apiLag(snapshots().read, now)).toBeUndefined();
  const empty = { window: { start: now - hour, end: now }, bySource: new Map(), reach: undefined };
  expect(apiLag(snapshots().set(minuteVolume, empty).read, now)).toBeUndefined();
});

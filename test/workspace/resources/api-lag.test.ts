import { expect, test } from 'vitest';
import { hour, minute } from '../../../source/domain/time.ts';
import { apiLag } from '../../../source/workspace/resources/api-lag.ts';
import { minuteVolume } from '../../../source/workspace/resources/minute-volume.ts';
import { now, type Snapshots, snapshots } from '../snapshots.ts';

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

/** A source with events in so many of the sixty minutes, the first and the last among them; the others, and the hour before, have these counts. */
function busy(minutes: number, others: number, older: number): Snapshots {
  const reach = now - 10 * minute;
  const series = Array.from({ length: 120 }, (_, index) => ({
    at: reach - (120 - index) * minute,
    count: index < 60 ? older : index < 59 + minutes || index === 119 ? 5 : others,
  }));
  const window = { start: now - 4 * hour, end: now - minute };
  return snapshots().set(minuteVolume, { window, bySource: new Map([['web', series]]), reach });
}

test.each<[string, Parameters<typeof busy>, number | undefined]>([
  ['54 of the minutes of an hour had an event', [54, 0, 0], 10],
  ['53 had', [53, 0, 0], undefined],
  ['all of the hour before that had, and half of this one', [30, 0, 5], undefined],
])('of the API it is told how late it is, or not, where %s', (_, given, expected) => {
  const lag = apiLag(busy(...given).read, now);
  expect(lag === undefined ? undefined : lag / minute).toBe(expected);
});

test('minutes of two sources count together, each once', () => {
  const reach = now - 10 * minute;
  const every = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => ({ at: reach - (to - index) * minute, count: 1 }));
  const lagOf = (...series: readonly ReturnType<typeof every>[]) => {
    const bySource = new Map(series.map((each, index) => [`s${index}`, each]));
    return apiLag(
      snapshots().set(minuteVolume, { window: { start: now - 4 * hour, end: now }, bySource, reach }).read,
      now,
    );
  };
  expect([lagOf(every(0, 30), every(30, 60)), lagOf(every(0, 30), every(0, 30))]).toEqual([10 * minute, undefined]);
});

test('the API is as late as it was when it was asked, however long ago that is', () => {
  const { read } = sending(4);
  const asked =
    (at: number): typeof read =>
    (resource) => ({ ...read(resource), askedAt: at });
  expect([apiLag(asked(now - 2 * minute), now), apiLag(asked(now), now + hour)]).toEqual([undefined, 4 * minute]);
});

import { describe, expect, it } from 'vitest';
import { type SourceCounts, sourceHealth, usualGap } from '../../../source/domain/sources/health.ts';
import { type Bucket, day, floorTo, hour, minute, second } from '../../../source/domain/time.ts';
import { sourceWith } from '../../workspace/snapshots.ts';

const source = sourceWith('web');
const at = (text: string) => Date.parse(text);

/** Events a minute of a source, as a function of the time. */
type Rate = (at: number) => number;

const busy: Rate = () => 85;
const until =
  (end: number, rate: Rate): Rate =>
  (time) =>
    time < end ? rate(time) : 0;

function series(rate: Rate, from: number, to: number, size: number): Bucket[] {
  const buckets: Bucket[] = [];
  for (let start = Math.floor(from / size) * size; start < to; start += size) {
    let count = 0;
    for (let time = Math.max(start, from); time < Math.min(start + size, to); time += minute) count += rate(time);
    if (count > 0) buckets.push({ at: start, count });
  }
  return buckets;
}

/** What the API tells of it: eight days by the hour, four hours by the minute. */
function counts(rate: Rate, end: number, days = 8): SourceCounts {
  const start = floorTo(end, 'HOUR') - days * day;
  const young = end - 4 * hour;
  return {
    hours: { series: series(rate, start, end, hour), window: { start, end } },
    minutes: { series: series(rate, young, end, minute), window: { start: young, end } },
    end,
  };
}

const byHours = (rate: Rate, end: number, days?: number): SourceCounts => ({
  ...counts(rate, end, days),
  minutes: undefined,
});
const stateAt = (rate: Rate, end: number) => sourceHealth(source, counts(rate, end)).state;

describe('a stream that stops', () => {
  it.each([
    ['2026-03-14T14:37:00Z', 'in the middle of an hour'],
    ['2026-03-15T00:00:00Z', 'at midnight'],
    ['2026-03-01T00:04:00Z', 'just after the end of a month'],
    ['2026-03-29T01:00:00Z', 'when clocks change'],
    ['2026-03-14T14:01:00Z', 'after the first minute of an hour'],
  ])('at %s, %s, is silent two minutes later, since that minute', (text) => {
    const stop = at(text);
    const rate = until(stop, busy);
    expect(stateAt(rate, stop + minute)).toBe('live');
    expect(sourceHealth(source, counts(rate, stop + 2 * minute))).toEqual({
      state: 'silent',
      lastSeen: stop,
      lastSeenBy: { start: stop - minute, end: stop },
      habit: { perHour: 5100, days: 7, ofDays: 7 },
      missing: 170,
    });
  });

  it('counts what is missing by the hours that were missed, not by the average of all', () => {
    const start = at('2026-03-14T00:00:00Z');
    const rate = until(start + 4 * minute, (time) => (time % day < 6 * hour ? 50 : 10));
    const { missing, habit } = sourceHealth(source, counts(rate, start + 64 * minute));
    expect([missing, habit?.perHour]).toEqual([3000, 3000]);
  });

  it('that pauses for eight minutes now and then is silent a minute after twice that', () => {
    const stop = at('2026-03-14T14:30:00Z');
    const rate = until(stop, (time) => (time % hour < 8 * minute ? 0 : 10));
    expect(stateAt(rate, stop + 16 * minute)).toBe('quiet');
    expect(stateAt(rate, stop + 17 * minute)).toBe('silent');
  });

  /** Events in its last minute, and the seconds after the beginning of that minute up to which is counted. */
  it.each<[string, count: number, end: number, string]>([
    ['sends', 85, 60, 'live'],
    ['sends in a minute that goes on', 28, 20, 'live'],
    ['sent nothing for seconds', 85, 75, 'live'],
    ['has so little in its last minute that it may have stopped', 1, 30, 'live, falters'],
    ['has nothing for nearly twenty seconds', 85, 79.9, 'live'],
    ['has nothing for twenty seconds', 85, 80, 'live, falters'],
    ['stopped with the minute', 85, 149, 'live, falters'],
    ['stopped with the minute, 90 s ago', 85, 150, 'silent'],
    ['stopped in its first second', 1, 92, 'live, falters'],
    ['stopped in its first second, 90 s ago', 1, 93, 'silent'],
    ['stopped in the middle, as late as chance may have it', 42, 124, 'live, falters'],
    ['stopped in the middle, 90 s after that', 42, 125.1, 'silent'],
  ])('%s', (_, count, end, expected) => {
    const stop = at('2026-03-14T14:30:00Z');
    const { minutes, hours } = counts(until(stop, busy), stop + end * 1000);
    const series = [...minutes!.series, { at: stop, count }];
    const health = sourceHealth(source, { hours, minutes: { ...minutes!, series }, end: stop + end * 1000 });
    expect(health.falters ? `${health.state}, falters` : health.state).toBe(expected);
  });

  it('that sends seldom is not looked at more often while it is not known to be silent', () => {
    const stop = at('2026-03-14T14:30:00Z');
    const { falters } = sourceHealth(
      source,
      counts(
        until(stop, () => 1),
        stop + 7 * minute,
      ),
    );
    expect(falters).toBe(undefined);
  });

  /** What its hours and its newest minutes hold, and for how many seconds nothing has come. */
  it.each<[string, hourly: number, perMinute: number, seconds: number, expected: string]>([
    ['a few may be missing by chance', 4, 4, 89, 'live'],
    ['six may be missing', 4, 4, 90, 'live, falters'],
    ['nine are missing', 3, 3, 179, 'live, falters'],
    ['for three minutes, which tells more than a second look', 3, 3, 180, 'live'],
    ['eleven are missing', 3, 3, 239, 'live'],
    ['twelve are missing', 3, 3, 240, 'silent'],
    ['it used to send more', 85, 3, 239, 'live'],
    ['it used to send more, and twelve are missing', 85, 3, 240, 'silent'],
    ['it used to send less', 3, 85, 239, 'live'],
    ['it used to send less, and twelve are missing by that', 3, 85, 240, 'silent'],
    ['for five minutes', 1, 1, 300, 'live'],
    ['for longer', 1, 1, 301, 'quiet'],
  ])('%s', (_, hourly, perMinute, seconds, expected) => {
    const stop = at('2026-03-14T14:30:00Z');
    const end = stop + seconds * second;
    const { hours } = counts(
      until(stop, () => hourly),
      end,
    );
    const { minutes } = counts(
      until(stop, () => perMinute),
      end,
    );
    const known = { ...minutes!, series: minutes!.series.slice(-10).reverse() };
    const health = sourceHealth(source, { hours, minutes: known, end });
    expect(health.falters ? `${health.state}, falters` : health.state).toBe(expected);
  });

  it('of nine minutes is none yet, whatever else is known to be empty', () => {
    const stop = at('2026-03-14T14:30:00Z');
    const given = counts(until(stop, busy), stop + 2 * minute);
    const series = [{ at: stop - 10 * minute, count: 0 }, ...given.minutes!.series.slice(-9)];
    expect(sourceHealth(source, { ...given, minutes: { ...given.minutes!, series } }).state).toBe('live');
  });

  it('that pauses is silent by what is known to be empty, not by how little came last', () => {
    const stop = at('2026-03-14T14:30:00Z');
    const rate = until(stop + minute, (time) => (time === stop ? 1 : time % hour < 8 * minute ? 0 : 10));
    expect(stateAt(rate, stop + 17.5 * minute)).toBe('quiet');
    expect(stateAt(rate, stop + 18 * minute)).toBe('silent');
  });

  it('is not known to have stopped where its hours are newer than its minutes', () => {
    const { hours, end } = counts(busy, at('2026-03-14T15:00:00Z'));
    const { minutes } = counts(busy, at('2026-03-14T13:57:00Z'));
    for (const later of [0, 20 * second, 40 * second, 30 * minute])
      expect(sourceHealth(source, { hours, minutes, end: end + later })).toEqual({
        state: later > 5 * minute ? 'quiet' : 'live',
        lastSeen: end,
        lastSeenBy: { start: end - hour, end },
      });
  });

  it('that sends little is not silent before its silence can be no chance', () => {
    const stop = at('2026-03-14T14:30:00Z');
    const rate = until(stop, () => 1);
    expect(stateAt(rate, stop + 11 * minute)).toBe('quiet');
    expect(stateAt(rate, stop + 12 * minute)).toBe('silent');
  });
});

describe('no silence is', () => {
  const now = at('2026-03-14T14:30:00Z');

  it.each<readonly [string, Rate]>([
    ['one busy hour of a load test', (time) => (time >= now - 5 * hour && time < now - 4 * hour ? 1900 : 0)],
    ['one busy hour that ended a minute ago', (time) => (time >= now - hour && time < now - 3 * minute ? 1900 : 0)],
    [
      'two busy hours on two days',
      (time) =>
        time % day >= 12 * hour && time % day < 13 * hour && time < now - day && time > now - 3 * day ? 1900 : 0,
    ],
    ['a source that is a day old', (time) => (time > now - day && time < now - 10 * minute ? 85 : 0)],
    [
      'the night of a shop that sleeps from 13:00',
      (time) => (time % day >= 5 * hour && time % day < 13 * hour ? 85 : 0),
    ],
    [
      'a Saturday where the Saturday before was like it',
      (time) => ([0, 6].includes(new Date(time).getUTCDay()) ? 0 : 85),
    ],
    ['a job of every six hours', (time) => (time % (6 * hour) === 0 ? 500 : 0)],
    ['what comes now and then', (time) => (Math.floor(time / hour) % 5 === 0 && time % hour === 0 ? 3 : 0)],
  ])('%s', (_, rate) => {
    expect(['live', 'quiet']).toContain(stateAt(rate, now));
  });

  it('one of no source at all: then the API has not counted further', () => {
    const stop = now - 20 * minute;
    expect(sourceHealth(source, { ...counts(until(stop, busy), now), end: stop + minute }).state).toBe('live');
  });
});

describe('silence by the hour, where minutes are not known', () => {
  const noon = at('2026-03-12T12:00:00Z');

  it.each([
    ['paused for an hour', 90 * minute, 'quiet'],
    ['nothing for three hours', 3.5 * hour, 'silent'],
    ['nothing for three days', 3 * day, 'silent'],
  ])('%s', (_, silence, state) => {
    expect(sourceHealth(source, byHours(until(noon, busy), noon + silence)).state).toBe(state);
  });

  it('says the hour in which it was seen last', () => {
    const rate = until(noon - 26 * minute, busy);
    expect(sourceHealth(source, byHours(rate, noon + 3 * hour))).toMatchObject({
      state: 'silent',
      lastSeen: noon,
      lastSeenBy: { start: noon - hour, end: noon },
      habit: { perHour: 5100, days: 7, ofDays: 7 },
      missing: 15_300,
    });
  });

  it('is to the minute once that hour has been read by the minute', () => {
    const rate = until(noon - 26 * minute, busy);
    const lastHour = { series: series(rate, noon - hour, noon, minute), window: { start: noon - hour, end: noon } };
    expect(sourceHealth(source, { ...counts(rate, noon + 6 * hour), lastHour })).toMatchObject({
      lastSeen: noon - 26 * minute,
      lastSeenBy: { start: noon - 27 * minute, end: noon - 26 * minute },
    });
  });

  it('is narrowed by minutes that hold nothing', () => {
    const rate = until(noon - 26 * minute, busy);
    expect(sourceHealth(source, counts(rate, noon + 3.75 * hour)).lastSeenBy).toEqual({
      start: noon - hour,
      end: noon - 15 * minute,
    });
  });

  const events = (start: number, ...given: readonly number[]) => given.map((at) => ({ at: start + at, count: 1 }));

  it.each<readonly [string, Partial<SourceCounts>, readonly [start: number, end: number]]>([
    ['the hour that it was seen in', {}, [0, hour]],
    [
      'an hour without events is none that it was seen in',
      {
        hours: {
          series: [
            { at: noon, count: 1 },
            { at: noon + hour, count: 0 },
          ],
          window: { start: noon - day, end: noon + 3 * hour },
        },
      },
      [0, hour],
    ],
    ['what of it had passed', { end: noon + 10 * minute }, [0, 20 * minute]],
    [
      'its first minute',
      { lastHour: { series: events(noon, 0), window: { start: noon, end: noon + hour } } },
      [0, minute],
    ],
    [
      'a minute after it, which is of another hour',
      { lastHour: { series: events(noon, hour), window: { start: noon, end: noon + 2 * hour } } },
      [0, hour],
    ],
    [
      'what of it came before empty minutes that reach to its end',
      { minutes: { series: [], window: { start: noon + 15 * minute, end: noon + hour } } },
      [0, 15 * minute],
    ],
    [
      'empty minutes that end before it tell nothing',
      { minutes: { series: [], window: { start: noon + 15 * minute, end: noon + 40 * minute } } },
      [0, hour],
    ],
    [
      'empty minutes of all of it contradict it',
      { minutes: { series: [], window: { start: noon, end: noon + 2 * hour } } },
      [0, hour],
    ],
    [
      'minutes alone',
      {
        hours: { series: [], window: { start: noon - day, end: noon } },
        minutes: { series: events(noon, 5 * minute), window: { start: noon, end: noon + hour } },
      },
      [5 * minute, 6 * minute],
    ],
  ])('was seen last in: %s', (_, change, [start, end]) => {
    const until = change.end === undefined ? noon + 3 * hour : noon + 20 * minute;
    const hours = { series: events(noon, -hour, 0), window: { start: noon - day, end: until } };
    const { lastSeenBy, lastSeen } = sourceHealth(source, { hours, end: until, ...change });
    expect([lastSeenBy, lastSeen]).toEqual([{ start: noon + start, end: noon + end }, noon + end]);
  });

  it('begins after three of its usual pauses, one of which it has not missed yet', () => {
    expect(sourceHealth(source, byHours(until(noon, busy), noon + 2 * hour)).state).toBe('quiet');
    expect(sourceHealth(source, byHours(until(noon, busy), noon + 2 * hour + 1)).state).toBe('silent');
  });

  it('begins after a longer pause than the second longest before', () => {
    const paused = [2, 4].map((days) => noon - days * day - 2 * hour);
    const rate: Rate = (time) =>
      paused.some((start) => time >= start && time < start + 4 * hour) ? 0 : until(noon, busy)(time);
    expect(sourceHealth(source, byHours(rate, noon + 4 * hour)).state).toBe('quiet');
    expect(sourceHealth(source, byHours(rate, noon + 5 * hour)).state).toBe('silent');
  });

  it('the usual pause is the middle one between hours that hold something', () => {
    const hours = [3, 9, 0, 1].map((at) => ({ at: at * hour, count: at === 9 ? 0 : 1 }));
    expect(usualGap(hours)).toBe(1.5 * hour);
    expect(usualGap(hours.slice(0, 3))).toBe(undefined);
  });

  it('one day without it of seven leaves it a habit, and says so', () => {
    const rate: Rate = (time) => (time >= noon - 3 * day && time < noon - 2 * day ? 0 : until(noon, busy)(time));
    expect(sourceHealth(source, byHours(rate, noon + 3 * hour)).habit).toEqual({ perHour: 5100, days: 6, ofDays: 7 });
  });

  it('an outage of last week does not hide that of today', () => {
    const rate: Rate = (time) => (time >= noon - 2.5 * day && time < noon - 2 * day ? 0 : until(noon, busy)(time));
    expect(sourceHealth(source, byHours(rate, noon + 4 * hour)).state).toBe('silent');
  });
});

describe('health of a source', () => {
  const now = at('2026-03-14T14:30:00Z');

  it('sends now', () => {
    expect(sourceHealth(source, counts(busy, now))).toEqual({
      state: 'live',
      lastSeen: now,
      lastSeenBy: { start: now - minute, end: now },
    });
  });

  it('never sent in what was looked at, and what that was', () => {
    expect(
      sourceHealth(
        source,
        counts(() => 0, now),
      ),
    ).toEqual({
      state: 'never',
      looked: { start: floorTo(now, 'HOUR') - 8 * day, end: now },
    });
  });

  it('is unknown while the volume is, and disabled whatever it sends', () => {
    expect(sourceHealth(source, undefined)).toEqual({ state: 'unknown' });
    expect(sourceHealth(sourceWith('web', { enabled: false }), counts(busy, now))).toEqual({ state: 'disabled' });
  });

  it('reads buckets in any order', () => {
    const given = counts(until(now - 2 * minute, busy), now);
    const turned = { ...given, hours: { ...given.hours, series: given.hours.series.toReversed() } };
    expect(sourceHealth(source, turned)).toEqual(sourceHealth(source, given));
  });
});

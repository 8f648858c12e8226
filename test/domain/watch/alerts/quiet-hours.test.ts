import { describe, expect, it } from 'vitest';
import { isQuiet, type QuietHours, quietUntil } from '../../../../source/domain/watch/alerts/quiet-hours.ts';

const night: QuietHours = { from: 22 * 60, to: 7 * 60, zone: 'Europe/Berlin' };

describe('quiet hours', () => {
  it.each<[string, QuietHours | undefined, string, boolean]>([
    ['there are none', undefined, '2026-01-15T23:00:00Z', false],
    ['a minute before', night, '2026-01-15T20:59:59Z', false],
    ['their first minute', night, '2026-01-15T21:00:00Z', true],
    ['past midnight', night, '2026-01-16T05:59:59Z', true],
    ['their end', night, '2026-01-16T06:00:00Z', false],
    ['an hour earlier in summer', night, '2026-07-15T20:00:00Z', true],
    ['in the hour that is there twice', { ...night, from: 150, to: 155 }, '2026-10-25T01:31:00Z', true],
    ['on a day that is named', { ...night, days: [5] }, '2026-01-16T22:00:00Z', true],
    ['in the morning after it', { ...night, days: [5] }, '2026-01-17T05:00:00Z', true],
    ['in the morning of it', { ...night, days: [5] }, '2026-01-16T05:00:00Z', false],
    ['at noon', { from: 11 * 60, to: 13 * 60, zone: 'UTC' }, '2026-01-16T12:00:00Z', true],
  ])('%s', (_, hours, at, expected) => {
    expect(isQuiet(hours, 'warning', Date.parse(at))).toBe(expected);
  });

  it.each<[string, QuietHours | undefined, string, string | undefined]>([
    ['there are none', undefined, '2026-01-15T23:00:00Z', undefined],
    ['they are not now', night, '2026-01-15T20:59:59Z', undefined],
    ['before midnight', night, '2026-01-15T21:00:30Z', '2026-01-16T06:00:00Z'],
    ['past midnight', night, '2026-01-16T05:59:59Z', '2026-01-16T06:00:00Z'],
    ['the night that is an hour longer', night, '2026-10-24T20:10:00Z', '2026-10-25T06:00:00Z'],
    ['the night that is an hour shorter', night, '2026-03-28T21:10:00Z', '2026-03-29T05:00:00Z'],
    [
      'the night that is half an hour shorter',
      { ...night, zone: 'Australia/Lord_Howe' },
      '2026-10-03T12:10:00Z',
      '2026-10-03T20:00:00Z',
    ],
    [
      'the night that is half an hour longer',
      { ...night, zone: 'Australia/Lord_Howe' },
      '2026-04-04T11:10:00Z',
      '2026-04-04T20:30:00Z',
    ],
    ['an end that the clock leaves out', { ...night, to: 150 }, '2026-03-28T21:10:00Z', '2026-03-29T01:00:00Z'],
    [
      'all but half an hour, which the clock leaps over by a whole one',
      { ...night, from: 8 * 60, to: 7.5 * 60 },
      '2026-03-28T08:00:00Z',
      '2026-03-29T05:30:00Z',
    ],
    [
      'all but half an hour, of which the clock leaves out the first part',
      { ...night, from: 3.25 * 60, to: 2.75 * 60 },
      '2026-03-28T08:00:00Z',
      '2026-03-29T01:00:00Z',
    ],
    [
      'all but half an hour, where the clock is set back',
      { ...night, from: 8 * 60, to: 7.5 * 60 },
      '2026-10-24T08:00:00Z',
      '2026-10-25T06:30:00Z',
    ],
    [
      'a minute before, where all but half an hour is quiet',
      { from: 7.5 * 60, to: 7 * 60, zone: 'UTC' },
      '2026-01-16T06:59:30Z',
      '2026-01-16T07:00:00Z',
    ],
    ['at noon', { from: 11 * 60, to: 13 * 60, zone: 'UTC' }, '2026-01-16T12:00:00Z', '2026-01-16T13:00:00Z'],
    ['the whole of a day', { from: 0, to: 0, days: [6], zone: 'UTC' }, '2026-01-17T12:00:00Z', '2026-01-18T00:00:00Z'],
    [
      'the whole of both days of a weekend',
      { from: 0, to: 0, days: [6, 0], zone: 'UTC' },
      '2026-01-17T12:00:00Z',
      '2026-01-19T00:00:00Z',
    ],
    ['always', { from: 0, to: 0, zone: 'UTC' }, '2026-01-17T12:00:00Z', undefined],
  ])('end: %s', (_, hours, at, expected) => {
    const end = quietUntil(hours, 'warning', Date.parse(at));
    expect(end === undefined ? undefined : new Date(end).toISOString()).toBe(expected?.replace('Z', '.000Z'));
  });

  it.each(['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'].entries().toArray())(
    'day %i is %s',
    (weekday) => {
      // The first of March 2026 is a Sunday; an hour that begins and ends on one day, at its first moment.
      const hours: QuietHours = { from: 60, to: 120, days: [weekday], zone: 'UTC' };
      const quiet = Array.from({ length: 7 }, (_, day) => isQuiet(hours, 'warning', Date.UTC(2026, 2, 1 + day, 1)));
      expect(quiet).toEqual(Array.from({ length: 7 }, (_, day) => day === weekday));
    },
  );

  it('what is critical is told all the same, unless nothing is', () => {
    const at = Date.parse('2026-01-15T23:00:00Z');
    expect(isQuiet(night, 'critical', at)).toBe(false);
    expect(isQuiet({ ...night, tell: 'nothing' }, 'critical', at)).toBe(true);
  });
});

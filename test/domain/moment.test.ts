import { describe, expect, it } from 'vitest';
import { momentOf, ofStore } from '../../source/domain/moment.ts';

/** Central Europe in 2026: an hour ahead, two from the last Sunday of March to that of October. */
const berlin = (at: number): number =>
  at >= Date.parse('2026-03-29T01:00Z') && at < Date.parse('2026-10-25T01:00Z') ? 120 : 60;
/** Five and a half hours ahead, always. */
const kolkata = () => 330;
const utc = () => 0;

const named = (text: string, now: string, offset: (at: number) => number): string => {
  const found = momentOf(text, Date.parse(now), offset);
  return 'why' in found ? found.why : new Date(found.at).toISOString().slice(0, 16);
};

describe('a moment that a user names', () => {
  it.each([
    ['a time of day is that of today', '02:00', '2026-11-28T09:15:40Z', utc, '2026-11-28T02:00'],
    ['or of yesterday, where today it is still to come', '23:30', '2026-11-28T09:15:40Z', utc, '2026-11-27T23:30'],
    ['over the end of a month', '23:30', '2026-12-01T00:10:00Z', utc, '2026-11-30T23:30'],
    ['in a zone of half hours', '2:00', '2026-11-28T09:15:40Z', kolkata, '2026-11-27T20:30'],
    ['in a zone where it is tomorrow already', '00:30', '2026-11-28T20:00:00Z', kolkata, '2026-11-28T19:00'],
    ['yesterday', 'yesterday 02:00', '2026-11-28T09:15:40Z', utc, '2026-11-27T02:00'],
    ['yesterday, in other letters and spaces', '  Yesterday   02:00 ', '2026-03-01T00:05:00Z', utc, '2026-02-28T02:00'],
    ['yesterday alone is its beginning', 'yesterday', '2026-11-28T09:15:40Z', berlin, '2026-11-26T23:00'],
    ['today', 'today 08:00', '2026-11-28T09:15:40Z', berlin, '2026-11-28T07:00'],
    ['a date with a T', '2026-11-28T02:00', '2026-11-28T09:15:40Z', berlin, '2026-11-28T01:00'],
    ['a date with a space and seconds', '2026-11-20 02:00:30', '2026-11-28T09:15:40Z', berlin, '2026-11-20T01:00'],
    ['a date in UTC', '2026-11-28T02:00Z', '2026-11-28T09:15:40Z', berlin, '2026-11-28T02:00'],
    ['a date alone', '2026-11-28', '2026-11-28T09:15:40Z', utc, '2026-11-28T00:00'],
    ['hours back, to the minute', '-3h', '2026-11-28T02:15:40Z', utc, '2026-11-27T23:15'],
    ['in capitals', '-3H', '2026-11-28T02:15:40Z', utc, '2026-11-27T23:15'],
    ['the minute that begins now', '09:00', '2026-11-28T09:00:00Z', utc, '2026-11-28T09:00'],
    ['as far back as Segment has hours', '-719h', '2026-11-28T09:15:40Z', utc, '2026-10-29T10:15'],
    ['minutes back', '-90m', '2026-11-28T02:15:40Z', utc, '2026-11-28T00:45'],
    ['days back, over the night that has an hour less', '-2d', '2026-03-30T06:00:00Z', berlin, '2026-03-28T06:00'],
    [
      'of the hour that came twice, the last one that has been',
      '02:30',
      '2026-10-25T09:00:00Z',
      berlin,
      '2026-10-25T01:30',
    ],
    [
      'of the hour that comes twice, the first while the second is to come',
      '02:30',
      '2026-10-25T01:10:00Z',
      berlin,
      '2026-10-25T00:30',
    ],
    ['this very minute', '09:15', '2026-11-28T09:15:40Z', utc, '2026-11-28T09:15'],
  ])('%s', (_, text, now, offset, expected) => {
    expect(named(text, now, offset)).toBe(expected);
  });

  it.each([
    ['', 'a time is missing: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
    ['25:00', '“25:00” is no time: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
    ['02:61', '“02:61” is no time: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
    ['noon', '“noon” is no time: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
    ['2026-02-30T02:00', '“2026-02-30T02:00” is no time: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
    ['-3w', '“-3w” is no time: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
    ['-3h and more', '“-3h and more” is no time: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
    ['today 10:00', '“today 10:00” is still to come: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
    ['2027-01-01', '“2027-01-01” is still to come: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
    ['-43141m', '“-43141m” is too long ago: Segment keeps thirty days'],
    ['-31d', '“-31d” is too long ago: Segment keeps thirty days'],
    ['2026-01-01', '“2026-01-01” is too long ago: Segment keeps thirty days'],
    ['2026-03-29T02:30', '“2026-03-29T02:30” was left out that day: the clock was set forward'],
  ])('that is none: %j', (text, why) => {
    const now = text.startsWith('2026-03') ? '2026-03-30T09:00:00Z' : '2026-11-28T09:00:00Z';
    expect(named(text, now, text.startsWith('2026-03') ? berlin : utc)).toBe(why);
  });
});

it.each([
  ['-90d', '2026-08-30T09:00'],
  ['-2161h', '“-2161h” is too long ago: ninety days are kept'],
])('of what is kept %s is %s', (text, expected) => {
  const found = momentOf(text, Date.parse('2026-11-28T09:00:20Z'), utc, ofStore);
  expect('why' in found ? found.why : new Date(found.at).toISOString().slice(0, 16)).toBe(expected);
});

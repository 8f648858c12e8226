import { expect, test } from 'vitest';
import { scheduledTimes } from '../../../source/domain/storage/schedule.ts';
import { sanitise } from '../../../source/domain/text.ts';

const at = (text: string): number => Date.parse(text);

test.each<[string, string, readonly number[], string, readonly (readonly [number, string])[]]>([
  [
    'in UTC',
    'UTC',
    [0, 12],
    '2026-11-21T14:12:30Z',
    [
      [0, '2026-11-22T00:00:00Z'],
      [12, '2026-11-22T12:00:00Z'],
    ],
  ],
  ['on the hour itself the next day is meant', 'UTC', [12], '2026-11-21T12:00:00Z', [[12, '2026-11-22T12:00:00Z']]],
  ['across the end of a year', 'UTC', [1], '2026-12-31T23:59:59Z', [[1, '2027-01-01T01:00:00Z']]],
  ['in a zone of half an hour', 'Asia/Kolkata', [6], '2026-11-21T14:12:30Z', [[6, '2026-11-22T00:30:00Z']]],
  ['in a zone of three quarters', 'Asia/Kathmandu', [6], '2026-11-21T14:12:30Z', [[6, '2026-11-22T00:15:00Z']]],
  [
    'west of UTC, before its midnight',
    'America/Los_Angeles',
    [0, 18],
    '2026-11-22T07:30:00Z',
    [
      [0, '2026-11-22T08:00:00Z'],
      [18, '2026-11-23T02:00:00Z'],
    ],
  ],
  ['after the clocks go back', 'Europe/Berlin', [6], '2026-10-25T00:30:00Z', [[6, '2026-10-25T05:00:00Z']]],
  [
    'an hour that comes twice is meant once, the first time',
    'Europe/Berlin',
    [2],
    '2026-10-24T12:00:00Z',
    [[2, '2026-10-25T00:00:00Z']],
  ],
  [
    'an hour that is left out comes the next day',
    'Europe/Berlin',
    [2],
    '2026-03-28T12:00:00Z',
    [[2, '2026-03-30T00:00:00Z']],
  ],
])('hours of a schedule come next %s', (_, zone, hours, now, expected) => {
  const found = scheduledTimes({ enabled: true, hours, zone: sanitise(zone) }, at(now));
  expect(found).toEqual(expected.map(([hour, text]) => ({ hour, at: at(text) })));
});

test.each(['', 'Mars/Olympus', '../../etc'])('of the zone %j nothing is known', (zone) => {
  const schedule = { enabled: true, hours: [6], zone: sanitise(zone) };
  expect(scheduledTimes(schedule, at('2026-11-21T14:12:30Z'))).toBeUndefined();
});

import { expect, test, vi } from 'vitest';
import type { Sync } from '../../../source/domain/entities.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import { lineText } from '../../../source/theme/line.ts';
import { scheduleRows, usualGap } from '../../../source/views/storage/schedule-words.ts';
import { warehouseSchedule } from '../../../source/workspace/resources/pages.ts';
import { now, problemWith, type Snapshots, snapshots, syncWith } from '../../workspace/snapshots.ts';

/** Runs that began so many hours ago, newest first. */
const runs = (...ago: readonly number[]): readonly Sync[] => ago.map((each) => syncWith(each, 'success'));

test.each([
  ['no run', [], undefined],
  ['one gap is no habit', [1, 4], undefined],
  ['the longer one of two', [1, 4, 9], 5],
  ['the middle one of three', [1, 2, 9, 12], 3],
])('%s: %j', (_, ago, expected) => {
  expect(usualGap(runs(...ago))).toBe(expected === undefined ? undefined : expected * hour);
});

const habit = 'about 14:30, by its habit of every 3h';
const chosen = (hours: readonly number[], zone = 'UTC', problems: readonly Problem[] = []): Snapshots =>
  snapshots().set(warehouseSchedule('w'), { enabled: true, hours, zone: sanitise(zone) }, problems);

/** It is 12:30. */
test.each([
  ['too few runs', [1, 4], true, 'Next sync         not known: the reports are too few to see a habit'],
  ['a habit', [1, 4, 7], true, 'Next sync         about 14:30, by its habit of every 3h'],
  ['late, but not by half of it', [4.5, 7.5, 10.5], true, 'Next sync         about 11:00, by its habit of every 3h'],
  ['late by more', [5, 8, 11], true, 'Next sync         about 10:30, by its habit of every 3h, and overdue'],
  ['switched off', [1, 4, 7], false, undefined],
])('when it syncs next without chosen hours: %s', (_, ago, enabled, expected) => {
  const world = snapshots().set(warehouseSchedule('w'), { enabled: false, hours: [], zone: sanitise('') });
  const rows = scheduleRows({ id: 'w', enabled }, runs(...ago), { read: world.read, now }, 90).map(({ line }) =>
    lineText(line),
  );
  expect(rows[0]).toMatch(/Schedule +no hours are chosen: it syncs by the rhythm of its plan$/);
  expect(rows[1]?.trim().replace(/^Next sync +/, 'Next sync         ')).toBe(expected);
});

/** It is 12:30 in UTC, 04:30 in Los Angeles and 18:00 in Kolkata. */
test.each<readonly [of: string, world: Snapshots, schedule: string, next: string]>([
  ['is not read', snapshots(), 'reading…', habit],
  [
    'is refused',
    snapshots().fail(warehouseSchedule('w'), { kind: 'no-access', status: 403 }),
    'no access (403)',
    habit,
  ],
  ['is every hour', chosen(Array.from({ length: 24 }, (_, index) => index)), 'every hour', '13:00, by its schedule'],
  ['is here the same', chosen([6, 18], 'UTC'), '06:00, 18:00 UTC', '18:00, by its schedule'],
  [
    'is of another zone',
    chosen([3, 6, 18], 'America/Los_Angeles'),
    '03:00, 06:00, 18:00 America/Los_Angeles, here 02:00, 11:00, 14:00',
    '14:00, by its schedule',
  ],
  [
    'is of a zone of half an hour',
    chosen([18], 'Asia/Kolkata'),
    '18:00 Asia/Kolkata, here 12:30',
    'Jan 16 12:30, by its schedule',
  ],
  ['has no zone', chosen([6], ''), '06:00, time zone not given', habit],
  [
    'is of a zone that is not known',
    chosen([6], 'Mars/Base'),
    '06:00 Mars/Base, a time zone that is not known here',
    habit,
  ],
  ['has no hour', chosen([]), 'chosen hours, all of them off', 'none: no hour of its schedule is on'],
  [
    'has hours that could not be read',
    chosen([], 'UTC', [problemWith({ kind: 'odd-fields', status: 200 })]),
    'hours are chosen, but could not be read',
    habit,
  ],
])('a schedule that %s', (_, world, schedule, next) => {
  vi.stubEnv('TZ', 'UTC');
  const rows = scheduleRows({ id: 'w', enabled: true }, runs(1, 4, 7), { read: world.read, now }, 110);
  vi.unstubAllEnvs();
  const texts = rows.map(({ line }) => lineText(line).trimEnd());
  expect(texts).toEqual([`Schedule           ${schedule}`, `Next sync          ${next}`]);
});

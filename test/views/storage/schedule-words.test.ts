import { expect, test } from 'vitest';
import type { Sync } from '../../../source/domain/entities.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import { lineText } from '../../../source/theme/line.ts';
import { scheduleRows, usualGap } from '../../../source/views/storage/schedule-words.ts';
import { warehouseSchedule } from '../../../source/workspace/resources/pages.ts';
import { now, snapshots, syncWith } from '../../workspace/snapshots.ts';

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

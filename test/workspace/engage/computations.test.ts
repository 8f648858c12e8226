import { describe, expect, it } from 'vitest';
import { sanitise } from '../../../source/domain/text.ts';
import { minute } from '../../../source/domain/time.ts';
import { auditSignals } from '../../../source/workspace/audit/signals.ts';
import { runsOf, stateOf } from '../../../source/workspace/engage/computations.ts';
import { auditWith, now } from '../snapshots.ts';

/** A report on the resource `r`: how many minutes ago, and the type. */
type Report = readonly [ago: number, type: string];

const trail = (reports: readonly Report[]) =>
  reports.map(([ago, type]) =>
    auditWith({ at: now - ago * minute, type: sanitise(type), resourceId: 'r', id: `events/${type}/${ago}` }),
  );

describe('the runs of a computation', () => {
  it.each<readonly [string, readonly Report[], object]>([
    ['nothing in the trail', [], { failed: 0, syncsFailed: 0, lastGood: undefined, lastFailed: undefined }],
    [
      'attempts since the last completed run',
      [
        [10, 'Audience Run Failed'],
        [20, 'Audience Run Failed'],
        [60, 'Audience Run Complete'],
        [70, 'Audience Run Failed'],
      ],
      { failed: 2, lastFailed: now - 10 * minute, failedSince: now - 20 * minute, lastGood: now - 60 * minute },
    ],
    [
      'a completed run ends what was before it',
      [
        [10, 'Audience Run Complete'],
        [20, 'Audience Destination Sync Failed'],
      ],
      { failed: 0, syncsFailed: 0, lastGood: now - 10 * minute },
    ],
    [
      'syncs and runs are counted apart',
      [
        [10, 'Computed Trait Destination Sync Failed'],
        [20, 'Computed Trait Run Failed'],
      ],
      { failed: 1, syncsFailed: 1, lastSyncFailed: now - 10 * minute },
    ],
  ])('%s', (_, reports, runs) => {
    expect(runsOf(trail(reports), 'r')).toMatchObject(runs);
    expect(runsOf(trail(reports), 'another')).toMatchObject({ failed: 0, syncsFailed: 0 });
  });
});

describe('the state of a computation', () => {
  it.each<readonly [status: string, enabled: boolean, reports: readonly Report[], state: string]>([
    ['Live', true, [], 'live'],
    ['Computing', true, [], 'working'],
    ['Preparing', true, [], 'working'],
    ['Not Computing', true, [], 'idle'],
    ['Awaiting Destinations', true, [], 'idle'],
    ['Locked', true, [], 'locked'],
    ['Failed', true, [], 'failing'],
    ['Error', true, [], 'failing'],
    ['Failed', false, [], 'disabled'],
    ['', true, [], 'unknown'],
    ['Something New', true, [], 'unknown'],
    // The word keeps saying Live while attempts fail.
    ['Live', true, [[10, 'Audience Run Failed']], 'retrying'],
    ['Live', true, [[120, 'Audience Run Failed']], 'failing'],
    [
      'Live',
      true,
      [
        [120, 'Audience Run Failed'],
        [5, 'Audience Run Complete'],
      ],
      'live',
    ],
  ])('%s, enabled %s, %j: %s', (status, enabled, reports, state) => {
    const signals = auditSignals(trail(reports), now);
    expect(stateOf({ status: sanitise(status), enabled }, signals)).toBe(state);
  });
});

import { describe, expect, it } from 'vitest';
import { exactOnset, olderOnset } from '../../../source/domain/delivery/onset.ts';
import type { ProblemKind } from '../../../source/domain/problem.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { auditSignals, timesText, trailStart } from '../../../source/workspace/audit/signals.ts';
import { auditWith, now, problemWith } from '../snapshots.ts';

/** A report: how many minutes ago, and the type. */
type Report = readonly [ago: number, type: string, resourceId?: string];

const trail = (...reports: readonly Report[]) =>
  reports.map(([ago, type, resourceId = 'r']) =>
    auditWith({ at: now - ago * minute, type: sanitise(type), resourceId, id: `events/${type}/${ago}` }),
  );
const signals = (...reports: readonly Report[]) =>
  auditSignals(trail(...reports), now).map(({ id, state, times }) => [id, state, times]);

describe('what the trail reports', () => {
  it.each<readonly [string, readonly Report[], readonly unknown[]]>([
    ['a failed reverse ETL sync', [[30, 'Reverse ETL Sync Failed']], ['reverse-etl:r', 'failed', 1]],
    [
      'a partial one after it is the latest state',
      [
        [90, 'Reverse ETL Sync Failed'],
        [30, 'Reverse ETL Sync Partial Success'],
      ],
      ['reverse-etl:r', 'partial', 2],
    ],
    ['an attempt of an audience, to be tried again', [[10, 'Audience Run Failed']], ['audience-run:r', 'retrying', 1]],
    ['an attempt long ago and no completed run since', [[300, 'Audience Run Failed']], ['audience-run:r', 'failed', 1]],
    [
      'all attempts of a run',
      [1, 2, 3, 4, 5, 6].map((each) => [each, 'Audience Run Failed'] as const),
      ['audience-run:r', 'failed', 6],
    ],
    ['a sync of a computed trait', [[200, 'Computed Trait Destination Sync Failed']], ['trait-sync:r', 'failed', 1]],
    [
      'three failed runs of a source',
      [
        [300, 'Source Run Failed'],
        [200, 'Source Run Failed'],
        [100, 'Source Run Failed'],
      ],
      ['source-run:r', 'failed', 3],
    ],
    ['a failed profiles sync', [[30, 'Profiles Sync Warehouse Sync Failed']], ['profiles-sync:r', 'failed', 1]],
    ['a breaking change, however long ago', [[6000, 'Data Graph Breaking Change']], ['data-graph:r', 'changed', 1]],
    ['a failed sync of an audience', [[200, 'Audience Destination Sync Failed']], ['audience-sync:r', 'failed', 1]],
    [
      'an attempt long ago and one just now',
      [
        [90, 'Audience Run Failed'],
        [10, 'Audience Run Failed'],
      ],
      ['audience-run:r', 'retrying', 2],
    ],
    [
      'what was changed of it since, which is no sign that it is well',
      [
        [300, 'Audience Run Failed'],
        [20, 'Audience Modified'],
      ],
      ['audience-run:r', 'failed', 1],
    ],
    [
      'failures of which each came within a day of the one before',
      [
        [2410, 'Source Run Failed'],
        [1210, 'Source Run Failed'],
        [10, 'Source Run Failed'],
      ],
      ['source-run:r', 'failed', 3],
    ],
    ['any case', [[30, 'REVERSE ETL sync failed']], ['reverse-etl:r', 'failed', 1]],
  ])('%s', (_, reports, expected) => {
    expect(signals(...reports)).toEqual([expected]);
  });

  it.each<readonly [string, readonly Report[]]>([
    ['its type is no report, though objects have something by that name', [[30, 'constructor']]],
    [
      'a completed run of the audience came later',
      [
        [30, 'Audience Run Failed'],
        [20, 'Audience Run Complete'],
      ],
    ],
    [
      'its sync was followed by a completed run',
      [
        [30, 'Audience Destination Sync Failed'],
        [20, 'Audience Run Complete'],
      ],
    ],
    [
      'the audience was disabled',
      [
        [30, 'Audience Run Failed'],
        [20, 'Audience Disabled'],
      ],
    ],
    [
      'the model was deleted',
      [
        [30, 'Reverse ETL Sync Failed'],
        [20, 'Model Deleted'],
      ],
    ],
    [
      'the backfill of profiles was completed',
      [
        [30, 'Profiles Sync Warehouse Sync Failed'],
        [20, 'Profiles Sync Historical Backfill Completed'],
      ],
    ],
    ['a single failure lies seven hours back', [[420, 'Reverse ETL Sync Failed']]],
    [
      'an hourly sync has been quiet for four',
      [
        [360, 'Reverse ETL Sync Failed'],
        [300, 'Reverse ETL Sync Failed'],
        [240, 'Reverse ETL Sync Failed'],
      ],
    ],
    [
      'a source failed twice',
      [
        [30, 'Source Run Failed'],
        [20, 'Source Run Failed'],
      ],
    ],
    [
      'only changes were made',
      [
        [30, 'Audience Modified'],
        [20, 'Source Disabled'],
      ],
    ],
  ])('nothing when %s', (_, reports) => {
    expect(signals(...reports)).toEqual([]);
  });

  const hours = 60;
  /** Reports of a sync at these hours ago. */
  const syncs = (...ago: readonly number[]) => ago.map((each) => [each * hours, 'Reverse ETL Sync Failed'] as const);

  it.each<readonly [string, readonly Report[], number]>([
    ['a single one six hours back still counts', syncs(6), 1],
    ['and no minute longer', [[6 * hours + 1, 'Reverse ETL Sync Failed']], 0],
    ['reports a few minutes apart count for three hours', syncs(3.2, 3.1, 3), 1],
    ['and no longer', syncs(3.3, 3.2, 3.1), 0],
    ['two hours apart: for six', syncs(8, 6), 1],
    ['and no longer', syncs(8.1, 6.1), 0],
    ['the longest gap decides, be it the first', syncs(9, 7, 6), 1],
    ['or the last', syncs(9, 8, 6), 1],
    ['twelve hours apart: for a day', syncs(36, 24), 1],
    ['and no longer, though three gaps have not passed', syncs(36.5, 24.5), 0],
    ['an audience that was to run counts for a day', [[24 * hours, 'Audience Run Failed']], 1],
    ['and no minute longer', [[24 * hours + 1, 'Audience Run Failed']], 0],
    ['its sync, too', [[24 * hours, 'Audience Destination Sync Failed']], 1],
    ['and no minute longer', [[24 * hours + 1, 'Audience Destination Sync Failed']], 0],
  ])('%s', (_, reports, count) => {
    expect(signals(...reports)).toHaveLength(count);
  });

  it.each<readonly [string, readonly Report[], readonly unknown[]]>([
    ['an attempt of this hour is tried again', [[59, 'Computed Trait Run Failed']], ['trait-run:r', 'retrying', 1]],
    [
      'so is one of the sync of a trait',
      [[59, 'Computed Trait Destination Sync Failed']],
      ['trait-sync:r', 'retrying', 1],
    ],
    ['and of an audience', [[59, 'Audience Destination Sync Failed']], ['audience-sync:r', 'retrying', 1]],
    ['one of an hour ago is not', [[60, 'Computed Trait Run Failed']], ['trait-run:r', 'failed', 1]],
    [
      'after five attempts there is one more',
      [5, 4, 3, 2, 1].map((each) => [each, 'Computed Trait Run Failed'] as const),
      ['trait-run:r', 'retrying', 5],
    ],
    ['what Segment does not try again has failed', [[1, 'Reverse ETL Sync Failed']], ['reverse-etl:r', 'failed', 1]],
    ['a report a day after another goes on with it', syncs(25, 1), ['reverse-etl:r', 'failed', 2]],
    [
      'one minute later it is a new row',
      [[25 * hours + 1, 'Reverse ETL Sync Failed'], ...syncs(1)],
      ['reverse-etl:r', 'failed', 1],
    ],
  ])('%s', (_, reports, expected) => {
    expect(signals(...reports)).toEqual([expected]);
  });

  it('counts each thing for itself, from the first report in a row', () => {
    const found = auditSignals(
      trail(
        [50, 'Audience Run Failed', 'a'],
        [40, 'Audience Run Complete', 'a'],
        [30, 'Audience Run Failed', 'a'],
        [20, 'Audience Run Failed', 'b'],
        [10, 'Audience Run Failed', 'a'],
      ),
      now,
    );
    expect(found.map(({ id, times, onset: { since = 0 } }) => [id, times, (now - since) / minute])).toEqual([
      ['audience-run:a', 2, 30],
      ['audience-run:b', 1, 20],
    ]);
    expect(found[0]?.item.at).toBe(now - 10 * minute);
  });

  it('a completed run clears its own audience, and none that failed before it', () => {
    expect(
      signals([50, 'Audience Run Failed', 'a'], [45, 'Audience Run Failed', 'b'], [40, 'Audience Run Complete', 'a']),
    ).toEqual([['audience-run:b', 'retrying', 1]]);
  });

  it('takes of two reports of one moment the one with the later id as the latest, however they came', () => {
    const reports = ['Failed', 'Partial Success'].map((word, index) =>
      auditWith({ at: now, type: sanitise(`Reverse ETL Sync ${word}`), resourceId: 'r', id: `events/${2 - index}` }),
    );
    for (const items of [reports, reports.toReversed()])
      expect(auditSignals(items, now).map(({ state, times }) => [state, times])).toEqual([['failed', 2]]);
  });

  it.each<
    readonly [
      name: string,
      minutes: readonly number[],
      from: number,
      times: number,
      attempt: number,
      isAtLeast: boolean,
    ]
  >([
    ['the first one', [10], 24 * 60, 1, 1, false],
    ['the second of this run', [41, 22], 24 * 60, 2, 2, false],
    ['the first of this run, the one before failed too', [70, 10], 24 * 60, 2, 1, false],
    ['the second of this run, after one of yesterday', [20 * 60, 40, 10], 24 * 60, 3, 2, false],
    ['an earlier one may lie before the edge', [41, 22], 90, 2, 2, true],
    ['at the edge, but an hour later', [41, 22], 101, 2, 2, false],
  ])('an attempt is counted within its run: %s', (_, minutes, from, times, attempt, isAtLeast) => {
    const items = minutes.map((before): [number, string] => [before, 'Audience Run Failed']);
    const [found] = auditSignals(trail(...items), now, now - from * minute);
    expect([found?.times, found?.attempt]).toEqual([times, { times: attempt, isAtLeast }]);
  });

  it('starts a new row after a day without a report', () => {
    const [found] = auditSignals(trail([40 * 60, 'Computed Trait Run Failed'], [30, 'Computed Trait Run Failed']), now);
    expect(found).toMatchObject({ times: 1, onset: exactOnset(now - hour / 2) });
  });

  describe('reaches the edge of what was read of the trail, and may have begun before', () => {
    const failed = 'Computed Trait Run Failed';
    it.each<readonly [string, readonly Report[], edgeAgo: number, isEdge: boolean]>([
      ['a single one six hours after it', [[60, failed]], 7 * hours, true],
      ['a single one a minute later than that', [[60, failed]], 7 * hours + 1, false],
      [
        'an hour apart, three hours after it',
        [
          [120, failed],
          [60, failed],
        ],
        5 * hours,
        true,
      ],
      [
        'an hour apart, a minute later than that',
        [
          [120, failed],
          [60, failed],
        ],
        5 * hours + 1,
        false,
      ],
      [
        'two hours apart, six hours after it',
        [
          [180, failed],
          [60, failed],
        ],
        9 * hours,
        true,
      ],
      [
        'two hours apart, a minute later than that',
        [
          [180, failed],
          [60, failed],
        ],
        9 * hours + 1,
        false,
      ],
      [
        'ten hours apart, a day after it',
        [
          [11 * hours, failed],
          [60, failed],
        ],
        35 * hours,
        true,
      ],
      [
        'ten hours apart, a minute later than that',
        [
          [11 * hours, failed],
          [60, failed],
        ],
        35 * hours + 1,
        false,
      ],
      [
        'an audience that had run before',
        [
          [90, 'Audience Run Complete'],
          [60, 'Audience Run Failed'],
        ],
        100,
        false,
      ],
      [
        'an audience after another one that had run',
        [
          [90, 'Audience Run Complete', 'other'],
          [60, 'Audience Run Failed'],
        ],
        100,
        true,
      ],
      ['an audience that runs once a day', [[60, 'Audience Run Failed']], 25 * hours, true],
      ['an audience, a minute later than that', [[60, 'Audience Run Failed']], 25 * hours + 1, false],
      ['a change of a data graph, which is no run', [[60, 'Data Graph Breaking Change']], 61, false],
    ])('%s', (_, reports, edgeAgo, isEdge) => {
      const found = auditSignals(trail(...reports), now, now - edgeAgo * minute);
      const [first = 0] = reports.flatMap(([ago, type]) => (type.endsWith('Complete') ? [] : [now - ago * minute]));
      expect(found.map(({ isAtLeast, onset }) => [isAtLeast, onset])).toEqual([
        [isEdge, isEdge ? olderOnset(first) : exactOnset(first)],
      ]);
      expect(found.map(timesText)).toEqual([`${found[0]?.times}${isEdge ? '+' : ''}`]);
    });
  });

  it.each<readonly [string, object, ProblemKind | undefined, number]>([
    ['the period, where all of it was read', { items: trail([60, 'x']) }, undefined, now - 24.5 * hour],
    [
      'the oldest event, where there are more',
      { items: trail([60, 'x'], [90, 'x']), next: 'more' },
      undefined,
      now - 1.5 * hour,
    ],
    ['nowhere, where one was lost', { items: trail([60, 'x']) }, 'dropped-rows', now],
    ['the period, where a field is odd', { items: trail([60, 'x']) }, 'odd-fields', now - 24.5 * hour],
  ])('a trail reaches back to %s', (_, data, kind, expected) => {
    const problems = kind ? [problemWith({ kind })] : [];
    const snapshot = { data, problems, status: 'ready', version: 1 } as unknown as Parameters<typeof trailStart>[0];
    expect(trailStart(snapshot, '24h', now)).toBe(expected);
  });
});

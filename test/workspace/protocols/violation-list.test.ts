import { describe, expect, it } from 'vitest';
import { noViolationRead, unplannedKind, type ViolationRow } from '../../../source/domain/protocols/violation.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import {
  releaseOf,
  type UniqueViolation,
  versionText,
  violationList,
} from '../../../source/workspace/protocols/violation-list.ts';
import * as resources from '../../../source/workspace/resources/violations.ts';
import { hourly, now, period, problemWith, type Snapshots, snapshots, steady } from '../snapshots.ts';

const event = { eventName: 'Paid', eventType: 'track' };
const row = (change: Partial<ViolationRow> = {}): ViolationRow => ({
  ...{ eventName: t`Paid`, eventType: t`track`, kind: t`Required`, field: t`properties.total`, sentence: t`missing` },
  ...{ count: 1, firstSeen: now - hour, lastSeen: now, appVersion: t`2.0`, samples: [] },
  ...change,
});
const collected = (...rows: readonly ViolationRow[]): Snapshots =>
  snapshots().set(resources.violationDetails(period, 'ios'), { kind: 'details', basis: 'collected', rows, events: [] });
const listOf = ({ read }: Snapshots) => violationList(read, period, 'ios', event).rows;

/** What each app version sent, hour by hour up to now. */
const sent = (versions: Readonly<Record<string, readonly number[]>>) => ({
  total: 0,
  rows: Object.entries(versions).map(([version, counts]) => ({
    ...{ total: 0, retries: 0, series: hourly(...counts) },
    by: { appVersion: sanitise(version) },
  })),
});

describe('the release that a violation came with', () => {
  /** The period begins 24 hours before the running one; its first two hours prove that a version was there before. */
  const from = (hours: number) => [...steady(0, hours), ...steady(5, 25 - hours)];
  const edge = now - (now % hour);

  it.each<readonly [string, Readonly<Record<string, readonly number[]>>, number | undefined]>([
    ['is the first hour in which its version was sent', { '1.0': from(0), '2.0': from(20) }, edge - 4 * hour],
    ['is told from the third hour of the period on', { '1.0': from(1), '2.0': from(2) }, edge - 22 * hour],
    ['is not told of the second: that version may be of any age', { '1.0': from(0), '2.0': from(1) }, undefined],
    [
      'is not told where nothing was sent before, also where hours of it are known',
      { '1.0': from(2), '2.0': from(20) },
      undefined,
    ],
    ['is not told of a version that sent nothing', { '1.0': from(0), '2.0': steady(0, 25) }, undefined],
  ])('%s', (_, versions, at) => {
    const world = collected(row()).set(resources.receivedVersions(period, 'ios'), sent(versions));
    expect(listOf(world)[0]?.versions).toEqual([{ version: '2.0', count: 1, releasedAt: at }]);
  });

  it('is not told where a row was lost: it may be of a version that was there before', () => {
    const versions = sent({ '1.0': from(0), '2.0': from(20) });
    const problems = [problemWith({ kind: 'dropped-rows' })];
    const world = collected(row()).set(resources.receivedVersions(period, 'ios'), versions, problems);
    expect(releaseOf(listOf(world)[0]!)).toBeUndefined();
  });
});

describe('a violation', () => {
  it('has the newest samples of all app versions first', () => {
    const sample = (messageId: string, at: number) => ({ at, messageId: sanitise(messageId), event: {} });
    const rows = [
      row({ samples: [sample('b', now - 2 * minute)] }),
      row({ appVersion: t`1.0`, samples: [sample('a', now - minute), sample('c', now - 3 * minute)] }),
    ];
    expect(listOf(collected(...rows))[0]?.samples.map(({ messageId }) => messageId)).toEqual(['a', 'b', 'c']);
  });

  it('is of the event of that name and type', () => {
    const rows = [row({ count: 3 }), row({ eventType: t`page`, count: 9 }), row({ eventName: t`Left`, count: 8 })];
    expect(listOf(collected(...rows)).map(({ count }) => count)).toEqual([3]);
  });

  it.each<readonly [string, readonly string[], string]>([
    ['of no version', [], '–'],
    ['of one version', ['2.0'], '2.0'],
    ['of two versions', ['2.0', '1.9'], '2.0 +1'],
    ['of three versions', ['2.0', '1.9', '1.8'], '2.0 +2'],
  ])('%s is told with how many others there are', (_, names, text) => {
    const versions = names.map((name) => ({ version: sanitise(name), count: 1, releasedAt: undefined }));
    expect(versionText({ versions } as unknown as UniqueViolation)).toBe(text);
  });
});

describe('the violations of an event', () => {
  it('are one over all app versions each, violations before what is unplanned, most events first, then by key', () => {
    const more = { firstSeen: now - 2 * hour, lastSeen: now - hour };
    const rows = [
      row({ kind: unplannedKind, field: t``, sentence: t`not in the plan`, count: 9, appVersion: undefined }),
      row({ field: t`properties.b` }),
      row({ field: t`properties.a` }),
      row({ count: 2, appVersion: t`1.9`, ...more }),
      row({ count: 2, appVersion: t`1.8` }),
      row({ count: 3, appVersion: t`2.1`, ...more }),
      row({ count: 2, appVersion: t`` }),
    ];
    const found = listOf(collected(...rows)).map(({ field, count, firstSeen, lastSeen, openStart, versions }) => ({
      ...{ field, count, openStart, seen: [now - (firstSeen ?? 0), now - (lastSeen ?? 0)] },
      versions: versions.map(({ version, count: of }) => [version, of]),
    }));
    const one = { count: 1, openStart: false, seen: [hour, 0], versions: [['2.0', 1]] };
    expect(found).toEqual([
      {
        ...{ field: 'properties.total', count: 9, openStart: false, seen: [2 * hour, 0] },
        versions: [
          ['2.1', 3],
          ['1.8', 2],
          ['1.9', 2],
        ],
      },
      { ...one, field: 'properties.a' },
      { ...one, field: 'properties.b' },
      { ...one, field: undefined, count: 9, versions: [] },
    ]);
  });

  it.each([
    [undefined, false],
    [now - hour - 15 * minute, false],
    [now - hour - 15 * minute + 1, true],
  ])('were there before where they are seen as soon as one looks: since %d, %s', (since, openStart) => {
    const details = { kind: 'details', basis: 'forwarded', rows: [row()], events: [], since } as const;
    const { read } = snapshots().set(resources.violationDetails(period, 'ios'), details);
    expect(violationList(read, period, 'ios', event)).toMatchObject({
      basis: 'forwarded',
      since,
      rows: [{ openStart }],
    });
  });

  it('are none before anything was read, and none of what blocked nothing', () => {
    expect(violationList(snapshots().read, period, 'ios', event)).toMatchObject({ basis: 'collected', rows: [] });
    const { read } = snapshots().set(resources.violationDetails(period, 'ios'), noViolationRead);
    expect(violationList(read, period, 'ios', event)).toMatchObject({ basis: 'blocked', rows: [] });
  });
});

describe('a reason without details', () => {
  const blocked = (...rows: readonly (readonly [reason: string, version: string | undefined, ...counts: number[]])[]) =>
    snapshots()
      .set(resources.violationDetails(period, 'ios'), noViolationRead)
      .set(resources.blockedReasons(period, 'ios', event), {
        total: 0,
        rows: rows.map(([reason, version, ...counts]) => ({
          ...{ total: counts.reduce((sum, count) => sum + count, 0), retries: 0, series: hourly(...counts) },
          by: {
            ...{ eventName: t`Paid`, eventType: t`track`, discardReason: sanitise(reason) },
            ...(version === undefined ? {} : { appVersion: sanitise(version) }),
          },
        })),
      });

  it('of events outside the plan is no violation, and stands after those that are', () => {
    const rows = listOf(
      blocked(['unplanned', '2.0', 90], ['schema_violation', '2.0', 3], ['schema_violation', undefined, 4]),
    );
    expect(rows.map(({ unplanned, count, versions }) => [unplanned, count, versions.length])).toEqual([
      [false, 4, 0],
      [false, 3, 1],
      [true, 90, 1],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
  });

  it('is of that event alone, and of Protocols', () => {
    const world = blocked(['schema_violation', '2.0', 3], ['filtered_by_a_function', '2.0', 5]);
    const report = world.read(resources.blockedReasons(period, 'ios', event)).data!;
    const [first] = report.rows;
    const others = [{ eventName: t`Left` }, { discardReason: undefined }].map((by) => ({
      ...first!,
      by: { ...first!.by, ...by },
    }));
    world.set(resources.blockedReasons(period, 'ios', event), {
      ...report,
      rows: [...report.rows, ...others] as typeof report.rows,
    });
    expect(listOf(world).map(({ count }) => count)).toEqual([3]);
  });

  it('may be older than the period where it was there in the first hour of it', () => {
    const openOf = (...counts: number[]) => {
      const [found] = listOf(blocked(['schema_violation', '2.0', ...counts]));
      return [found?.firstSeen, found?.openStart];
    };
    const edge = now - (now % hour);
    expect(openOf(1, ...steady(0, 24))).toEqual([edge - 24 * hour, true]);
    expect(openOf(0, 1, ...steady(0, 23))).toEqual([edge - 23 * hour, false]);
    expect(openOf(...steady(0, 25))).toEqual([undefined, false]);
  });
});

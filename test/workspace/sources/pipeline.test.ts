import { describe, expect, it } from 'vitest';
import { sanitise, t } from '../../../source/domain/text.ts';
import { day, hour } from '../../../source/domain/time.ts';
import { sourceNeeds } from '../../../source/workspace/needs/source.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import * as common from '../../../source/workspace/resources/common.ts';
import * as own from '../../../source/workspace/resources/violations.ts';
import { autoDisable, destinationsBySource, lastDestination } from '../../../source/workspace/sources/auto-disable.ts';
import { sendingVersions, sourcePipeline } from '../../../source/workspace/sources/pipeline.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
} from '../snapshots.ts';

const id = 's';
const versions = (counts: Readonly<Record<string, readonly number[]>>) => ({
  total: 0,
  rows: Object.entries(counts).map(([version, series]) => ({
    by: { appVersion: sanitise(version) },
    total: series.reduce((sum, count) => sum + count, 0),
    retries: 0,
    series: hourly(...series),
  })),
});

describe('the pipeline of a source', () => {
  it('takes what was refused and filtered in the period from what was received', () => {
    const world = snapshots()
      .set(own.receivedVersions(period, id), versions({ '1.0': [60, 40] }))
      .set(own.ingestFailures(period, id), failuresOf({ no_user_anon_id: hourly(2, 3) }))
      // Read over two periods: the earlier one does not count.
      .set(common.blocked(period, id), failuresOf({ unplanned: hourly(...steady(1, 48)), event_setting: hourly(50) }));
    const steps = sourcePipeline(world.read, period, id);
    expect(steps.map(({ step, count, percent }) => [step, count, percent])).toEqual([
      ['successfully-received', 100, 100],
      ['failed-on-ingest', 5, 5],
      ['filtered-at-source', 75, 75],
      ['eligible', 20, 20],
    ]);
    expect(steps[2]?.reasons.map(({ code }) => code)).toEqual(['event_setting', 'unplanned']);
  });

  it('has the reasons by their number, then by their name', () => {
    const world = snapshots()
      .set(own.ingestFailures(period, id), failuresOf({ b: hourly(2), c: hourly(3), a: hourly(2), none: hourly(0) }))
      .set(common.blocked(period, id), { total: 1, rows: [{ by: {}, total: 1, retries: 0, series: hourly(1) }] });
    const [, ingest, filtered] = sourcePipeline(world.read, period, id);
    expect(ingest?.reasons.map(({ code }) => code)).toEqual(['c', 'a', 'b']);
    expect(filtered?.reasons).toEqual([{ code: 'unknown', count: 1 }]);
  });

  it('leaves unknown what one unread step leaves unknown', () => {
    const world = snapshots()
      .set(own.receivedVersions(period, id), versions({ '1.0': [9] }))
      .fail(own.ingestFailures(period, id), { status: 403, kind: 'no-access' });
    const [received, ingest, filtered, eligible] = sourcePipeline(world.read, period, id);
    expect([received?.count, ingest?.count, filtered?.count, eligible?.count]).toEqual([
      9,
      undefined,
      undefined,
      undefined,
    ]);
    expect(ingest?.error?.status).toBe(403);
  });

  it('has no share of nothing', () => {
    const world = snapshots()
      .set(own.receivedVersions(period, id), versions({}))
      .set(own.ingestFailures(period, id), failuresOf({}))
      .set(common.blocked(period, id), failuresOf({}));
    expect(sourcePipeline(world.read, period, id).map(({ count, percent }) => [count, percent])).toEqual(
      Array(4).fill([0, undefined]),
    );
  });

  it('names the versions that send, most events first', () => {
    const world = snapshots().set(own.receivedVersions(period, id), versions({ '1.0': [30], '2.0': [70], '': [5] }));
    expect(sendingVersions(world.read, period, id).map(({ version, percent }) => [version, percent])).toEqual([
      ['2.0', 70],
      ['1.0', 30],
    ]);
  });

  it('tells no share of versions of which some were lost, and names none before they were read', () => {
    const lost = [problemWith({ kind: 'dropped-rows' })];
    const world = snapshots().set(own.receivedVersions(period, id), versions({ '1.0': [30] }), lost);
    expect(sendingVersions(world.read, period, id)).toMatchObject([{ version: '1.0', percent: undefined }]);
    expect(sendingVersions(snapshots().read, period, id)).toEqual([]);
  });
});

describe('the destinations of each source', () => {
  const [first, other] = [destinationWith('a', id), destinationWith('b', 'another')];

  it('are worked out once for a list, and again for the next', () => {
    const world = snapshots().set(common.destinations, [first, other]);
    const known = destinationsBySource(world.read);
    expect([...(known ?? [])]).toEqual([
      [id, [first]],
      ['another', [other]],
    ]);
    expect(destinationsBySource(world.read)).toBe(known);
    world.set(common.destinations, [other]);
    expect(destinationsBySource(world.read)?.get(id)).toBeUndefined();
  });

  it('are not known before the list was read, nor while a row of it is lost', () => {
    expect(destinationsBySource(snapshots().read)).toBeUndefined();
    const lost = snapshots().set(common.destinations, [first], [problemWith({ kind: 'dropped-rows' })]);
    expect(destinationsBySource(lost.read)).toBeUndefined();
  });
});

describe('the countdown to being disabled', () => {
  const source = sourceWith(id);
  const off = (destination: string) => destinationWith(destination, id, { enabled: false });
  const disabled = (destination: string, ago: number) =>
    auditWith({ at: now - ago, type: t`Integration Disabled`, resourceId: destination });

  /** All trails read, each with these items. */
  function trails(world: Snapshots, ...items: readonly ReturnType<typeof auditWith>[]): Snapshots {
    for (const { resource } of sourceNeeds(world.read, period, id))
      if (resource.key.startsWith('audit-trail:'))
        world.set(resource, { items: items.filter(({ resourceId }) => resource.key.endsWith(`:${resourceId}`)) });
    return world;
  }

  it('runs from the moment the last destination went off', () => {
    const destinations = [off('a'), off('b'), off('c')];
    const world = snapshots().set(common.destinations, destinations);
    trails(world, disabled('a', 9 * day), disabled('b', 3 * day));
    expect(autoDisable(world.read, period, source, destinations)).toEqual({
      destinations: 3,
      since: now - 3 * day,
      at: now + 11 * day,
    });
  });

  it.each([
    ['another one is enabled', off('a'), [destinationWith('b', id)], undefined],
    ['it is enabled, and the others are off', destinationWith('a', id), [off('b')], { kind: 'last-one' }],
    [
      'it is enabled, and those of other sources too',
      destinationWith('a', id),
      [destinationWith('b', 's2')],
      { kind: 'last-one' },
    ],
    ['it went off last', off('a'), [], { kind: 'none-left', at: now + 5 * day }],
    ['another one went off after it', off('a'), [off('b')], { kind: 'none-left', at: now + 11 * day }],
    ['nobody knows when the other one went off', off('a'), [off('c')], { kind: 'none-left', at: undefined }],
  ] as const)('is told on the page of a destination: %s', (_, own, others, expected) => {
    const destinations = [own, ...others];
    const world = snapshots().set(common.destinations, destinations);
    for (const [destination, ago] of [
      ['a', 9 * day],
      ['b', 3 * day],
    ] as const)
      world.set({ key: `audit-trail:${destination}` } as Resource<object>, { items: [disabled(destination, ago)] });
    expect(lastDestination(world.read, period, source, own, destinations)).toEqual(expected);
    expect(lastDestination(world.read, period, source, own, undefined)).toBeUndefined();
  });

  it('says that it does not know since when before every trail has been read', () => {
    const destinations = [off('a'), off('b')];
    const world = snapshots()
      .set(common.destinations, destinations)
      .set(common.recentAudit(period), { items: [disabled('a', 2 * hour)] });
    expect(autoDisable(world.read, period, source, destinations)).toEqual({
      destinations: 2,
      since: undefined,
      at: undefined,
    });
  });

  it('says that it does not know since when where one was switched on last: when it went off again is not read yet', () => {
    const destinations = [off('a'), off('b')];
    const on = (ago: number) => ({ ...disabled('b', ago), id: 'on', type: t`Integration Enabled` });
    const since = (...items: Parameters<typeof trails>[1][]) =>
      autoDisable(
        trails(snapshots().set(common.destinations, destinations), ...items).read,
        period,
        source,
        destinations,
      )?.since;
    expect(since(disabled('a', 9 * day), disabled('b', 3 * day))).toBe(now - 3 * day);
    expect(since(disabled('a', 9 * day), on(4 * day), disabled('b', 3 * day))).toBe(now - 3 * day);
    expect(since(disabled('a', 9 * day), disabled('b', 3 * day), on(2 * day))).toBeUndefined();
    expect(since(disabled('a', 9 * day), on(2 * day))).toBeUndefined();
  });

  it('says that it does not know since when where an event of a trail was lost: that may be a later switch', () => {
    const destinations = [off('a')];
    const world = trails(snapshots().set(common.destinations, destinations), disabled('a', 9 * day));
    const trail = { key: 'audit-trail:a' } as Resource<object>;
    expect(autoDisable(world.read, period, source, destinations)?.at).toBe(now + 5 * day);
    world.set(trail, world.read(trail).data!, [problemWith({ kind: 'dropped-rows' })]);
    expect(autoDisable(world.read, period, source, destinations)).toMatchObject({ since: undefined, at: undefined });
  });

  it.each([
    ['one destination is enabled', source, [off('a'), destinationWith('b', id)]],
    ['the source is disabled already', sourceWith(id, { enabled: false }), [off('a')]],
    ['the destinations are not known', source, undefined],
  ] as const)('does not run while %s', (_, of, destinations) => {
    expect(autoDisable(snapshots().read, period, of, destinations)).toBeUndefined();
  });

  it('runs for a source without any destination, since a time that nothing tells', () => {
    expect(autoDisable(snapshots().read, period, source, [])).toEqual({
      destinations: 0,
      since: undefined,
      at: undefined,
    });
  });
});

describe('steps that were read at different moments', () => {
  const world = () =>
    snapshots()
      .set(own.receivedVersions(period, id), versions({ '1.0': [1000, ...steady(100, 25)] }))
      .set(own.ingestFailures(period, id), failuresOf({ bad_request: hourly(500, ...steady(10, 25)) }))
      .set(common.blocked(period, id), failuresOf({ unplanned: hourly(...steady(0, 26)) }));
  /** Half an hour and a minute before: an hour of the clock earlier. */
  const readBefore = ({ read }: Snapshots, change: object = {}): Snapshots['read'] => {
    const { key } = own.ingestFailures(period, id);
    return (each) => {
      const snapshot = read(each);
      return each.key === key ? { ...snapshot, fetchedAt: now - 31 * 60_000, ...change } : snapshot;
    };
  };

  it('are counted from the same hour on', () => {
    expect(sourcePipeline(readBefore(world()), period, id).map(({ count }) => count)).toEqual([2500, 240, 0, 2260]);
  });

  it('but one that could not be renewed stands as it was, and what goes on says so', () => {
    const error = problemWith();
    const steps = sourcePipeline(readBefore(world(), { error }), period, id);
    expect(steps.map(({ count, error: why }) => [count, why])).toEqual([
      [2500, undefined],
      [740, error],
      [0, undefined],
      [1760, error],
    ]);
  });
});

describe('reasons and versions of a source', () => {
  it('leaves out reasons of the period before, and puts equal ones in the order of their names', () => {
    const world = snapshots()
      .set(own.receivedVersions(period, id), versions({ '1.0': [9] }))
      .set(
        own.ingestFailures(period, id),
        failuresOf({ over: hourly(5, ...steady(0, 30)), b: hourly(2), a: hourly(2), most: hourly(3) }),
      );
    const [, ingest] = sourcePipeline(world.read, period, id);
    expect(ingest?.reasons).toEqual([
      { code: 'most', count: 3 },
      { code: 'a', count: 2 },
      { code: 'b', count: 2 },
    ]);
    expect(ingest?.count).toBe(7);
  });

  it('names a reason that is not told, and says when each step was read and what was lost of it', () => {
    const unnamed = { total: 2, rows: [{ by: {}, total: 2, retries: 0, series: hourly(2) }] };
    const world = snapshots()
      .set(own.receivedVersions(period, id), versions({ '1.0': [9] }))
      .set(own.ingestFailures(period, id), unnamed)
      .set(common.blocked(period, id), failuresOf({}), [problemWith({ kind: 'dropped-rows' })]);
    expect(sourcePipeline(world.read, period, id)).toMatchObject([
      { count: 9, reasons: [], error: undefined, readAt: now },
      { count: 2, reasons: [{ code: 'unknown', count: 2 }], error: undefined, readAt: now },
      { count: undefined, reasons: [], error: { kind: 'dropped-rows' }, readAt: undefined },
      { count: undefined, reasons: [], error: undefined, readAt: now },
    ]);
  });

  it('never has fewer than none left, when more was taken out than was received a moment earlier', () => {
    const world = snapshots()
      .set(own.receivedVersions(period, id), versions({ '1.0': [3] }))
      .set(own.ingestFailures(period, id), failuresOf({ a: hourly(5) }))
      .set(common.blocked(period, id), failuresOf({}));
    expect(sourcePipeline(world.read, period, id).at(-1)).toMatchObject({ step: 'eligible', count: 0, percent: 0 });
  });

  it('lists versions by their events, with the hour each was last seen in, and without what has no version', () => {
    const world = snapshots().set(
      own.receivedVersions(period, id),
      versions({ '1.0': [4, 0], '2.0': [5, 7], '': [50] }),
    );
    const edge = now - (now % hour);
    expect(sendingVersions(world.read, period, id)).toEqual([
      { version: '2.0', percent: 75, lastSeen: edge, counts: [...Array<number>(23).fill(0), 5, 7] },
      { version: '1.0', percent: 25, lastSeen: edge - hour, counts: [...Array<number>(23).fill(0), 4, 0] },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Sync } from '../../../source/domain/entities.ts';
import type { ProblemKind } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';
import { monthOf } from '../../../source/domain/usage/meters.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { statusOf } from '../../../source/workspace/watch/status.ts';
import {
  auditWith,
  comparisonWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  stoppedSource,
  syncWith,
  warehouseWith,
} from '../snapshots.ts';

const statusIn = ({ read }: Snapshots) =>
  statusOf(overview(read, period, now, {}), [], 0, ({ kind }) => ({ verdict: kind, sentence: kind }));

describe('what segtop status --json tells of lists', () => {
  const d = destinationWith('d', 'web');

  it.each([
    ['read whole', [], { total: 1, enabled: 1, rankable: 1, ranked: 0 }],
    ['with a field that is unclear', ['odd-fields'], { total: 1, enabled: 1, rankable: null, ranked: 0 }],
    ['of which a row was lost', ['dropped-rows'], { total: null, enabled: null, rankable: null, ranked: null }],
  ] as const)('has a count only where it is known: connections %s', (_, kinds, expected) => {
    const problems = kinds.map((kind) => problemWith({ kind }));
    expect(statusIn(snapshots().set(resources.destinations, [d], problems)).destinations).toMatchObject(expected);
  });

  it('has no sum over connections while one of them is not read: the others are not the worst of all', () => {
    const [one, other] = [d, destinationWith('e', 'web')];
    const world = snapshots()
      .set(resources.destinations, [one, other])
      .set(resources.metrics(period, one), readingWith({ firstTry: 1, discarded: 2 }))
      .set(resources.comparedMetrics(period, one), comparisonWith({ discarded: 2 }, { firstTry: 1, discarded: 1 }));
    const unread = { attempted: null, failed: null, failedPercent: null, previousFailedPercent: null, failing: null };
    expect(statusIn(world)).toMatchObject({
      destinations: { ...unread, total: 2, rankable: 2, ranked: 1, basis: 'metrics' },
      failing: [{ destinationId: 'd', failedPercent: 66.6667 }],
    });
    world.set(resources.metrics(period, other), readingWith({ firstTry: 3 }));
    world.set(resources.comparedMetrics(period, other), comparisonWith({ firstTry: 3 }, { firstTry: 4 }));
    expect(statusIn(world).destinations).toMatchObject({
      ...{ attempted: 6, failed: 2, failedPercent: 33.3333, previousFailedPercent: 16.6667, failing: 1, ranked: 2 },
    });
  });

  it('leaves no field out, whatever is not known of a row', () => {
    const plan = { id: 'tp', name: t`Plan`, type: t`LIVE` };
    const bare = { ...syncWith(1, 'failure'), end: undefined, rows: undefined, notices: [] };
    const world = snapshots()
      .set(resources.destinations, [d])
      .set(resources.metrics(period, d), readingWith({ firstTry: 1, discarded: 2, retrying: undefined }))
      .set(resources.warehouses, [warehouseWith('w')])
      .set(resources.warehouseSyncs('w'), [bare])
      .set(resources.recentAudit(period), {
        items: [auditWith({ at: Number.NaN, type: t`Source Created`, actorEmail: undefined })],
      });
    const planned = snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.trackingPlans, [plan])
      .set(resources.trackingPlanSources('tp'), [sourceWith('web')])
      .set(resources.blocked(period, 'web'), failuresOf({ schema_violation: hourly(1) }));
    const { failing, warehouses, activity } = statusIn(world);
    expect(failing?.[0]).toMatchObject({ sourceName: null, retrying: null, topReason: null, since: null });
    expect(warehouses?.[0]).toMatchObject({ lastSync: { end: null, rows: null }, lastGood: null, notice: null });
    expect(activity?.[0]).toMatchObject({ timestamp: null, actorEmail: null });
    expect(statusIn(planned).violations?.[0]).toMatchObject({ sourceId: 'web', violations: 1, events: null });
  });

  it('has a row of violations for each source that has some, and none for what was only not in its plan', () => {
    const plan = { id: 'tp', name: t`Plan`, type: t`LIVE` };
    const sources = ['none', 'unplanned', 'one'].map((id) => sourceWith(id));
    const world = snapshots()
      .set(resources.sources, sources)
      .set(resources.trackingPlans, [plan])
      .set(resources.trackingPlanSources('tp'), sources)
      .set(resources.blocked(period, 'none'), failuresOf({}))
      .set(resources.blocked(period, 'unplanned'), failuresOf({ unplanned_event: hourly(3) }))
      .set(resources.blocked(period, 'one'), failuresOf({ schema_violation: hourly(1) }));
    const { violations } = statusIn(world);
    expect(violations?.map((row) => [row.sourceId, row.violations])).toEqual([['one', 1]]);
  });

  it.each<readonly [string, readonly Sync[] | undefined, readonly ProblemKind[], readonly (number | null)[]]>([
    ['after a good one', [syncWith(1, 'failure'), syncWith(2, 'success')], [], [1, 1]],
    ['with no other read', [syncWith(1, 'failure'), syncWith(2, 'failure')], [], [null, 2]],
    ['from the first sync on', [syncWith(1, 'failure'), syncWith(2, 'failure', { isFirst: true })], [], [2, 2]],
    ['beside a lost one', [syncWith(1, 'failure'), syncWith(2, 'success')], ['dropped-rows'], [null, 1]],
    ['none', [syncWith(2, 'success')], [], [0, 0]],
    ['not read', undefined, [], [null, null]],
  ])('counts failed syncs in a row, or at least how many: %s', (_, syncs, kinds, expected) => {
    const world = snapshots().set(resources.warehouses, [warehouseWith('w')]);
    const problems = kinds.map((kind) => problemWith({ kind }));
    if (syncs) world.set(resources.warehouseSyncs('w'), syncs, problems);
    const [row] = statusIn(world).warehouses ?? [];
    expect([row?.failedSyncs, row?.failedSyncsAtLeast]).toEqual(expected);
  });

  it('tells since when a warehouse fails, or before when it began', () => {
    const world = snapshots().set(resources.warehouses, [warehouseWith('w')]);
    const told = (...syncs: readonly Sync[]) =>
      statusIn(world.set(resources.warehouseSyncs('w'), syncs)).triage.map(
        ({ since, sinceBefore, sinceWithinSeconds }) => [since, sinceBefore, sinceWithinSeconds],
      );
    expect(told(syncWith(1, 'failure'), syncWith(2, 'success'))).toEqual([['2026-01-15T11:30:00.000Z', null, 0]]);
    expect(told(syncWith(1, 'failure'), syncWith(13, 'failure'))).toEqual([[null, '2026-01-14T23:30:00.000Z', null]]);
  });

  it('tells when the syncs of a warehouse were read, and nothing where they were not', () => {
    const world = snapshots()
      .set(resources.warehouses, [warehouseWith('read'), warehouseWith('none'), warehouseWith('unread')])
      .set(resources.warehouseSyncs('read'), [syncWith(1, 'success')])
      .set(resources.warehouseSyncs('none'), []);
    const { read } = world;
    // Of a read that gave nothing the time may be known all the same.
    const late: typeof read = (resource) =>
      resource.key === resources.warehouseSyncs('unread').key ? { ...read(resource), fetchedAt: now } : read(resource);
    const rows = statusIn({ ...world, read: late }).warehouses;
    expect(rows?.map((row) => [row.warehouseId, row.syncsAsOf])).toEqual([
      ['read', '2026-01-15T12:30:00.000Z'],
      ['none', '2026-01-15T12:30:00.000Z'],
      ['unread', null],
    ]);
  });
});

describe('counts of segtop status --json', () => {
  it.each([
    [2n ** 53n - 1n, 9_007_199_254_740_991],
    [2n ** 53n, '9007199254740992'],
    [0n, 0],
  ])('are numbers as long as these are exact: %s', (calls, expected) => {
    const month = monthOf(now);
    const world = snapshots().set(resources.apiCalls(month), [{ at: month, apiCalls: calls }]);
    expect(statusIn(world).usage?.apiCalls).toBe(expected);
  });

  it.each([
    ['begins when that of the calls does and ends later', 0, 45],
    ['begins earlier and ends when that of the calls does', -10, 31],
  ])('have a period of their own for users: one that %s', (_, from, to) => {
    const month = monthOf(now);
    const bounds = { periodStart: month + from * day, periodEnd: month + to * day };
    const none = { anonymous: 0n, anonymousIdentified: 0n, identified: 4n, neverIdentified: 0n };
    const world = snapshots()
      .set(resources.apiCalls(month), [{ at: month, apiCalls: 7n }])
      .set(resources.mtu(month), [{ at: month, ...bounds, ...none }]);
    expect(statusIn(world).usage).toMatchObject({
      periodStart: '2026-01-01T00:00:00.000Z',
      periodEnd: '2026-02-01T00:00:00.000Z',
      mtuPeriodStart: new Date(bounds.periodStart).toISOString(),
      mtuPeriodEnd: new Date(bounds.periodEnd).toISOString(),
    });
  });
});

describe('the times of a line of segtop status --json', () => {
  const timesOf = (world: Snapshots) =>
    statusIn(world).triage.map(({ id, since, sinceBefore, sinceWithinSeconds, until }) => ({
      ...{ id, since, sinceBefore, sinceWithinSeconds, until },
    }));
  const d = destinationWith('d', 'web');
  const losing = (...counts: readonly number[]) =>
    snapshots()
      .set(resources.destinations, [d])
      .set(resources.metrics(period, d), readingWith({ firstTry: 600, discarded: 400 }))
      .set(resources.failures(period, d), failuresOf({ '401': hourly(...counts) }));
  const silent = () => {
    const world = snapshots();
    return world
      .set(resources.sources, [sourceWith('web')])
      .set(resources.volume(period), [stoppedSource(world, 'web', 100)]);
  };
  const unknown = { since: null, sinceBefore: null, sinceWithinSeconds: null, until: null };

  it.each<readonly [string, Snapshots, object]>([
    [
      'a failure that is over has an end',
      losing(200, 200, 0, 0, 0, 0),
      { since: '2026-01-15T07:00:00.000Z', sinceWithinSeconds: 3600, until: '2026-01-15T09:00:00.000Z' },
    ],
    [
      'one that goes on has none',
      losing(200, 200),
      { since: '2026-01-15T11:00:00.000Z', sinceWithinSeconds: 3600, until: null },
    ],
    ['one of which nothing tells when it began has neither', losing(), unknown],
    [
      'one that was over before anything was read of when it began has its end',
      snapshots()
        .set(resources.destinations, [d])
        .set(
          resources.metrics(period, d),
          readingWith({ firstTry: 1000 }, { firstTry: 100, discarded: 400 }, { firstTry: 100 }),
        ),
      { ...unknown, until: '2026-01-15T12:28:00.000Z' },
    ],
    [
      'one that began before all that was read has the time before which it did, and nothing says how exact that is',
      losing(...Array.from({ length: 25 }, () => 16)),
      { ...unknown, sinceBefore: '2026-01-14T12:00:00.000Z' },
    ],
    [
      'what the trail reports is exact',
      snapshots().set(resources.recentAudit(period), {
        items: [auditWith({ at: now - 5 * minute, type: t`Reverse ETL Sync Failed`, resourceId: 'm' })],
      }),
      { since: '2026-01-15T12:25:00.000Z', sinceWithinSeconds: 0, until: null },
    ],
    [
      'a source stopped within an hour',
      silent(),
      { since: new Date(now - (now % hour) - 8 * hour).toISOString(), sinceWithinSeconds: 3600, until: null },
    ],
  ])('tell what is known of it: %s', (_, world, expected) => {
    expect(timesOf(world)).toMatchObject([expected]);
  });
});

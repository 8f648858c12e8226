import { describe, expect, it } from 'vitest';
import { causeWindow } from '../../../source/domain/audit/changes.ts';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';
import { monthOf } from '../../../source/domain/usage/meters.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import type { TriageItem } from '../../../source/workspace/watch/triage.ts';
import {
  auditWith,
  comparisonWith,
  destinationWith,
  failuresOf,
  hourly,
  type metricsWith,
  now,
  period,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
  stoppedSource,
  syncWith,
  warehouseWith,
} from '../snapshots.ts';

const web = sourceWith('web');
const always = steady(100, 48);

/** A workspace whose one source sends evenly. */
function calm(): Snapshots {
  return snapshots()
    .set(resources.sources, [web])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(...always) }]);
}

type Metrics = Parameters<typeof metricsWith>[0];
interface Sick {
  readonly metrics?: Metrics;
  readonly before?: Metrics;
  readonly reasons?: Readonly<Record<string, readonly number[]>>;
  readonly enabled?: boolean;
}

/** Adds connections of the source; those without metrics have not been read. */
function connections(world: Snapshots, all: Readonly<Record<string, Sick>>): Snapshots {
  const destinations = Object.entries(all).map(([id, { enabled = true }]) => destinationWith(id, 'web', { enabled }));
  world.set(resources.destinations, destinations);
  for (const destination of destinations) {
    const { metrics, before, reasons } = all[destination.id] ?? {};
    if (metrics) world.set(resources.metrics(period, destination), readingWith(metrics));
    if (before) world.set(resources.comparedMetrics(period, destination), comparisonWith(metrics ?? {}, before));
    if (reasons) {
      const series = Object.entries(reasons).map(([code, counts]) => [code, hourly(...counts)]);
      world.set(resources.failures(period, destination), failuresOf(Object.fromEntries(series)));
    }
  }
  return world;
}

const triageOf = ({ read }: Snapshots, allowance = {}): readonly TriageItem[] =>
  overview(read, period, now, allowance).triage;
const ids = (world: Snapshots, allowance = {}) => triageOf(world, allowance).map(({ id }) => id);

describe('what is raised', () => {
  it('is nothing in a calm workspace, nor in one that has not been read', () => {
    expect(ids(calm())).toEqual([]);
    expect(ids(snapshots())).toEqual([]);
  });

  it.each<readonly [string, Sick, boolean]>([
    ['almost everything fails', { metrics: { firstTry: 6, discarded: 94 } }, true],
    [
      'five percent fail, as ever',
      { metrics: { firstTry: 95, discarded: 5 }, before: { firstTry: 95, discarded: 5 } },
      true,
    ],
    [
      'two percent fail, as ever',
      { metrics: { firstTry: 98, discarded: 2 }, before: { firstTry: 98, discarded: 2 } },
      false,
    ],
    [
      'two percent fail, far more than before',
      { metrics: { firstTry: 9800, discarded: 200 }, before: { firstTry: 9900, discarded: 100 } },
      true,
    ],
    ['two percent fail, and nothing tells that it was ever less', { metrics: { firstTry: 98, discarded: 2 } }, false],
    ['one of two', { metrics: { firstTry: 1, discarded: 1 } }, false],
    ['a few in ten thousand', { metrics: { firstTry: 9990, discarded: 10 } }, false],
    ['none failed, but unusually many wait', { metrics: { firstTry: 100, retrying: 50 } }, true],
    ['all is well', { metrics: { firstTry: 100 } }, false],
    ['nothing arrives where it used to', { metrics: {}, before: { firstTry: 40 } }, true],
    ['not read yet', {}, false],
    ['disabled by nobody we know', { enabled: false }, false],
  ])('%s: %s', (_, sick, raised) => {
    expect(ids(connections(calm(), { d: sick }))).toEqual(raised ? ['connection:d'] : []);
  });

  it('a connection that was switched off while its source sends', () => {
    const off = auditWith({ at: now - hour, type: t`Integration Disabled` });
    const world = connections(calm(), { d: { enabled: false } }).set(resources.recentAudit(period), { items: [off] });
    expect(triageOf(world)).toMatchObject([{ kind: 'disabled', verdict: 'DISABLED', since: off.at, cause: off }]);
    world.set(resources.volume(period), []);
    expect(triageOf(world).filter(({ kind }) => kind === 'disabled')).toEqual([]);
  });

  it('a source that went silent', () => {
    const world = calm();
    world.set(resources.volume(period), [stoppedSource(world, 'web', 100)]);
    expect(triageOf(world)).toMatchObject([
      { id: 'source:web', kind: 'source', verdict: 'SILENT', since: now - (now % hour) - 7 * hour },
    ]);
  });

  it.each([
    ['failure', true],
    ['partial', true],
    ['success', false],
    ['unknown', false],
  ] as const)('a warehouse whose last sync was a %s: %s', (status, raised) => {
    const world = calm()
      .set(resources.warehouses, [warehouseWith('w')])
      .set(resources.warehouseSyncs('w'), [syncWith(1, status)]);
    expect(ids(world)).toEqual(raised ? ['warehouse:w'] : []);
  });

  const underPlan = (blocked: readonly number[]) =>
    calm()
      .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
      .set(resources.trackingPlanSources('tp'), [web])
      .set(resources.blocked(period, 'web'), failuresOf({ schema_violation: hourly(...blocked) }));

  it.each([
    ['as ever', steady(5, 48), false],
    ['twice as many as the day before', [...steady(2, 24), ...steady(4, 24)], true],
    ['a break of the last hours that a day does not show yet', [...steady(5, 45), 0, 20, 40], true],
    ['fewer than ten', [...steady(0, 39), ...steady(1, 9)], false],
    ['ten', [...steady(0, 38), ...steady(1, 10)], true],
    ['of which the last came an hour ago', [...steady(0, 37), ...steady(1, 10), 0], true],
    ['of which none came in the last two hours', [...steady(0, 36), ...steady(1, 10), 0, 0], false],
    ['none', steady(0, 48), false],
  ])('violations %s', (_, blocked, raised) => {
    expect(ids(underPlan(blocked))).toEqual(raised ? ['violations:web'] : []);
  });

  it.each<readonly [string, readonly number[], boolean]>([
    ['twice the traffic, and twice as many of it', [...steady(100, 24), ...steady(200, 24)], false],
    ['half the traffic, and twice as many of it', [...steady(200, 24), ...steady(100, 24)], true],
    ['a little more traffic, and twice as many of it', [...steady(100, 24), ...steady(120, 24)], true],
  ])('violations are raised beyond what the traffic explains: %s', (_, sent, raised) => {
    const world = underPlan([...steady(2, 24), ...steady(4, 24)]);
    world.set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(...sent) }]);
    expect(ids(world)).toEqual(raised ? ['violations:web'] : []);
  });

  it('what a break of a plan blocked is counted from when it began', () => {
    expect(triageOf(underPlan([...steady(5, 45), 0, 20, 40]))).toMatchObject([{ count: 60, lost: 60 }]);
    expect(triageOf(underPlan([...steady(2, 24), ...steady(4, 24)]))).toMatchObject([{ since: undefined, count: 98 }]);
  });

  it('a break of a plan says since when', () => {
    const [item] = triageOf(underPlan([...steady(5, 45), 0, 20, 40]));
    expect(item).toMatchObject({ since: now - (now % hour) - hour });
  });

  it('usage that will pass the allowance inside the period', () => {
    const month = monthOf(now);
    const rows = Array.from({ length: 14 }, (_, index) => ({
      at: month + index * day,
      apiCalls: BigInt(index + 1) * 10n,
    }));
    const world = calm().set(resources.apiCalls(month), rows);
    expect(ids(world)).toEqual([]);
    expect(ids(world, { apiCalls: 1000n })).toEqual([]);
    expect(ids(world, { apiCalls: 200n })).toEqual(['usage:api-calls']);
  });
});

describe('the order', () => {
  it('is: losing, silent, given up, switched off, storage, blocked, waiting, degraded, budget', () => {
    const month = monthOf(now);
    const quiet = sourceWith('quiet');
    const off = auditWith({ at: now - hour, type: t`Integration Disabled`, resourceId: 'off' });
    const world = connections(calm(), {
      waits: { metrics: { firstTry: 50, retrying: 50 } },
      expired: { metrics: { firstTry: 5, expired: 500 }, reasons: { ETIMEDOUT: [500] } },
      loses: { metrics: { firstTry: 80, discarded: 20 }, reasons: { '401': [20] } },
      ended: { metrics: { firstTry: 20, discarded: 80 }, reasons: { '401': [80, ...steady(0, 4)] } },
      off: { enabled: false },
    });
    world
      .set(resources.sources, [web, quiet])
      .set(resources.volume(period), [
        { sourceId: 'web', total: 0, series: hourly(...always) },
        stoppedSource(world, 'quiet', 9),
      ])
      .set(resources.recentAudit(period), { items: [off] })
      .set(resources.warehouses, [warehouseWith('w')])
      .set(resources.warehouseSyncs('w'), [syncWith(1, 'failure')])
      .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
      .set(resources.trackingPlanSources('tp'), [web])
      .set(resources.blocked(period, 'web'), failuresOf({ schema_violation: hourly(...steady(0, 47), 40) }))
      .set(resources.apiCalls(month), [{ at: month + 13 * day, apiCalls: 190n }]);
    expect(ids(world, { apiCalls: 200n })).toEqual([
      'connection:loses',
      'source:quiet',
      'connection:expired',
      'connection:off',
      'warehouse:w',
      'violations:web',
      'connection:waits',
      'connection:ended',
      'usage:api-calls',
    ]);
  });

  it('inside a kind is by what is lost, however much that is, then by id', () => {
    const lost = (discarded: number): Sick => ({ metrics: { firstTry: 1, discarded } });
    const world = connections(calm(), { few: lost(20), most: lost(1e15), many: lost(2000), b: lost(7), a: lost(7) });
    expect(ids(world)).toEqual(['most', 'many', 'few', 'a', 'b'].map((id) => `connection:${id}`));
    expect(Math.max(...triageOf(world).map(({ severity }) => severity))).toBeLessThan(1000);
  });

  it('puts failing warehouses before partly failing ones, and those that fail longer first', () => {
    const world = calm()
      .set(
        resources.warehouses,
        ['once', 'twice', 'part'].map((id) => warehouseWith(id)),
      )
      .set(resources.warehouseSyncs('once'), [syncWith(1, 'failure'), syncWith(2, 'success')])
      .set(resources.warehouseSyncs('twice'), [syncWith(1, 'failure'), syncWith(2, 'failure')])
      .set(resources.warehouseSyncs('part'), [syncWith(1, 'partial')]);
    expect(triageOf(world).map(({ id, trouble, verdict, lost }) => [id, trouble, verdict, lost])).toEqual([
      ['warehouse:twice', true, undefined, undefined],
      ['warehouse:once', true, undefined, undefined],
      ['warehouse:part', true, undefined, undefined],
    ]);
  });
});

describe('what is told with a trouble', () => {
  it('what a source used to send since it went silent, and who changed it then', () => {
    const lastSeen = now - (now % hour) - 7 * hour;
    const changed = auditWith({ at: lastSeen - 60_000, type: t`Source Settings Modified`, resourceId: 'web' });
    const world = calm();
    world
      .set(resources.volume(period), [stoppedSource(world, 'web', 100)])
      .set(resources.recentAudit(period), { items: [changed] });
    expect(triageOf(world)[0]).toMatchObject({
      missed: 748,
      onset: { since: lastSeen - hour, within: hour },
      cause: changed,
    });
  });

  it('what a source sent since its destination was switched off: by parts of the hour', () => {
    const off = auditWith({ at: now - (now % hour) - hour / 2, type: t`Integration Disabled` });
    const world = connections(calm(), { d: { enabled: false } }).set(resources.recentAudit(period), { items: [off] });
    expect(triageOf(world)[0]).toMatchObject({ lost: undefined, missed: 150 });
  });

  it('since when a warehouse fails, and the change since its last good sync', () => {
    const changed = auditWith({ at: now - 5 * hour, type: t`Storage Destination Modified`, resourceId: 'w' });
    const world = calm()
      .set(resources.warehouses, [warehouseWith('w')])
      .set(resources.warehouseSyncs('w'), [syncWith(1, 'failure'), syncWith(3, 'failure'), syncWith(6, 'success')])
      .set(resources.recentAudit(period), { items: [changed] });
    expect(triageOf(world)[0]).toMatchObject({ since: now - 3 * hour, cause: changed });
  });

  describe('a warehouse whose sync failed an hour ago, and was good six hours ago', () => {
    const since = now - hour;
    const good = syncWith(6, 'success');
    const earliest = good.end! - causeWindow;
    const changed = (at: number, type = 'Storage Destination Modified', resourceId = 'w') =>
      auditWith({ at, type: sanitise(type), resourceId, id: `${type}:${at}` });

    it.each<readonly [string, readonly AuditItem[], number | undefined]>([
      ['at the moment of the failure', [changed(since)], since],
      ['not after it', [changed(since + 1)], undefined],
      ['half an hour before the good one', [changed(earliest)], earliest],
      ['not before that', [changed(earliest - 1)], undefined],
      ['of several the last', [changed(since - 2), changed(since - 1), changed(since - 3)], since - 1],
      ['not what only reports', [changed(since, 'Storage Destination Sync Failed')], undefined],
      ['not on another one', [changed(since, 'Storage Destination Modified', 'v')], undefined],
    ])('has as its cause what was changed %s', (_, items, at) => {
      const world = calm()
        .set(resources.warehouses, [warehouseWith('w')])
        .set(resources.warehouseSyncs('w'), [syncWith(1, 'failure'), good])
        .set(resources.recentAudit(period), { items });
      expect(triageOf(world).map(({ cause }) => cause?.at)).toEqual([at]);
    });

    it.each([
      [causeWindow, since - causeWindow],
      [causeWindow + 1, undefined],
    ])('or, where it never was good, in the half hour before its first sync: %i ms before', (before, at) => {
      const world = calm()
        .set(resources.warehouses, [warehouseWith('w')])
        .set(resources.warehouseSyncs('w'), [syncWith(1, 'failure', { isFirst: true })])
        .set(resources.recentAudit(period), { items: [changed(since - before)] });
      expect(triageOf(world).map(({ cause, onset }) => [cause?.at, onset?.since])).toEqual([[at, since]]);
    });
  });

  it.each<readonly [string, (world: Snapshots) => Snapshots, number]>([
    [
      'the oldest of its syncs that loaded a part, each since a good one',
      (world) =>
        world.set(resources.warehouseSyncs('w'), [
          syncWith(2, 'partial'),
          syncWith(3, 'partial'),
          syncWith(4, 'success'),
        ]),
      3,
    ],
    [
      'its first sync of all, which failed',
      (world) => world.set(resources.warehouseSyncs('w'), [syncWith(2, 'failure', { isFirst: true })]),
      2,
    ],
  ])('a warehouse is wrong since %s', (_, set, hoursAgo) => {
    expect(triageOf(set(calm().set(resources.warehouses, [warehouseWith('w')])))).toMatchObject([
      { id: 'warehouse:w', since: now - hoursAgo * hour },
    ]);
  });

  it.each<readonly [string, (world: Snapshots) => Snapshots, number]>([
    [
      'all of its syncs that were read failed',
      (world) => world.set(resources.warehouseSyncs('w'), [syncWith(1, 'failure'), syncWith(4, 'failure')]),
      4,
    ],
    ['all of them loaded a part', (world) => world.set(resources.warehouseSyncs('w'), [syncWith(2, 'partial')]), 2],
    [
      'only the report of the trail, where its syncs are not read',
      (world) =>
        world.set(resources.recentAudit(period), {
          items: [auditWith({ at: now - 3 * hour, type: t`Storage Destination Sync Failed`, resourceId: 'w' })],
        }),
      3,
    ],
  ])('nobody is blamed for a warehouse, and it is wrong since before, where %s', (_, set, hoursAgo) => {
    const world = set(calm().set(resources.warehouses, [warehouseWith('w')]));
    const edge = now - hoursAgo * hour;
    const items = world.read(resources.recentAudit(period)).data?.items ?? [];
    const change = auditWith({ at: edge - minute, type: t`Storage Destination Modified`, resourceId: 'w' });
    world.set(resources.recentAudit(period), { items: [...items, change] });
    expect(triageOf(world)).toMatchObject([
      { id: 'warehouse:w', since: undefined, onset: { since: undefined, before: edge }, cause: undefined },
    ]);
  });

  it('what only the audit trail tells for itself: failures above attempts, attempts above parts', () => {
    const reports = [
      ['Reverse ETL Sync Failed', 'model'],
      ['Audience Run Failed', 'audience'],
      ['Reverse ETL Sync Partial Success', 'other model'],
    ] as const;
    const items = reports.map(([type, resourceId], index) =>
      auditWith({ at: now - (index + 1) * 60_000, type: sanitise(type), resourceId }),
    );
    const world = calm().set(resources.recentAudit(period), { items });
    expect(triageOf(world).map(({ id, verdict }) => [id, verdict])).toEqual([
      ['signal:reverse-etl:model', undefined],
      ['signal:audience-run:audience', 'RETRYING'],
      ['signal:reverse-etl:other model', undefined],
    ]);
  });
});

describe('a row keeps its place', () => {
  const failing = (discarded: number): Sick => ({ metrics: { firstTry: 1000, discarded } });

  it('while counts move inside an order of magnitude', () => {
    const before = ids(connections(calm(), { a: failing(200), b: failing(210) }));
    const later = ids(connections(calm(), { a: failing(220), b: failing(215) }));
    expect(before).toEqual(['connection:a', 'connection:b']);
    expect(later).toEqual(before);
  });

  it('and gives it up to ten times as much, or to a rate ten points higher', () => {
    expect(ids(connections(calm(), { a: failing(90), b: failing(1100) }))).toEqual(['connection:b', 'connection:a']);
    const rate = { metrics: { firstTry: 100, discarded: 250 } };
    expect(ids(connections(calm(), { a: failing(250), b: rate }))).toEqual(['connection:b', 'connection:a']);
  });
});

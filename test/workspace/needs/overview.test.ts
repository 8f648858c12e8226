import { describe, expect, it } from 'vitest';
import { priority } from '../../../source/domain/queries.ts';
import { t } from '../../../source/domain/text.ts';
import { type Bucket, minute } from '../../../source/domain/time.ts';
import { type Attention, overviewNeeds } from '../../../source/workspace/needs/overview.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { refused } from '../../../source/workspace/resources/refused.ts';
import {
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
  syncWith,
  warehouseWith,
} from '../snapshots.ts';

const needsOf = ({ read }: Snapshots, attention?: Attention) =>
  overviewNeeds(read, period, now, attention).map(({ resource, priority: level }) => ({
    key: resource.key,
    level,
    every: resource.every,
  }));
const keysOf = (world: Snapshots) => needsOf(world).map(({ key }) => key);
const trail = resources.recentAudit(period);
const d = (id: string) => destinationWith(id, 'web');

describe('what Home needs', () => {
  it('is the inventory first, with what is on screen before the rest', () => {
    const needs = needsOf(snapshots());
    const urgent = needs.filter(({ level }) => level === priority.visible).map(({ key }) => key);
    expect(urgent).toEqual(['workspace', 'volume:24h', 'minute-volume', 'sources', 'destinations', 'recent-audit:24h']);
    expect(needs).toHaveLength(11);
  });

  it.each([
    ['no-access', true],
    ['not-in-plan', true],
    ['server', false],
    ['network', false],
    ['timeout', false],
  ] as const)('is only GET / when that failed with %s: %s', (kind, closed) => {
    const world = snapshots()
      .set(resources.destinations, [d('a')])
      .fail(resources.workspace, { kind });
    expect(refused(world.read)).toBe(closed);
    expect(keysOf(world).length === 1).toBe(closed);
  });

  it('goes on when anything else is refused', () => {
    const world = snapshots().fail(resources.recentAudit(period), { kind: 'no-access', status: 403 });
    expect(keysOf(world)).toContain('volume:24h');
  });

  it('asks for no delivery of what has none: device mode, storage, disabled', () => {
    const world = snapshots().set(resources.destinations, [
      destinationWith('device', 'web', { mode: 'device' }),
      destinationWith('storage', 'web', { mode: 'storage' }),
      destinationWith('off', 'web', { enabled: false }),
      d('cloud'),
    ]);
    expect(keysOf(world).filter((key) => key.startsWith('metrics:'))).toEqual(['metrics:24h:cloud']);
  });

  it('compares with the window before once all have answered, and asks for reasons only of what fails', () => {
    const world = snapshots()
      .set(resources.destinations, ['fails', 'waits', 'fine'].map(d))
      .set(resources.metrics(period, d('fails')), readingWith({ firstTry: 90, discarded: 10 }))
      .set(resources.metrics(period, d('waits')), readingWith({ firstTry: 9, retrying: 60 }))
      .set(resources.metrics(period, d('fine')), readingWith({ firstTry: 9 }));
    const keys = keysOf(world);
    expect(keys.filter((key) => key.startsWith('earlier'))).toEqual(
      ['fails', 'waits', 'fine'].map((id) => `earlier-metrics:24h:${id}`),
    );
    expect(keys.filter((key) => key.startsWith('failures'))).toEqual(
      ['fails', 'waits'].map((id) => `failures:24h:${id}`),
    );
    world.set(resources.destinations, ['fails', 'waits', 'fine', 'unread'].map(d));
    expect(keysOf(world).filter((key) => key.startsWith('earlier'))).toEqual([]);
  });

  it('asks for reasons of what always fails a little last of all, unless it is looked at', () => {
    const world = snapshots()
      .set(resources.destinations, ['fails', 'waits', 'little', 'seen'].map(d))
      .set(resources.metrics(period, d('fails')), readingWith({ firstTry: 90, discarded: 10 }))
      .set(resources.metrics(period, d('waits')), readingWith({ firstTry: 9, retrying: 60 }))
      .set(resources.metrics(period, d('little')), readingWith({ firstTry: 9990, discarded: 10 }))
      .set(resources.metrics(period, d('seen')), readingWith({ firstTry: 9990, discarded: 10 }));
    const found = needsOf(world, { visible: new Set(['seen']) }).filter(({ key }) => key.startsWith('failures'));
    expect(Object.fromEntries(found.map(({ key, level }) => [key.split(':')[2], level]))).toEqual({
      fails: priority.failing,
      waits: priority.failing,
      little: priority.rest,
      seen: priority.visible,
    });
  });

  it('asks for the reasons of a hundred at most, the worst', () => {
    const many = Array.from({ length: 150 }, (_, index) => d(`d${index}`));
    const world = snapshots().set(resources.destinations, many);
    for (const [index, destination] of many.entries())
      world.set(resources.metrics(period, destination), readingWith({ firstTry: 1000, discarded: 1 + index }));
    const reasons = keysOf(world).filter((key) => key.startsWith('failures'));
    expect([reasons.length, reasons[0]]).toEqual([100, 'failures:24h:d149']);
  });

  it('reads what fails now each minute, the rest every two', () => {
    const world = snapshots()
      .set(resources.destinations, ['seen', 'favorite', 'fails', 'failed', 'rest'].map(d))
      .set(resources.metrics(period, d('fails')), readingWith({ firstTry: 9000 }, { firstTry: 100, discarded: 20 }))
      .set(resources.metrics(period, d('failed')), readingWith({ discarded: 9000 }, { firstTry: 100 }));
    const attention = { visible: new Set(['seen']), favorites: new Set(['favorite']) };
    const found = needsOf(world, attention).filter(({ key }) => key.startsWith('metrics:'));
    expect(found.map(({ key, level, every }) => [key.split(':')[2], level, every / minute])).toEqual([
      ['seen', priority.visible, 2],
      ['favorite', priority.favorite, 2],
      ['fails', priority.failing, 1],
      ['failed', priority.rest, 2],
      ['rest', priority.rest, 2],
    ]);
  });

  it('asks for syncs of enabled warehouses, last of all', () => {
    const world = snapshots().set(resources.warehouses, [
      warehouseWith('on'),
      warehouseWith('off', { enabled: false }),
    ]);
    expect(needsOf(world).at(-1)).toMatchObject({ key: 'warehouse-syncs:on', level: priority.rest });
    expect(keysOf(world)).not.toContain('warehouse-syncs:off');
  });

  it('looks to the minute at a failure that is over while the hours cannot tell when it ended', () => {
    const within = (series: readonly Bucket[]) =>
      keysOf(
        snapshots()
          .set(resources.destinations, [d('a')])
          .set(resources.metrics(period, d('a')), readingWith({ discarded: 100, firstTry: 900 }, { firstTry: 100 }))
          .set(resources.failures(period, d('a')), failuresOf({ '500': series })),
      ).includes(resources.minutes(period, d('a')).key);
    const ended = (ago: number) => within(hourly(...steady(0, 24 - ago - 4), ...steady(25, 4), ...steady(0, ago)));
    expect([ended(1), ended(8), within(hourly(...steady(4, 25)))]).toEqual([true, false, false]);
  });

  it('looks at two warehouses that fail every two minutes, at the others every ten', () => {
    const world = snapshots().set(
      resources.warehouses,
      ['good', 'a', 'b', 'c'].map((id) => warehouseWith(id)),
    );
    world.set(resources.warehouseSyncs('good'), [syncWith(1, 'success')]);
    for (const id of ['a', 'b', 'c']) world.set(resources.warehouseSyncs(id), [syncWith(1, 'failure')]);
    const found = needsOf(world).filter(({ key }) => key.startsWith('warehouse-syncs'));
    expect(found.map(({ key, every }) => [key.split(':')[1], every / minute])).toEqual([
      ['good', 10],
      ['a', 2],
      ['b', 2],
      ['c', 10],
    ]);
  });

  it.each<readonly [string, (world: Snapshots) => Snapshots, number]>([
    ['is not known yet', (world) => world, 5],
    ['is read', (world) => world.set(trail, { items: [] }), 5],
    ['is refused', (world) => world.fail(trail, { kind: 'no-access' }), 1.5],
    ['is not in the plan', (world) => world.fail(trail, { kind: 'not-in-plan' }), 1.5],
    ['is nowhere', (world) => world.fail(trail, { kind: 'not-found' }), 1.5],
    ['cannot be reached for now', (world) => world.fail(trail, { kind: 'server' }), 5],
    ['was read, and is refused now', (world) => world.set(trail, { items: [] }).fail(trail, { kind: 'no-access' }), 5],
  ])('where the audit trail %s, lists are read every so many minutes', (_, set, minutes) => {
    const found = needsOf(set(snapshots())).filter(({ key }) => key === 'sources' || key === 'destinations');
    expect(found.map(({ every }) => every / minute)).toEqual([minutes, minutes]);
  });

  describe('reads the trails of destinations that are off', () => {
    const off = (id: string, sourceId: string) => destinationWith(id, sourceId, { enabled: false });
    const trailsOf = (world: Snapshots) =>
      needsOf(world).flatMap(({ key, level }) => (key.startsWith('audit-trail:') ? [[key.slice(12), level]] : []));

    it('of a source that is on while none of them is, those of the source with fewest first', () => {
      const world = snapshots()
        .set(resources.sources, [
          ...['many', 'few', 'lives', 'bare'].map((id) => sourceWith(id)),
          sourceWith('off', { enabled: false }),
        ])
        .set(resources.destinations, [
          ...[off('m1', 'many'), off('m2', 'many'), off('f1', 'few'), off('l1', 'lives')],
          ...[destinationWith('l2', 'lives'), off('o1', 'off')],
        ]);
      expect(trailsOf(world)).toEqual(['f1', 'm1', 'm2'].map((id) => [id, priority.rest]));
      expect(trailsOf(world.fail(trail, { kind: 'no-access' }))).toEqual([]);
    });

    it('of twenty at most', () => {
      const many = Array.from({ length: 21 }, (_, index) => off(`d${index}`, 'web'));
      const world = snapshots()
        .set(resources.sources, [sourceWith('web')])
        .set(resources.destinations, many);
      expect(trailsOf(world)).toHaveLength(20);
    });
  });

  it('asks what Protocols blocked only where a plan binds, and for forwarded ones only where a source forwards', () => {
    const world = snapshots()
      .set(resources.trackingPlans, [
        { id: 'tp', name: t`Plan`, type: t`LIVE` },
        { id: 'lib', name: t`Library`, type: t`PROPERTY_LIBRARY` },
      ])
      .set(resources.trackingPlanSources('tp'), [sourceWith('web')]);
    expect(keysOf(world).slice(11)).toEqual(['tracking-plan-sources:tp', 'source-settings:web', 'blocked:24h:web']);
    const settings = { sourceId: 'web', track: {} as never, forwardingViolationsTo: 'violations' };
    world.set(resources.sourceSettings('web'), settings);
    expect(keysOf(world)).toContain('forwarded-violations:24h');
  });
});

import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute, type Period } from '../../../source/domain/time.ts';
import { fleet } from '../../../source/workspace/delivery/fleet.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { onsets } from '../../../source/workspace/resources/onset.ts';
import { destinationFilters, mappings } from '../../../source/workspace/resources/pages.ts';
import { inflow } from '../../../source/workspace/sources/inflow.ts';
import {
  auditWith,
  comparisonWith,
  failuresOf,
  hourly,
  now,
  problemWith,
  readingWith,
  type Snapshots,
  sourceWith,
  steady,
} from '../snapshots.ts';
import { ago, d, deepOnset, inWorld, withMinutes, worldOf } from './connection-stage.ts';

describe('what is told of a connection that fails', () => {
  const losing = (period: Period, clean: number) =>
    withMinutes(
      worldOf(period, { firstTry: clean, discarded: 5000 }, { firstTry: 180, discarded: 2820 }),
      period,
      ago(83),
    );

  it('is the same in 24 hours and in 7 days: rate, onset, what it cost and how much an hour', () => {
    const told = (['24h', '7d'] as const).map((period, index) => {
      const { judgement, onset, loss, failedPercent } = inWorld(
        losing(period, index === 0 ? 100_000 : 900_000),
        period,
      );
      return {
        now: { rate: judgement.rate, perHour: judgement.perHour, onset, loss },
        percent: Math.round(failedPercent ?? 0),
      };
    });
    expect(told[0]?.now).toEqual(told[1]?.now);
    expect(told[0]?.now).toMatchObject({
      rate: 94,
      onset: { since: ago(83), within: minute, before: undefined, until: undefined },
      loss: { failed: 83 * 94, attempted: 8300, isSinceOnset: true },
    });
    expect(told.map(({ percent }) => percent)).toEqual([7, 1]);
  });

  it('names what fails now, not what the background had more of all day', () => {
    const day = failuresOf({ '404': hourly(...steady(900, 24)), '401': hourly(94) });
    const world = losing('24h', 900_000).set(resources.failures('24h', d), day);
    expect(inWorld(world).reason).toBe('401');
  });

  it('neither names a reason nor a beginning by a report that was read before it began', () => {
    const before = failuresOf({ '404': hourly(...steady(2, 24)) });
    const world = worldOf('24h', { firstTry: 90_000, discarded: 48 }, { firstTry: 900, discarded: 62 });
    const readAt = (minutes: number, report: ReturnType<typeof failuresOf>) => {
      const { read } = world.set(resources.failures('24h', d), report);
      const { key } = resources.failures('24h', d);
      const late: typeof read = (resource) =>
        resource.key === key ? { ...read(resource), fetchedAt: ago(minutes) } : read(resource);
      const { reason, onset, judgement } = fleet(late, inflow(late, '24h', now), '24h', now).byId.get('d')!;
      return [judgement.state, reason, onset?.since];
    };
    const hourNow = now - (now % hour);
    expect(readAt(5, before)).toEqual(['losing', undefined, undefined]);
    const during = failuresOf({ '503': hourly(50), '404': hourly(...steady(2, 24)) });
    expect(readAt(1, during)).toEqual(['losing', '503', hourNow]);
    expect(readAt(0, during)).toEqual(['losing', '503', hourNow]);
    expect(readAt(0, before)).toEqual(['losing', '404', hourNow - 23 * hour]);
    // Half of what fails by the newest numbers is enough, and what fails by none of them is not.
    expect(readAt(1, failuresOf({ '503': hourly(31) }))).toEqual(['losing', '503', hourNow]);
    expect(readAt(1, failuresOf({ '503': hourly(30) }))).toEqual(['losing', undefined, undefined]);
    expect(readAt(1, failuresOf({ '503': hourly(90, 0, 0) }))).toEqual(['losing', undefined, undefined]);
    // What goes on since the hour before was read in that one.
    expect(readAt(5, failuresOf({ '503': hourly(50, 0) }))).toEqual(['losing', '503', hourNow - hour]);
  });

  it('is over without a beginning or a reason, where the report of both was read before it began', () => {
    const running = { firstTry: 900, discarded: 200 };
    const world = worldOf('24h', { firstTry: 90_000, discarded: 48 }, running)
      .set(resources.metrics('24h', d), readingWith({ firstTry: 90_000, discarded: 48 }, running, { firstTry: 200 }))
      .set(resources.failures('24h', d), failuresOf({ '404': hourly(...steady(2, 24)) }));
    const { read } = world;
    const { key } = resources.failures('24h', d);
    const late: typeof read = (resource) =>
      resource.key === key ? { ...read(resource), fetchedAt: ago(5) } : read(resource);
    expect(fleet(late, inflow(late, '24h', now), '24h', now).byId.get('d')).toMatchObject({
      judgement: { state: 'recovering', until: ago(2) },
      onset: undefined,
      reason: undefined,
      loss: { failed: 248, attempted: 91_148, isSinceOnset: false },
    });
  });

  it('is over with the minute in which it ended', () => {
    const world = withMinutes(
      worldOf('24h', { firstTry: 9e5 }, { firstTry: 900, discarded: 2000 }),
      '24h',
      ago(40),
      ago(5),
    );
    expect(inWorld(world)).toMatchObject({
      judgement: { state: 'recovering', trouble: false },
      onset: { since: ago(40), until: ago(5) },
    });
  });

  it('has no onset where it failed in all that was read, and no cause', () => {
    const world = worldOf('24h', { firstTry: 6000, discarded: 4000 }, { firstTry: 60, discarded: 40 })
      .set(resources.failures('24h', d), failuresOf({ '401': hourly(...steady(160, 25)) }))
      .set(resources.recentAudit('24h'), {
        items: [auditWith({ at: now - 24.6 * hour, type: t`Integration Modified`, resourceId: 'd' })],
      });
    const edge = now - 24.5 * hour;
    expect(inWorld(world)).toMatchObject({
      onset: { since: undefined, before: edge },
      cause: undefined,
      loss: { failed: 4040, attempted: 10_100, isSinceOnset: false },
    });
  });

  it('is over with the hour in which it ended, and what fails in the hours after that is not of it', () => {
    const hourNow = now - (now % hour);
    const report = failuresOf({ '401': hourly(60, 40, 0, 0, 0, 0), '404': hourly(0, 0, 0, 0, 1, 1) });
    const told = (running: Partial<DeliveryMetrics>) =>
      inWorld(worldOf('24h', { firstTry: 900, discarded: 102 }, running).set(resources.failures('24h', d), report));
    expect(told({ firstTry: 50 })).toMatchObject({
      judgement: { state: 'recovering', rate: undefined },
      onset: { since: hourNow - 5 * hour, until: hourNow - 3 * hour },
      loss: { failed: 100, attempted: undefined, isSinceOnset: true },
    });
    expect(told({ firstTry: 500, discarded: 500 })).toMatchObject({
      judgement: { state: 'losing', rate: 50 },
      onset: { since: hourNow - 5 * hour, until: undefined },
    });
  });

  it('has the rate since it began where so little is sent that only the period gave one', () => {
    const hourNow = now - (now % hour);
    const at = (ago: number, count: number) => ({ at: hourNow - ago * hour, count });
    const hours = {
      window: { start: hourNow - 48 * hour, end: now },
      granularity: 'HOUR',
      failed: [at(9, 6), at(8, 4)],
      delivered: [at(20, 20), at(9, 4), at(8, 6)],
    } as const;
    const onset = { since: hourNow - 9 * hour, within: hour, before: undefined, until: undefined };
    const none = { total: 0, rows: [] };
    const world = worldOf('24h', { firstTry: 30, discarded: 10 }, {}).set(onsets('24h', d), { hours, onset });
    expect(inWorld(world)).toMatchObject({ judgement: { state: 'losing', rate: 25 }, onset });
    const window = { start: ago(240), end: now };
    world.set(resources.minutes('24h', d), { window, failures: none, deliveries: none });
    expect(inWorld(world)).toMatchObject({
      judgement: { state: 'losing', rate: 50 },
      loss: { failed: 10, attempted: 20, isSinceOnset: true },
    });
  });

  it('reaches back as far as was looked', () => {
    const onset = { since: now - 9 * 24 * hour, within: hour, before: undefined, until: undefined };
    const window = { start: now - 14 * 24 * hour, end: now };
    const world = worldOf('24h', { firstTry: 6000, discarded: 4000 }, { firstTry: 60, discarded: 40 })
      .set(resources.failures('24h', d), failuresOf({ '401': hourly(...steady(160, 25)) }))
      .set(onsets('24h', d), { hours: { window, granularity: 'HOUR', failed: [], delivered: [] }, onset });
    expect(inWorld(world).onset).toEqual(onset);
  });

  it('is nothing of that where only the background fails', () => {
    const world = worldOf('24h', { firstTry: 9990, discarded: 10 }, { firstTry: 400 }).set(
      resources.failures('24h', d),
      failuresOf({ '400': hourly(...steady(1, 10)) }),
    );
    expect(inWorld(world)).toMatchObject({
      judgement: { state: 'background', raised: false },
      onset: undefined,
      loss: undefined,
    });
  });
});

/** It failed in all hours that were read, and more than it does usually. */
const lasting = () =>
  worldOf('24h', { firstTry: 6000, discarded: 4000 }, { firstTry: 60, discarded: 40 }).set(
    resources.failures('24h', d),
    failuresOf({ '401': hourly(...steady(160, 25)) }),
  );
const deep = {
  hours: { window: { start: now - 14 * 24 * hour, end: now }, granularity: 'HOUR', failed: [], delivered: [] },
  onset: deepOnset,
} as const;
const edgeOfPeriod = now - 24.5 * hour;

describe('what was read of a connection', () => {
  it.each<
    readonly [string, (world: Snapshots) => Snapshots, (of: ReturnType<typeof inWorld>) => unknown, unknown, unknown]
  >([
    [
      'the reasons',
      (world) => world.set(resources.failures('24h', d), failuresOf({ '503': hourly(...steady(160, 25)) })),
      ({ reason }) => reason,
      '401',
      '503',
    ],
    ['the minutes', (world) => withMinutes(world, '24h', ago(83)), ({ onset }) => onset?.since, undefined, ago(83)],
    [
      'its beginning',
      (world) => world.set(onsets('24h', d), deep),
      ({ onset }) => onset,
      { before: edgeOfPeriod },
      deepOnset,
    ],
    [
      'the trail',
      (world) =>
        world.set(resources.recentAudit('24h'), {
          items: [auditWith({ at: now - hour, type: t`Integration Modified`, resourceId: 'd' })],
        }),
      ({ changedSince }) => changedSince?.at,
      undefined,
      now - hour,
    ],
    [
      'the hours before',
      (world) =>
        world.set(
          resources.comparedMetrics('24h', d),
          comparisonWith({ discarded: 40, firstTry: 60 }, { discarded: 20, firstTry: 80 }),
        ),
      ({ change }) => change,
      undefined,
      100,
    ],
  ])('changes what is told as soon as it is known: %s', (_, change, pick, before, after) => {
    const world = lasting();
    const known = pick(inWorld(world));
    if (before && typeof before === 'object') expect(known).toMatchObject(before);
    else expect(known).toBe(before);
    expect(pick(inWorld(change(world)))).toEqual(after);
  });

  it('is judged anew when the day before is known, which had less of it', () => {
    const world = worldOf('24h', { firstTry: 98_000, discarded: 2000 }, { firstTry: 980, discarded: 20 });
    expect(inWorld(world).judgement.state).toBe('background');
    world.set(resources.comparedMetrics('24h', d), comparisonWith({}, { firstTry: 100_000 }));
    expect(inWorld(world).judgement.state).toBe('losing');
  });

  it.each<readonly [string, (world: Snapshots) => Snapshots, Resource<unknown>]>([
    ['minutes', (world) => withMinutes(world, '24h', ago(83)), resources.minutes('24h', d) as Resource<unknown>],
    ['hours before the period', (world) => world.set(onsets('24h', d), deep), onsets('24h', d) as Resource<unknown>],
  ])('tells no beginning by %s of which a row was lost: it may have held that', (_, change, resource) => {
    const world = change(lasting());
    expect(inWorld(world).onset?.since).toBeDefined();
    world.set(resource, world.read(resource).data, [problemWith({ kind: 'dropped-rows' })]);
    expect(inWorld(world).onset).toMatchObject({ since: undefined, before: edgeOfPeriod });
  });
});

describe('whose change is blamed', () => {
  const begun = () =>
    withMinutes(worldOf('24h', { firstTry: 9e5 }, { firstTry: 900, discarded: 2000 }), '24h', ago(40));
  const changed = (minutes: number, resourceId: string, type = 'Source Settings Modified') =>
    auditWith({ at: ago(minutes), type: sanitise(type), resourceId });

  it.each([
    [
      'its own, though its source was changed nearer to the onset',
      [changed(41, 'web'), changed(55, 'd')],
      'd',
      undefined,
    ],
    ['that of its source, where it was not changed itself', [changed(50, 'web')], 'web', undefined],
    ['nobody who came after it, who is told as that', [changed(30, 'd')], undefined, 'd'],
    ['nobody who came more than half an hour before', [changed(75, 'd')], undefined, undefined],
    ['nobody who changed something else', [changed(41, 'other')], undefined, undefined],
  ])('is %s', (_, items, cause, since) => {
    const told = inWorld(begun().set(resources.recentAudit('24h'), { items }));
    expect([told.cause?.resourceId, told.changedSince?.resourceId]).toEqual([cause, since]);
  });

  const plan = { id: 'tp', name: t`Plan`, type: t`LIVE` };

  it.each<readonly [string, string, (world: Snapshots) => Snapshots]>([
    ['its filter', 'f', (world) => world.set(destinationFilters('d'), [{ id: 'f' } as never])],
    ['its mapping', 'm', (world) => world.set(mappings('d'), [{ id: 'm' } as never])],
    [
      'the plan of its source',
      'tp',
      (world) =>
        world.set(resources.trackingPlans, [plan]).set(resources.trackingPlanSources('tp'), [sourceWith('web')]),
    ],
  ])('is that of %s as soon as it is read whose that is', (_, owner, change) => {
    const items = [changed(45, owner, 'Filter Created'), changed(30, owner, 'Filter Modified')];
    const world = begun().set(resources.recentAudit('24h'), { items });
    const told = () => {
      const { cause, changedSince } = inWorld(world);
      return [cause?.at, changedSince?.at];
    };
    expect(told()).toEqual([undefined, undefined]);
    change(world);
    expect(told()).toEqual([ago(45), ago(30)]);
  });

  it('is that of its filter no longer once this one is gone, and never that of a plan whose sources are not read', () => {
    const items = [changed(45, 'f', 'Filter Created'), changed(44, 'tp', 'Tracking Plan Updated')];
    const world = begun()
      .set(resources.recentAudit('24h'), { items })
      .set(resources.trackingPlans, [plan])
      .set(destinationFilters('d'), [{ id: 'f' } as never]);
    expect(inWorld(world).cause?.resourceId).toBe('f');
    world.set(destinationFilters('d'), []);
    expect(inWorld(world).cause).toBeUndefined();
    world.set(resources.trackingPlanSources('tp'), [sourceWith('web')]);
    expect(inWorld(world).cause?.resourceId).toBe('tp');
    world.set(resources.trackingPlanSources('tp'), [sourceWith('ios')]);
    expect(inWorld(world).cause).toBeUndefined();
  });

  it('is not worked out again while all that it is worked out from is the same', () => {
    const world = begun()
      .set(destinationFilters('d'), [{ id: 'f' } as never])
      .set(resources.trackingPlans, [plan])
      .set(resources.trackingPlanSources('tp'), [sourceWith('web')]);
    const known = inWorld(world);
    expect(known.onset?.since).toBe(ago(40));
    expect(inWorld(world)).toBe(known);
    world.set(destinationFilters('e'), []).set(mappings('e'), []);
    expect(inWorld(world)).toBe(known);
  });

  it('is that of its filter, which comes before its source', () => {
    const items = [changed(45, 'f', 'Destination Filter Created'), changed(41, 'web')];
    const world = begun().set(resources.recentAudit('24h'), { items });
    expect(inWorld(world).cause?.resourceId).toBe('web');
    world.set(destinationFilters('d'), [{ id: 'f' } as never]);
    expect(inWorld(world).cause?.resourceId).toBe('f');
  });
});

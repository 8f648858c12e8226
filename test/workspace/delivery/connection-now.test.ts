import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { type Bucket, hour, minute, type Period } from '../../../source/domain/time.ts';
import { fleet } from '../../../source/workspace/delivery/fleet.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { onsets } from '../../../source/workspace/resources/onset.ts';
import { destinationFilters } from '../../../source/workspace/resources/pages.ts';
import { inflow } from '../../../source/workspace/sources/inflow.ts';
import {
  auditWith,
  comparisonWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
} from '../snapshots.ts';

const d = destinationWith('d', 'web');
const ago = (minutes: number) => now - minutes * minute;

/** One connection that was read, in the period that is looked at. */
function worldOf(period: Period, total: Partial<DeliveryMetrics>, running: Partial<DeliveryMetrics>): Snapshots {
  return snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(100) }])
    .set(resources.destinations, [d])
    .set(resources.metrics(period, d), readingWith(total, running));
}

const minutesOf = (count: (at: number) => number): Bucket[] =>
  Array.from({ length: 240 }, (_, index) => ({ at: ago(240 - index), count: count(ago(240 - index)) }));

/** A hundred a minute, of which 94 are refused from one moment to another. */
function withMinutes(world: Snapshots, period: Period, from: number, to = now): Snapshots {
  const isBad = (at: number) => at >= from && at < to;
  const window = { start: ago(240), end: now };
  return world.set(resources.minutes(period, d), {
    window,
    failures: failuresOf({ '401': minutesOf((at) => (isBad(at) ? 94 : 0)) }),
    deliveries: {
      total: 0,
      rows: [{ by: {}, total: 0, retries: 0, series: minutesOf((at) => (isBad(at) ? 6 : 100)) }],
    },
  });
}

const inWorld = ({ read }: Snapshots, period: Period = '24h') =>
  fleet(read, inflow(read, period, now), period, now).byId.get('d')!;

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
const deepOnset = { since: now - 9 * 24 * hour, within: hour, before: undefined, until: undefined };
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

  it.each<readonly [string, (world: Snapshots) => Snapshots, Resource<unknown>]>([
    ['minutes', (world) => withMinutes(world, '24h', ago(83)), resources.minutes('24h', d) as Resource<unknown>],
    ['hours before the period', (world) => world.set(onsets('24h', d), deep), onsets('24h', d) as Resource<unknown>],
  ])('tells no beginning by %s of which a row was lost: it may have held that', (_, change, resource) => {
    const world = change(lasting());
    world.set(resource, world.read(resource).data, [problemWith({ kind: 'dropped-rows' })]);
    expect(inWorld(world).onset).toMatchObject({ since: undefined, before: edgeOfPeriod });
  });
});

describe('a failure that fills all minutes that were read', () => {
  const all = () => withMinutes(worldOf('24h', { firstTry: 9e5 }, { firstTry: 180, discarded: 2820 }), '24h', ago(300));
  const hourNow = now - (now % hour);

  it.each<readonly [string, readonly number[], object]>([
    ['began in the hour that the reasons tell', steady(160, 6), { since: hourNow - 5 * hour, within: hour }],
    [
      'began before the minutes, where the reasons begin later',
      [50, 60],
      { since: undefined, within: 0, before: ago(240) },
    ],
    ['began before the minutes, where no reason was read', [], { since: undefined, within: 0, before: ago(240) }],
  ])('%s', (_, counts, onset) => {
    const world = all();
    if (counts.length > 0) world.set(resources.failures('24h', d), failuresOf({ '401': hourly(...counts) }));
    expect(inWorld(world).onset).toMatchObject(onset);
  });

  it('has cost what the hours before the minutes and the minutes after them hold, each once', () => {
    const since = hourNow - 6 * hour;
    const every = (count: number) =>
      Array.from({ length: 12 }, (_, index) => ({ at: hourNow - (11 - index) * hour, count }));
    const hours = (failed: number, delivered: readonly Bucket[]) => ({
      hours: {
        window: { start: hourNow - 24 * hour, end: now },
        granularity: 'HOUR',
        failed: every(failed),
        delivered,
      } as const,
      onset: { since, within: hour, before: undefined, until: undefined },
    });
    // Minutes begin at half past eight: from nine on they tell, 210 of them; before that three hours from six on.
    const failed = 3 * 100 + 210 * 94;
    expect(inWorld(all().set(onsets('24h', d), hours(100, every(10)))).loss).toEqual({
      failed,
      attempted: failed + 3 * 10 + 210 * 6,
      isSinceOnset: true,
    });
    // Without deliveries by the hour there is no sum of both: the reasons tell what failed, and of how many is not known.
    const noRate = all()
      .set(onsets('24h', d), hours(100, []))
      .set(resources.failures('24h', d), failuresOf({ '401': hourly(...steady(7, 10)) }));
    expect(inWorld(noRate).loss).toEqual({ failed: 7 * 7, attempted: undefined, isSinceOnset: true });
  });
});

/** A busy connection, of which ninety a minute were tried again from one moment to another. */
function waiting(from: number, to: number, running: Partial<DeliveryMetrics>): Snapshots {
  const isBad = (at: number) => at >= ago(from) && at < ago(to);
  const again = minutesOf(() => 0).map((bucket) => ({ ...bucket, retryCount: isBad(bucket.at) ? 90 : 0 }));
  const series = minutesOf((at) => (isBad(at) ? 10 : 100));
  return worldOf('24h', { firstTry: 98_000 }, running).set(resources.minutes('24h', d), {
    window: { start: ago(240), end: now },
    failures: failuresOf({ '429': again }),
    deliveries: { total: 0, rows: [{ by: {}, total: 0, retries: 0, series }] },
  });
}

describe('the reason that is named', () => {
  const window = { start: ago(240), end: now };
  const from = (minutes: number, count: number) => minutesOf((at) => (at >= ago(minutes) ? count : 0));

  it('is that of the events since it began, not that of more events before', () => {
    const failures = failuresOf({ '404': minutesOf((at) => (at < ago(3) ? 2 : 0)), '401': from(3, 94) });
    const deliveries = {
      total: 0,
      rows: [{ by: {}, total: 0, retries: 0, series: minutesOf((at) => (at < ago(3) ? 98 : 6)) }],
    };
    const world = worldOf('24h', { firstTry: 98_000, discarded: 2000 }, { firstTry: 2700, discarded: 340 });
    const told = inWorld(world.set(resources.minutes('24h', d), { window, failures, deliveries }));
    expect([told.reason, told.onset?.since]).toEqual(['401', ago(3)]);
  });

  it('is that of the attempts made again while events wait, since when they began to', () => {
    const { judgement, reason, onset } = inWorld(waiting(40, 0, { firstTry: 300, retrying: 2700 }));
    expect([judgement.state, reason, onset?.since]).toEqual(['retrying', '429', ago(40)]);
  });
});

describe('what waits for another attempt is not lost', () => {
  const report = (lost: number) => failuresOf({ '429': hourly(lost) });
  const seen = minutesOf(() => 0).map(({ at }) => ({ at: at - (at % hour), count: 500 }));
  const retriedHours = {
    hours: { window: { start: ago(1440), end: now }, granularity: 'HOUR', failed: seen, delivered: seen },
    onset: undefined,
  } as const;

  it.each<readonly [string, (world: Snapshots) => Snapshots, object]>([
    ['while the reasons are not read', (world) => world, { failed: 0, attempted: 98_300, isSinceOnset: false }],
    [
      'by the reasons',
      (world) => world.set(resources.failures('24h', d), report(3)),
      { failed: 3, attempted: undefined, isSinceOnset: true },
    ],
    [
      'also where hours count attempts made again',
      (world) => world.set(resources.failures('24h', d), report(3)).set(onsets('24h', d), retriedHours),
      { failed: 3, attempted: undefined, isSinceOnset: true },
    ],
  ])('%s, though most of the running hour waits', (_, change, loss) => {
    const told = inWorld(change(waiting(40, 0, { firstTry: 300, retrying: 2700 })));
    expect([told.judgement.state, told.loss]).toEqual(['retrying', loss]);
  });

  it('nor when it has ended: then there is no rate at which it failed', () => {
    const running = { firstTry: 2000, retrying: 900 };
    const world = waiting(40, 5, running);
    world.set(resources.metrics('24h', d), readingWith({ firstTry: 98_000 }, running, { firstTry: 150 }));
    const { judgement, loss, onset } = inWorld(world);
    expect([judgement.state, judgement.rate, onset?.since]).toEqual(['recovering', undefined, ago(40)]);
    expect(loss).toEqual({ failed: 0, attempted: 100_000, isSinceOnset: false });
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

  it('is that of its filter, once it is read whose the filter is', () => {
    const items = [changed(45, 'f', 'Destination Filter Created'), changed(41, 'web')];
    const world = begun().set(resources.recentAudit('24h'), { items });
    expect(inWorld(world).cause?.resourceId).toBe('web');
    const filter = { id: 'f' } as never;
    const read = begun()
      .set(resources.recentAudit('24h'), { items: [...items] })
      .set(destinationFilters('d'), [filter]);
    expect(inWorld(read).cause?.resourceId).toBe('f');
  });
});

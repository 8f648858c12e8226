import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { type Bucket, hour, minute, type Period } from '../../../source/domain/time.ts';
import { fleet } from '../../../source/workspace/delivery/fleet.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { onsets } from '../../../source/workspace/resources/onset.ts';
import { destinationFilters } from '../../../source/workspace/resources/pages.ts';
import { inflow } from '../../../source/workspace/sources/inflow.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
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

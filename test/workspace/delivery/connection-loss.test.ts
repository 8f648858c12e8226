import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import { type Bucket, hour, minute } from '../../../source/domain/time.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { onsets } from '../../../source/workspace/resources/onset.ts';
import { failuresOf, hourly, now, readingWith, type Snapshots, steady } from '../snapshots.ts';
import { ago, d, deepOnset, inWorld, minutesOf, withMinutes, worldOf } from './connection-stage.ts';

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
    // Hours are counted whole, also where it is known to the minute when in the first of them it began.
    const exact = { since: since + 20 * minute, within: minute, before: undefined, until: undefined };
    const toMinute = { ...hours(100, every(10)), onset: exact };
    expect(inWorld(all().set(onsets('24h', d), toMinute))).toMatchObject({
      onset: exact,
      loss: { failed, attempted: failed + 3 * 10 + 210 * 6 },
    });
    // Without deliveries by the hour there is no sum of both: the reasons tell what failed, and of how many is not known.
    const noRate = all()
      .set(onsets('24h', d), hours(100, []))
      .set(resources.failures('24h', d), failuresOf({ '401': hourly(...steady(7, 10)) }));
    expect(inWorld(noRate).loss).toEqual({ failed: 7 * 7, attempted: undefined, isSinceOnset: true });
  });
});

describe('a failure that fills all minutes that were read, of which the first begins an hour', () => {
  const first = now - (now % hour) - 3 * hour;
  const series = (count: number) => minutesOf(() => count).filter(({ at }) => at >= first);

  it.each<readonly [string, number, object]>([
    ['in that hour, as its reasons tell', 4, { since: first, within: hour, before: undefined }],
    ['in the hour before, as they tell', 5, { since: first - hour, within: hour, before: undefined }],
    ['before it, where its reasons begin later', 3, { since: undefined, before: first }],
  ])('began %s', (_, hours, onset) => {
    const world = worldOf('24h', { firstTry: 9e5 }, { firstTry: 180, discarded: 2820 })
      .set(resources.failures('24h', d), failuresOf({ '401': hourly(...steady(160, hours)) }))
      .set(resources.minutes('24h', d), {
        window: { start: first, end: now },
        failures: failuresOf({ '401': series(94) }),
        deliveries: { total: 0, rows: [{ by: {}, total: 0, retries: 0, series: series(6) }] },
      });
    expect(inWorld(world).onset).toMatchObject(onset);
  });
});

describe('the rate of what sends so little that only its hours tell one', () => {
  const hourNow = now - (now % hour);
  const at = (before: number, count: number) => ({ at: hourNow - before * hour, count });
  const none = { total: 0, rows: [] };
  const hours = {
    window: { start: hourNow - 48 * hour, end: now },
    granularity: 'HOUR',
    failed: [at(5, 6), at(4, 4)],
    delivered: [at(20, 20), at(5, 4), at(4, 6)],
  } as const;
  const since = { since: hourNow - 5 * hour, within: hour, before: undefined, until: undefined };
  const seldom = (settled: Partial<DeliveryMetrics>, running: Partial<DeliveryMetrics>) =>
    worldOf('24h', { firstTry: 30, discarded: 10, ...settled }, running).set(resources.minutes('24h', d), {
      ...{ window: { start: ago(240), end: now }, failures: none, deliveries: none },
    });

  it.each<readonly [string, Snapshots, string, number]>([
    ['what failed', seldom({}, {}).set(onsets('24h', d), { hours, onset: since }), 'losing', 50],
    [
      'what waits too, while unusually much does',
      seldom({ retrying: 20 }, {}).set(onsets('24h', d), { hours, onset: since }),
      'losing',
      75,
    ],
    [
      'not what waits as usual',
      seldom({ retrying: 9 }, {}).set(onsets('24h', d), { hours, onset: since }),
      'losing',
      50,
    ],
    [
      'not what waited, once it is over',
      seldom({ retrying: 20 }, { firstTry: 50 })
        .set(onsets('24h', d), { hours, onset: undefined })
        .set(resources.failures('24h', d), failuresOf({ '401': hourly(6, 4, 0, 0, 0, 0) })),
      'recovering',
      50,
    ],
  ])('counts %s', (_, world, state, rate) => {
    const { judgement, loss } = inWorld(world);
    expect([judgement.state, judgement.rate, loss]).toEqual([
      state,
      rate,
      { failed: 10, attempted: 20, isSinceOnset: true },
    ]);
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

  it('counts the minute in which it began, and none before', () => {
    const one = (minutes: number, count: number) => minutesOf((at) => (at === ago(minutes) ? count : 0));
    const failures = failuresOf({
      '404': one(4, 1),
      '401': one(3, 94),
      '429': minutesOf((at) => (at >= ago(2) ? 46 : 0)),
    });
    const deliveries = {
      total: 0,
      rows: [{ by: {}, total: 0, retries: 0, series: minutesOf((at) => (at < ago(3) ? 100 : 6)) }],
    };
    const world = worldOf('24h', { firstTry: 98_000 }, { firstTry: 2700, discarded: 187 });
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
    [
      'nor where hours alone tell that it waits',
      () =>
        waiting(0, 0, { firstTry: 300, retrying: 2700 })
          .set(resources.failures('24h', d), report(3))
          .set(onsets('24h', d), { ...retriedHours, onset: deepOnset }),
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

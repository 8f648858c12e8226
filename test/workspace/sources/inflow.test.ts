import { describe, expect, it } from 'vitest';
import type { SourceHealth } from '../../../source/domain/sources/health.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { minuteVolume } from '../../../source/workspace/resources/minute-volume.ts';
import { inflow, lastHours, merged, type SourceFlow } from '../../../source/workspace/sources/inflow.ts';
import {
  hourly,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
  stoppedSource,
} from '../snapshots.ts';

const volumeOf = (series: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(series).map(([sourceId, counts]) => ({ sourceId, total: 0, series: hourly(...counts) }));
const lost = [problemWith({ kind: 'dropped-rows' })];
const flowOf = ({ read }: Snapshots) => inflow(read, period, now);

describe('what sources send', () => {
  it('joins the volume with the list: those that sent nothing are not in the volume', () => {
    const world = snapshots()
      .set(resources.sources, [sourceWith('web'), sourceWith('ios'), sourceWith('old', { enabled: false })])
      .set(resources.usualVolume, [])
      .set(resources.volume(period), volumeOf({ web: steady(10, 49) }));
    const flow = flowOf(world);
    expect(flow.flows.map(({ source, events, health }) => [source.id, events, health.state])).toEqual([
      ['web', 250, 'live'],
      ['ios', 0, 'never'],
      ['old', 0, 'disabled'],
    ]);
    expect(flow).toMatchObject({ isListed: true, events: 250, earlierEvents: 245, active: 1, silent: 0 });
    expect(flow.series).toHaveLength(25);
    expect(flow.bySource.get('ios')?.source.id).toBe('ios');
  });

  it('counts events of sources that the list does not name', () => {
    const world = snapshots()
      .set(resources.sources, [])
      .set(resources.volume(period), volumeOf({ gone: [7] }));
    expect(flowOf(world).events).toBe(7);
  });

  it('counts silent sources, and not as active', () => {
    const world = snapshots().set(resources.sources, [sourceWith('web'), sourceWith('ios')]);
    world.set(resources.volume(period), [...volumeOf({ web: steady(10, 48) }), stoppedSource(world, 'ios', 10)]);
    expect(flowOf(world)).toMatchObject({ active: 1, silent: 1, nothingReceived: false });
  });

  it('is active with a single event, and knows no silence before it knows what is usual', () => {
    const world = snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.volume(period), volumeOf({ web: [1] }));
    expect(flowOf(world)).toMatchObject({ active: 1, silent: undefined });
    expect(flowOf(world.set(resources.usualVolume, [], lost))).toMatchObject({ active: 1, silent: undefined });
    expect(flowOf(world.set(resources.usualVolume, []))).toMatchObject({ active: 1, silent: 0 });
    expect(flowOf(world.set(resources.sources, [sourceWith('web')], lost))).toMatchObject({
      active: undefined,
      silent: undefined,
    });
  });

  it('counts no row that names no source, and has no hours of a source whose own may be lost', () => {
    const rows = [...volumeOf({ web: [7] }), { total: 0, series: hourly(100) }];
    const world = snapshots()
      .set(resources.sources, [sourceWith('web'), sourceWith('ios')])
      .set(resources.volume(period), rows, lost);
    expect(flowOf(world).flows.map(({ events, series }) => [events, series.length])).toEqual([
      [7, 1],
      [undefined, 0],
    ]);
    expect(flowOf(world.set(resources.volume(period), rows)).events).toBe(7);
  });

  it('is unknown, not 0, while the volume has not been read', () => {
    const flow = flowOf(snapshots().set(resources.sources, [sourceWith('web')]));
    expect(flow).toMatchObject({
      events: undefined,
      earlierEvents: undefined,
      active: undefined,
      nothingReceived: false,
    });
    expect(flow.flows[0]).toMatchObject({ events: undefined, health: { state: 'unknown' } });
    expect(flowOf(snapshots())).toMatchObject({ isListed: false, flows: [] });
  });

  it.each([
    ['sources are on and nothing arrives', [sourceWith('web')], true],
    ['no source is on', [sourceWith('web', { enabled: false })], false],
    ['there is no source', [], false],
  ])('%s', (_, sources, alarm) => {
    const world = snapshots().set(resources.sources, sources).set(resources.volume(period), []);
    expect(flowOf(world).nothingReceived).toBe(alarm);
  });

  it('is judged at the time it was read, however old that is', () => {
    const world = snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.volume(period), volumeOf({ web: steady(10, 48) }))
      .fail(resources.volume(period));
    const later = inflow(world.read, period, now + day);
    expect(later.flows[0]).toMatchObject({ events: 250, health: { state: 'live' } });
    expect(later.volume).toMatchObject({ fetchedAt: now, error: { kind: 'server' } });
  });
});

describe('what is compared', () => {
  it('is the hours that are over with the same ones a day before, and both windows up to the same minute', () => {
    const world = snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.volume(period), volumeOf({ web: [...steady(10, 24), ...steady(60, 24), 3] }));
    const flow = flowOf(world);
    // The window before ends a minute before half past twelve: 29 sixtieths of that hour.
    expect(flow).toMatchObject({ events: 1443, earlierEvents: 269, change: 500 });
    expect(flow.flows[0]).toMatchObject({ events: 1443, earlierEvents: 269, change: 500 });
    expect(flow.compared).toMatchObject({ recent: { value: 1440 }, before: { value: 240 } });
    expect(flow.earlierSeries?.map(({ count }) => count)).toEqual([...steady(10, 24), 60]);
    expect(flow.earlierSeries?.[0]?.at).toBe(now - (now % hour) - 2 * day);
  });

  it('is nothing where a row of the volume was lost', () => {
    const world = snapshots().set(resources.volume(period), volumeOf({ web: steady(10, 49) }), lost);
    expect(flowOf(world)).toMatchObject({ compared: undefined, change: undefined, earlierSeries: undefined });
  });

  it('is of a week where that is looked at', () => {
    const counts = [...steady(10, 7 * 24), ...steady(20, 7 * 24), 3];
    const { read } = snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.volume('7d'), volumeOf({ web: counts }));
    expect(inflow(read, '7d', now)).toMatchObject({ change: 100 });
  });
});

describe('what sources send is worked out again', () => {
  const minutes = { window: { start: now - 4 * hour, end: now }, bySource: new Map(), reach: undefined };
  const world = () =>
    snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.usualVolume, [])
      .set(minuteVolume, minutes)
      .set(resources.volume(period), volumeOf({ web: steady(10, 49) }));
  const sameWith = <T>(all: Snapshots, resource: Resource<T>) => all.set(resource, all.read(resource).data as T, lost);

  it.each<readonly [string, (all: Snapshots) => Snapshots]>([
    ['the volume', (all) => all.set(resources.volume(period), volumeOf({ web: [1] }))],
    ['what was lost of it', (all) => sameWith(all, resources.volume(period))],
    ['the list of sources', (all) => all.set(resources.sources, [sourceWith('web'), sourceWith('ios')])],
    ['what was lost of the list', (all) => sameWith(all, resources.sources)],
    ['what is usual', (all) => all.set(resources.usualVolume, volumeOf({ web: [1] }))],
    ['what was lost of that', (all) => sameWith(all, resources.usualVolume)],
    ['the minutes', (all) => all.set(minuteVolume, { ...minutes })],
    ['what was lost of the minutes', (all) => sameWith(all, minuteVolume)],
  ])('for %s', (_, change) => {
    const all = world();
    const before = flowOf(all).flows;
    expect(flowOf(all).flows).toBe(before);
    expect(flowOf(change(all)).flows).not.toBe(before);
  });

  it('for the moment of the read, since its window is another one', () => {
    const all = world();
    const before = flowOf(all);
    const read: Snapshots['read'] = (resource) => ({ ...all.read(resource), fetchedAt: now + hour });
    expect(flowOf({ ...all, read }).window).toEqual({
      start: before.window.start + hour,
      end: before.window.end + hour,
    });
  });

  it('not for a refresh that failed, which is told all the same', () => {
    const all = world();
    const before = flowOf(all);
    const after = flowOf(all.fail(resources.volume(period)));
    expect([after.flows === before.flows, after.volume.status, before.volume.status]).toEqual([
      true,
      'failed',
      'ready',
    ]);
  });
});

describe('the hours in which silent sources sent their last', () => {
  const edge = now - (now % hour);
  const silent = (start: number, length: number, state: SourceHealth['state'] = 'silent') =>
    ({ health: { state, lastSeen: start + length, lastSeenBy: { start, end: start + length } } }) as SourceFlow;
  const hoursOf = (...flows: readonly SourceFlow[]) => lastHours({ flows, window: { start: now - day, end: now } });

  it.each<readonly [string, SourceFlow, readonly number[]]>([
    ['is looked into where only the hour is known', silent(edge - 3 * hour, hour), [edge - 3 * hour]],
    ['is not where the minute is known', silent(edge - 2 * hour + 7 * minute, minute), []],
    ['is as long as the minutes are kept', silent(now - 4 * hour, minute), []],
    ['is again when the minutes have left it behind', silent(now - 4 * hour - minute, minute), [edge - 4 * hour]],
    ['is not of a source that sends', silent(edge - 3 * hour, hour, 'quiet'), []],
    ['is not of a source that never sent', { health: { state: 'silent' } } as SourceFlow, []],
  ])('%s', (_, flow, hours) => {
    expect(hoursOf(flow)).toEqual(hours);
  });

  it('are six at most, the newest ones, each once', () => {
    const ago = [9, 3, 8, 4, 3, 7, 5, 6];
    expect(hoursOf(...ago.map((hours) => silent(edge - hours * hour, hour)))).toEqual(
      [3, 4, 5, 6, 7, 8].map((hours) => edge - hours * hour),
    );
  });
});

describe('series added up', () => {
  it('stand on a full hourly grid; what is outside is left out', () => {
    const start = now - (now % hour) - 2 * hour;
    const buckets = [...hourly(1, 2, 3, 4), ...hourly(10)];
    expect(merged(buckets, start, now)).toEqual([
      { at: start, count: 2 },
      { at: start + hour, count: 3 },
      { at: start + 2 * hour, count: 14 },
    ]);
    expect(merged([], now, now)).toEqual([]);
    // A bucket counts in the hour that it begins in.
    const late = { at: start + hour - minute, count: 5 };
    expect(merged([late], start, now).map(({ count }) => count)).toEqual([5, 0, 0]);
  });
});

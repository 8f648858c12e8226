import { describe, expect, it } from 'vitest';
import { day, hour } from '../../../source/domain/time.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { inflow, merged } from '../../../source/workspace/sources/inflow.ts';
import { hourly, now, period, type Snapshots, snapshots, sourceWith, steady, stoppedSource } from '../snapshots.ts';

const volumeOf = (series: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(series).map(([sourceId, counts]) => ({ sourceId, total: 0, series: hourly(...counts) }));
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
  });
});

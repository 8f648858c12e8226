import { describe, expect, it } from 'vitest';
import type { VolumeRow } from '../../../source/domain/delivery/counts.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import type { VolumeQuery } from '../../../source/domain/queries.ts';
import { day, floorTo, hour, minute } from '../../../source/domain/time.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { type MinuteVolume, minutesOfHour, minuteVolume } from '../../../source/workspace/resources/minute-volume.ts';
import { inflow, lastHours } from '../../../source/workspace/sources/inflow.ts';
import { now, period, problemWith, snapshots, sourceWith, stoppedSource } from '../snapshots.ts';

const end = now - minute;

const everyMinute = (id: string, from: number, until: number, count = 60): VolumeRow => ({
  sourceId: id,
  total: 0,
  series: Array.from({ length: (until - from) / minute }, (_, index) => ({ at: from + index * minute, count })),
});

/** A backend that answers from these rows, and what it was asked for. */
function backendOf(rows: () => readonly VolumeRow[]) {
  const asked: VolumeQuery[] = [];
  const eventVolume = async (query: VolumeQuery) => {
    asked.push(query);
    const { start, end: until } = query.window;
    const within = rows().map((row) => ({ ...row, series: row.series.filter(({ at }) => at >= start && at < until) }));
    return { value: within, problems: [] };
  };
  return { asked, backend: { eventVolume } as never };
}

describe('the newest hours by the minute', () => {
  it('are read whole once, and then only the minutes that may have grown', async () => {
    let rows = [everyMinute('web', end - 5 * hour, end)];
    const { asked, backend } = backendOf(() => rows);
    const first = await minuteVolume.load(backend, {}, now);
    rows = [
      everyMinute('web', end - 5 * hour, end - 5 * minute),
      everyMinute('web', end - 5 * minute, end + minute, 90),
    ];
    const second = await minuteVolume.load(backend, {}, now + minute, first.value);
    expect(asked.map(({ window, granularity }) => [window.start - end, window.end - end, granularity])).toEqual([
      [-4 * hour, 0, 'MINUTE'],
      [-10 * minute, minute, 'MINUTE'],
    ]);
    const series = second.value.bySource.get('web') ?? [];
    expect([series.length, series[0]?.at, series.at(-1)?.at]).toEqual([240, end + minute - 4 * hour, end]);
    expect(series.filter(({ count }) => count === 90)).toHaveLength(6);
    expect([second.value.window, second.value.reach]).toEqual([
      { start: end + minute - 4 * hour, end: end + minute },
      end + minute,
    ]);
  });

  it.each<[string, readonly Problem[], from: number]>([
    ['that was whole', [], -10 * minute],
    ['with a field that is odd', [problemWith({ kind: 'odd-fields' })], -10 * minute],
    [
      'that lost a row: the rest of it would pass for whole',
      [problemWith({ kind: 'dropped-rows' })],
      minute - 4 * hour,
    ],
    ['that did not end', [problemWith({ kind: 'server' })], minute - 4 * hour],
  ])('are read on from an answer %s', async (_, problems, from) => {
    const { asked, backend } = backendOf(() => [everyMinute('web', end - 5 * hour, end)]);
    const { value } = await minuteVolume.load(backend, {}, now);
    const { read } = snapshots().set(minuteVolume, value, problems);
    await minuteVolume.load(backend, {}, now + minute, value, read);
    expect(asked[1]!.window.start - end).toBe(from);
  });

  it('are those of sources that sent something in them, and reach as far as the newest of those', async () => {
    const at = end - 3 * minute;
    const rows = [
      {
        sourceId: 'web',
        total: 0,
        series: [{ at, count: 1 }, ...[0, -5].map((count) => ({ at: at + minute, count }))],
      },
      { sourceId: 'ios', total: 0, series: [{ at, count: 0 }] },
      { total: 0, series: [{ at: at + minute, count: 7 }] },
      { sourceId: 'late', total: 0, series: [{ at: end, count: 7 }] },
      { sourceId: 'early', total: 0, series: [{ at: end - 4 * hour - minute, count: 7 }] },
    ];
    const eventVolume = async () => ({ value: rows, problems: [] });
    const { value } = await minuteVolume.load({ eventVolume } as never, {}, now);
    expect([...value.bySource]).toEqual([['web', [{ at, count: 1 }]]]);
    expect(value.reach).toBe(at + minute);
    const none = await minuteVolume.load({ eventVolume: async () => ({ value: [], problems: [] }) } as never, {}, now);
    expect([none.value.reach, none.value.bySource.size]).toEqual([undefined, 0]);
  });

  it('of one hour are asked for by source, over that hour', async () => {
    const { asked, backend } = backendOf(() => []);
    const at = floorTo(now - 5 * hour, 'HOUR');
    await minutesOfHour(at).load(backend, {}, now);
    expect(asked).toEqual([{ window: { start: at, end: at + hour }, granularity: 'MINUTE', groupBy: ['source'] }]);
    await minuteVolume.load(backend, {}, now);
    expect(asked[1]?.groupBy).toEqual(['source']);
  });

  it('end at the last whole second, begin at a whole minute, and never reach into what is not over', async () => {
    const { asked, backend } = backendOf(() => []);
    await minuteVolume.load(backend, {}, now + 17_400);
    expect(asked[0]!.window).toEqual({ start: end - 4 * hour + minute, end: end + 17_000 });
  });

  it.each([
    ['rows of them were lost: nothing would tell later that they are missing', 'dropped-rows', 4 * hour],
    ['only a field was unclear', 'odd-fields', 11 * minute],
  ] as const)('are read as far back as is needed where %s', async (_, kind, asked) => {
    const { asked: windows, backend } = backendOf(() => []);
    const first = await minuteVolume.load(backend, {}, now);
    const { read } = snapshots().set(minuteVolume, first.value, [problemWith({ kind })]);
    await minuteVolume.load(backend, {}, now + minute, first.value, read);
    const { start, end: until } = windows[1]!.window;
    expect(until - start).toBe(asked);
  });

  it.each<readonly [string, pause: number, asked: number]>([
    ['read again at once are those that may have grown', 0, 10 * minute],
    ['are read on after a pause as long as they reach but for a while', 4 * hour - 11 * minute, 4 * hour - minute],
    ['are read whole after one as long as they reach', 4 * hour, 4 * hour],
    ['and after one of a day', day, 4 * hour],
    ['and where the clock was set back', -minute, 4 * hour],
  ])('%s', async (_, pause, length) => {
    const { asked, backend } = backendOf(() => []);
    const first = await minuteVolume.load(backend, {}, now);
    await minuteVolume.load(backend, {}, now + pause, first.value);
    expect(asked[1]!.window.end - asked[1]!.window.start).toBe(length);
  });
});

describe('a source that stops', () => {
  const usual = (id: string): VolumeRow => ({
    sourceId: id,
    total: 0,
    series: Array.from({ length: 8 * 24 }, (_, index) => ({
      at: floorTo(end, 'HOUR') - (index + 1) * hour,
      count: 3600,
    })),
  });
  const minutes = (stops: Readonly<Record<string, number>>): MinuteVolume => {
    const start = end - 4 * hour;
    const until = Object.entries(stops);
    return {
      window: { start, end },
      bySource: new Map(until.map(([id, stop]) => [id, everyMinute(id, start, stop).series])),
      reach: Math.max(...until.map(([, stop]) => stop)),
    };
  };
  const world = (stops: Readonly<Record<string, number>>) =>
    snapshots()
      .set(
        resources.sources,
        Object.keys(stops).map((id) => sourceWith(id)),
      )
      .set(resources.usualVolume, Object.keys(stops).map(usual))
      .set(resources.volume(period), Object.keys(stops).map(usual))
      .set(minuteVolume, minutes(stops));
  const states = (stops: Readonly<Record<string, number>>) =>
    inflow(world(stops).read, period, now).flows.map(({ health }) => [health.state, (health.lastSeen ?? 0) - end]);

  it('is silent two minutes after its last event, while others go on', () => {
    expect(states({ web: end - 2 * minute, ios: end })).toEqual([
      ['silent', -2 * minute],
      ['live', 0],
    ]);
  });

  it('together with all others is not: the API is late', () => {
    expect(states({ web: end - 4 * minute, ios: end - 3 * minute })).toEqual([
      ['live', -4 * minute],
      ['live', -3 * minute],
    ]);
  });

  it('together with all others is after all when that lasts', () => {
    expect(states({ web: end - 7 * minute, ios: end - 8 * minute })).toEqual([
      ['silent', -7 * minute],
      ['silent', -8 * minute],
    ]);
  });

  it('is looked for by the minute in the hour of its last event, once', () => {
    const one = snapshots().set(resources.sources, [sourceWith('ios')]);
    one.set(resources.volume(period), [stoppedSource(one, 'ios', 100)]);
    const last = floorTo(now, 'HOUR') - 8 * hour;
    expect(lastHours(inflow(one.read, period, now))).toEqual([last]);
    one.set(minutesOfHour(last), [everyMinute('ios', last, last + 4 * minute)]);
    const flow = inflow(one.read, period, now);
    expect(flow.flows[0]?.health.lastSeenBy).toEqual({ start: last + 3 * minute, end: last + 4 * minute });
    expect(lastHours(flow)).toEqual([last]);
  });
});

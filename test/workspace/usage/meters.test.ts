import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../source/domain/problem.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';
import { monthOf } from '../../../source/domain/usage/meters.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { inflow } from '../../../source/workspace/sources/inflow.ts';
import { meters, primaryMeter } from '../../../source/workspace/usage/meters.ts';
import { receivedToday, usageBySource } from '../../../source/workspace/usage/sources.ts';
import { hourly, now, period, problemWith, type Snapshots, snapshots, sourceWith } from '../snapshots.ts';

const month = monthOf(now);
const days = 14;

/** Cumulative counts of a fortnight: `early` a day in the first week, `late` in the second. */
function counts(early: number, late: number) {
  return Array.from({ length: days }, (_, index) => ({
    at: month + index * day,
    total: BigInt(early * Math.min(7, index + 1) + late * Math.max(0, index - 6)),
  }));
}

const calls = (early: number, late: number, sourceId?: string) =>
  counts(early, late).map(({ at, total }) => ({ at, apiCalls: total, ...(sourceId ? { sourceId } : {}) }));

const users = (early: number, late: number, change = {}) =>
  counts(early, late).map(({ at, total }) => ({
    at,
    periodStart: month,
    periodEnd: month + 31 * day,
    anonymous: 0n,
    anonymousIdentified: 0n,
    identified: total,
    neverIdentified: 0n,
    ...change,
  }));

function world(): Snapshots {
  return snapshots()
    .set(resources.sources, [sourceWith('web'), sourceWith('ios')])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(7, 5, ...Array(12).fill(3)) }])
    .set(resources.apiCalls(month), calls(10, 20))
    .set(resources.mtu(month), users(1, 1));
}

describe('meters', () => {
  it('are both when the API counts both, and only the known ones', () => {
    expect(meters(world().read, now, {}).map(({ kind, used }) => [kind, used])).toEqual([
      ['api-calls', 210n],
      ['mtu', 14n],
    ]);
    expect(meters(snapshots().read, now, { mtu: 5n })).toEqual([]);
  });

  it.each<readonly [string, object, string]>([
    ['the first without any allowance', {}, 'api-calls'],
    ['the one with an allowance', { mtu: 1000n }, 'mtu'],
    ['the one that runs out first', { apiCalls: 100_000n, mtu: 15n }, 'mtu'],
    ['of two that last, the fuller', { apiCalls: 100_000n, mtu: 40n }, 'mtu'],
  ])('the one to look at first is %s', (_, allowance, kind) => {
    expect(primaryMeter(meters(world().read, now, allowance))?.kind).toBe(kind);
  });
});

describe('the sources behind a meter', () => {
  const bySource = (snaps: Snapshots) => {
    const [meter] = meters(snaps.read, now, {});
    return usageBySource(snaps.read, inflow(snaps.read, period, now), meter!, now);
  };

  it('come by growth, then by use, also those that are deleted', () => {
    const rows = bySource(
      world().set(resources.apiCallsBySource(month), [
        ...calls(9, 9, 'ios'),
        ...calls(1, 10, 'web'),
        ...calls(10, 10, 'gone'),
        { at: month, apiCalls: 5n },
      ]),
    );
    expect(rows.map(({ id, source, growth, used }) => [id, source?.name, growth, used])).toEqual([
      ['web', 'web', { recent: 70n, before: 7n }, 77n],
      ['gone', undefined, { recent: 70n, before: 70n }, 140n],
      ['ios', 'ios', { recent: 63n, before: 63n }, 126n],
    ]);
  });

  it('come by name where nothing else parts them, also where their growth is not known', () => {
    const first = (id?: string) => calls(1, 1, id).slice(0, 1);
    const few = world()
      .set(resources.apiCalls(month), first())
      .set(resources.apiCallsBySource(month), [...first('web'), ...first('gone'), ...first('ios')]);
    expect(bySource(few).map(({ id, growth, used }) => [id, growth, used])).toEqual([
      ['gone', undefined, 1n],
      ['ios', undefined, 1n],
      ['web', undefined, 1n],
    ]);
  });

  it('are none while they were not read', () => {
    expect(bySource(world())).toEqual([]);
  });

  it('tell what was received since midnight UTC, and nothing while that is not known', () => {
    const counted = world().set(resources.apiCallsBySource(month), [...calls(1, 1, 'web'), ...calls(1, 1, 'ios')]);
    const sinceMidnight = Math.floor((now % day) / hour) + 1;
    expect(bySource(counted).map(({ id, today }) => [id, today])).toEqual([
      ['ios', 0],
      ['web', 3 * 12 + (sinceMidnight > 12 ? 5 : 0)],
    ]);
    const unread = snapshots()
      .set(resources.apiCalls(month), calls(1, 1))
      .set(resources.apiCallsBySource(month), calls(1, 1, 'web'))
      .set(resources.sources, [sourceWith('web')]);
    expect(bySource(unread)[0]?.today).toBeUndefined();
  });

  it('count the days of the meter’s own billing period only', () => {
    const start = month + 7 * day;
    const late = { periodStart: start, periodEnd: start + 30 * day };
    const snaps = snapshots()
      .set(resources.mtu(month), [...users(5, 5).slice(0, 7), ...users(0, 2, late).slice(7)])
      .set(resources.mtuBySource(month), [
        ...users(5, 5, { sourceId: 'web' }).slice(0, 7),
        ...users(0, 2, { ...late, sourceId: 'web' }).slice(7),
      ]);
    expect(bySource(snaps).map(({ used, daily }) => [used, daily.length])).toEqual([[14n, 7]]);
  });

  it('count calls from the first day of the period on, and name the source that is listed', () => {
    const before = { at: month - day, apiCalls: 1000n, sourceId: 'web' };
    const rows = bySource(
      world().set(resources.apiCallsBySource(month), [before, ...calls(1, 1, 'web'), ...calls(1, 1, 'gone')]),
    );
    expect(rows.map(({ id, used, isListed, source }) => [id, used, isListed, source?.id])).toEqual([
      ['gone', 14n, true, undefined],
      ['web', 14n, true, 'web'],
    ]);
    expect(rows[1]?.daily[0]).toMatchObject({ at: month, used: 1n });
  });

  it.each<readonly [string, (world: Snapshots) => Snapshots, boolean]>([
    ['the list of sources was read', (all) => all, true],
    [
      'a source of the list was lost',
      (all) => all.set(resources.sources, [], [problemWith({ kind: 'dropped-rows' })]),
      false,
    ],
    [
      'only a field of one was odd',
      (all) => all.set(resources.sources, [], [problemWith({ kind: 'odd-fields' })]),
      true,
    ],
    ['the list was not read', (all) => all.set(resources.sources, undefined as never), false],
  ])('are said to be of a deleted source only by a whole list: %s', (_, change, isListed) => {
    const rows = bySource(change(world().set(resources.apiCallsBySource(month), calls(1, 1, 'gone'))));
    expect(rows.map((row) => [row.id, row.source, row.isListed])).toEqual([['gone', undefined, isListed]]);
  });

  it('are unknown where a row of the users of sources was lost', () => {
    const usersOf = (problems: readonly Problem[]) => {
      const snaps = snapshots()
        .set(resources.mtu(month), users(1, 1))
        .set(resources.mtuBySource(month), users(1, 1, { sourceId: 'web' }), problems);
      return bySource(snaps).map(({ id, used }) => [id, used]);
    };
    expect([usersOf([]), usersOf([problemWith({ kind: 'dropped-rows' })])]).toEqual([[['web', 14n]], []]);
  });
});

describe('what was received since midnight UTC', () => {
  const midnight = Date.parse('2026-01-31T00:00:00Z');
  const at = (ms: number, count: number) => ({ at: midnight + ms, count });
  const series = [at(-hour, 1), at(0, 10), at(23 * hour, 100), at(day, 1000)];
  const volume = (sourceId: string | undefined) => ({
    ...{ problems: [], status: 'ready' as const, version: 1 },
    data: [{ ...(sourceId === undefined ? {} : { sourceId }), total: 0, series }],
  });

  it.each<readonly [string, string | undefined, typeof series | undefined, number, number]>([
    ['counts the first hour of the day, and none of the next', 'web', undefined, midnight + 23.5 * hour, 110],
    ['is that of the day that began at midnight', 'web', undefined, midnight + day + 2 * minute, 1000],
    ['is still that of the day a moment before', 'web', undefined, midnight + day - 1, 110],
    ['of one source is by its own hours', 'web', [at(hour, 7)], midnight + 2 * hour, 7],
    ['counts no row that names no source', undefined, undefined, midnight + hour, 0],
  ])('%s', (_, sourceId, own, when, expected) => {
    expect(receivedToday({ volume: volume(sourceId) }, own, when)).toBe(expected);
  });

  it('of all sources is not known where a row was lost, and that of one is by its own hours', () => {
    const lost = { ...volume('web'), problems: [problemWith({ kind: 'dropped-rows' })] };
    const none = { ...volume('web'), data: undefined };
    const when = midnight + 2 * hour;
    expect([receivedToday({ volume: lost }, undefined, when), receivedToday({ volume: lost }, series, when)]).toEqual([
      undefined,
      110,
    ]);
    expect([receivedToday({ volume: none }, undefined, when), receivedToday({ volume: none }, series, when)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each<readonly [string, when: number, fetchedAt: number, number | undefined]>([
    ['at midnight', midnight, midnight, undefined],
    ['as long after midnight as volume lags behind', midnight + minute, midnight + minute, undefined],
    ['a moment later', midnight + minute + 1, midnight + minute + 1, 110],
    ['late, by a read before midnight', midnight + 9 * hour, midnight - 1, undefined],
    ['late, by a read of the night', midnight + 9 * hour, midnight + hour, 110],
    ['the day after a read that was never renewed', midnight + day + 9 * hour, midnight + hour, undefined],
  ])('is not known before anything of the day was counted: %s', (_, when, fetchedAt, expected) => {
    const read = { ...volume('web'), fetchedAt };
    expect(receivedToday({ volume: read }, undefined, when)).toBe(expected);
    expect(receivedToday({ volume: read }, series, when)).toBe(expected);
  });
});

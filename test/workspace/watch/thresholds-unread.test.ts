import { describe, expect, it } from 'vitest';
import { day, floorTo, hour } from '../../../source/domain/time.ts';
import { monthOf } from '../../../source/domain/usage/meters.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { judged, type Thresholds } from '../../../source/workspace/watch/thresholds.ts';
import { now, period, problemWith, type Snapshots, snapshots, sourceWith } from '../snapshots.ts';

const lost = [problemWith({ kind: 'dropped-rows', status: 200 })];
const of = ({ read }: Snapshots, given: Thresholds, allowance = {}) => {
  const { broken, unknown } = judged(overview(read, period, now, allowance), given);
  return {
    broken: broken.map(({ id, value }) => [id, value]),
    unknown: unknown.map(({ kind, id }) => `${kind} ${id}`),
  };
};

describe('usage', () => {
  const month = monthOf(now);
  const yesterday = floorTo(now, 'DAY') - day;
  const calls = (used: bigint) => snapshots().set(resources.apiCalls(month), [{ at: yesterday, apiCalls: used }]);
  const both = { apiCalls: 100n, mtu: 100n };
  it.each<[string, Snapshots, object, ReturnType<typeof of>]>([
    ['as much as is allowed', calls(50n), { apiCalls: 100n }, { broken: [], unknown: [] }],
    ['one more', calls(51n), { apiCalls: 100n }, { broken: [['api-calls', 51]], unknown: [] }],
    ['no allowance is configured', calls(50n), {}, { broken: [], unknown: ['meter '] }],
    ['users are limited too and not read', calls(50n), both, { broken: [], unknown: ['meter mtu'] }],
    [
      'users are limited too and lost rows',
      calls(50n).set(resources.mtu(month), [], lost),
      both,
      { broken: [], unknown: ['meter mtu'] },
    ],
    ['nothing is read', snapshots(), both, { broken: [], unknown: ['meter api-calls', 'meter mtu'] }],
    ['only the meter without an allowance is read', calls(51n), { mtu: 100n }, { broken: [], unknown: ['meter mtu'] }],
  ])('each meter with an allowance is judged or not known: %s', (_, world, allowance, expected) => {
    expect(of(world, { maxUsage: 50 }, allowance)).toEqual(expected);
  });
});

describe('silence', () => {
  const sources = () => snapshots().set(resources.sources, [sourceWith('web')]);
  const sent = (ago: number) => [
    { sourceId: 'web', total: 0, series: [{ at: floorTo(now, 'HOUR') - ago * hour, count: 5 }] },
  ];
  const none = (world: Snapshots) => world.set(resources.volume(period), []);
  it.each<[string, Snapshots, ReturnType<typeof of>]>([
    [
      'sent four hours ago',
      sources().set(resources.volume(period), sent(4)).set(resources.usualVolume, []),
      { broken: [['web', 3.5 * hour]], unknown: [] },
    ],
    ['never sent in eight days', none(sources()).set(resources.usualVolume, []), { broken: [], unknown: [] }],
    [
      'sent three days ago',
      none(sources()).set(resources.usualVolume, sent(72)),
      { broken: [['web', 71.5 * hour]], unknown: [] },
    ],
    ['sent nothing in two days, and no more is read', none(sources()), { broken: [], unknown: ['source web'] }],
    [
      'sent nothing in two days, and the days before lost rows',
      none(sources()).set(resources.usualVolume, [], lost),
      { broken: [], unknown: ['source web'] },
    ],
    [
      'sent three days ago, though the days before lost other rows',
      none(sources()).set(resources.usualVolume, sent(72), lost),
      { broken: [['web', 71.5 * hour]], unknown: [] },
    ],
    [
      'sent an unknown number',
      sources().set(resources.volume(period), [], lost),
      { broken: [], unknown: ['source web'] },
    ],
  ])('is that of a source that is known to have sent: %s', (_, world, expected) => {
    expect(of(world, { maxSilent: 2 * hour })).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../source/domain/time.ts';
import { monthOf } from '../../../source/domain/usage/meters.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import type { Allowance } from '../../../source/workspace/usage/meters.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { judged, type Thresholds } from '../../../source/workspace/watch/thresholds.ts';
import {
  destinationWith,
  now,
  period,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  stoppedSource,
  syncWith,
  warehouseWith,
} from '../snapshots.ts';

type Row = readonly [kind: string, id: string, value?: number];

/** What is beyond a threshold with its value, and what cannot be told. */
function found({ read }: Snapshots, thresholds: Thresholds, allowance: Allowance = {}) {
  const { broken, unknown } = judged(overview(read, period, now, allowance), thresholds);
  expect([...broken, ...unknown].filter(({ check }) => !(check in thresholds))).toEqual([]);
  return {
    broken: broken.map(({ kind, id, value }): Row => [kind, id, value]),
    unknown: unknown.map(({ kind, id }): Row => [kind, id]),
  };
}

type Case = readonly [string, Snapshots, number, readonly Row[], readonly Row[]];
const dropped = [problemWith({ kind: 'dropped-rows' })];

const [a, b, off] = [
  destinationWith('a', 'web'),
  destinationWith('b', 'web'),
  destinationWith('off', 'web', { enabled: false }),
];
const listed = () => snapshots().set(resources.destinations, [a, b, off]);
const measured = () =>
  listed()
    .set(resources.metrics(period, a), readingWith({ firstTry: 90, discarded: 10 }))
    .set(resources.metrics(period, b), readingWith({ firstTry: 60, discarded: 30, expired: 10 }));

describe('the share of deliveries that failed', () => {
  it.each<Case>([
    [
      'is beyond it, worst first',
      measured(),
      9.99,
      [
        ['destination', 'b', 40],
        ['destination', 'a', 10],
      ],
      [],
    ],
    ['is not where it is as much as is allowed', measured(), 10, [['destination', 'b', 40]], []],
    [
      'is not known of what was not read; what is off is not asked',
      listed().set(resources.metrics(period, b), readingWith({ firstTry: 60, discarded: 40 })),
      5,
      [['destination', 'b', 40]],
      [['destination', 'a']],
    ],
    [
      'is not known of those that the list has lost',
      measured().set(resources.destinations, [a, b], dropped),
      50,
      [],
      [['workspace', '']],
    ],
    ['is not known without a list', snapshots(), 5, [], [['workspace', '']]],
  ])('%s', (_, world, maxFailed, broken, unknown) => {
    expect(found(world, { maxFailed })).toEqual({ broken, unknown });
  });
});

describe('events that are lost', () => {
  it.each<Case>([
    ['are those of all connections, given up or refused', measured(), 49, [['workspace', '', 50]], []],
    ['may be as many as are allowed', measured(), 50, [], []],
    [
      'are too many, whatever else is still unknown',
      listed().set(resources.metrics(period, b), readingWith({ discarded: 40 })),
      39,
      [['workspace', '', 40]],
      [],
    ],
    [
      'are not known to be few while a connection has not answered',
      listed().set(resources.metrics(period, b), readingWith({ discarded: 40 })),
      40,
      [],
      [['workspace', '']],
    ],
  ])('%s', (_, world, maxLost, broken, unknown) => {
    expect(found(world, { maxLost })).toEqual({ broken, unknown });
  });
});

describe('how long a source is silent', () => {
  const silence = 7 * hour + 30 * minute;
  const stopped = (enabled = true) => {
    const world = snapshots().set(resources.sources, [sourceWith('web', { enabled })]);
    return world.set(resources.volume(period), [stoppedSource(world, 'web', 100)]);
  };

  it.each<Case>([
    ['is beyond it', stopped(), silence - 1, [['source', 'web', silence]], []],
    ['is not where it is as long as is allowed', stopped(), silence, [], []],
    ['is nothing to judge where the source is off', stopped(false), hour, [], []],
    [
      'is not known where what it sends was not read',
      snapshots().set(resources.sources, [sourceWith('web'), sourceWith('off', { enabled: false })]),
      hour,
      [],
      [['source', 'web']],
    ],
    [
      'is not known of those that the list has lost',
      snapshots().set(resources.sources, [], dropped),
      hour,
      [],
      [['workspace', '']],
    ],
  ])('%s', (_, world, maxSilent, broken, unknown) => {
    expect(found(world, { maxSilent })).toEqual({ broken, unknown });
  });
});

describe('the age of the last good sync', () => {
  const withSyncs = (...ago: readonly number[]) =>
    snapshots()
      .set(resources.warehouses, [warehouseWith('w'), warehouseWith('off', { enabled: false })])
      .set(
        resources.warehouseSyncs('w'),
        ago.map((each) => syncWith(each, 'success')),
      );
  const age = 5 * hour - minute;

  it.each<Case>([
    ['is beyond it', withSyncs(5, 9), age - 1, [['warehouse', 'w', age]], []],
    ['is not where it is as old as is allowed', withSyncs(5, 9), age, [], []],
    ['is not known where there was none', withSyncs(), day, [], [['warehouse', 'w']]],
    [
      'is not known where reports were lost',
      withSyncs().set(resources.warehouseSyncs('w'), [syncWith(5, 'success')], dropped),
      hour,
      [],
      [['warehouse', 'w']],
    ],
    [
      'is not known of those that the list has lost',
      snapshots().set(resources.warehouses, [], dropped),
      hour,
      [],
      [['workspace', '']],
    ],
  ])('%s', (_, world, maxSyncAge, broken, unknown) => {
    expect(found(world, { maxSyncAge })).toEqual({ broken, unknown });
  });
});

describe('the share of the allowance that is used', () => {
  const month = monthOf(now);
  const users = { anonymous: 0n, anonymousIdentified: 0n, identified: 60n, neverIdentified: 0n };
  const calls = () => snapshots().set(resources.apiCalls(month), [{ at: month, apiCalls: 50n }]);
  const both = () =>
    calls().set(resources.mtu(month), [{ at: month, periodStart: month, periodEnd: month + 31 * day, ...users }]);
  const allowance = { apiCalls: 100n, mtu: 100n };

  it.each<readonly [string, Snapshots, Allowance, number, readonly Row[], readonly Row[]]>([
    [
      'is beyond it, the fuller meter first',
      both(),
      allowance,
      49,
      [
        ['meter', 'mtu', 60],
        ['meter', 'api-calls', 50],
      ],
      [],
    ],
    ['is not where it is as much as is allowed', both(), allowance, 60, [], []],
    ['is judged by the meter that has an allowance', both(), { mtu: 100n }, 90, [], []],
    ['is not known where a meter that has an allowance was not read', calls(), allowance, 90, [], [['meter', 'mtu']]],
    [
      'is not known of a meter of which days were lost',
      both().set(resources.apiCalls(month), [{ at: month, apiCalls: 50n }], dropped),
      allowance,
      90,
      [],
      [['meter', 'api-calls']],
    ],
    [
      'is not known of any where nothing was read',
      snapshots(),
      allowance,
      90,
      [],
      [
        ['meter', 'api-calls'],
        ['meter', 'mtu'],
      ],
    ],
    [
      'is not known of a meter whose billing period is over, however much was used in it',
      calls().set(resources.mtu(month), [
        { at: month, periodStart: month - 31 * day, periodEnd: month + day, ...users },
      ]),
      allowance,
      49,
      [['meter', 'api-calls', 50]],
      [['meter', 'mtu']],
    ],
    ['is not known without an allowance', both(), {}, 90, [], [['meter', '']]],
  ])('%s', (_, world, given, maxUsage, broken, unknown) => {
    expect(found(world, { maxUsage }, given)).toEqual({ broken, unknown });
  });
});

it('nothing is judged that has no threshold', () => {
  expect(found(measured(), {})).toEqual({ broken: [], unknown: [] });
});

import { describe, expect, test } from 'vitest';
import type { DeliveryMetrics } from '../../../../source/domain/delivery/counts.ts';
import type { Destination } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import {
  hasProblem,
  lastGoodOf,
  nameOf,
  type Row,
  rank,
  reasonOf,
  rows,
  stateOf,
  verdictOf,
} from '../../../../source/views/delivery/destinations/rows.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  readingWith,
  snapshots,
  sourceWith,
  warehouseWith,
} from '../../../workspace/snapshots.ts';

const warehouse = (state: string, change: object = {}): Row => ({
  kind: 'warehouse',
  storage: { warehouse: warehouseWith('dwh', { name: t`Lake` }), state, failedInRow: 0, ...change } as never,
});

function connection(
  numbers: Partial<DeliveryMetrics> | undefined,
  change: Partial<Destination> = {},
  refused = false,
): Row {
  const destination = destinationWith('braze', 'web', change);
  const world = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, [destination])
    .set(resources.failures(period, destination), failuresOf({ '401': hourly(numbers?.discarded ?? 0) }));
  if (numbers) world.set(resources.metrics(period, destination), readingWith(numbers));
  if (refused) world.fail(resources.metrics(period, destination), { kind: 'no-access', status: 403 });
  return { kind: 'destination', connection: overview(world.read, period, now, {}).fleet.connections[0]! };
}

const notice = { message: t`permission denied` };

test.each<readonly [what: string, row: Row, reason: string, tone: string | undefined, narrow: string]>([
  ['a connection that fails', connection({ firstTry: 50, discarded: 50 }), '401', undefined, '401'],
  ['one that has nothing to do', connection({}), 'idle', 'warn', 'idle'],
  ['one that is not read', connection(undefined), 'not read', 'dim', 'not read'],
  ['one that may not be read', connection(undefined, {}, true), 'not read', 'warn', 'not read'],
  ['one without numbers', connection(undefined, { mode: 'device' }), 'not observable', 'dim', 'no metrics'],
  ['one that is well', connection({ firstTry: 50 }), '', undefined, ''],
  ['a warehouse that never ran', warehouse('no-runs'), 'no runs', 'warn', 'no runs'],
  ['one that is well', warehouse('ok'), '', undefined, ''],
  ['one that is off', warehouse('disabled', { failedInRow: 3 }), '', undefined, ''],
  ['one that says why', warehouse('failing', { failedInRow: 3, notice }), notice.message, undefined, notice.message],
  ['one that does not', warehouse('failing', { failedInRow: 3 }), '3 failed in a row', undefined, '3 failed in a row'],
  [
    'one with more failures than were read',
    warehouse('failing', { failedInRow: 3, isAtLeast: true }),
    '3+ failed in a row',
    undefined,
    '3+ failed in a row',
  ],
  ['one of which the trail alone tells', warehouse('failing'), 'failed', undefined, 'failed'],
  ['one that loads in part', warehouse('partial'), 'loaded in part', undefined, 'loaded in part'],
])('why there is nothing to see of %s, or what', (_, row, reason, tone, narrow) => {
  const { text, tone: given } = reasonOf(row);
  expect([text, given]).toEqual([reason, tone]);
  expect([0, 13, 14].map((width) => reasonOf(row, width).text)).toEqual([reason, narrow, reason]);
});

describe('the order of destinations', () => {
  test('is trouble, bad syncs, what never ran, what is well, what is not known, what is off', () => {
    const worstFirst = [
      connection({ firstTry: 50, discarded: 50 }),
      warehouse('failing'),
      warehouse('no-runs'),
      warehouse('ok'),
      warehouse('unknown'),
      connection(undefined, { mode: 'device' }),
      warehouse('disabled'),
    ];
    const ranks = worstFirst.map(rank);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBe(ranks.length);
    expect([
      rank(warehouse('partial')),
      rank(connection({})),
      rank(connection({ firstTry: 9 })),
      rank(connection(undefined)),
    ]).toEqual([
      rank(warehouse('failing')),
      rank(warehouse('no-runs')),
      rank(warehouse('ok')),
      rank(warehouse('unknown')),
    ]);
  });

  test('what was switched off under a source that sends stands behind trouble, and is a problem', () => {
    const off = connection({ firstTry: 9 }, { enabled: false }) as Extract<Row, { kind: 'destination' }>;
    const missed: Row = { ...off, connection: { ...off.connection, verdict: 'DISABLED' } };
    const over: Row = {
      ...off,
      connection: {
        ...off.connection,
        state: 'failing',
        judgement: { ...off.connection.judgement, state: 'recovering' },
      },
    };
    const order = [connection({ firstTry: 50, discarded: 50 }), missed, over, connection({}), off];
    expect(order.map(rank)).toEqual(order.map(rank).toSorted((a, b) => a - b));
    expect(new Set(order.map(rank)).size).toBe(order.length);
    expect([hasProblem(missed), hasProblem(off)]).toEqual([true, false]);
  });

  test('a warehouse that fails is red, one that loads in part is not', () => {
    expect([verdictOf(warehouse('failing')).tone, verdictOf(warehouse('partial')).tone]).toEqual(['bad', 'warn']);
  });

  test('inside a rank is the higher error rate, then more failed events, then the name', () => {
    const made = [
      ['b', { firstTry: 900, discarded: 100 }],
      ['c', { firstTry: 50, discarded: 50 }],
      ['d', { firstTry: 500, discarded: 500 }],
      ['a', { firstTry: 900, discarded: 100 }],
    ] as const;
    const world = snapshots().set(resources.sources, [sourceWith('web')]);
    const all = made.map(([id]) => destinationWith(id, 'web'));
    world.set(resources.destinations, all);
    for (const [index, [, numbers]] of made.entries())
      world.set(resources.metrics(period, all[index]!), readingWith(numbers));
    const picture = overview(world.read, period, now, {});
    const listed = rows({ overview: picture } as never);
    const { connections } = picture.fleet;
    const turned = { ...picture, fleet: { ...picture.fleet, connections: connections.toReversed() } };
    expect(rows({ overview: turned } as never)).toEqual(listed);
    // The same row again, so that what was computed for it stays.
    expect(rows({ overview: picture } as never)[0]).toBe(listed[0]);
    expect(listed.map((row) => row.kind === 'destination' && row.connection.id)).toEqual(['d', 'c', 'a', 'b']);
  });
});

test.each<readonly [Row, problem: boolean, verdict: string, on: string, short: string]>([
  [connection({ firstTry: 50, discarded: 50 }), true, 'LOST', 'Enabled ●', 'On'],
  [connection({ firstTry: 50 }), false, '', 'Enabled ●', 'On'],
  [connection({ firstTry: 50 }, { enabled: false }), false, '', 'Disabled ○', 'Off'],
  [warehouse('failing'), true, 'SYNC', 'Enabled ●', 'On'],
  [warehouse('partial'), true, 'SYNC', 'Enabled ●', 'On'],
  [warehouse('no-runs'), false, '', 'Enabled ●', 'On'],
  [warehouse('disabled'), false, '', 'Disabled ○', 'Off'],
])('%#: a row is a problem or not, and on or off in words', (row, problem, verdict, on, short) => {
  const at = (width: number) => stateOf(row, { glyphs: glyphs(false), width }).text;
  expect([hasProblem(row), verdictOf(row).text.trim()]).toEqual([problem, verdict]);
  expect([at(0), at(10), at(9)]).toEqual([on, on, short]);
});

test('a warehouse says that it is one, and when it was last complete', () => {
  const { storage } = warehouse('ok', { lastGood: now - 3 * hour }) as Extract<Row, { kind: 'warehouse' }>;
  expect(nameOf(warehouse('ok'), glyphs(false))).toBe('Lake (warehouse)');
  expect([lastGoodOf(storage, now), lastGoodOf({ ...storage, lastGood: undefined }, now)]).toEqual(['3h', '–']);
});

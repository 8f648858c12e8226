import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DeliveryMetrics } from '../../../../source/domain/delivery/counts.ts';
import type { Destination } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { pages } from '../../../../source/state/pages.ts';
import { listPane, type PaneState, paneState, placeOf } from '../../../../source/state/place.ts';
import { destinations } from '../../../../source/views/delivery/destinations/index.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  comparisonWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
  syncWith,
  warehouseWith,
} from '../../../workspace/snapshots.ts';
import { type DrawnRow, drawnRows, markedOf, textsOf } from '../../drawn.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const given: readonly (readonly [
  id: string,
  numbers?: Partial<DeliveryMetrics> | undefined,
  change?: Partial<Destination>,
])[] = [
  ['off', undefined, { enabled: false }],
  ['device', undefined, { mode: 'device' }],
  ['idle', {}],
  ['well', { firstTry: 50 }],
  ['unread'],
  ['waits', { retrying: 900 }],
  ['little', { firstTry: 99_990, discarded: 10 }, { categories: [t`Analytics`, t`Email`, t`CRM`] }],
  ['failing', { firstTry: 30, afterRetry: 20, discarded: 50 }, { categories: [t`Analytics`] }],
];

function world(): Snapshots {
  const all = given.map(([id, , change]) => destinationWith(id, 'web', change));
  const of = snapshots()
    .set(resources.sources, [sourceWith('web', { name: t`Web` })])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(...steady(9, 25)) }])
    .set(resources.destinations, all)
    .set(resources.warehouses, [warehouseWith('lake'), warehouseWith('torn')])
    .set(resources.warehouseSyncs('lake'), [syncWith(8.6, 'success')])
    .set(resources.warehouseSyncs('torn'), [syncWith(3, 'failure'), syncWith(9, 'success')]);
  given.forEach(([, numbers], index) => {
    const each = all[index]!;
    if (numbers) of.set(resources.metrics(period, each), readingWith(numbers));
    of.set(resources.failures(period, each), failuresOf({ 401: hourly(...steady(numbers?.discarded ? 5 : 0, 24)) }));
    of.set(resources.comparedMetrics(period, each), comparisonWith({}, { firstTry: 0 }));
  });
  return of;
}

function listed(change: Partial<PaneState> = {}, of = world(), width = 240): readonly DrawnRow[] {
  const place = { ...placeOf('destinations'), params: pages.destinations.at().params };
  const pane = { ...paneState(place, listPane), ...change };
  return drawnRows(
    destinations as never,
    { place: { ...place, panes: { [listPane]: pane } }, read: of.read, overview: overview(of.read, period, now, {}) },
    { width, height: 60 },
  );
}

const graph = '▁▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇';

test('each row has its numbers, and what is wrong in its colour; what has no numbers has no zero', () => {
  const rows = markedOf(listed());
  const end = rows.findIndex((row) => row.includes('{Details}'));
  expect(rows.slice(2, end)).toEqual([
    'accent{Other}  dim{6}',
    `warn{▲}  waits ← Web  Enabled ●  bad{100%}  0  0  –  warn{RETRYING}  401  warn{${'▁'.repeat(24)}}`,
    'warn{△}  idle ← Web  Enabled ●  dim{–}  0  0  –  warn{idle}',
    'good{●}  well ← Web  Enabled ●  text{0%}  0  50  100%',
    'dim{○}  unread ← Web  Enabled ●  dim{–}  –  dim{not read}',
    'dim{○}  device ← Web  Enabled ●  dim{–}  –  dim{not observable}',
    'dim{○}  off ← Web  dim{Disabled ○}  dim{–}  –',
    'accent{Analytics}  dim{2}',
    `bad{◆}  failing ← Web  Enabled ●  bad{50%}  50  50  50%  bad{LOST}  401  Jan 14 13:00–14:00  dim{Analytics}  bad{${graph}}`,
    `good{●}  little ← Web  Enabled ●  text{0.01%}  10  100k  99.9%  dim{background}  401  dim{Analytics, Email}  dim{${graph}}`,
    'accent{Storage}  dim{2}',
    'bad{◆}  torn (warehouse)  Enabled ●  dim{–}  dim{good 8h}  –  bad{SYNC}  1 failed in a row  09:30  dim{Storage}',
    'good{●}  lake (warehouse)  Enabled ●  dim{–}  dim{good 8h}  –  dim{Storage}',
  ]);
});

/** The names of the rows, in their order. */
const order = (rows: readonly DrawnRow[]): readonly string[] =>
  textsOf(rows).flatMap((text) => /^\S +(\w+) (?:←|\(warehouse\)) ?/.exec(text)?.[1] ?? []);

test.each<readonly [column: string, descending: boolean, first: readonly string[]]>([
  ['name', false, ['device', 'failing', 'idle']],
  ['percent', true, ['waits', 'failing', 'little', 'well']],
  ['failed', true, ['failing', 'little']],
  ['delivered', true, ['little', 'failing', 'well']],
  ['success', false, ['failing', 'little', 'well']],
  ['since', false, ['failing', 'torn']],
  ['reason', false, ['torn', 'waits', 'failing', 'little', 'idle']],
  ['category', false, ['failing', 'little', 'torn']],
  ['state', false, ['waits', 'failing', 'torn', 'idle']],
])('sorted by %s, descending: %s, rows without a value stand last', (column, descending, first) => {
  const rows = order(listed({ sort: { column, descending } }));
  expect(rows.slice(0, first.length)).toEqual(first);
  expect(new Set(rows).size).toBe(10);
});

test('narrowed to problems it has those that are in trouble', () => {
  expect(order(listed({ options: { problems: 'on' } }))).toEqual(['waits', 'failing', 'torn']);
});

test('what the list rests on and could not be read stands above it', () => {
  const of = world().fail(resources.warehouses, { kind: 'no-access', status: 403 });
  const lists = snapshots().fail(resources.destinations, { kind: 'no-access', status: 403 });
  expect(markedOf(listed({}, of)).filter((row) => row.includes('no access'))).toEqual([]);
  expect(markedOf(listed({}, lists)).find((row) => row.includes('no access'))).toBeDefined();
});

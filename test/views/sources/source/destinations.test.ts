import { expect, test } from 'vitest';
import type { DeliveryMetrics } from '../../../../source/domain/delivery/counts.ts';
import type { Destination } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import { destinationRows } from '../../../../source/views/sources/source/destinations.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { sourceWarehouses } from '../../../../source/workspace/resources/pages.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  comparisonWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
  syncWith,
  warehouseWith,
} from '../../../workspace/snapshots.ts';

type Given = readonly [
  id: string,
  numbers?: Partial<DeliveryMetrics> | 'refused' | undefined,
  change?: Partial<Destination>,
];

/** A source that sends, and the destinations it feeds. */
function feeding(...given: readonly Given[]): Snapshots {
  const destinations = given.map(([id, , change]) => destinationWith(id, 'web', change));
  const world = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(...steady(9, 25)) }])
    .set(resources.destinations, [...destinations, destinationWith('of another', 'ios')]);
  given.forEach(([, numbers], index) => {
    const of = destinations[index]!;
    if (numbers === 'refused') world.fail(resources.metrics(period, of), { kind: 'no-access', status: 403 });
    else if (numbers) world.set(resources.metrics(period, of), readingWith(numbers));
    world.set(resources.failures(period, of), failuresOf({ '401': hourly(...steady(5, 24)) }));
    world.set(
      resources.comparedMetrics(period, of),
      comparisonWith({}, { firstTry: of.id.includes('stopped') ? 9 : 0 }),
    );
  });
  return world;
}

function rowsOf(world: Snapshots, width = 44) {
  const picture = overview(world.read, period, now, {});
  const context = { overview: picture, read: world.read, period, now, glyphs: glyphs(false), keyOf: () => t`k` };
  return destinationRows(picture.flow.flows[0]!, context as unknown as ViewContext, width);
}

const told = (...given: Parameters<typeof rowsOf>): readonly string[] =>
  rowsOf(...given).map(({ line, key }) => `${key ?? ''} ${lineText(line)}`.trimEnd());

const lost = [problemWith({ kind: 'dropped-rows', status: 200, message: t`1 row could not be read` })];

test('whom a source feeds, what is wrong first: also what nothing arrives at any more', () => {
  // By name they would stand the other way round.
  const world = feeding(
    ['1 off', undefined, { enabled: false }],
    ['2 device', undefined, { mode: 'device' }],
    ['3 idle', {}],
    ['4 well', { firstTry: 50 }],
    ['5 unread'],
    ['6 refused', 'refused'],
    ['7 waits', { retrying: 900 }],
    ['8 fails a little', { firstTry: 99_990, discarded: 10 }],
    ['9 stopped', {}],
    ['A failing', { firstTry: 50, discarded: 50 }],
  );
  expect(told(world)).toEqual([
    'destination:7 waits ▲ 7 waits    100% failing      RETRYING  401',
    'destination:A failing ◆ A failing  50% failing       LOST  401',
    'destination:9 stopped ◆ 9 stopped  nothing attempted SILENT',
    'destination:8 fails a little ● 8 fails a… 0.01% failed      background  401',
    'destination:5 unread ○ 5 unread   reading…',
    'destination:6 refused ○ 6 refused  no access (403)',
    'destination:4 well ● 4 well     delivering',
    'destination:3 idle △ 3 idle     nothing attempted',
    'destination:2 device ○ 2 device   not observable',
    'destination:1 off ○ 1 off      disabled',
  ]);
  expect([45, 66, 80].map((width) => told(world, width)[0])).toEqual([
    'destination:7 waits ▲ 7 waits     100% failing      RETRYING  401',
    'destination:7 waits ▲ 7 waits                          100% failing      RETRYING  401',
    'destination:7 waits ▲ 7 waits                          100% failing      RETRYING  401',
  ]);
  const tones = rowsOf(world).map(({ line: { spans } }) => spans[4]?.tone);
  expect(tones).toEqual(['bad', 'bad', 'bad', 'dim', 'dim', 'dim', 'dim', 'dim', 'dim', 'dim']);
  expect(rowsOf(world)[0]).toMatchObject({
    open: { view: 'destination', params: { id: '7 waits' } },
    subject: { kind: 'destination', id: '7 waits' },
  });
});

test.each<readonly [what: string, numbers: Partial<DeliveryMetrics>, says: string]>([
  ['nothing', {}, 'nothing attempted'],
  ['three that wait', { retrying: 3 }, '3 waiting'],
  ['what no number tells', { retrying: undefined }, 'nothing delivered'],
])('of a destination that delivered nothing, with %s', (_, numbers, says) => {
  expect(told(feeding(['idle', numbers]))).toEqual([`destination:idle △ idle       ${says}`]);
});

test('beside the destinations of a list that was read in part others may be missing', () => {
  const world = feeding(['well', { firstTry: 50 }]);
  const well = destinationWith('well', 'web');
  expect(
    told(world.set(resources.destinations, [well], lost))
      .slice(1)
      .map((each) => each.trim()),
  ).toEqual(['Others may be missing: not all destinations could be read']);
});

test.each<readonly [what: string, of: Snapshots, tone: string]>([
  ['being read', snapshots().set(resources.sources, [sourceWith('web')]), 'dim'],
  [
    'refused',
    snapshots()
      .set(resources.sources, [sourceWith('web')])
      .fail(resources.destinations),
    'warn',
  ],
])('a list of destinations that is %s is %s', (_, world, tone) => {
  expect(rowsOf(world)[0]?.line.spans[0]?.tone).toBe(tone);
});

test.each<readonly [what: string, of: Snapshots, rows: readonly string[]]>([
  ['nothing', feeding(), ['None']],
  [
    'nothing, as far as was read',
    feeding().set(resources.destinations, [], lost),
    ['destinations: none in what was read; 1 row could not be read'],
  ],
  ['being read', snapshots().set(resources.sources, [sourceWith('web')]), ['Reading destinations…']],
  [
    'not to be read',
    snapshots()
      .set(resources.sources, [sourceWith('web')])
      .fail(resources.destinations, { kind: 'no-access', status: 403 }),
    ['no access (403)'],
  ],
  [
    'warehouses alone',
    feeding()
      .set(resources.warehouses, [warehouseWith('lake')])
      .set(resources.warehouseSyncs('lake'), [syncWith(3, 'success')])
      .set(sourceWarehouses('web'), [warehouseWith('lake'), warehouseWith('unlisted', { enabled: false })]),
    [
      'None',
      'warehouse:lake ● lake (warehouse)  enabled  last good sync 2h 50m',
      'warehouse:unlisted ○ unlisted (warehouse)  disabled',
    ],
  ],
  [
    'warehouses that are refused',
    feeding().fail(sourceWarehouses('web'), { kind: 'no-access', status: 403 }),
    ['None', 'warehouses: no access (403)'],
  ],
])('whom a source feeds: %s', (_, world, rows) => {
  expect(told(world).map((each) => each.trim())).toEqual(rows);
});

import { expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { fieldsOf } from '../../../../source/views/kit/listing/fields.ts';
import { syncs } from '../../../../source/views/storage/lists/syncs.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { now, snapshots, sourceWith, syncWith, warehouseWith } from '../../../workspace/snapshots.ts';

const ready = { problems: [], status: 'ready', version: 1 };
const storage = [
  {
    warehouse: warehouseWith('dwh', { name: t`Lake` }),
    syncs: {
      ...ready,
      data: [
        syncWith(3, 'success', { sourceId: 'web', rows: 9n }),
        syncWith(1, 'failure', {
          sourceId: 'ios',
          notices: [{ message: t`disk full` }, { message: t`more` }] as never,
        }),
      ],
    },
  },
  {
    warehouse: warehouseWith('rs'),
    syncs: {
      ...ready,
      data: [syncWith(2, 'running', { sourceId: 'web', end: undefined, seconds: undefined, rows: undefined })],
    },
  },
  { warehouse: warehouseWith('unread'), syncs: { ...ready, data: undefined } },
];

/** What a program is told of the runs at an address. */
function told(params: Readonly<Record<string, string>>) {
  const context = {
    now,
    glyphs: glyphs(false),
    place: placeOf('warehouse-syncs', params),
    read: snapshots().read,
    local: {},
    favorites: [],
    alerts: [],
    log: [],
    overview: { storage, flow: { bySource: new Map([['web', { source: sourceWith('web', { name: t`Web` }) }]]) } },
  } as never;
  const listing = syncs.listing!(syncs.model(context), context)!;
  const fields = fieldsOf(listing, { now });
  return Array.from({ length: listing.count }, (_, index) =>
    Object.fromEntries(fields.map(({ id, value }) => [id, value(index)])),
  );
}

test('the runs of all warehouses stand newest first, each with its source and its first notice', () => {
  expect(
    told({}).map(({ start, warehouse, source, status, rows, notice }) => [
      start,
      warehouse,
      source,
      status,
      rows,
      notice,
    ]),
  ).toEqual([
    ['2026-01-15T11:30:00.000Z', 'Lake', 'ios', 'failure', 5, 'disk full'],
    ['2026-01-15T10:30:00.000Z', 'rs', 'Web', 'running', undefined, undefined],
    ['2026-01-15T09:30:00.000Z', 'Lake', 'Web', 'success', 9, undefined],
  ]);
});

test.each([
  [{ id: 'dwh' }, ['ios', 'Web']],
  [{ id: 'dwh', source: 'web' }, ['Web']],
  [{ source: 'web' }, ['Web', 'Web']],
  [{ id: 'none' }, []],
])('of %o those of its sources', (params, sources) => {
  expect(told(params as never).map(({ source }) => source)).toEqual(sources);
});

test.each<
  readonly [
    of: string,
    params: object,
    reports: readonly (readonly [id: string, enabled: boolean, read: boolean])[],
    title: string,
  ]
>([
  [
    'all that are on were read',
    {},
    [
      ['a', true, true],
      ['b', false, false],
    ],
    'No sync in the reports read',
  ],
  [
    'one that is on is still to be read',
    {},
    [
      ['a', true, true],
      ['b', true, false],
    ],
    'Reading sync reports: 2 of 3 so far',
  ],
  [
    'another one is still to be read',
    { id: 'a' },
    [
      ['a', true, true],
      ['b', true, false],
    ],
    'No sync in the reports read',
  ],
  [
    'that one is still to be read',
    { id: 'b' },
    [
      ['a', true, true],
      ['b', true, false],
    ],
    'Reading sync reports: 1 of 2 so far',
  ],
])(
  'there is no sync once the reports were read of every warehouse that is on and meant: %s',
  (_, params, reports, title) => {
    const all = reports.map(([id, enabled, isRead]) => ({
      warehouse: warehouseWith(id, { enabled }),
      syncs: isRead ? { ...ready, data: [] } : { ...ready, status: 'idle', data: undefined },
    }));
    const context = {
      ...{
        now,
        place: placeOf('warehouse-syncs', params as never),
        overview: { storage: all, flow: { bySource: new Map() } },
      },
      read: snapshots().set(resources.warehouses, []).read,
    } as never;
    expect(syncs.listing!(syncs.model(context), context)!.empty()).toMatchObject({ title });
  },
);

import { describe, expect, it } from 'vitest';
import { t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { health } from '../../../source/workspace/watch/health.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import {
  aged,
  auditWith,
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
} from '../snapshots.ts';

const rowsOf = ({ read }: Snapshots, at = now) => health(overview(read, period, at, {}), read);

/** A workspace with one connection that failed with everything it had. */
function failing(discarded: number, delivered = 0): Snapshots {
  const destination = destinationWith('braze', 'web');
  return snapshots()
    .set(resources.sources, [sourceWith('web'), sourceWith('ios')])
    .set(resources.destinations, [destination])
    .set(resources.metrics(period, destination), readingWith({ discarded, firstTry: delivered }))
    .set(resources.failures(period, destination), failuresOf({ '401': hourly(discarded, 0, 0) }));
}

describe('connections on the health page', () => {
  it('names the error, the integration and the source, and ends with the last hour that had an error', () => {
    expect(rowsOf(failing(7))).toMatchObject([
      {
        id: 'connection:braze',
        section: 'destinations',
        group: 'failing',
        errorType: '401 Credentials refused',
        integration: 'braze',
        from: 'web',
        errors: 7,
        isAtLeast: false,
        lastSeen: now - (now % hour) - hour,
      },
    ]);
  });

  it('is last seen now where the running hour has an error, not at the end of the hour', () => {
    const destination = destinationWith('braze', 'web');
    const world = failing(7).set(resources.failures(period, destination), failuresOf({ '401': hourly(3, 4) }));
    expect(rowsOf(world)[0]?.lastSeen).toBe(now);
  });

  it.each([
    ['ten minutes ago', 10 * minute, now - 10 * minute],
    ['in the hour that is over', 40 * minute, now - 40 * minute],
    ['a day ago', 24 * hour, now - 24 * hour],
  ])('is last seen when its errors were read, where that was %s and has failed since', (_, ago, lastSeen) => {
    const destination = destinationWith('braze', 'web');
    const errors = resources.failures(period, destination);
    const hours = ago / hour >= 1 ? ago / hour : ago > 30 * minute ? 1 : 0;
    const counts = [...steady(1, 30 - hours), ...steady(0, hours)];
    const world = failing(7).set(errors, failuresOf({ '401': hourly(...counts) }));
    expect(rowsOf(aged(world, errors, ago))[0]?.lastSeen).toBe(lastSeen);
  });

  it('has no row for a background of failures that nothing raises', () => {
    expect(rowsOf(failing(1, 9_999))).toEqual([]);
  });

  it('is degraded where a part of all fails that is worth a line', () => {
    expect(rowsOf(failing(40, 60))).toMatchObject([{ id: 'connection:braze', group: 'degraded', errors: 40 }]);
  });

  it.each([
    ['reading…', (world: Snapshots) => world],
    [
      'reason not read',
      (world: Snapshots, of: ReturnType<typeof destinationWith>) => world.fail(resources.failures(period, of)),
    ],
    [
      'reason not read',
      (world: Snapshots, of: ReturnType<typeof destinationWith>) =>
        world.set(resources.failures(period, of), failuresOf({}), [problemWith({ kind: 'dropped-rows' })]),
    ],
  ])('says %s in place of a reason that has not been read', (errorType, spoil) => {
    const destination = destinationWith('braze', 'web');
    const world = snapshots()
      .set(resources.sources, [])
      .set(resources.destinations, [destination])
      .set(resources.metrics(period, destination), readingWith({ discarded: 5 }));
    expect(rowsOf(spoil(world, destination))).toMatchObject([{ errorType, from: '?', lastSeen: undefined }]);
  });
});

describe('warehouses on the health page', () => {
  const notices = [{ level: 'error' as const, code: t`x`, message: t`permission denied for schema web (42501)` }];
  const of = (sourceId: string, more: object = {}) => ({ sourceId, ...more });
  const rowOf = (...syncs: Parameters<typeof syncWith>[]) =>
    rowsOf(
      snapshots()
        .set(resources.sources, [sourceWith('a'), sourceWith('b')])
        .set(resources.warehouses, [warehouseWith('w')])
        .set(
          resources.warehouseSyncs('w'),
          syncs.map((each) => syncWith(...each)),
        ),
    )[0];

  it.each<readonly [string, Parameters<typeof syncWith>[], object | undefined]>([
    [
      'every source fails',
      [
        [1, 'failure', of('a')],
        [2, 'failure', of('a')],
        [1, 'failure', of('b')],
      ],
      { group: 'failing', from: '2 sources', errors: 2, isAtLeast: true },
    ],
    [
      'one source fails',
      [
        [1, 'failure', of('a')],
        [1, 'success', of('b')],
      ],
      { group: 'degraded', from: 'a', errors: 1, isAtLeast: true },
    ],
    [
      'one source fails after a good sync',
      [
        [1, 'failure', of('a')],
        [2, 'success', of('a')],
        [1, 'success', of('b')],
      ],
      { group: 'degraded', from: 'a', errors: 1, isAtLeast: false },
    ],
    [
      'one source is loaded in part',
      [
        [1, 'partial', of('b')],
        [1, 'success', of('a')],
      ],
      { group: 'degraded', from: 'b', errors: undefined },
    ],
    [
      'one fails and one is loaded in part',
      [
        [1, 'failure', of('a')],
        [1, 'partial', of('b')],
      ],
      { group: 'failing', from: '2 sources', errors: 1 },
    ],
    ['a source that is gone', [[1, 'failure', of('gone')]], { group: 'failing', from: '–', errorType: 'sync failing' }],
    [
      'all is well',
      [
        [1, 'success', of('a')],
        [2, 'failure', of('a')],
      ],
      undefined,
    ],
    [
      'the error says why',
      [[1, 'failure', of('a', { notices })]],
      { errorType: 'permissions: permission denied for schema web (42501)' },
    ],
  ])('%s', (_, syncs, row) => {
    const found = rowOf(...syncs);
    if (row === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject({ id: 'warehouse:w', section: 'warehouses', integration: 'w', ...row });
  });

  it('was last seen when the trail reported it, where its syncs are not read', () => {
    const items = [
      auditWith({ at: now - 3 * hour, type: t`Storage Destination Sync Failed`, resourceId: 'w' }),
      auditWith({ at: now - 9 * hour, type: t`Storage Destination Sync Failed`, resourceId: 'w' }),
    ];
    const world = snapshots()
      .set(resources.warehouses, [warehouseWith('w')])
      .set(resources.recentAudit(period), { items });
    expect(rowsOf(world)).toMatchObject([
      { group: 'degraded', errorType: 'sync failing', from: '–', lastSeen: now - 3 * hour, errors: undefined },
    ]);
  });

  it('was last seen at the end of the newest sync, or at its start while that has no end', () => {
    expect(rowOf([3, 'failure', of('a')])?.lastSeen).toBe(now - 3 * hour + minute);
    expect(rowOf([3, 'failure', of('a', { end: undefined })])?.lastSeen).toBe(now - 3 * hour);
  });
});

describe('runs on the health page', () => {
  const report = (type: string, ago: number, resourceId: string) =>
    auditWith({ at: now - ago * minute, type: type as never, resourceId, id: `events/${resourceId}/${ago}` });

  it('come from the trail: those of cloud sources fail, those of reverse ETL are ours, others are none of the page', () => {
    const items = [
      report('Source Run Failed', 5, 'salesforce'),
      report('Source Run Failed', 65, 'salesforce'),
      report('Source Run Failed', 125, 'salesforce'),
      report('Reverse ETL Sync Failed', 10, 'model'),
      report('Audience Run Failed', 15, 'audience'),
    ];
    const rows = rowsOf(snapshots().set(resources.recentAudit(period), { items }));
    expect(rows.map(({ section, group, errors, lastSeen }) => [section, group, errors, lastSeen])).toEqual([
      ['sources-objects', 'failing', 3, now - 5 * minute],
      ['sources-objects', 'degraded', 1, now - 10 * minute],
    ]);
  });
});

describe('the order of the health page', () => {
  it('puts what fails altogether first, then section, then errors', () => {
    const part = destinationWith('part', 'web');
    const [small, large] = [destinationWith('small', 'web'), destinationWith('large', 'web')];
    const world = snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.destinations, [part, small, large])
      .set(resources.metrics(period, part), readingWith({ firstTry: 600, discarded: 400 }))
      .set(resources.metrics(period, small), readingWith({ discarded: 3 }))
      .set(resources.metrics(period, large), readingWith({ discarded: 30 }))
      .set(resources.warehouses, [warehouseWith('w'), warehouseWith('v')])
      .set(resources.warehouseSyncs('w'), [syncWith(1, 'failure', { sourceId: 'web' })])
      .set(resources.warehouseSyncs('v'), [syncWith(1, 'partial', { sourceId: 'web' })])
      .set(resources.recentAudit(period), {
        items: [1, 61, 121].map((ago) =>
          auditWith({ at: now - ago * minute, type: t`Source Run Failed`, resourceId: 's' }),
        ),
      });
    expect(rowsOf(world).map(({ id, group }) => [id, group])).toEqual([
      [expect.stringContaining('source-run'), 'failing'],
      ['connection:large', 'failing'],
      ['connection:small', 'failing'],
      ['warehouse:w', 'failing'],
      ['connection:part', 'degraded'],
      ['warehouse:v', 'degraded'],
    ]);
  });

  it('of as many errors in one section is by id, whatever order they came in', () => {
    const all = ['c', 'a', 'b'].map((id) => warehouseWith(id));
    const world = snapshots().set(resources.sources, []).set(resources.warehouses, all);
    for (const { id } of all) world.set(resources.warehouseSyncs(id), [syncWith(1, 'failure')]);
    expect(rowsOf(world).map(({ id }) => id)).toEqual(['warehouse:a', 'warehouse:b', 'warehouse:c']);
  });
});

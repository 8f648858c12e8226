import { describe, expect, it } from 'vitest';
import type { Sync } from '../../../source/domain/entities.ts';
import { t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { storageHealth } from '../../../source/workspace/storage/health.ts';
import { auditWith, now, period, snapshots, syncWith, warehouseWith } from '../snapshots.ts';

const healthOf = (syncs: readonly Sync[]) => {
  const world = snapshots()
    .set(resources.warehouses, [warehouseWith('w')])
    .set(resources.warehouseSyncs('w'), syncs);
  return storageHealth(world.read, period)[0];
};
const of = (sourceId: string) => ({ sourceId });

describe('a warehouse by its sync reports', () => {
  it.each<readonly [string, readonly Sync[], string, number]>([
    ['last one good', [syncWith(1, 'success'), syncWith(2, 'failure')], 'ok', 0],
    ['last one failed', [syncWith(1, 'failure'), syncWith(2, 'success')], 'failing', 1],
    [
      'failed three times',
      [syncWith(1, 'failure'), syncWith(2, 'failure'), syncWith(3, 'failure'), syncWith(4, 'partial')],
      'failing',
      3,
    ],
    ['never a good one', [syncWith(2, 'failure'), syncWith(1, 'failure')], 'failing', 2],
    ['partly loaded', [syncWith(1, 'partial'), syncWith(2, 'failure')], 'partial', 0],
    [
      'the running one says nothing yet',
      [syncWith(0, 'running'), syncWith(1, 'failure'), syncWith(2, 'success')],
      'failing',
      1,
    ],
    ['a word nobody knows', [syncWith(1, 'unknown')], 'unknown', 0],
    ['no runs', [], 'no-runs', 0],
    [
      'one source fails while others are fine',
      [
        syncWith(1, 'success', of('a')),
        syncWith(2, 'failure', of('b')),
        syncWith(3, 'failure', of('b')),
        syncWith(4, 'success', of('b')),
      ],
      'failing',
      2,
    ],
    [
      'a source that was disconnected after it failed',
      [syncWith(1, 'success', of('a')), syncWith(90, 'failure', of('b'))],
      'ok',
      0,
    ],
  ])('%s', (_, syncs, state, failedInRow) => {
    expect(healthOf(syncs)).toMatchObject({ state, failedInRow });
  });

  it('tells when data was last complete, and what the last sync complained of', () => {
    const notices = [
      { level: t`info`, message: t`started`, at: undefined },
      { level: t`error`, message: t`permission denied`, at: undefined },
    ];
    const good = syncWith(5, 'success');
    expect(healthOf([syncWith(1, 'failure', { notices }), good])).toMatchObject({
      lastGood: good.end,
      notice: { message: 'permission denied' },
      last: { status: 'failure' },
    });
  });

  it('reads them in any order', () => {
    expect(healthOf([syncWith(3, 'success'), syncWith(1, 'failure'), syncWith(2, 'failure')])).toMatchObject({
      failedInRow: 2,
    });
  });
});

describe('a warehouse whose reports wait for the rate limit', () => {
  const waiting = () => snapshots().set(resources.warehouses, [warehouseWith('w')]);
  const failure = auditWith({ at: now - hour, type: t`Storage Destination Sync Failed`, resourceId: 'w' });

  it('is unknown, or what the audit trail says', () => {
    const world = waiting();
    expect(storageHealth(world.read, period)[0]).toMatchObject({
      state: 'unknown',
      reported: undefined,
      last: undefined,
    });
    world.set(resources.recentAudit(period), { items: [failure] });
    expect(storageHealth(world.read, period)[0]).toMatchObject({ state: 'failing', reported: failure });
  });

  it('is not judged by reports about others', () => {
    const world = waiting().set(resources.recentAudit(period), { items: [{ ...failure, resourceId: 'other' }] });
    expect(storageHealth(world.read, period)[0]?.state).toBe('unknown');
  });

  it('is judged by its reports as soon as they are there', () => {
    const world = waiting()
      .set(resources.recentAudit(period), { items: [failure] })
      .set(resources.warehouseSyncs('w'), [syncWith(0.5, 'success')]);
    expect(storageHealth(world.read, period)[0]).toMatchObject({ state: 'ok', reported: undefined });
  });
});

it('a disabled warehouse is disabled, whatever it did before', () => {
  const world = snapshots()
    .set(resources.warehouses, [warehouseWith('w', { enabled: false })])
    .set(resources.warehouseSyncs('w'), [syncWith(1, 'failure')]);
  expect(storageHealth(world.read, period)[0]?.state).toBe('disabled');
});

it('without a list there are none', () => {
  expect(storageHealth(snapshots().read, period)).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { exactOnset, type Onset, olderOnset } from '../../../source/domain/delivery/onset.ts';
import type { AuditItem, Sync } from '../../../source/domain/entities.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { failedInRowText, inRowCounted, inRowText, storageHealth } from '../../../source/workspace/storage/health.ts';
import { auditWith, now, period, problemWith, snapshots, syncWith, warehouseWith } from '../snapshots.ts';

const healthOf = (syncs: readonly Sync[]) => {
  const world = snapshots()
    .set(resources.warehouses, [warehouseWith('w')])
    .set(resources.warehouseSyncs('w'), syncs);
  return storageHealth(world.read, period)[0];
};
const of = (sourceId: string) => ({ sourceId });
const note = (level: string, message: string) => ({
  level: sanitise(level),
  message: sanitise(message),
  at: undefined,
});

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

  it.each<readonly [string, readonly Sync[], string]>([
    ['ended by one that loaded', [syncWith(1, 'failure'), syncWith(2, 'failure'), syncWith(3, 'success')], '2'],
    ['ended by one that loaded a part', [syncWith(1, 'failure'), syncWith(2, 'partial')], '1'],
    ['with no end in what was read', [syncWith(1, 'failure'), syncWith(2, 'failure')], '2+'],
    [
      'with no end for one source of two',
      [
        syncWith(1, 'failure', of('a')),
        syncWith(2, 'failure', of('a')),
        syncWith(3, 'success', of('a')),
        syncWith(2, 'failure', of('b')),
      ],
      '2+',
    ],
    [
      'with no end for a source that is fine',
      [syncWith(1, 'failure', of('a')), syncWith(3, 'success', of('a')), syncWith(1, 'success', of('b'))],
      '1',
    ],
    ['none', [syncWith(1, 'success')], '0'],
    ['while its first one runs', [syncWith(0, 'running')], '0'],
  ])('counts failures in a row: %s', (_, syncs, expected) => {
    expect(inRowText(healthOf(syncs)!)).toBe(expected);
  });

  describe('has a beginning', () => {
    const ago = (hours: number) => exactOnset(now - hours * hour);
    const over = (hours: number) => olderOnset(now - hours * hour);
    const first = { isFirst: true } as const;
    const failed = (hours: number, change: Partial<Sync> = {}) => syncWith(hours, 'failure', change);

    it.each<readonly [string, readonly Sync[], Onset | undefined, inRow: string]>([
      ['after a good sync', [failed(1), failed(2), syncWith(3, 'success')], ago(2), '2'],
      ['after one that loaded a part', [failed(1), syncWith(2, 'partial')], ago(1), '1'],
      ['before all that was read', [failed(1), failed(2)], over(2), '2+'],
      ['with the first sync there ever was', [failed(1), failed(2, first)], ago(2), '2'],
      ['before what nobody knows the word of', [failed(1), failed(2), syncWith(3, 'unknown')], over(2), '2+'],
      [
        'with that of the first source',
        [failed(1), failed(2), syncWith(3, 'success'), failed(1, { ...of('b'), ...first })],
        ago(2),
        '2',
      ],
      [
        'before all, where one source of two was never seen good',
        [failed(5), syncWith(6, 'success'), failed(2, of('b'))],
        over(5),
        '1+',
      ],
      [
        'before all, where that one failed first',
        [failed(1), syncWith(2, 'success'), failed(4, of('b'))],
        over(4),
        '1+',
      ],
      [
        'of that which fails, not of that which is partial',
        [failed(1, first), syncWith(9, 'partial', of('b'))],
        ago(1),
        '1',
      ],
      [
        'of parts after a good sync',
        [syncWith(1, 'partial'), syncWith(2, 'partial'), syncWith(3, 'success')],
        ago(2),
        '0',
      ],
      ['of parts before all that was read', [syncWith(1, 'partial'), syncWith(2, 'partial')], over(2), '0'],
      ['that is none where all is well', [syncWith(1, 'success', first)], undefined, '0'],
    ])('%s', (_, syncs, onset, inRow) => {
      const found = healthOf(syncs)!;
      expect([found.onset, inRowText(found)]).toEqual([onset, inRow]);
      expect(found.failingSince).toBe(found.failedInRow > 0 ? onset?.since : undefined);
    });

    it('that is not known where a report was lost, or only the trail tells of it', () => {
      const world = snapshots().set(resources.warehouses, [warehouseWith('w')]);
      const at = now - 20 * minute;
      world.set(resources.recentAudit(period), {
        items: [auditWith({ at, type: t`Storage Destination Sync Failed`, resourceId: 'w' })],
      });
      expect(storageHealth(world.read, period)[0]?.onset).toEqual(olderOnset(at));
      world.set(
        resources.warehouseSyncs('w'),
        [failed(1), syncWith(2, 'success')],
        [problemWith({ kind: 'dropped-rows' })],
      );
      const [found] = storageHealth(world.read, period);
      expect([found?.onset, found?.pairs[0]?.onset, inRowText(found!)]).toEqual([over(1), over(1), '1+']);
    });
  });

  it('is certain of the sources that lost no report, where others did', () => {
    const lost = { noneLost: true } as const;
    const syncs = [
      ...[syncWith(1, 'failure', { ...of('a'), ...lost }), syncWith(2, 'success', { ...of('a'), ...lost })],
      ...[
        syncWith(3, 'failure', { ...of('b'), ...lost }),
        syncWith(4, 'failure', { ...of('b'), ...lost, isFirst: true }),
      ],
      ...[syncWith(1, 'failure', { ...of('c'), ...lost }), syncWith(5, 'success', of('c'))],
    ];
    const world = snapshots().set(resources.warehouses, [warehouseWith('w')]);
    world.set(resources.warehouseSyncs('w'), syncs, [problemWith({ kind: 'dropped-rows' })]);
    const found = storageHealth(world.read, period)[0]!;
    expect(found.pairs.map((pair) => [pair.sourceId, pair.onset, inRowText(pair)])).toEqual([
      ['b', exactOnset(now - 4 * hour), '2'],
      ['c', olderOnset(now - hour), '1+'],
      ['a', exactOnset(now - hour), '1'],
    ]);
    expect([found.isWhole, found.lastGood]).toEqual([false, undefined]);
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

describe('the sources of a warehouse', () => {
  const newest = syncWith(1, 'success', of('a'));
  const ago = (start: number, status: Sync['status'], sourceId: string, change: Partial<Sync> = {}) =>
    syncWith(start, status, { sourceId, ...change });

  it.each<readonly [string, Sync, string]>([
    ['whose last sync is two days older than the newest is still one', ago(49, 'failure', 'b'), 'failing'],
    [
      'whose last sync is older than that is gone, and its failure with it',
      ago(49, 'failure', 'b', { start: now - 49 * hour - 1 }),
      'ok',
    ],
  ])('one %s', (_, last, state) => {
    expect(healthOf([newest, last])?.state).toBe(state);
  });

  it('that load now are there, however long ago the sync before ended: what it came to still counts', () => {
    const loads = ago(0, 'running', 'b', { end: undefined });
    const health = healthOf([newest, loads, ago(60, 'failure', 'b')]);
    expect(health).toMatchObject({ state: 'failing', failedInRow: 1, failingPairs: 1 });
  });

  it('have data up to the oldest of their last good syncs', () => {
    const oldest = ago(6, 'success', 'b');
    expect(healthOf([newest, ago(2, 'failure', 'b'), oldest, ago(9, 'success', 'b')])?.lastGood).toBe(oldest.end);
    expect(healthOf([newest, { ...oldest, end: undefined }])?.lastGood).toBe(oldest.start);
  });

  it('have none up to a known moment where one of them never had a good sync', () => {
    expect(healthOf([newest, ago(2, 'partial', 'b')])?.lastGood).toBeUndefined();
  });

  it('fail since the first failed sync of the one that fails longest', () => {
    const syncs = [
      ...[ago(1, 'failure', 'a'), ago(3, 'failure', 'a'), ago(4, 'success', 'a'), ago(9, 'failure', 'a')],
      ...[ago(2, 'failure', 'b'), ago(5, 'failure', 'b'), ago(6, 'partial', 'b')],
      ...[ago(1, 'partial', 'c'), ago(8, 'failure', 'c')],
    ];
    expect(healthOf(syncs)).toMatchObject({ failingSince: now - 5 * hour, failedInRow: 2, failingPairs: 2 });
    expect(healthOf([newest])).toMatchObject({ failingSince: undefined, failedInRow: 0, failingPairs: 0 });
  });

  it('come worst first, then by failures in a row, by the longest without a good sync, by id', () => {
    const syncs = [
      ...[ago(1, 'success', 'x'), ago(1, 'success', 'z'), ago(1, 'success', 'y'), ago(3, 'success', 'long')],
      ...[ago(0, 'running', 'new'), ago(1, 'unknown', 'odd'), ago(1, 'partial', 'part')],
      ...[ago(1, 'failure', 'once'), ago(2, 'success', 'once'), ago(1, 'failure', 'unseen')],
      ...[ago(1, 'failure', 'twice'), ago(2, 'failure', 'twice'), ago(3, 'success', 'twice')],
    ];
    const { pairs, last } = healthOf(syncs)!;
    expect(pairs.map(({ sourceId }) => sourceId)).toEqual([
      'twice',
      'unseen',
      'once',
      'part',
      'odd',
      'new',
      'long',
      'x',
      'y',
      'z',
    ]);
    expect(last).toBe(syncs[10]);
  });

  it.each<readonly [string, Sync['notices'], string | undefined]>([
    ['what is no mere information', [note('info', 'started'), note('warn', 'slow'), note('error', 'denied')], 'slow'],
    ['information where there is no more', [note('info', 'started'), note('info', 'ended')], 'started'],
    ['nothing where nothing was said', [], undefined],
  ])('tell of their last sync %s', (_, notices, message) => {
    expect(healthOf([{ ...newest, notices }])?.notice?.message).toBe(message);
  });
});

describe('a warehouse that only the audit trail tells of', () => {
  const report = (hoursAgo: number, type: string, resourceId = 'w') =>
    auditWith({ at: now - hoursAgo * hour, type: sanitise(type), resourceId });
  const [failed, partly] = ['Storage Destination Sync Failed', 'Storage Destination Sync Partially Succeeded'];

  it.each<readonly [string, readonly AuditItem[], string, number | undefined]>([
    ['fails', [report(1, failed)], 'failing', 1],
    ['is loaded in part', [report(1, partly)], 'partial', 1],
    ['is as its newest report says, which comes last', [report(2, failed), report(1, partly)], 'partial', 1],
    ['is as its newest report says, which comes first', [report(1, failed), report(2, partly)], 'failing', 1],
    ['is as the first of two reports of one moment says', [report(1, failed), report(1, partly)], 'failing', 1],
    ['says nothing by a sync that was skipped', [report(1, 'Storage Destination Sync Skipped')], 'unknown', undefined],
    ['says nothing by its settings', [report(1, 'Storage Destination Modified')], 'unknown', undefined],
    ['says nothing by what failed of others', [report(1, 'Source Run Failed')], 'unknown', undefined],
  ])('%s', (_, items, state, hoursAgo) => {
    const world = snapshots()
      .set(resources.warehouses, [warehouseWith('w')])
      .set(resources.recentAudit(period), { items });
    const [health] = storageHealth(world.read, period);
    expect(health?.state).toBe(state);
    expect(health?.reported?.at).toBe(hoursAgo === undefined ? undefined : now - hoursAgo * hour);
  });
});

it.each([
  [1, false, ['1', '1 sync', '1 sync failed in a row']],
  [3, false, ['3', '3 syncs', '3 syncs failed in a row']],
  [1, true, ['1+', '1+ syncs', 'at least 1 sync failed in a row']],
  [12, true, ['12+', '12+ syncs', 'at least 12 syncs failed in a row']],
])('%d failures in a row, %s that there were more, are told as that', (failedInRow, isAtLeast, words) => {
  const row = { failedInRow, isAtLeast };
  expect([inRowText(row), inRowCounted(row, t`sync`), failedInRowText(row, t`sync`)]).toEqual(words);
});

it('a warehouse of which a report was lost is not well by those that are left, but it fails by them', () => {
  const stateOf = (...syncs: readonly Sync[]) => {
    const { read } = snapshots()
      .set(resources.warehouses, [warehouseWith('w')])
      .set(resources.warehouseSyncs('w'), syncs, [problemWith({ kind: 'dropped-rows' })]);
    return storageHealth(read, period)[0]?.state;
  };
  expect([stateOf(), stateOf(syncWith(1, 'success')), stateOf(syncWith(1, 'partial'))]).toEqual([
    'unknown',
    'unknown',
    'partial',
  ]);
  expect(stateOf(syncWith(1, 'failure'))).toBe('failing');
});

it('sources stand by how badly their last sync ended, and tell since when they fail', () => {
  const statuses = ['success', 'running', 'unknown', 'partial', 'failure'] as const;
  const pairs = healthOf(statuses.map((status) => syncWith(1, status, of(status))))?.pairs;
  expect(pairs?.map(({ sourceId, state }) => [sourceId, state])).toEqual([
    ['failure', 'failing'],
    ['partial', 'partial'],
    ['unknown', 'unknown'],
    ['running', 'running'],
    ['success', 'ok'],
  ]);
  const known = healthOf([syncWith(1, 'failure'), syncWith(2, 'success'), syncWith(1, 'partial', of('b'))]);
  expect(known?.pairs.map(({ onset, isAtLeast }) => [onset, isAtLeast])).toEqual([
    [exactOnset(now - hour), false],
    [olderOnset(now - hour), false],
  ]);
});

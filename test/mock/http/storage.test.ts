import { describe, expect, it } from 'vitest';
import { hour, iso } from '../../../source/domain/time.ts';
import type { Row } from '../../../source/mock/world.ts';
import { ask, get } from './ask.ts';
import { fakeNow, fakeWorld } from './fake-world.ts';

const sync = (status: string, message?: string, part: Row = {}): Row => ({
  ...{ sourceId: 'web', status, start: iso(fakeNow - hour), end: iso(fakeNow), duration: 3600, humanDuration: '1h' },
  ...{ count: 5, notices: message === undefined ? [] : [{ level: 'error', message, createdAt: iso(fakeNow) }] },
  ...part,
});
const running = sync('running', undefined, { end: null });

describe('the login of a warehouse', () => {
  it.each<[string, readonly Row[], string]>([
    ['nothing was ever synced', [], 'CONNECTED'],
    ['the newest sync worked', [sync('success'), sync('failure', 'connection refused')], 'CONNECTED'],
    ['nobody listened', [sync('failure', 'connection refused'), sync('success')], 'FAILED'],
    ['the password was wrong', [sync('FAILED', 'FATAL: password authentication failed')], 'FAILED'],
    ['the host was not found', [sync('failure', 'dial tcp: lookup db: no such host')], 'FAILED'],
    ['nobody answered', [sync('failure', 'i/o timeout: the server timed out')], 'FAILED'],
    ['the login worked and a right was missing', [sync('failure', 'permission denied for relation t')], 'CONNECTED'],
    ['it failed and says nothing', [sync('failure')], 'CONNECTED'],
    ['a part was loaded', [sync('partial', 'timed out')], 'CONNECTED'],
    ['a sync goes on after one that was refused', [running, sync('failure', 'connection refused')], 'FAILED'],
    ['a sync goes on after one that worked', [running, sync('success')], 'CONNECTED'],
    ['only the first sync goes on', [running], 'CONNECTED'],
    ['notices are none', [sync('failure', undefined, { notices: null })], 'CONNECTED'],
    ['a notice is none', [sync('failure', undefined, { notices: ['connection refused', null] })], 'CONNECTED'],
  ])('where %s', (_, syncs, connectionState) => {
    const world = fakeWorld({}, { warehouseSyncs: () => syncs });
    expect(get(world, '/warehouses/redshift/connection-state').body.data).toEqual({ connectionState });
  });
});

describe('the schedule of a warehouse', () => {
  const off = { enabled: false, schedule: { times: [], timezone: 'UTC' } };
  /** Syncs so many hours before 2026-01-15T12:00Z, which is 4 in the morning in Los Angeles. */
  const at = (...ago: readonly number[]) => until('2026-01-15T12:00:00Z', ago);
  /** The same before 5 in the morning in Los Angeles, where clocks went forward three hours ago. */
  const summer = (...ago: readonly number[]) => until('2026-03-08T12:00:00Z', ago);
  const until = (noon: string, ago: readonly number[]) =>
    ago.map((hours) => sync('success', undefined, { start: iso(Date.parse(noon) - hours * hour) }));

  it.each<[string, readonly Row[], readonly number[] | undefined]>([
    ['no sync', [], undefined],
    ['one sync', at(0), undefined],
    ['each hour', at(0, 1, 2), undefined],
    ['each two hours', at(...Array.from({ length: 30 }, (_, i) => 2 * i)), Array.from({ length: 12 }, (_, i) => 2 * i)],
    ['each two and a half hours', at(0, 2.5, 5), undefined],
    ['each five hours, which is no part of a day', at(0, 5, 10), undefined],
    ['each six hours', at(0, 6, 12, 18, 24, 30), [4, 10, 16, 22]],
    ['each six hours, since this morning', at(0, 6), [4, 22]],
    ['each six hours, on the day after summer time began', summer(0, 6, 12, 18, 24), [5, 11, 17, 23]],
    ['once a day', at(0, 24, 48), [4]],
    ['each two days', at(0, 48, 96), undefined],
    ['at half past', at(0.5, 12.5, 24.5), [3, 15]],
    ['twice at one moment', at(0, 0, 6), undefined],
  ])('with %s', (_, syncs, hours) => {
    const others = at(1, 2, 3).map((row) => ({ ...row, sourceId: 'ios' }));
    const world = fakeWorld({}, { warehouseSyncs: () => [...syncs, ...(syncs.length > 0 ? others : [])] });
    const times = Array.from({ length: 24 }, (_, hourOfDay) => ({ hourOfDay, enabled: hours?.includes(hourOfDay) }));
    expect(get(world, '/warehouses/redshift/advanced-sync-schedule').body.data).toEqual(
      hours ? { enabled: true, schedule: { times, timezone: 'America/Los_Angeles' } } : off,
    );
  });
});

describe('syncs that are started by hand', () => {
  const start = (body: Row) => {
    const world = fakeWorld();
    world.add?.('subscriptions', { id: 'sub2', destinationId: 'braze-ios', modelId: 'm2' }, 'Integration Modified');
    return ask(world, 'POST', '/reverse-etl-syncs', body);
  };
  it.each<[Row, string]>([
    [{ sourceId: 'web', modelId: 'm9', subscriptionId: 'sub1' }, "Model with id 'm9' not found."],
    [{ sourceId: 'web', modelId: 'm1', subscriptionId: 'sub9' }, "Subscription with id 'sub9' not found."],
    [{ sourceId: 'web', modelId: 'm1', subscriptionId: 'sub2' }, "Subscription with id 'sub2' not found."],
    [{ sourceId: 'ios', modelId: 'm1', subscriptionId: 'sub1' }, "Source with id 'ios' not found."],
  ])('are refused: %j', (body, message) => {
    expect(start(body)).toMatchObject({ status: 404, body: { errors: [{ message }] } });
  });

  it('show in the list of their own model and mapping only', () => {
    const world = fakeWorld({}, { reverseEtlSyncs: () => [] });
    world.add?.('subscriptions', { id: 'sub2', destinationId: 'braze-ios', modelId: 'm1' }, 'Integration Modified');
    ask(world, 'POST', '/reverse-etl-syncs', { sourceId: 'web', modelId: 'm1', subscriptionId: 'sub2' });
    const of = (id: string) => get(world, `/reverse-etl-models/m1/subscriptionId/${id}/syncs`).body.data.syncStatuses;
    expect([of('sub1').length, of('sub2').length]).toEqual([0, 1]);
    expect(get(fakeWorld(), '/reverse-etl-models/m1/syncs/900001').status).toBe(404);
  });
});

import { expect, test } from 'vitest';
import { t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import { mostTroubles, otherFamilies } from '../../../source/serve/metrics/others.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
  syncWith,
  warehouseWith,
} from '../../workspace/snapshots.ts';

const own = { profile: 'prod', workspace: 'Acme' };
const lost = [problemWith({ kind: 'dropped-rows', status: 200 })];
const trail = resources.recentAudit(period);
const failedRun = auditWith({ at: now - hour, type: t`Profiles Sync Warehouse Sync Failed`, resourceId: 'r' });

const world = (): Snapshots =>
  snapshots()
    .set(resources.sources, [])
    .set(resources.volume(period), [])
    .set(resources.usualVolume, [])
    .set(resources.destinations, [])
    .set(resources.warehouses, [])
    .set(resources.trackingPlans, [])
    .set(trail, { items: [] });

function numbers({ read }: Snapshots, name: string, label: string) {
  const family = otherFamilies(read, overview(read, period, now, {}), own).find((each) => each.name === name);
  return Object.fromEntries((family?.samples ?? []).map(({ labels, value }) => [labels[label], value]));
}

test.each<[string, Snapshots, number | undefined, number | undefined]>([
  ['all is read', world(), 0, 0],
  ['the trail has more pages', world().set(trail, { items: [], next: 'more' }), undefined, 0],
  ['a run failed, and the trail has more pages', world().set(trail, { items: [failedRun], next: 'more' }), 1, 0],
  ['the trail lost events', world().set(trail, { items: [] }, lost), undefined, undefined],
  ['the list of warehouses lost rows', world().set(resources.warehouses, [], lost), undefined, undefined],
])('troubles of a kind are counted, and none only where all was read: %s', (_, of, signal, warehouse) => {
  const found = numbers(of, 'segtop_triage_items', 'kind');
  expect([found.signal, found.warehouse]).toEqual([signal, warehouse]);
  // What was switched off the trail tells as well.
  expect(found.disabled).toBe(signal === 1 ? undefined : signal);
});

const failed = syncWith(1, 'failure');
test.each<[string, Snapshots, number | undefined, number | undefined]>([
  ['a good one was before', world().set(resources.warehouseSyncs('w'), [failed, syncWith(2, 'success')]), 1, 1],
  ['it was the first of all', world().set(resources.warehouseSyncs('w'), [{ ...failed, isFirst: true }]), 1, 1],
  ['there may be more before', world().set(resources.warehouseSyncs('w'), [failed]), undefined, 1],
  ['the newest was good', world().set(resources.warehouseSyncs('w'), [syncWith(1, 'success')]), 0, 0],
  ['a sync was lost', world().set(resources.warehouseSyncs('w'), [failed], lost), undefined, 1],
  ['no sync is read', world(), undefined, undefined],
])('failed syncs in a row are told where each was read: %s', (_, of, expected, atLeast) => {
  of.set(resources.warehouses, [warehouseWith('w')]);
  expect(numbers(of, 'segtop_warehouse_failed_syncs_in_row', 'warehouse_id').w).toBe(expected);
  expect(numbers(of, 'segtop_warehouse_failed_syncs_in_row_at_least', 'warehouse_id').w).toBe(atLeast);
});

test('a warehouse, its trouble and the trail are told with what stands on their pages', () => {
  const modified = (resourceId: string) => auditWith({ at: now - hour, type: t`Source Modified`, resourceId });
  const of = world()
    .set(resources.warehouses, [warehouseWith('w'), warehouseWith('v')])
    .set(resources.warehouseSyncs('w'), [syncWith(1, 'failure'), syncWith(2, 'success')])
    .set(trail, { items: [modified('r'), modified('s'), failedRun] });
  const families = otherFamilies(of.read, overview(of.read, period, now, {}), own);
  const told = (name: string, ...labels: readonly string[]) =>
    families
      .find((each) => each.name === name)!
      .samples.map((each) => [...labels.map((label) => each.labels[label]), each.value]);
  expect(told('segtop_warehouse_state', 'warehouse_id', 'state').filter(([, , value]) => value !== 0)).toEqual([
    ['w', 'failing', 1],
    ['v', 'unknown', 1],
  ]);
  expect(told('segtop_warehouse_state')).toHaveLength(12);
  expect(told('segtop_warehouse_last_good_sync_timestamp_seconds', 'warehouse_id')).toEqual([
    ['w', Date.parse('2026-01-15T10:31:00Z') / 1000],
  ]);
  expect(told('segtop_trouble', 'id', 'verdict', 'subject_type', 'subject', 'source')).toEqual([
    ['warehouse:w', '', 'warehouse', 'w', '', 1],
    ['signal:profiles-sync:r', '', 'destination', 'Braze', '', 1],
  ]);
  expect(told('segtop_trouble_since_timestamp_seconds', 'kind')).toEqual([
    ['warehouse', (now - hour) / 1000],
    ['signal', (now - hour) / 1000],
  ]);
  expect(told('segtop_audit_events_recent', 'type')).toEqual([
    ['Source Modified', 2],
    ['Profiles Sync Warehouse Sync Failed', 1],
  ]);
  // Of a trail that lost events the counts of its types are not known.
  of.set(trail, { items: [modified('r')] }, lost);
  const parts = otherFamilies(of.read, overview(of.read, period, now, {}), own);
  expect(parts.find(({ name }) => name === 'segtop_audit_events_recent')!.samples).toEqual([]);
});

test('usage is told with what it comes to, in seconds; what is not projected has no number', () => {
  const picture = overview(world().read, period, now, {});
  const meter = { kind: 'api-calls', used: 7n, allowance: 9n, periodEnd: now + hour, countedUntil: now - hour };
  const told = (name: string, change: object) =>
    otherFamilies(world().read, { ...picture, meters: [{ ...meter, ...change }] as never }, own)
      .find((each) => each.name === `segtop_usage_${name}`)!
      .samples.map(({ labels, value }) => [labels.meter, value]);
  const all = (change: object) =>
    ['used', 'allowance', 'projected', 'period_end_timestamp_seconds', 'counted_until_timestamp_seconds'].flatMap(
      (name) => told(name, change),
    );
  const times = [(now + hour) / 1000, (now - hour) / 1000];
  expect(all({ recent: { projected: 11n }, linear: { projected: 12n } })).toEqual(
    [7, 9, 11, ...times].map((value) => ['api_calls', value]),
  );
  expect(told('projected', { linear: { projected: 12n } })).toEqual([['api_calls', 12]]);
  expect(all({ allowance: undefined })).toEqual([7, ...times].map((value) => ['api_calls', value]));
});

test('each trouble names what it is about and its source; what is over is none, and the worst 500 are told', () => {
  const picture = overview(world().read, period, now, {});
  const source = sourceWith('s', { name: t`Shop` });
  const connection = { id: 'd', destination: { name: t`Braze` }, source };
  const base = { trouble: true, since: now - hour, lost: 3 };
  const triage = [
    { ...base, id: 'a', kind: 'connection', verdict: 'LOST', connection },
    { ...base, id: 'over', kind: 'connection', verdict: 'LOST', trouble: false, connection },
    { ...base, id: 'b', kind: 'disabled', verdict: 'DISABLED', since: undefined, lost: undefined, connection },
    { ...base, id: 'c', kind: 'source', flow: { source } },
    { ...base, id: 'd', kind: 'violations', row: { source } },
    { ...base, id: 'e', kind: 'connection', connection: { ...connection, source: undefined } },
    ...Array.from({ length: 500 }, (_, index) => ({ ...base, id: `u${index}`, kind: 'usage', meter: { kind: 'mtu' } })),
  ];
  const families = otherFamilies(world().read, { ...picture, triage: triage as never }, own);
  const told = (name: string, ...labels: readonly string[]) =>
    families
      .find((each) => each.name === `segtop_${name}`)!
      .samples.map((each) => [...labels.map((label) => each.labels[label]), each.value]);
  const troubles = told('trouble', 'id', 'verdict', 'subject_type', 'subject_id', 'subject', 'source');
  expect(troubles.slice(0, 6)).toEqual([
    ['a', 'LOST', 'destination', 'd', 'Braze', 'Shop', 1],
    ['b', 'DISABLED', 'destination', 'd', 'Braze', 'Shop', 1],
    ['c', '', 'source', 's', 'Shop', 'Shop', 1],
    ['d', '', 'source', 's', 'Shop', 'Shop', 1],
    ['e', '', 'destination', 'd', 'Braze', '', 1],
    ['u0', '', 'meter', 'mtu', 'mtu', '', 1],
  ]);
  expect([troubles.length, mostTroubles]).toEqual([500, 500]);
  expect(told('trouble_lost_events', 'id').slice(0, 2)).toEqual([
    ['a', 3],
    ['c', 3],
  ]);
  // All of them are counted.
  expect(Object.fromEntries(told('triage_items', 'kind'))).toMatchObject({ connection: 2, usage: 500, privacy: 0 });
});

import { describe, expect, it } from 'vitest';
import { t } from '../../../source/domain/text.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import {
  auditStanding,
  type PicturePart,
  pictureParts,
  rankingStanding,
} from '../../../source/workspace/watch/picture-standing.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  snapshots,
  sourceWith,
  syncWith,
  warehouseWith,
} from '../snapshots.ts';

const braze = destinationWith('d', 'web');
const all = snapshots()
  .set(resources.sources, [sourceWith('web')])
  .set(resources.volume(period), [])
  .set(resources.usualVolume, [])
  .set(resources.destinations, [braze])
  .set(resources.metrics(period, braze), readingWith({ firstTry: 9 }))
  .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
  .set(resources.trackingPlanSources('tp'), [sourceWith('web')])
  .set(resources.sourceSettings('web'), { sourceId: 'web' } as never)
  .set(resources.blocked(period, 'web'), failuresOf({ schema_violation: hourly(3) }))
  .set(resources.warehouses, [warehouseWith('w'), warehouseWith('off', { enabled: false })])
  .set(resources.warehouseSyncs('w'), [syncWith(1, 'success')])
  .set(resources.recentAudit(period), { items: [] });

/** The same world in which one resource was read as this. */
const readAs =
  ({ key }: Resource<unknown>, change: (before: Snapshot) => Snapshot): Read =>
  (resource) =>
    (resource.key === key ? change(all.read(resource)) : all.read(resource)) as never;

/** Parts without proof, each with how it stands. */
function open(read: Read) {
  const parts = pictureParts(read, overview(read, period, now, {}).fleet, period);
  return Object.fromEntries(
    parts.filter(({ standing }) => standing.kind !== 'whole').map(({ id, standing }) => [id, standing.kind]),
  );
}

const cases: readonly (readonly [string, Resource<unknown>, readonly PicturePart['id'][]])[] = [
  ['sources', resources.sources, ['sources']],
  ['volume', resources.volume(period), ['volume']],
  ['usual volume', resources.usualVolume, ['volume']],
  ['destinations', resources.destinations, ['destinations', 'delivery']],
  ['numbers of a connection', resources.metrics(period, braze), ['delivery']],
  ['warehouses', resources.warehouses, ['storage']],
  ['syncs of a warehouse', resources.warehouseSyncs('w'), ['storage']],
  ['tracking plans', resources.trackingPlans, ['violations']],
  ['sources of a plan', resources.trackingPlanSources('tp'), ['violations']],
  ['where a source reports what broke its plan', resources.sourceSettings('web'), ['violations']],
  ['what a plan blocked', resources.blocked(period, 'web'), ['violations']],
  ['audit trail', resources.recentAudit(period), ['audit']],
];

const each = (ids: readonly string[], kind: string) => Object.fromEntries(ids.map((id) => [id, kind]));

describe('that nothing is wrong stands on every read that triage judges by', () => {
  it('is proven where all of it was read; nobody waits for the syncs of a warehouse that is off', () => {
    expect(open(all.read)).toEqual({});
  });

  it.each(cases)('is not proven while this is read: %s', (_, resource, ids) => {
    expect(open(readAs(resource, () => unread))).toEqual(each(ids, 'reading'));
  });

  it.each(cases)('is not proven where a row of this was lost: %s', (_, resource, ids) => {
    const problems = [problemWith({ kind: 'dropped-rows' })];
    expect(open(readAs(resource, (before) => ({ ...before, problems })))).toEqual(each(ids, 'partial'));
  });

  it.each(cases)('is not proven where this was refused: %s', (_, resource, ids) => {
    const error = problemWith({ kind: 'no-access' });
    expect(open(readAs(resource, () => ({ ...unread, error, status: 'failed' })))).toEqual(each(ids, 'failed'));
  });

  it.each(cases)('is proven where only a field of this is unclear: %s', (_, resource) => {
    const problems = [problemWith({ kind: 'odd-fields' })];
    expect(open(readAs(resource, (before) => ({ ...before, problems })))).toEqual({});
  });
});

it('a connection that could not be read again is known all the same: the others are being read', () => {
  const other = destinationWith('other', 'web');
  const read = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, [braze, other])
    .set(resources.metrics(period, braze), readingWith({ firstTry: 9 }))
    .fail(resources.metrics(period, braze)).read;
  expect(rankingStanding(overview(read, period, now, {}).fleet)).toEqual({ kind: 'reading', read: 1, of: 2 });
});

it.each<readonly [string, next: string | undefined, problems: boolean, message: string | undefined]>([
  ['one page has all of it', undefined, false, undefined],
  ['it has more pages', 'more', false, 'events before the newest 2'],
  ['it has more pages, and events were lost', 'more', true, 'a row was lost'],
])('a trail whose older events are not read is no proof: %s', (_, next, hasLost, message) => {
  const items = [1, 2].map((ago) => auditWith({ at: now - ago, type: t`Source Created` }));
  const problems = hasLost ? [problemWith({ kind: 'dropped-rows', message: t`a row was lost` })] : [];
  const found = auditStanding(snapshots().set(resources.recentAudit(period), { items, next }, problems).read, period);
  expect(found).toMatchObject(
    message === undefined ? { kind: 'whole' } : { kind: 'partial', problem: { kind: 'dropped-rows', message } },
  );
});

describe('a plan without a feature has nothing of it', () => {
  it.each<readonly [string, Resource<unknown>, object]>([
    ['warehouses', resources.warehouses, {}],
    ['tracking plans', resources.trackingPlans, {}],
    ['sources', resources.sources, { sources: 'failed' }],
    ['syncs of a warehouse that is there', resources.warehouseSyncs('w'), { storage: 'failed' }],
  ])('%s', (_, resource, expected) => {
    const error = problemWith({ kind: 'not-in-plan' });
    expect(open(readAs(resource, () => ({ ...unread, error, status: 'failed' })))).toEqual(expected);
  });

  it('which is no answer where there were some before', () => {
    const error = problemWith({ kind: 'not-in-plan' });
    const problems = [problemWith({ kind: 'dropped-rows' })];
    expect(open(readAs(resources.warehouses, (before) => ({ ...before, error, problems })))).toEqual({
      storage: 'partial',
    });
  });
});

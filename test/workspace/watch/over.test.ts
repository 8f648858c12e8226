import { expect, it } from 'vitest';
import { t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { isKnownOver } from '../../../source/workspace/watch/over.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import {
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

const web = sourceWith('web');
const braze = destinationWith('braze', 'web');
const lost = [problemWith({ kind: 'dropped-rows', status: 200 })];
const volume = resources.volume(period);
const sent = [{ sourceId: 'web', total: 0, series: hourly(...steady(100, 48)) }];
const trail = resources.recentAudit(period);
const syncs = resources.warehouseSyncs('redshift');

/** All is read and well. */
const well = (): Snapshots =>
  snapshots()
    .set(resources.sources, [web])
    .set(volume, sent)
    .set(resources.usualVolume, [])
    .set(resources.destinations, [braze])
    .set(resources.metrics(period, braze), readingWith({ firstTry: 100 }))
    .set(resources.warehouses, [warehouseWith('redshift')])
    .set(syncs, [syncWith(1, 'success')])
    .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
    .set(resources.trackingPlanSources('tp'), [web])
    .set(resources.sourceSettings('web'), { sourceId: 'web' } as never)
    .set(resources.blocked(period, 'web'), failuresOf({}))
    .set(trail, { items: [] });
const off = { ...braze, enabled: false };
const idle = (): Snapshots => well().set(resources.metrics(period, braze), readingWith({}));
const refused = (world: Snapshots): Snapshots =>
  world.set(volume, undefined as never).fail(volume, { kind: 'no-access', status: 403 });
/** Half a day without an event: a pause or a silence. */
const paused = (): Snapshots =>
  well().set(volume, [{ sourceId: 'web', total: 0, series: [{ at: now - 12.5 * hour, count: 9 }] }]);

/** Runs of a source that failed so many hours ago. */
const failedRuns = (...ago: readonly number[]) => ({
  items: ago.map((each) =>
    auditWith({ id: `${each}`, at: now - each * hour, type: t`Source Run Failed`, resourceId: 'r' }),
  ),
});

it.each<[string, string, Snapshots, boolean]>([
  ['a connection that delivers', 'connection:braze', well(), true],
  [
    'a connection that was not read',
    'connection:braze',
    well().set(resources.metrics(period, braze), undefined as never),
    false,
  ],
  ['a connection that is no longer listed', 'connection:braze', well().set(resources.destinations, []), true],
  [
    'a connection that a list with lost rows does not have',
    'connection:braze',
    well().set(resources.destinations, [], lost),
    false,
  ],
  ['a connection that gets nothing of a source that is known to send', 'connection:braze', idle(), true],
  ['a connection that gets nothing of an unknown number', 'connection:braze', idle().set(volume, [], lost), false],
  [
    'a connection that gets nothing of a source whose number this token may not read',
    'connection:braze',
    refused(idle()),
    true,
  ],
  ['violations of a source whose number this token may not read', 'violations:web', refused(well()), true],
  [
    'violations of a source whose number could not be read',
    'violations:web',
    well()
      .set(volume, undefined as never)
      .fail(volume),
    false,
  ],
  ['a connection that is off', 'connection:braze', well().set(resources.destinations, [off]), true],
  [
    'a connection that is off by a trail with lost events',
    'connection:braze',
    well().set(resources.destinations, [off]).set(trail, { items: [] }, lost),
    false,
  ],
  ['a source that sends', 'source:web', well(), true],
  ['a source that pauses', 'source:web', paused(), true],
  [
    'a source that pauses, where what is usual was lost',
    'source:web',
    paused().set(resources.usualVolume, [], lost),
    false,
  ],
  [
    'a source that is off, where what is usual was lost',
    'source:web',
    paused()
      .set(resources.sources, [sourceWith('web', { enabled: false })])
      .set(resources.usualVolume, [], lost),
    true,
  ],
  ['a source whose events were lost', 'source:web', well().set(volume, [], lost), false],
  ['a source that a list with lost rows does not have', 'source:web', well().set(resources.sources, [], lost), false],
  ['a source that is no longer listed', 'source:web', well().set(resources.sources, []), true],
  ['a warehouse whose sync was good', 'warehouse:redshift', well(), true],
  [
    'a warehouse of which a sync was lost',
    'warehouse:redshift',
    well().set(syncs, [syncWith(1, 'success')], lost),
    false,
  ],
  ['a warehouse whose syncs are not read', 'warehouse:redshift', well().set(syncs, undefined as never), false],
  [
    'a warehouse whose sync ended nobody knows how',
    'warehouse:redshift',
    well().set(syncs, [syncWith(1, 'unknown')]),
    false,
  ],
  [
    'a warehouse that is off',
    'warehouse:redshift',
    well().set(resources.warehouses, [warehouseWith('redshift', { enabled: false })]),
    true,
  ],
  [
    'a warehouse that a list with lost rows does not have',
    'warehouse:redshift',
    well().set(resources.warehouses, [], lost),
    false,
  ],
  ['violations of a source without any', 'violations:web', well(), true],
  [
    'violations of a source that may forward others than those that were blocked',
    'violations:web',
    well().set(resources.sourceSettings('web'), undefined as never),
    false,
  ],
  [
    'violations of a source that was not read',
    'violations:web',
    well().set(resources.blocked(period, 'web'), undefined as never),
    false,
  ],
  [
    'violations of a source whose plans were lost',
    'violations:web',
    well().set(resources.trackingPlans, [], lost),
    false,
  ],
  ['violations of an unknown number of events', 'violations:web', well().set(volume, [], lost), false],
  ['a run by a trail that was read', 'signal:source-run:web', well(), true],
  ['a run by a trail that could not be renewed', 'signal:source-run:web', well().fail(trail), false],
  ['a run by a trail that lost events', 'signal:source-run:web', well().set(trail, { items: [] }, lost), false],
  [
    'a run by a trail that has more pages',
    'signal:source-run:web',
    well().set(trail, { items: [auditWith({ at: now, type: t`X` })], next: 'more' }),
    false,
  ],
  [
    'runs of which fewer are left in the trail of a day',
    'signal:source-run:r',
    well().set(trail, failedRuns(4, 14)),
    false,
  ],
  ['runs of another kind', 'signal:audience-run:r', well().set(trail, failedRuns(4, 14)), true],
  ['a run that nothing was heard of for long', 'signal:source-run:r', well().set(trail, failedRuns(7)), true],
  ['what is no trouble', 'usage:mtu', snapshots(), true],
])('that it is over is said only of what was read: %s', (_, id, { read }, expected) => {
  expect(isKnownOver(overview(read, period, now, {}), id)).toBe(expected);
});

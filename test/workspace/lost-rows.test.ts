import { describe, expect, it } from 'vitest';
import { t } from '../../source/domain/text.ts';
import { day } from '../../source/domain/time.ts';
import { monthOf } from '../../source/domain/usage.ts';
import { overview } from '../../source/workspace/overview.ts';
import type { Resource } from '../../source/workspace/resource.ts';
import * as resources from '../../source/workspace/resources.ts';
import { isFailing, statusOf } from '../../source/workspace/status.ts';
import type { TriageItem } from '../../source/workspace/triage.ts';
import {
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
} from './snapshots.ts';

/** Wording belongs to the views: here the kind stands for it. */
const triageWords = ({ kind }: TriageItem) => ({ verdict: kind.toUpperCase(), sentence: kind });

const month = monthOf(now);
const braze = destinationWith('d', 'web', { name: t`Braze` });
const settings = {
  sourceId: 'web',
  track: {
    allowUnplannedEvents: true,
    allowUnplannedEventProperties: true,
    allowEventOnViolations: true,
    allowPropertiesOnViolations: true,
    commonEventOnViolations: 'ALLOW',
  },
} as const;
const users = { anonymous: 0n, anonymousIdentified: 0n, identified: 40n, neverIdentified: 2n };

/** A workspace in which all is well, read whole. */
function world(): Snapshots {
  return snapshots()
    .set(resources.sources, [sourceWith('web'), sourceWith('ios')])
    .set(resources.usualVolume, [])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(...steady(10, 49)) }])
    .set(resources.destinations, [braze])
    .set(resources.metrics(period, braze), readingWith({ firstTry: 90, discarded: 10 }))
    .set(resources.failures(period, braze), failuresOf({ '401': hourly(10) }))
    .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
    .set(resources.trackingPlanSources('tp'), [sourceWith('web')])
    .set(resources.blocked(period, 'web'), failuresOf({ schema_violation: hourly(3) }))
    .set(resources.sourceSettings('web'), settings)
    .set(resources.warehouses, [warehouseWith('w')])
    .set(resources.warehouseSyncs('w'), [syncWith(1, 'success')])
    .set(resources.recentAudit(period), { items: [] })
    .set(resources.apiCalls(month), [{ at: month, apiCalls: 1234n }])
    .set(resources.mtu(month), [{ at: month, periodStart: month, periodEnd: month + 31 * day, ...users }]);
}

/** The same with a part of one answer lost, or only a field of it unclear. */
function statusWithout<T>(resource: Resource<T>, kind: 'dropped-rows' | 'odd-fields') {
  const all = world();
  const { data } = all.read(resource);
  all.set(resource, data as T, [problemWith({ kind })]);
  return statusOf(overview(all.read, period, now, {}), [], 0, triageWords);
}

const whole = statusOf(overview(world().read, period, now, {}), [], 0, triageWords);

const cases: readonly (readonly [string, Resource<unknown>, object])[] = [
  ['sources', resources.sources, { sources: { total: null, active: null, silent: null, events: 250 } }],
  [
    'volume',
    resources.volume(period),
    { sources: { total: 2, active: null, silent: null, events: null, previousEvents: null } },
  ],
  ['usual volume', resources.usualVolume, { sources: { total: 2, active: 1, silent: null, events: 250 } }],
  [
    'destinations',
    resources.destinations,
    { destinations: { total: null, enabled: null, attempted: null, failed: null, failedPercent: null, failing: null } },
  ],
  ['reasons', resources.failures(period, braze), { failing: [{ failed: 10, topReason: null, since: null }] }],
  ['tracking plans', resources.trackingPlans, { sources: { violations: null } }],
  ['sources of a plan', resources.trackingPlanSources('tp'), { sources: { violations: null } }],
  ['blocked events', resources.blocked(period, 'web'), { sources: { violations: null }, violations: [] }],
  [
    'warehouse syncs',
    resources.warehouseSyncs('w'),
    { warehouses: [{ state: 'unknown', failedSyncs: null, lastGood: null }] },
  ],
  ['API calls', resources.apiCalls(month), { usage: { apiCalls: null, mtu: 42 } }],
  ['MTU', resources.mtu(month), { usage: { apiCalls: 1234, mtu: null } }],
];

describe('what depends on an answer of which rows were lost', () => {
  it.each(cases)('is unknown, neither 0 nor the sum of the rest: %s', (_, resource, expected) => {
    expect(statusWithout(resource, 'dropped-rows')).toMatchObject(expected);
  });

  it.each(cases)('stays known where only a field of a row is unclear: %s', (_, resource) => {
    expect(statusWithout(resource, 'odd-fields')).toEqual(whole);
  });

  it('is known in the whole world that these are taken from', () => {
    expect(whole).toMatchObject({
      sources: { total: 2, active: 1, silent: 0, events: 250, violations: 3 },
      destinations: { total: 1, enabled: 1, attempted: 100, failed: 10, failedPercent: 10, failing: 1 },
      warehouses: [{ state: 'ok', failedSyncs: 0 }],
      usage: { apiCalls: 1234, mtu: 42 },
    });
  });
});

describe('a source that the rest of the volume does not name', () => {
  it('is of unknown health, neither silent nor without events', () => {
    const all = world().set(
      resources.volume(period),
      [{ sourceId: 'web', total: 0, series: hourly(...steady(10, 49)) }],
      [problemWith({ kind: 'dropped-rows' })],
    );
    const { flow } = overview(all.read, period, now, {});
    expect(flow.flows.map(({ source, events, health }) => [source.id, events, health.state])).toEqual([
      ['web', 250, 'live'],
      ['ios', undefined, 'unknown'],
    ]);
    expect(flow.nothingReceived).toBe(false);
  });

  it('makes no alarm of no events at all', () => {
    const all = world().set(resources.volume(period), [], [problemWith({ kind: 'dropped-rows' })]);
    expect(overview(all.read, period, now, {}).flow).toMatchObject({ events: undefined, nothingReceived: false });
  });
});

describe('blocked events without their reason', () => {
  it('may be violations or none: the count is unknown', () => {
    const rows = [{ by: {}, total: 9, retries: 0, series: hourly(9) }];
    const all = world().set(resources.blocked(period, 'web'), { total: 9, rows });
    const picture = overview(all.read, period, now, {});
    expect(picture.violations).toMatchObject({ isKnown: false, isWhole: false, unknown: ['web'] });
  });
});

describe('a warehouse of whose reports some were lost', () => {
  it('that failed last is still failing', () => {
    const lost = [problemWith({ kind: 'dropped-rows' })];
    const all = world().set(resources.warehouseSyncs('w'), [syncWith(1, 'failure')], lost);
    const picture = overview(all.read, period, now, {});
    expect(picture.storage).toMatchObject([{ state: 'failing', isWhole: false, lastGood: undefined }]);
    expect(isFailing(picture)).toBe(true);
  });

  it('of which none is left has not had no runs', () => {
    const all = world().set(resources.warehouseSyncs('w'), [], [problemWith({ kind: 'dropped-rows' })]);
    expect(overview(all.read, period, now, {}).storage).toMatchObject([{ state: 'unknown' }]);
  });
});

import { describe, expect, it } from 'vitest';
import type { TrackingPlanRule } from '../../source/domain/protocols/plans.ts';
import { noViolationRead } from '../../source/domain/protocols/violation.ts';
import { t } from '../../source/domain/text.ts';
import { day } from '../../source/domain/time.ts';
import { monthOf } from '../../source/domain/usage/meters.ts';
import { breakdown, breakdownResource, breakdownTab } from '../../source/workspace/delivery/breakdown.ts';
import { mappingDelivery } from '../../source/workspace/delivery/mappings.ts';
import { pipeline } from '../../source/workspace/delivery/pipeline.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import type { Resource } from '../../source/workspace/polling/resource.ts';
import { planRules } from '../../source/workspace/protocols/plan-rules.ts';
import { eventVolume, sourceEvents } from '../../source/workspace/protocols/source-events.ts';
import * as resources from '../../source/workspace/resources/common.ts';
import { readComparison } from '../../source/workspace/resources/delivery-comparison.ts';
import { trackingPlanRules } from '../../source/workspace/resources/pages.ts';
import { pipelineStep } from '../../source/workspace/resources/pipeline.ts';
import { pipelineWindow } from '../../source/workspace/resources/pipeline-periods.ts';
import * as own from '../../source/workspace/resources/violations.ts';
import { sendingVersions, sourcePipeline } from '../../source/workspace/sources/pipeline.ts';
import { receivedToday, usageBySource } from '../../source/workspace/usage/sources.ts';
import { overview } from '../../source/workspace/watch/overview.ts';
import { isFailing, statusOf } from '../../source/workspace/watch/status.ts';
import type { TriageItem } from '../../source/workspace/watch/triage.ts';
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
  ['blocked events', resources.blocked(period, 'web'), { sources: { violations: null }, violations: null }],
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
    // Which of them can be asked stands in a field of theirs.
    const rankable = resource === resources.destinations ? null : whole.destinations.rankable;
    const known = { ...whole, destinations: { ...whole.destinations, rankable } };
    expect(statusWithout(resource, 'odd-fields')).toEqual(known);
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

describe('the window before', () => {
  it('is not compared with where rows of it were lost', async () => {
    const deliveryStep = async ({ step }: { readonly step: string }) => ({
      value: failuresOf({ '401': hourly(7) }),
      problems: step === 'successful-delivery' ? [problemWith({ kind: 'dropped-rows' })] : [],
    });
    const backend = { deliveryStep } as unknown as Backend;
    await expect(readComparison(backend, braze, period, {}, now)).rejects.toMatchObject({
      problem: { kind: 'dropped-rows' },
    });
  });
});

describe('what a page counts from an answer of which rows were lost', () => {
  const lost = [problemWith({ kind: 'dropped-rows', message: t`1 row lost` })];
  const versions = {
    total: 100,
    rows: [{ by: { appVersion: t`1.0` }, total: 100, retries: 0, series: hourly(100) }],
  };

  it('is unknown in the pipeline of a source, with what follows from it', () => {
    const read = snapshots()
      .set(own.receivedVersions(period, 'web'), versions)
      .set(own.ingestFailures(period, 'web'), failuresOf({ no_user_anon_id: hourly(5) }), lost)
      .set(resources.blocked(period, 'web'), failuresOf({})).read;
    expect(sourcePipeline(read, period, 'web').map(({ step, count, error }) => [step, count, error?.message])).toEqual([
      ['successfully-received', 100, undefined],
      ['failed-on-ingest', undefined, '1 row lost'],
      ['filtered-at-source', 0, undefined],
      ['eligible', undefined, undefined],
    ]);
  });

  it('gives no shares of a whole that is not known', () => {
    const some = snapshots().set(own.receivedVersions(period, 'web'), versions, lost);
    expect(sendingVersions(some.read, period, 'web')).toMatchObject([{ version: '1.0', percent: undefined }]);
    const rows = [{ sourceId: 'web', eventName: t`Order Done`, total: 5, series: hourly(5) }];
    const events = snapshots().set(eventVolume(period, 'web'), rows, lost);
    expect(sourceEvents(events.read, period, 'web', now).events).toMatchObject([{ events: 5, percent: undefined }]);
  });

  it('is no step, no share and no zero in the pipeline of a connection', () => {
    const pair = { id: 'd', sourceId: 'web' };
    const window = pipelineWindow('24h', now);
    const slice = { window, earlier: undefined, report: failuresOf({ '401': hourly(7, 0) }) };
    const tab = breakdownTab('failed-delivery', 0);
    const { read } = snapshots()
      .set(pipelineStep('24h', pair, 'failed-delivery'), slice, lost)
      .set(breakdownResource('24h', pair, 'failed-delivery', tab), slice, lost);
    const stage = pipeline(read, pair, '24h', now).stages.find(({ id }) => id === 'failed-delivery');
    expect([stage?.count, stage?.error?.message]).toEqual([undefined, '1 row lost']);
    expect(stage?.counts.every((count) => count === undefined)).toBe(true);
    const { rows, error } = breakdown(read, pair, '24h', 'failed-delivery', tab);
    expect([rows.map(({ count, percent }) => [count, percent]), error?.message]).toEqual([
      [[7, undefined]],
      '1 row lost',
    ]);
  });

  it('tells nothing of mappings that are not named', () => {
    const destination = destinationWith('d', 'web');
    const window = pipelineWindow('24h', now);
    const rows = [{ by: { subscriptionId: t`m1` }, total: 7, retries: 0, series: hourly(7, 0) }];
    const slice = { window, earlier: undefined, report: { total: 7, rows } };
    const tab = { id: 'mappings', dimension: 'subscriptionId' } as const;
    const toldWith = (problems: typeof lost) => {
      const all = snapshots();
      for (const stage of ['successful-delivery', 'failed-delivery', 'filtered-at-destination'] as const)
        all.set(breakdownResource('24h', destination, stage, tab), slice, stage === 'failed-delivery' ? problems : []);
      return mappingDelivery(all.read, period, destination).isComplete;
    };
    expect([toldWith([]), toldWith(lost)]).toEqual([true, false]);
  });

  it('is not the use of a source, and not what the workspace received today', () => {
    const calls = [{ at: month, apiCalls: 9n, sourceId: 'web' }];
    const usedWith = (problems: typeof lost) => {
      const all = world().set(resources.apiCallsBySource(month), calls, problems);
      const { meters, flow } = overview(all.read, period, now, {});
      return usageBySource(all.read, flow, meters[0]!, now).map(({ id, used }) => [id, used]);
    };
    expect([usedWith([]), usedWith(lost)]).toEqual([[['web', 9n]], []]);
    const volume = [{ sourceId: 'web', total: 0, series: hourly(...steady(10, 49)) }];
    const some = overview(world().set(resources.volume(period), volume, lost).read, period, now, {}).flow;
    expect([receivedToday(some, undefined, now), receivedToday(some, some.flows[0]?.series, now)]).toEqual([
      undefined,
      130,
    ]);
  });

  it('is no rule that nothing broke, while a source of the plan has not told', () => {
    const rule = { type: t`TRACK`, key: t`Order Done`, version: 1, schema: {} };
    const brokenWith = (problems: typeof lost) => {
      const all = world()
        .set(trackingPlanRules('tp'), [rule as unknown as TrackingPlanRule])
        .set(own.violationDetails(period, 'web'), noViolationRead)
        .set(own.blockedEvents(period, 'web'), { total: 0, rows: [] }, problems);
      return planRules(all.read, period, 'tp').rows.map(({ violating }) => violating);
    };
    expect([brokenWith([]), brokenWith(lost)]).toEqual([[0], [undefined]]);
  });
});

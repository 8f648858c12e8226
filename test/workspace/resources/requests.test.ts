import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import { eventVolume } from '../../../source/workspace/protocols/source-events.ts';
import * as common from '../../../source/workspace/resources/common.ts';
import { minutesOfHour, minuteVolume, minuteVolumeSoon } from '../../../source/workspace/resources/minute-volume.ts';
import { looked } from '../../../source/workspace/resources/pace.ts';
import * as pages from '../../../source/workspace/resources/pages.ts';
import { received } from '../../../source/workspace/resources/received.ts';
import { samples } from '../../../source/workspace/resources/samples.ts';
import { blockedMinutes } from '../../../source/workspace/resources/violation-minutes.ts';
import * as own from '../../../source/workspace/resources/violations.ts';

/** In the first minutes of a month, inside an hour and a minute. */
const now = Date.parse('2026-12-01T00:05:30Z');
const pair = { id: 'd', sourceId: 's' };

/** What a resource asks of the backend: each call with its arguments, times as they are read. */
async function asked(resource: Resource<unknown>): Promise<string> {
  const calls: string[] = [];
  const told = (_: string, value: unknown) =>
    typeof value === 'number' && value > 1e12 ? new Date(value).toISOString().slice(5, 19) : value;
  const backend = new Proxy({} as Backend, {
    get: (_, name) => {
      if (name === 'wire') return () => ({ limitOf: () => undefined, waitFor: () => 0 });
      return (...given: unknown[]) => {
        const texts = given
          .filter((one) => one !== options)
          .map((one) => JSON.stringify(one, told)?.replaceAll('"', ''));
        calls.push([String(name), ...texts].join(' '));
        return Promise.resolve({ value: { total: 0, rows: [], items: [] }, problems: [] });
      };
    },
  });
  const options = {};
  await resource.load(backend, options, now).catch(() => undefined);
  return calls.join('; ');
}

const minutesOf = ({ every }: Resource<unknown>) => every / minute;

describe('what each resource asks for, and after how many minutes again', () => {
  it.each<readonly [Resource<unknown>, number, string]>([
    [common.workspace, 1, 'workspace'],
    [common.sources, 5, 'sources'],
    [common.destinations, 5, 'destinations'],
    [common.warehouses, 10, 'warehouses'],
    [common.withoutTrail.sources, 1.5, 'sources'],
    [common.withoutTrail.destinations, 1.5, 'destinations'],
    [common.withoutTrail.warehouses, 1.5, 'warehouses'],
    [common.functions, 30, 'functions'],
    [common.trackingPlans, 15, 'trackingPlans'],
    [common.trackingPlanSources('p'), 15, 'trackingPlanSources p'],
    [common.sourceSettings('s'), 30, 'sourceSettings s'],
    [
      common.volume('24h'),
      1,
      'eventVolume {window:{start:11-29T00:00:00,end:12-01T00:04:30},granularity:HOUR,groupBy:[source]}',
    ],
    [
      common.volume('7d'),
      1,
      'eventVolume {window:{start:11-17T01:00:00,end:12-01T00:04:30},granularity:HOUR,groupBy:[source]}',
    ],
    [
      common.usualVolume,
      60,
      'eventVolume {window:{start:11-23T00:00:00,end:12-01T00:00:00},granularity:HOUR,groupBy:[source]}',
    ],
    [
      common.forwardedViolations('24h'),
      2,
      'eventVolume {window:{start:11-29T00:00:00,end:12-01T00:04:30},granularity:HOUR,groupBy:[source],eventNames:[Violation Generated]}',
    ],
    [
      common.minutes('24h', pair),
      1,
      'deliveryStep {sourceId:s,destinationId:d,window:{start:11-30T20:06:00,end:12-01T00:05:30},granularity:MINUTE,step:failed-delivery,groupBy:[discardReason]}; deliveryStep {sourceId:s,destinationId:d,window:{start:11-30T20:06:00,end:12-01T00:05:30},granularity:MINUTE,step:successful-delivery}',
    ],
    [
      common.comparedMetrics('24h', pair),
      60,
      'deliveryStep {destinationId:d,sourceId:s,window:{start:11-29T00:00:00,end:12-01T00:00:00},granularity:HOUR,step:failed-delivery}; deliveryStep {destinationId:d,sourceId:s,window:{start:11-29T00:00:00,end:12-01T00:00:00},granularity:HOUR,step:successful-delivery}',
    ],
    [
      common.comparedMetrics('7d', pair),
      420,
      'deliveryStep {destinationId:d,sourceId:s,window:{start:11-17T01:00:00,end:12-01T00:00:00},granularity:HOUR,step:failed-delivery}; deliveryStep {destinationId:d,sourceId:s,window:{start:11-17T01:00:00,end:12-01T00:00:00},granularity:HOUR,step:successful-delivery}',
    ],
    [
      common.failures('24h', pair),
      5,
      'deliveryStep {step:failed-delivery,sourceId:s,destinationId:d,window:{start:11-30T00:00:00,end:12-01T00:05:30},granularity:HOUR,groupBy:[discardReason]}',
    ],
    [
      common.failures('7d', pair, looked),
      2,
      'deliveryStep {step:failed-delivery,sourceId:s,destinationId:d,window:{start:11-24T01:00:00,end:12-01T00:05:30},granularity:HOUR,groupBy:[discardReason]}',
    ],
    [
      common.blocked('24h', 's'),
      2,
      'deliveryStep {step:filtered-at-source,sourceId:s,window:{start:11-29T00:00:00,end:12-01T00:05:30},granularity:HOUR,groupBy:[discardReason]}',
    ],
    [common.recentAudit('24h'), 1, 'auditEvents {window:{start:11-30T00:00:00,end:12-01T00:05:31},count:200}'],
    [common.recentAudit('7d'), 1, 'auditEvents {window:{start:11-24T01:00:00,end:12-01T00:05:31},count:1000}'],
    [common.apiCalls(now), 60, 'apiCalls 12-01T00:05:30'],
    [common.mtu(now), 60, 'mtu 12-01T00:05:30'],
    [common.apiCallsBySource(now), 60, 'apiCallsBySource 12-01T00:05:30'],
    [common.mtuBySource(now), 60, 'mtuBySource 12-01T00:05:30'],
    [common.warehouseSyncs('w'), 10, 'warehouseSyncs w'],
    [common.warehouseSyncs('w', true), 2, 'warehouseSyncs w'],
    [
      minuteVolume,
      1,
      'eventVolume {window:{start:11-30T20:05:00,end:12-01T00:04:30},granularity:MINUTE,groupBy:[source]}',
    ],
    [
      minuteVolumeSoon,
      0.25,
      'eventVolume {window:{start:11-30T20:05:00,end:12-01T00:04:30},granularity:MINUTE,groupBy:[source]}',
    ],
    [
      minutesOfHour(now - (now % hour)),
      360,
      'eventVolume {window:{start:12-01T00:00:00,end:12-01T01:00:00},granularity:MINUTE,groupBy:[source]}',
    ],
    [
      eventVolume('24h', 's'),
      2,
      'eventVolume {window:{start:11-29T00:00:00,end:12-01T00:04:30},granularity:HOUR,groupBy:[eventName,eventType],sourceIds:[s]}',
    ],
    [
      eventVolume('7d', 's'),
      10,
      'eventVolume {window:{start:11-17T01:00:00,end:12-01T00:04:30},granularity:HOUR,groupBy:[eventName,eventType],sourceIds:[s]}',
    ],
    [
      pages.eventNames('24h'),
      10,
      'eventVolume {window:{start:11-30T00:00:00,end:12-01T00:05:30},granularity:DAY,groupBy:[source,eventName,eventType]}',
    ],
    [pages.trackingPlanRules('p'), 15, 'trackingPlanRules p'],
    [pages.transformations, 15, 'transformations'],
    [pages.users, 15, 'users'],
    [pages.user('u'), 60, 'user u'],
    [pages.userGroups, 15, 'userGroups'],
    [pages.roles, 60, 'roles'],
    [pages.invites, 15, 'invites'],
    [pages.labels, 15, 'labels'],
    [pages.spaces, 60, 'spaces'],
    [pages.audiences('sp'), 5, 'audiences sp'],
    [pages.audienceDestinations('sp', 'a'), 15, 'audienceDestinations sp a'],
    [pages.computedTraits('sp'), 5, 'computedTraits sp'],
    [pages.regulations, 15, 'regulations'],
    [pages.regulation('r'), 5, 'regulation r'],
    [pages.suppressions, 60, 'suppressions'],
    [pages.catalogSources, 1440, 'catalogSources'],
    [pages.catalogDestinations, 1440, 'catalogDestinations'],
    [pages.catalogWarehouses, 1440, 'catalogWarehouses'],
    [pages.mappings('d'), 10, 'mappings d'],
    [pages.destinationFilters('d'), 10, 'destinationFilters d'],
    [pages.sourceDestinations('s'), 10, 'sourceDestinations s'],
    [pages.sourceWarehouses('s'), 15, 'sourceWarehouses s'],
    [pages.warehouseSources('w'), 15, 'warehouseSources w'],
    [pages.warehouseSchedule('w'), 60, 'warehouseSchedule w'],
    [pages.reverseEtlModels, 15, 'reverseEtlModels'],
    [pages.functionDetails('f'), 15, 'functionDetails f'],
    [pages.functionVersions('f'), 30, 'functionVersions f'],
    [pages.functionInstances('f'), 15, 'functionInstances f'],
    [pages.reverseEtlSyncs('m', 's'), 2, 'reverseEtlSyncs {modelId:m,subscriptionId:s,count:50}'],
    [pages.connectionState('w'), 28800, 'connectionState w'],
    [received('s'), 10, 'received s'],
    [samples({ destinationId: 'd', reason: '401' }), 60, 'samples {destinationId:d,reason:401}'],
    [
      own.violationDetails('24h', 's'),
      2,
      'violationDetails {sourceId:s,window:{start:11-30T00:00:00,end:12-01T00:05:30}}',
    ],
    [
      own.blockedEvents('24h', 's'),
      2,
      'deliveryStep {step:filtered-at-source,sourceId:s,window:{start:11-30T00:00:00,end:12-01T00:05:30},granularity:HOUR,groupBy:[eventName,eventType,discardReason],filter:{}}',
    ],
    [
      own.blockedReasons('24h', 's', { eventName: 'A' as never, eventType: 'track' as never }),
      2,
      'deliveryStep {step:filtered-at-source,sourceId:s,window:{start:11-30T00:00:00,end:12-01T00:05:30},granularity:HOUR,groupBy:[eventName,eventType,discardReason,appVersion],filter:{eventType:[track],eventName:[A]}}',
    ],
    [
      own.eventTotals('24h', 's'),
      2,
      'eventVolume {window:{start:11-30T00:00:00,end:12-01T00:05:30},granularity:HOUR,groupBy:[eventName,eventType],sourceIds:[s]}',
    ],
    [
      own.receivedVersions('24h', 's'),
      2,
      'deliveryStep {step:successfully-received,sourceId:s,window:{start:11-30T00:00:00,end:12-01T00:05:30},granularity:HOUR,groupBy:[appVersion]}',
    ],
    [
      own.ingestFailures('24h', 's'),
      2,
      'deliveryStep {step:failed-on-ingest,sourceId:s,window:{start:11-30T00:00:00,end:12-01T00:05:30},granularity:HOUR,groupBy:[discardReason]}',
    ],
    [own.sourceById('s'), 60, 'source s'],
    [
      blockedMinutes('s'),
      1,
      'deliveryStep {step:filtered-at-source,sourceId:s,window:{start:11-30T20:06:00,end:12-01T00:05:30},granularity:MINUTE,groupBy:[discardReason]}',
    ],
  ])('$0.key', async (resource, every, calls) => {
    expect([minutesOf(resource), await asked(resource)]).toEqual([every, calls]);
  });
});

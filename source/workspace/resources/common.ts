import type { StepReport, VolumeRow } from '../../domain/delivery/counts.ts';
import type {
  ApiCallsDay,
  AuditItem,
  Destination,
  MtuDay,
  SegmentFunction,
  Source,
  SourceSettings,
  Sync,
  TrackingPlan,
  Warehouse,
  Workspace,
} from '../../domain/entities.ts';
import type { Answer } from '../../domain/problem.ts';
import type { Page, ReadOptions, StepQuery } from '../../domain/queries.ts';
import { habitLength } from '../../domain/sources/habit.ts';
import { floorTo, hour, minute, type Period, periodLength, second, type Window } from '../../domain/time.ts';
import { doubleWindow, readWindow, volumeLag } from '../../domain/windows.ts';
import type { Backend } from '../polling/backend.ts';
import { hoursSeen } from '../polling/hours-seen.ts';
import type { Resource } from '../polling/resource.ts';
import { invalidatedBy } from './audit-reads.ts';
import { type DeliveryComparison, readComparison } from './delivery-comparison.ts';
import { readDelivery } from './delivery-lanes.ts';
import type { DeliveryReading } from './delivery-reading.ts';
import { readVolume } from './kept-volume.ts';
import { atOnce, isScarce, sustainable } from './pace.ts';
import { perPair } from './per-pair.ts';
import { seenStep, seenVolume } from './seen.ts';

/** Every resource of the dashboard: its key, how often it is worth a request, and the read (rule 25). */

export const workspace: Resource<Workspace> = {
  key: 'workspace',
  every: minute,
  isTokenCheck: true,
  load: (backend, options) => backend.workspace(options),
};

export const sources: Resource<readonly Source[]> = {
  key: 'sources',
  every: 5 * minute,
  load: (backend, options) => backend.sources(options),
};

export const destinations: Resource<readonly Destination[]> = {
  key: 'destinations',
  every: 5 * minute,
  load: (backend, options) => backend.destinations(options),
};

export const warehouses: Resource<readonly Warehouse[]> = {
  key: 'warehouses',
  every: 10 * minute,
  load: (backend, options) => backend.warehouses(options),
};

/** Without an audit trail only the lists show changes, so they are read more often: a change of others is seen within two minutes. */
export const withoutTrail = {
  sources: { ...sources, every: 1.5 * minute },
  destinations: { ...destinations, every: 1.5 * minute },
  warehouses: { ...warehouses, every: 1.5 * minute },
} as const;

/** Five calls: read only where functions are shown or chosen. */
export const functions: Resource<readonly SegmentFunction[]> = {
  key: 'functions',
  every: 30 * minute,
  load: (backend, options) => backend.functions(options),
};

export const trackingPlans: Resource<readonly TrackingPlan[]> = {
  key: 'tracking-plans',
  every: 15 * minute,
  load: (backend, options) => backend.trackingPlans(options),
};

export function trackingPlanSources(planId: string): Resource<readonly Source[]> {
  return {
    key: `tracking-plan-sources:${planId}`,
    every: 15 * minute,
    load: (backend, options) => backend.trackingPlanSources(planId, options),
  };
}

export function sourceSettings(sourceId: string): Resource<SourceSettings> {
  return {
    key: `source-settings:${sourceId}`,
    every: 30 * minute,
    load: (backend, options) => backend.sourceSettings(sourceId, options),
  };
}

/** Hourly volume of every source over the period and the one before, in one request. */
export function volume(period: Period): Resource<readonly VolumeRow[]> {
  return {
    key: `volume:${period}`,
    every: minute,
    load: (backend, options, now, _previous, read) => {
      const history = period === '24h' ? undefined : read?.(hoursSeen).data;
      return readVolume(backend, doubleWindow(period, now - volumeLag), options, now, history);
    },
  };
}

/** The full hours of a week and a day before now. */
export function usualWindow(now: number): Window {
  const end = floorTo(now - volumeLag, 'HOUR');
  return { start: end - habitLength, end };
}

/** What every source usually sends in each hour: read once an hour, for hours that are over. */
export const usualVolume: Resource<readonly VolumeRow[]> = {
  key: 'usual-volume',
  every: hour,
  load: (backend, options, now, _previous, read) =>
    readVolume(backend, usualWindow(now), options, now, read?.(hoursSeen).data),
};

/** Forwarded violations, by the source that received them: one request for the whole workspace (rule 92). */
export function forwardedViolations(period: Period): Resource<readonly VolumeRow[]> {
  return {
    key: `forwarded-violations:${period}`,
    every: 2 * minute,
    load: async (backend, options, now) => {
      const window = doubleWindow(period, now - volumeLag);
      const eventNames = ['Violation Generated'];
      const query = { window, granularity: 'HOUR', groupBy: ['source'], eventNames } as const;
      return seenVolume(await backend.eventVolume(query, options), window, now, 'violations');
    },
  };
}

/** Used where too many connections are swept for exact first readings: these readings are estimates. */
export const metrics: ReturnType<typeof perPair<DeliveryReading>> = perPair<DeliveryReading>(
  (period, pair, { name, every, sweep }) => ({
    key: `metrics:${period}:${pair.id}`,
    every,
    ...(sweep === undefined ? {} : { least: (wire) => sustainable(sweep, wire) }),
    ...(name === atOnce.name ? { isEnough: ({ total }) => total.basis !== 'volume' } : {}),
    load: (backend, options, now, previous, read) =>
      readDelivery(backend, pair, period, options, now, {
        previous,
        brief: sweep !== undefined && isScarce(sweep, backend.wire()),
        volume: read?.(volume(period)),
        // A day costs the same request, and tells what waits for a retry.
        ...(period === '24h' ? {} : { history: read?.(hoursSeen).data, other: read?.(metrics('24h', pair)) }),
      }),
  }),
);

/** The last four hours of a connection to the minute: what begins or ends now is seen in it. Two requests. */
export interface MinuteSeries {
  readonly window: Window;
  /** Failed deliveries by reason. */
  readonly failures: StepReport;
  readonly deliveries: StepReport;
}

/** For the few connections that are raised or looked at: the hour is too coarse to say when a failure began or ended. */
export const minutes = perPair<MinuteSeries>((_period, { id, sourceId }) => ({
  key: `minutes:${id}`,
  every: minute,
  load: async (backend, options, now) => {
    const window = { start: floorTo(now - 4 * hour, 'MINUTE') + minute, end: now };
    const query = { sourceId, destinationId: id, window, granularity: 'MINUTE' } as const;
    const [failures, deliveries] = await Promise.all([
      backend.deliveryStep({ ...query, step: 'failed-delivery', groupBy: ['discardReason'] }, options),
      backend.deliveryStep({ ...query, step: 'successful-delivery' }, options),
    ]);
    return {
      value: { window, failures: failures.value, deliveries: deliveries.value },
      problems: [...failures.problems, ...deliveries.problems],
    };
  },
}));

/** Two equal windows, for the change chip; they move slowly, so they are asked for rarely. */
export const comparedMetrics = perPair<DeliveryComparison>((period, pair) => ({
  key: `earlier-metrics:${period}:${pair.id}`,
  every: Math.max(hour, periodLength[period] / 24),
  load: (backend, options, now, _previous, read) =>
    readComparison(backend, pair, period, options, now, read?.(hoursSeen).data),
}));

async function readReasons(
  backend: Backend,
  step: 'failed-delivery' | 'filtered-at-source',
  of: Pick<StepQuery, 'sourceId' | 'destinationId'>,
  window: Window,
  options: ReadOptions,
  now: number,
): Promise<Answer<StepReport>> {
  const query = { step, ...of, window, granularity: 'HOUR', groupBy: ['discardReason'] } as const;
  const answer = await backend.deliveryStep(query, options);
  const thing =
    of.destinationId === undefined ? (`source:${of.sourceId}` as const) : (`connection:${of.destinationId}` as const);
  return { ...answer, seen: seenStep(step, thing, answer.value, window, now) };
}

/** Failed deliveries of a connection by reason, hourly: the reason, the onset and the sparkline of a failing row. */
export const failures = perPair<StepReport>((period, { id, sourceId }, { every }) => ({
  key: `failures:${period}:${id}`,
  every,
  load: (backend, options, now) =>
    readReasons(backend, 'failed-delivery', { sourceId, destinationId: id }, readWindow(period, now), options, now),
}));

/** Events that Protocols filtered at the source, by reason, over the period and the one before. */
export function blocked(period: Period, sourceId: string): Resource<StepReport> {
  return {
    key: `blocked:${period}:${sourceId}`,
    every: 2 * minute,
    load: (backend, options, now) =>
      readReasons(backend, 'filtered-at-source', { sourceId }, doubleWindow(period, now), options, now),
  };
}

/** Events of most days are few; of a week, and of a busy day, they take the longest page there is, so that triage overlooks none. */
const [usualPage, longestPage] = [200, 1000];

/** The newest audit events of the period: recent activity, what changed near an onset, and what only the trail reports. */
export function recentAudit(period: Period): Resource<Page<AuditItem>> {
  return {
    key: `recent-audit:${period}`,
    every: minute,
    load: async (backend, options, now, previous) => {
      // Times go to the second: the end of this one takes in what was changed a moment ago.
      const window = { start: readWindow(period, now).start, end: now + second };
      const isMany = period !== '24h' || (previous?.items.length ?? 0) > usualPage;
      const count = isMany ? longestPage : usualPage;
      const answer = await backend.auditEvents({ window, count }, options);
      const isCut = answer.value.next !== undefined && count < longestPage;
      return isCut ? backend.auditEvents({ window, count: longestPage }, options) : answer;
    },
    invalidates: invalidatedBy,
  };
}

/** Usage is counted once a day: asking more than hourly gives nothing new. */
export function apiCalls(month: number): Resource<readonly ApiCallsDay[]> {
  return { key: `api-calls:${month}`, every: hour, load: (backend, options) => backend.apiCalls(month, options) };
}

export function mtu(month: number): Resource<readonly MtuDay[]> {
  return { key: `mtu:${month}`, every: hour, load: (backend, options) => backend.mtu(month, options) };
}

export function apiCallsBySource(month: number): Resource<readonly ApiCallsDay[]> {
  return {
    key: `api-calls-by-source:${month}`,
    every: hour,
    load: (backend, options) => backend.apiCallsBySource(month, options),
  };
}

export function mtuBySource(month: number): Resource<readonly MtuDay[]> {
  return {
    key: `mtu-by-source:${month}`,
    every: hour,
    load: (backend, options) => backend.mtuBySource(month, options),
  };
}

/**
 * Two requests a minute is the API's limit for these: they trickle in their own lane.
 * @param failing its newest sync failed: that it works again is told nowhere else, so it is looked at more often
 */
export function warehouseSyncs(id: string, failing = false): Resource<readonly Sync[]> {
  return {
    key: `warehouse-syncs:${id}`,
    every: failing ? 2 * minute : 10 * minute,
    slow: true,
    load: (backend, options) => backend.warehouseSyncs(id, options),
  };
}

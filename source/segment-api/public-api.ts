import { type Answer, ReadError } from '../domain/problem.ts';
import type { WireState } from '../domain/queries.ts';
import { noViolationRead, type ViolationDetails, type ViolationQuery } from '../domain/violation.ts';
import { Client } from './client.ts';
import { type Clock, systemClock } from './clock.ts';
import { readAuditEvents } from './endpoints/audit-events.ts';
import { makeChange } from './endpoints/changes.ts';
import { readDeliveryMetrics } from './endpoints/delivery-metrics.ts';
import { readDeliveryStep } from './endpoints/delivery-overview.ts';
import { listDestinations } from './endpoints/destinations.ts';
import { readEventVolume } from './endpoints/events-volume.ts';
import { listFunctions } from './endpoints/functions.ts';
import { readSamples } from './endpoints/samples.ts';
import { readSourceSettings } from './endpoints/source-settings.ts';
import { listSources, readSource } from './endpoints/sources.ts';
import { listTrackingPlanSources, listTrackingPlans } from './endpoints/tracking-plans.ts';
import { readApiCalls, readApiCallsBySource, readMtu, readMtuBySource } from './endpoints/usage.ts';
import { readWarehouseSyncs } from './endpoints/warehouse-syncs.ts';
import { listWarehouses } from './endpoints/warehouses.ts';
import { readWorkspace } from './endpoints/workspace.ts';
import { readErrorOf } from './failure.ts';
import { RateBudget } from './rate-budget.ts';
import type { Transport } from './transport.ts';

export interface PublicApiOptions {
  readonly transport: Transport;
  readonly clock?: Clock;
  /** 0 to 1, for jitter. */
  readonly random?: () => number;
  /** The budget of the token, where several clients share one. */
  readonly budget?: RateBudget;
  /** Allows changes; without it the client sends reads only. */
  readonly write?: boolean;
}

/** Every read of the Backend port over one transport. Reads reject only with a ReadError. */
export function createPublicApi(options: PublicApiOptions) {
  const { transport, clock = systemClock, random = Math.random, budget, write = false } = options;
  const shared = budget ?? new RateBudget({ clock, random });
  const client = new Client({ transport, clock, random, budget: shared, write });
  /** An endpoint with the client put in; whatever it throws becomes a ReadError. */
  const on =
    <A extends unknown[], R>(read: (client: Client, ...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      try {
        return await read(client, ...args);
      } catch (thrown) {
        throw thrown instanceof ReadError ? thrown : readErrorOf(thrown, 'Public API');
      }
    };
  return {
    workspace: on(readWorkspace),
    sources: on(listSources),
    source: on(readSource),
    sourceSettings: on(readSourceSettings),
    destinations: on(listDestinations),
    deliveryMetrics: on(readDeliveryMetrics),
    deliveryStep: on(readDeliveryStep),
    eventVolume: on(readEventVolume),
    auditEvents: on(readAuditEvents),
    apiCalls: on(readApiCalls),
    apiCallsBySource: on(readApiCallsBySource),
    mtu: on(readMtu),
    mtuBySource: on(readMtuBySource),
    warehouses: on(listWarehouses),
    warehouseSyncs: on(readWarehouseSyncs),
    functions: on(listFunctions),
    trackingPlans: on(listTrackingPlans),
    trackingPlanSources: on(listTrackingPlanSources),
    violationDetails: async (_query: ViolationQuery): Promise<Answer<ViolationDetails>> => ({
      value: noViolationRead,
      problems: [],
    }),
    samples: on(readSamples),
    change: on(makeChange),
    wire: (): WireState => shared.wire(),
  };
}

import { type Answer, ReadError } from '../domain/problem.ts';
import type { WireState } from '../domain/queries.ts';
import { noViolationRead, type ViolationDetails, type ViolationQuery } from '../domain/violation.ts';
import { Client } from './client.ts';
import { type Clock, systemClock } from './clock.ts';
import { listAudienceDestinations } from './endpoints/audience-destinations.ts';
import { listAudiences, listComputedTraits } from './endpoints/audiences.ts';
import { readAuditEvents } from './endpoints/audit-events.ts';
import { listCatalogDestinations, listCatalogSources, listCatalogWarehouses } from './endpoints/catalog.ts';
import { makeChange } from './endpoints/changes.ts';
import { readConnectionState } from './endpoints/connection-state.ts';
import { listSourceDestinations, listSourceWarehouses, listWarehouseSources } from './endpoints/connections.ts';
import { readDeliveryMetrics } from './endpoints/delivery-metrics.ts';
import { readDeliveryStep } from './endpoints/delivery-overview.ts';
import { listDestinationFilters } from './endpoints/destination-filters.ts';
import { listDestinations } from './endpoints/destinations.ts';
import { readEventVolume } from './endpoints/events-volume.ts';
import { listFunctionInstances, listFunctionVersions, readFunctionDetails } from './endpoints/function-details.ts';
import { listFunctions } from './endpoints/functions.ts';
import { listMappings } from './endpoints/mappings.ts';
import { listInvites, listLabels, listRoles, listUserGroups, listUsers, readUser } from './endpoints/people.ts';
import { readReceived } from './endpoints/received.ts';
import { listRegulations, readRegulation } from './endpoints/regulations.ts';
import { listReverseEtlModels } from './endpoints/reverse-etl-models.ts';
import { readReverseEtlSyncs } from './endpoints/reverse-etl-syncs.ts';
import { readSamples } from './endpoints/samples.ts';
import { readSourceSettings } from './endpoints/source-settings.ts';
import { listSources, readSource } from './endpoints/sources.ts';
import { listSpaces } from './endpoints/spaces.ts';
import { readSuppressions } from './endpoints/suppressions.ts';
import { listTrackingPlanRules } from './endpoints/tracking-plan-rules.ts';
import { listTrackingPlanSources, listTrackingPlans } from './endpoints/tracking-plans.ts';
import { listTransformations } from './endpoints/transformations.ts';
import { readApiCalls, readApiCallsBySource, readMtu, readMtuBySource } from './endpoints/usage.ts';
import { readWarehouseSchedule } from './endpoints/warehouse-schedule.ts';
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
    warehouseSchedule: on(readWarehouseSchedule),
    functions: on(listFunctions),
    functionDetails: on(readFunctionDetails),
    functionVersions: on(listFunctionVersions),
    functionInstances: on(listFunctionInstances),
    trackingPlans: on(listTrackingPlans),
    trackingPlanSources: on(listTrackingPlanSources),
    trackingPlanRules: on(listTrackingPlanRules),
    transformations: on(listTransformations),
    users: on(listUsers),
    user: on(readUser),
    userGroups: on(listUserGroups),
    roles: on(listRoles),
    invites: on(listInvites),
    labels: on(listLabels),
    spaces: on(listSpaces),
    audiences: on(listAudiences),
    audienceDestinations: on(listAudienceDestinations),
    computedTraits: on(listComputedTraits),
    regulations: on(listRegulations),
    regulation: on(readRegulation),
    suppressions: on(readSuppressions),
    catalogSources: on(listCatalogSources),
    catalogDestinations: on(listCatalogDestinations),
    catalogWarehouses: on(listCatalogWarehouses),
    mappings: on(listMappings),
    destinationFilters: on(listDestinationFilters),
    sourceDestinations: on(listSourceDestinations),
    sourceWarehouses: on(listSourceWarehouses),
    warehouseSources: on(listWarehouseSources),
    connectionState: on(readConnectionState),
    reverseEtlModels: on(listReverseEtlModels),
    reverseEtlSyncs: on(readReverseEtlSyncs),
    violationDetails: async (_query: ViolationQuery): Promise<Answer<ViolationDetails>> => ({
      value: noViolationRead,
      problems: [],
    }),
    samples: on(readSamples),
    received: on(readReceived),
    change: on(makeChange),
    wire: (): WireState => ({ ...shared.wire(), clockAhead: clock.ahead?.() ?? 0 }),
    hurry: (): void => shared.tryOnce(),
  };
}

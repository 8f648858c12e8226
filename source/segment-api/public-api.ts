import type { FailureLogState } from '../domain/delivery/failure-log.ts';
import { type Answer, ReadError } from '../domain/problem.ts';
import { noViolationRead, type ViolationDetails, type ViolationQuery } from '../domain/protocols/violation.ts';
import type { WireState } from '../domain/queries.ts';
import { RateBudget } from './budget/rate-budget.ts';
import { Client } from './client.ts';
import { type Clock, systemClock } from './clock.ts';
import { readAuditEvents } from './endpoints/audit/events.ts';
import { listCatalogDestinations, listCatalogSources, listCatalogWarehouses } from './endpoints/catalog/catalog.ts';
import { makeChange } from './endpoints/changes.ts';
import { listDestinations } from './endpoints/delivery/destinations.ts';
import { requestFailureLogs } from './endpoints/delivery/failure-logs.ts';
import { listDestinationFilters } from './endpoints/delivery/filters.ts';
import { listMappings } from './endpoints/delivery/mappings.ts';
import { readDeliveryMetrics } from './endpoints/delivery/metrics.ts';
import { readDeliveryStep } from './endpoints/delivery/overview.ts';
import { readSamples } from './endpoints/delivery/samples.ts';
import { listAudienceDestinations } from './endpoints/engage/audience-destinations.ts';
import { listAudiences, listComputedTraits } from './endpoints/engage/audiences.ts';
import { listSpaces } from './endpoints/engage/spaces.ts';
import { listFunctionInstances, listFunctionVersions, readFunctionDetails } from './endpoints/functions/details.ts';
import { listFunctions } from './endpoints/functions/functions.ts';
import { listRegulations, readRegulation } from './endpoints/privacy/regulations.ts';
import { readSuppressions } from './endpoints/privacy/suppressions.ts';
import { listTrackingPlanRules } from './endpoints/protocols/rules.ts';
import { listTrackingPlanSources, listTrackingPlans } from './endpoints/protocols/tracking-plans.ts';
import { listTransformations } from './endpoints/protocols/transformations.ts';
import {
  listInvites,
  listLabels,
  listRoles,
  listUserGroups,
  listUsers,
  readUser,
} from './endpoints/settings/people.ts';
import { readWorkspace } from './endpoints/settings/workspace.ts';
import { listSourceDestinations, listSourceWarehouses, listWarehouseSources } from './endpoints/sources/connections.ts';
import { readReceived } from './endpoints/sources/received.ts';
import { readSourceSettings } from './endpoints/sources/settings.ts';
import { listSources, readSource } from './endpoints/sources/sources.ts';
import { readEventVolume } from './endpoints/sources/volume.ts';
import { readConnectionState } from './endpoints/storage/connection-state.ts';
import { listReverseEtlModels } from './endpoints/storage/models.ts';
import { readReverseEtlSyncs } from './endpoints/storage/reverse-etl-syncs.ts';
import { readWarehouseSchedule } from './endpoints/storage/schedule.ts';
import { readWarehouseSyncs } from './endpoints/storage/syncs.ts';
import { listWarehouses } from './endpoints/storage/warehouses.ts';
import { readApiCalls, readApiCallsBySource, readMtu, readMtuBySource } from './endpoints/usage/usage.ts';
import { readErrorOf } from './failure.ts';
import type { Transport } from './transport/transport.ts';

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
    failureLogs: on(requestFailureLogs),
    failureLogState: async (_destinationId: string): Promise<Answer<FailureLogState | undefined>> => ({
      value: undefined,
      problems: [],
    }),
    samples: on(readSamples),
    received: on(readReceived),
    change: on(makeChange),
    wire: (): WireState => ({ ...shared.wire(), clockAhead: clock.ahead?.() ?? 0 }),
    hurry: (): void => shared.tryOnce(),
  };
}

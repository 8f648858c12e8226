import type { CatalogItem } from '../../domain/catalog/items.ts';
import type { VolumeRow } from '../../domain/delivery/counts.ts';
import type { DestinationFilter, Mapping } from '../../domain/delivery/mappings.ts';
import type { Audience, AudienceDestination, ComputedTrait, Space } from '../../domain/engage/computations.ts';
import type { Destination, Source, Warehouse } from '../../domain/entities.ts';
import type { FunctionDetails, FunctionInstance, FunctionVersion } from '../../domain/functions/details.ts';
import type { Regulation, RegulationProgress, Suppressions } from '../../domain/privacy/regulations.ts';
import { type Answer, ReadError } from '../../domain/problem.ts';
import type { TrackingPlanRule, Transformation } from '../../domain/protocols/plans.ts';
import type { Page } from '../../domain/queries.ts';
import type { DescribedLabel, Role, User, UserGroup } from '../../domain/settings/people.ts';
import type { ConnectionState } from '../../domain/storage/connection-state.ts';
import type { ReverseEtlModel, ReverseEtlSync } from '../../domain/storage/reverse-etl.ts';
import type { WarehouseSchedule } from '../../domain/storage/schedule.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { day, hour, minute, type Period } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import type { Resource } from '../polling/resource.ts';

/** Resources of single pages, read only while their page is on screen. Intervals by how fast people change these things. */

/** Which events every source sent, for finding them by name: one request, one bucket a day. */
export function eventNames(period: Period): Resource<readonly VolumeRow[]> {
  return {
    key: `event-names:${period}`,
    every: 10 * minute,
    load: (backend, options, now) =>
      backend.eventVolume(
        { window: readWindow(period, now), granularity: 'DAY', groupBy: ['source', 'eventName', 'eventType'] },
        options,
      ),
  };
}

export function trackingPlanRules(planId: string): Resource<readonly TrackingPlanRule[]> {
  return {
    key: `tracking-plan-rules:${planId}`,
    every: 15 * minute,
    load: (backend, options) => backend.trackingPlanRules(planId, options),
  };
}

export const transformations: Resource<readonly Transformation[]> = {
  key: 'transformations',
  every: 15 * minute,
  load: (backend, options) => backend.transformations(options),
};

export const users: Resource<readonly User[]> = {
  key: 'users',
  every: 15 * minute,
  load: (backend, options) => backend.users(options),
};

/** One request each, and only for users on screen: what somebody may do changes seldom. */
export function user(id: string): Resource<User> {
  return { key: `user:${id}`, every: hour, load: (backend, options) => backend.user(id, options) };
}

export const userGroups: Resource<readonly UserGroup[]> = {
  key: 'user-groups',
  every: 15 * minute,
  load: (backend, options) => backend.userGroups(options),
};

export const roles: Resource<readonly Role[]> = {
  key: 'roles',
  every: hour,
  load: (backend, options) => backend.roles(options),
};

export const invites: Resource<readonly SafeText[]> = {
  key: 'invites',
  every: 15 * minute,
  load: (backend, options) => backend.invites(options),
};

export const labels: Resource<readonly DescribedLabel[]> = {
  key: 'labels',
  every: 15 * minute,
  load: (backend, options) => backend.labels(options),
};

export const spaces: Resource<readonly Space[]> = {
  key: 'spaces',
  every: hour,
  load: (backend, options) => backend.spaces(options),
};

/** Progress of computations is told about every ten minutes (rule 131). */
export function audiences(spaceId: string): Resource<readonly Audience[]> {
  return {
    key: `audiences:${spaceId}`,
    every: 5 * minute,
    load: (backend, options) => backend.audiences(spaceId, options),
  };
}

/** One request each: only for audiences on screen. */
export function audienceDestinations(spaceId: string, audienceId: string): Resource<readonly AudienceDestination[]> {
  return {
    key: `audience-destinations:${spaceId}:${audienceId}`,
    every: 15 * minute,
    load: (backend, options) => backend.audienceDestinations(spaceId, audienceId, options),
  };
}

export function computedTraits(spaceId: string): Resource<readonly ComputedTrait[]> {
  return {
    key: `computed-traits:${spaceId}`,
    every: 5 * minute,
    load: (backend, options) => backend.computedTraits(spaceId, options),
  };
}

export const regulations: Resource<readonly Regulation[]> = {
  key: 'regulations',
  every: 15 * minute,
  load: (backend, options) => backend.regulations(options),
};

export function regulation(id: string): Resource<RegulationProgress> {
  return {
    key: `regulation:${id}`,
    every: 5 * minute,
    load: (backend, options) => backend.regulation(id, options),
  };
}

export const suppressions: Resource<Suppressions> = {
  key: 'suppressions',
  every: hour,
  load: (backend, options) => backend.suppressions(options),
};

export const catalogSources: Resource<readonly CatalogItem[]> = {
  key: 'catalog-sources',
  every: day,
  load: (backend, options) => backend.catalogSources(options),
};

export const catalogDestinations: Resource<readonly CatalogItem[]> = {
  key: 'catalog-destinations',
  every: day,
  load: (backend, options) => backend.catalogDestinations(options),
};

export const catalogWarehouses: Resource<readonly CatalogItem[]> = {
  key: 'catalog-warehouses',
  every: day,
  load: (backend, options) => backend.catalogWarehouses(options),
};

export function mappings(destinationId: string): Resource<readonly Mapping[]> {
  return {
    key: `mappings:${destinationId}`,
    every: 10 * minute,
    load: (backend, options) => backend.mappings(destinationId, options),
  };
}

export function destinationFilters(destinationId: string): Resource<readonly DestinationFilter[]> {
  return {
    key: `destination-filters:${destinationId}`,
    every: 10 * minute,
    load: (backend, options) => backend.destinationFilters(destinationId, options),
  };
}

export function sourceDestinations(sourceId: string): Resource<readonly Destination[]> {
  return {
    key: `source-destinations:${sourceId}`,
    every: 10 * minute,
    load: (backend, options) => backend.sourceDestinations(sourceId, options),
  };
}

export function sourceWarehouses(sourceId: string): Resource<readonly Warehouse[]> {
  return {
    key: `source-warehouses:${sourceId}`,
    every: 15 * minute,
    load: (backend, options) => backend.sourceWarehouses(sourceId, options),
  };
}

export function warehouseSources(warehouseId: string): Resource<readonly Source[]> {
  return {
    key: `warehouse-sources:${warehouseId}`,
    every: 15 * minute,
    load: (backend, options) => backend.warehouseSources(warehouseId, options),
  };
}

/** Two requests a minute is the API's limit; hours are chosen once and hardly changed. */
export function warehouseSchedule(warehouseId: string): Resource<WarehouseSchedule> {
  return {
    key: `warehouse-schedule:${warehouseId}`,
    every: hour,
    slow: true,
    load: (backend, options) => backend.warehouseSchedule(warehouseId, options),
  };
}

export const reverseEtlModels: Resource<readonly ReverseEtlModel[]> = {
  key: 'reverse-etl-models',
  every: 15 * minute,
  load: (backend, options) => backend.reverseEtlModels(options),
};

export function functionDetails(id: string): Resource<FunctionDetails> {
  return {
    key: `function-details:${id}`,
    every: 15 * minute,
    load: (backend, options) => backend.functionDetails(id, options),
  };
}

export function functionVersions(id: string): Resource<readonly FunctionVersion[]> {
  return {
    key: `function-versions:${id}`,
    every: 30 * minute,
    load: (backend, options) => backend.functionVersions(id, options),
  };
}

export function functionInstances(id: string): Resource<readonly FunctionInstance[]> {
  return {
    key: `function-instances:${id}`,
    every: 15 * minute,
    load: (backend, options) => backend.functionInstances(id, options),
  };
}

/** The newest runs of a model for one mapping; a model runs every quarter of an hour at most (rule 120). */
export function reverseEtlSyncs(modelId: string, subscriptionId: string): Resource<Page<ReverseEtlSync>> {
  return {
    key: `reverse-etl-syncs:${modelId}:${subscriptionId}`,
    every: 2 * minute,
    load: (backend, options) => backend.reverseEtlSyncs({ modelId, subscriptionId, count: 50 }, options),
  };
}

/** Longer than any session, and still within what a timer can hold. */
const onlyWhenAsked = 20 * day;

/**
 * A login to a warehouse, tried once when a page first wants it and again only on a refresh, since it logs in to somebody's
 * database (rule 20). A login that could not be tried is an answer with a problem rather than a failed read, so that the poller
 * does not try it again.
 */
export function connectionState(warehouseId: string): Resource<ConnectionState> {
  return {
    key: `connection-state:${warehouseId}`,
    every: onlyWhenAsked,
    load: async (backend, options): Promise<Answer<ConnectionState>> => {
      try {
        return await backend.connectionState(warehouseId, options);
      } catch (thrown) {
        if (!(thrown instanceof ReadError) || options.signal?.aborted) throw thrown;
        return { value: { connected: undefined, word: t`` }, problems: [thrown.problem] };
      }
    },
  };
}

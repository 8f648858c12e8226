import { causeWindow, type Owners } from '../../domain/audit/changes.ts';
import { auditMeaning } from '../../domain/audit/meaning.ts';
import { type Onset, onsetStart } from '../../domain/delivery/onset.ts';
import type { AuditItem } from '../../domain/entities.ts';
import type { Read } from '../polling/read.ts';
import type { Resource } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import { destinationFilters, mappings } from '../resources/pages.ts';
import type { Pair } from '../resources/per-pair.ts';

/** What a connection depends on, its own first: the destination with its filters and mappings, its source, the plans of that. */
export function ownersOf(read: Read, { id, sourceId }: Pair): Owners {
  const parts = [...(read(destinationFilters(id)).data ?? []), ...(read(mappings(id)).data ?? [])];
  return [[id, ...parts.map((part) => part.id)], ...sourceOwners(read, sourceId)];
}

/** A source, then the tracking plans it is bound to. */
export function sourceOwners(read: Read, sourceId: string): Owners {
  const plans = (read(resources.trackingPlans).data ?? []).filter(({ id }) =>
    read(resources.trackingPlanSources(id)).data?.some((source) => source.id === sourceId),
  );
  return [[sourceId], plans.map(({ id }) => id)];
}

/** The plans and their sources, as they were read: the same object until one of them is another. */
export type PlansSeen = readonly unknown[];

const lastSeenPlans = new WeakMap<Read, PlansSeen>();

export function plansSeen(read: Read): PlansSeen {
  const plans = read(resources.trackingPlans).data;
  const reads = [plans, ...(plans ?? []).map(({ id }) => read(resources.trackingPlanSources(id)).data)];
  const last = lastSeenPlans.get(read);
  if (last?.length === reads.length && last.every((each, index) => each === reads[index])) return last;
  lastSeenPlans.set(read, reads);
  return reads;
}

/** What the owners of a connection were worked out from, with the resources, which cost more to look up than to compare. */
export interface OwnerReads {
  readonly parts: readonly { readonly resource: Resource<unknown>; readonly data: unknown }[];
  readonly plans: PlansSeen;
}

export function ownerReads(read: Read, { id }: Pair, plans: PlansSeen): OwnerReads {
  const parts = [destinationFilters(id) as Resource<unknown>, mappings(id) as Resource<unknown>];
  return { parts: parts.map((resource) => ({ resource, data: read(resource).data })), plans };
}

export function isSameOwners({ parts, plans }: OwnerReads, read: Read, now: PlansSeen): boolean {
  return plans === now && parts.every(({ resource, data }) => read(resource).data === data);
}

const partTypes = /filter|subscription|mapping/i;

/**
 * Filters and mappings have ids of their own in the audit trail: whose they are is read only where one was changed near the
 * onset.
 */
export function partNeeds(
  audit: readonly AuditItem[],
  { id }: Pair,
  onset: Onset | undefined,
): readonly Resource<unknown>[] {
  if (onset?.since === undefined) return [];
  const from = onsetStart(onset) - causeWindow;
  const isPart = ({ type, resourceType, at }: AuditItem) =>
    at >= from &&
    at < onsetStart(onset) + onset.within &&
    (auditMeaning(type).resource === 'filter' || partTypes.test(resourceType));
  return audit.some(isPart) ? [destinationFilters(id) as Resource<unknown>, mappings(id) as Resource<unknown>] : [];
}

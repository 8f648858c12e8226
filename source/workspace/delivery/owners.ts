import { causeWindow, type Owners } from '../../domain/audit/changes.ts';
import { auditMeaning } from '../../domain/audit/meaning.ts';
import { type Onset, onsetStart } from '../../domain/delivery/onset.ts';
import type { AuditItem, Source, TrackingPlan } from '../../domain/entities.ts';
import type { Read } from '../polling/read.ts';
import type { Resource } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import { destinationFilters, mappings } from '../resources/pages.ts';
import type { Pair } from '../resources/per-pair.ts';

/**
 * What a connection depends on, its own first: the destination with its filters and mappings, its source, the plans of that.
 * @param plans the plans as they were read, by those who ask for many connections
 */
export function ownersOf(read: Read, { id, sourceId }: Pair, plans: () => PlansSeen = () => plansSeen(read)): Owners {
  const parts = [...(read(destinationFilters(id)).data ?? []), ...(read(mappings(id)).data ?? [])];
  return [[id, ...parts.map((part) => part.id)], [sourceId], plansOf(plans(), sourceId)];
}

/** A source, then the tracking plans it is bound to. */
export function sourceOwners(read: Read, sourceId: string): Owners {
  return [[sourceId], plansOf(plansSeen(read), sourceId)];
}

/** The plans and the sources that each is bound to, as they were read: the same object until one of them is another. */
export interface PlansSeen {
  readonly plans: readonly TrackingPlan[];
  /** Of each plan; undefined where that was not read. */
  readonly bound: readonly (readonly Source[] | undefined)[];
}

const noPlans: PlansSeen = { plans: [], bound: [] };
const lastSeenPlans = new WeakMap<readonly TrackingPlan[], PlansSeen>();

export function plansSeen(read: Read): PlansSeen {
  const plans = read(resources.trackingPlans).data;
  if (!plans) return noPlans;
  const bound = plans.map(({ id }) => read(resources.trackingPlanSources(id)).data);
  const last = lastSeenPlans.get(plans);
  if (last?.bound.every((each, index) => each === bound[index])) return last;
  const seen = { plans, bound };
  lastSeenPlans.set(plans, seen);
  return seen;
}

const plansOf = ({ plans, bound }: PlansSeen, sourceId: string): string[] =>
  plans.flatMap(({ id }, index) => (bound[index]?.some((source) => source.id === sourceId) ? [id] : []));

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

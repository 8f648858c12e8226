import { type Priority, priority } from '../../domain/queries.ts';
import { type Period, second } from '../../domain/time.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import { bindsSources, ownForwarding, plannedSources } from '../protocols/violations.ts';
import * as resources from '../resources/common.ts';
import { refused } from '../resources/refused.ts';
import * as own from '../resources/violations.ts';

const need = <T>(resource: Resource<T>, urgency: Priority = priority.visible): Need => ({
  resource: resource as Resource<unknown>,
  priority: urgency,
});

/** What every page about violations stands on; while the token is refused only `GET /` is asked. */
export function violationBase(read: Read, period: Period): Need[] | undefined {
  if (refused(read)) return undefined;
  return [need(resources.workspace), need(resources.sources), need(resources.volume(period))];
}

const closed = (): Need[] => [need(resources.workspace)];

/** Whose violations a source of violations has is known only of all sources under any plan. */
export function forwardingNeeds(read: Read, ofPlans: Priority, ofSettings: Priority): Need[] {
  const plans = (read(resources.trackingPlans).data ?? []).filter(({ type }) => bindsSources(type));
  return [
    ...plans.map(({ id }) => need(resources.trackingPlanSources(id), ofPlans)),
    ...plannedSources(read).map((id) => need(resources.sourceSettings(id), ofSettings)),
  ];
}

/** Sources by violations: plans, who is bound to them, what each blocks and what its controls do. */
export function violationSourcesNeeds(read: Read, period: Period): Need[] {
  const common = violationBase(read, period);
  if (!common) return closed();
  const planned = plannedSources(read);
  return [
    ...common,
    need(resources.trackingPlans),
    ...forwardingNeeds(read, priority.visible, priority.favorite),
    ...planned.map((id) => need(resources.blocked(period, id))),
    ...(ownForwarding(read, planned).size > 0 ? [need(resources.forwardedViolations(period), priority.favorite)] : []),
  ];
}

/** What this host has seen of the violations of these sources: that asks nobody where it has seen none. */
export function seenBesidesNeeds(read: Read, period: Period, sourceIds: ReadonlySet<string>): Need[] {
  if (refused(read)) return [];
  const planned = plannedSources(read).filter((id) => sourceIds.has(id));
  return planned.map((id) => need(own.violationDetails(period, id), priority.rest));
}

/** What is collected on this host is looked at as it comes: that asks nobody. */
const liveEvery = 10 * second;

function detailsNeed(read: Read, period: Period, sourceId: string): Need {
  const details = own.violationDetails(period, sourceId);
  const { data } = read(details);
  return need(data?.kind === 'details' && data.isLive ? { ...details, every: liveEvery } : details);
}

/** The backend has no details, so the counts of what was blocked must do. */
export const mustCount = (read: Read, period: Period, sourceId: string): boolean =>
  read(own.violationDetails(period, sourceId)).data?.kind === 'unavailable';

/** The events of one source: one request for what was blocked, one for what there is in all. */
export function violationEventsNeeds(read: Read, period: Period, sourceId: string): Need[] {
  const common = violationBase(read, period);
  if (!common) return closed();
  return [
    ...common,
    detailsNeed(read, period, sourceId),
    ...(mustCount(read, period, sourceId) ? [need(own.blockedEvents(period, sourceId))] : []),
    need(own.eventTotals(period, sourceId)),
    need(resources.sourceSettings(sourceId)),
  ];
}

/** The violations of one event: one request for what was blocked, one for which app versions are new. */
export function violationListNeeds(read: Read, period: Period, sourceId: string, event: own.EventRef): Need[] {
  const common = violationBase(read, period);
  if (!common) return closed();
  return [
    ...common,
    detailsNeed(read, period, sourceId),
    ...(mustCount(read, period, sourceId) ? [need(own.blockedReasons(period, sourceId, event))] : []),
    need(own.receivedVersions(period, sourceId)),
    need(resources.sourceSettings(sourceId)),
  ];
}

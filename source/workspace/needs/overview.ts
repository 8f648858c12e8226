import { type Priority, priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import { monthOf } from '../../domain/usage/meters.ts';
import { auditTrail } from '../audit/trail.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import { markNeeds } from '../privacy/marks.ts';
import { ownForwarding, plannedSources } from '../protocols/violations.ts';
import * as resources from '../resources/common.ts';
import { minutesOfHour, minuteVolume, minuteVolumeSoon } from '../resources/minute-volume.ts';
import { refused } from '../resources/refused.ts';
import { blockedMinuteNeeds } from '../resources/violation-minutes.ts';
import { destinationsBySource } from '../sources/auto-disable.ts';
import { inflow, lastHours } from '../sources/inflow.ts';
import { storageHealth } from '../storage/health.ts';
import { type Attention, deliveryNeeds } from './delivery.ts';
import { forwardingNeeds } from './violations.ts';

/** Trails that are read for this, each once an hour. */
const most = 20;

/**
 * The newest page of the trail of each destination of a source that is on while none of its destinations is: since when Segment's
 * clock runs (rule 35). A source is known by all of its trails only, so those with few destinations come first.
 */
function countdownNeeds(read: Read, period: Period): Need[] {
  const bySource = destinationsBySource(read);
  if (!bySource) return [];
  const dead = (read(resources.sources).data ?? []).flatMap(({ id, enabled }) => {
    const own = bySource.get(id);
    return enabled && own?.every((each) => !each.enabled) ? [own] : [];
  });
  const trails = dead
    .toSorted((a, b) => a.length - b.length)
    .flat()
    .slice(0, most);
  return trails.map(({ id }) => ({ resource: auditTrail(read, period, id).pages[0]!, priority: priority.rest }));
}

export type { Attention } from './delivery.ts';

/**
 * What the overview of a workspace is read from (rule 25), worst and visible first. While the token is refused only
 * `GET /` is asked, so that nothing else is sent with a token that does not work.
 */
export function overviewNeeds(read: Read, period: Period, now: number, attention: Attention = {}): Need[] {
  if (refused(read)) return [need(resources.workspace, priority.visible)];
  const month = monthOf(now);
  const hasTrail = !lacksAuditTrail(read, period);
  const lists = hasTrail ? resources : resources.withoutTrail;
  const flow = inflow(read, period, now);
  return [
    need(resources.workspace, priority.visible),
    need(resources.volume(period), priority.visible),
    need(flow.flows.some(({ health }) => health.falters) ? minuteVolumeSoon : minuteVolume, priority.visible),
    need(lists.sources, priority.visible),
    need(lists.destinations, priority.visible),
    need(resources.recentAudit(period), priority.visible),
    need(resources.usualVolume, priority.favorite),
    ...lastHours(flow).map((at) => need(minutesOfHour(at), priority.failing)),
    need(resources.apiCalls(month), priority.favorite),
    need(resources.mtu(month), priority.favorite),
    need(resources.trackingPlans, priority.favorite),
    need(lists.warehouses, priority.favorite),
    ...deliveryNeeds(read, period, now, attention),
    ...violationNeeds(read, period, now),
    ...syncNeeds(read, period),
    ...markNeeds(read, attention.privacy),
    ...(hasTrail ? countdownNeeds(read, period) : []),
  ];
}

/** At most this many failing warehouses are read often: more would use up all that the API allows. */
const mostFailing = 2;

function syncNeeds(read: Read, period: Period): Need[] {
  const all = storageHealth(read, period).filter(({ warehouse }) => warehouse.enabled);
  const failing = all.filter(({ state }) => state === 'failing' || state === 'partial').slice(0, mostFailing);
  return all.map((each): Need => {
    const isFailing = failing.includes(each);
    return { ...need(resources.warehouseSyncs(each.warehouse.id, isFailing), priority.rest), rank: isFailing ? 0 : 1 };
  });
}

/** The audit trail cannot be read: it is not in the plan, or the token has no access. */
function lacksAuditTrail(read: Read, period: Period): boolean {
  const { data, error } = read(resources.recentAudit(period));
  return (
    data === undefined && (error?.kind === 'no-access' || error?.kind === 'not-in-plan' || error?.kind === 'not-found')
  );
}

function need<T>(resource: Resource<T>, urgency: Priority): Need {
  return { resource: resource as Resource<unknown>, priority: urgency };
}

function violationNeeds(read: Read, period: Period, now: number): Need[] {
  const planned = plannedSources(read);
  return [
    ...forwardingNeeds(read, priority.favorite, priority.rest),
    ...planned.map((id) => need(resources.blocked(period, id), priority.failing)),
    ...blockedMinuteNeeds(read, period, planned, now),
    ...(ownForwarding(read, planned).size > 0 ? [need(resources.forwardedViolations(period), priority.failing)] : []),
  ];
}

import { type Priority, priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import { auditTrail, auditTrailNeeds } from '../audit/trail.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import { watchedSources } from '../protocols/plan-rules.ts';
import * as resources from '../resources/common.ts';
import { trackingPlanRules, transformations } from '../resources/pages.ts';
import { refused } from '../resources/refused.ts';
import * as own from '../resources/violations.ts';
import { forwardingNeeds, mustCount, violationSourcesNeeds } from './violations.ts';

const need = <T>(resource: Resource<T>, urgency: Priority = priority.visible): Need => ({
  resource: resource as Resource<unknown>,
  priority: urgency,
});

/** Plans with their sources and violations, and the newest page of the audit trail for who changed them. */
export function plansNeeds(read: Read, period: Period): Need[] {
  if (refused(read)) return violationSourcesNeeds(read, period);
  return [
    ...violationSourcesNeeds(read, period),
    need(resources.recentAudit(period), priority.favorite),
    ...auditTrail(read, period)
      .pages.slice(0, 1)
      .map((page) => need(page, priority.favorite)),
  ];
}

/** Transformations, and what the ids in them are called. */
export function transformationsNeeds(read: Read): Need[] {
  const workspace = need(resources.workspace);
  if (refused(read)) return [workspace];
  return [workspace, need(transformations), need(resources.sources), need(resources.destinations, priority.favorite)];
}

/** What each page of one plan stands on: the plan itself and its sources. */
function planBase(read: Read, planId: string): Need[] | undefined {
  if (refused(read)) return undefined;
  return [
    need(resources.workspace),
    need(resources.trackingPlans),
    need(resources.trackingPlanSources(planId)),
    need(resources.sources),
  ];
}

/** The rules of a plan, a thousand a request, and for each of its sources one request for what broke (rule 103). */
export function planRulesNeeds(read: Read, period: Period, planId: string): Need[] {
  const base = planBase(read, planId);
  if (!base) return [need(resources.workspace)];
  return [
    ...base,
    need(trackingPlanRules(planId)),
    ...watchedSources(read, planId).flatMap((id) => [
      need(own.violationDetails(period, id), priority.favorite),
      ...(mustCount(read, period, id) ? [need(own.blockedEvents(period, id), priority.favorite)] : []),
      need(resources.sourceSettings(id), priority.rest),
    ]),
  ];
}

/** The sources of a plan: what their controls do, and what they have blocked. */
export function planSourcesNeeds(read: Read, period: Period, planId: string): Need[] {
  const base = planBase(read, planId);
  if (!base) return [need(resources.workspace)];
  const ids = (read(resources.trackingPlanSources(planId)).data ?? []).map(({ id }) => id);
  return [
    ...base,
    need(resources.volume(period)),
    ...ids.map((id) => need(resources.sourceSettings(id))),
    ...ids.map((id) => need(resources.blocked(period, id))),
    ...forwardingNeeds(read, priority.rest, priority.rest),
  ];
}

/** The changelog of a plan, as far down as somebody goes. */
export function planChangesNeeds(read: Read, period: Period, planId: string, shown: number, selected: number): Need[] {
  const base = planBase(read, planId);
  if (!base) return [need(resources.workspace)];
  return [
    ...base,
    need(resources.recentAudit(period)),
    ...auditTrailNeeds(auditTrail(read, period, planId), shown, selected),
  ];
}

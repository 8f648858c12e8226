import type { LocalPrivacy } from '../../domain/privacy/local.ts';
import { type Priority, priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import { markedFilters } from '../privacy/marks.ts';
import { payloadReads } from '../privacy/payloads.ts';
import { bindsSources } from '../protocols/violations.ts';
import * as resources from '../resources/common.ts';
import { destinationFilters, regulation, regulations, suppressions, trackingPlanRules } from '../resources/pages.ts';
import { refused } from '../resources/refused.ts';

const need = <T>(resource: Resource<T>, urgency: Priority = priority.visible): Need => ({
  resource: resource as Resource<unknown>,
  priority: urgency,
});

const closed = (): Need[] => [need(resources.workspace)];

/**
 * Where fields come from: the plans, their sources and rules (200 a minute; rule 15), and what there is of payloads. The
 * Public API has no payloads and is not asked for any: these two answer so without a request.
 */
export function privacyFieldNeeds(read: Read, period: Period): Need[] {
  if (refused(read)) return closed();
  const plans = (read(resources.trackingPlans).data ?? []).filter(({ type }) => bindsSources(type));
  return [
    need(resources.workspace),
    need(resources.trackingPlans),
    need(resources.sources),
    need(resources.destinations),
    ...plans.map(({ id }) => need(resources.trackingPlanSources(id))),
    ...plans.map(({ id }) => need(trackingPlanRules(id), priority.favorite)),
    ...payloadReads(read, period).map((resource) => need(resource, priority.rest)),
  ];
}

/** What also says which marks of the user are broken: a filter may drop what should not flow. */
export function privacyMarkNeeds(read: Read, period: Period, privacy: LocalPrivacy): Need[] {
  const needs = privacyFieldNeeds(read, period);
  return refused(read) ? needs : [...needs, ...markedFilters(read, privacy)];
}

/** The grid: filters only of the destinations on screen, one request each. */
export function privacyFlowNeeds(read: Read, period: Period, onScreen: Iterable<string>): Need[] {
  const needs = privacyFieldNeeds(read, period);
  return refused(read) ? needs : [...needs, ...[...onScreen].map((id) => need(destinationFilters(id), priority.rest))];
}

/** Requests about people's data, and who is suppressed. */
export function endUserNeeds(read: Read): Need[] {
  return refused(read)
    ? closed()
    : [need(resources.workspace), need(regulations), need(suppressions, priority.favorite)];
}

/** One regulation with its progress at each destination. */
export function regulationNeeds(read: Read, id: string): Need[] {
  return refused(read)
    ? closed()
    : [need(resources.workspace), need(regulation(id)), need(regulations, priority.favorite), need(resources.sources)];
}

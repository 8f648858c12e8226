import type { LocalPrivacy } from '../../domain/privacy/local.ts';
import { priority } from '../../domain/queries.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import { bindsSources } from '../protocols/violations.ts';
import * as resources from '../resources/common.ts';
import { destinationFilters, trackingPlanRules } from '../resources/pages.ts';
import { privacyFields } from './fields.ts';
import { type ColorFlow, colorFlows } from './flows.ts';

/** After all that tells of failures. */
const need = <T>(resource: Resource<T>): Need => ({
  resource: resource as Resource<unknown>,
  priority: priority.rest,
});

/** So many marks of the user's own at most. */
const mostMarks = 50;

const keysOf = ({ unwanted }: LocalPrivacy): ReadonlySet<string> =>
  new Set(unwanted.map(({ kind, id }) => `${kind}:${id}`).slice(0, mostMarks));

/**
 * What gets to a source or a destination although the user does not want it there, worst first. A destination whose filters are
 * still to be read is not in it: they may drop just that.
 */
export function brokenMarks(read: Read, privacy: LocalPrivacy, now: number): readonly ColorFlow[] {
  if (privacy.unwanted.length === 0) return [];
  const { all } = privacyFields(read, privacy, now);
  return colorFlows(read, all, privacy, keysOf(privacy)).filter(({ broken }) => broken.length > 0);
}

/** What tells whether a mark is broken: the rules that fields are known from, and the filters of marked destinations. */
export function markNeeds(read: Read, privacy: LocalPrivacy | undefined): readonly Need[] {
  if (!privacy || privacy.unwanted.length === 0) return [];
  const plans = (read(resources.trackingPlans).data ?? []).filter(({ type }) => bindsSources(type));
  return [...plans.map(({ id }) => need(trackingPlanRules(id))), ...markedFilters(read, privacy)];
}

/** The filters of marked destinations. */
export function markedFilters(read: Read, privacy: LocalPrivacy): readonly Need[] {
  const keys = keysOf(privacy);
  const marked = (read(resources.destinations).data ?? []).filter(({ id }) => keys.has(`destination:${id}`));
  return marked.map(({ id }) => need(destinationFilters(id)));
}

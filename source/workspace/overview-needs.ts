import { failed, failedPercent } from '../domain/delivery.ts';
import type { Destination } from '../domain/entities.ts';
import { type Priority, priority } from '../domain/queries.ts';
import type { Period } from '../domain/time.ts';
import { monthOf } from '../domain/usage.ts';
import { waitsUnusually } from '../domain/verdict.ts';
import { observable } from './fleet.ts';
import type { Read } from './read.ts';
import type { Need, Resource } from './resource.ts';
import * as resources from './resources.ts';
import { raisedPercent } from './triage.ts';
import { bindsSources, ownForwarding, plannedSources } from './violations.ts';

/** What is looked at besides the whole: ids on screen and ids the user marked as favorites. */
export interface Attention {
  readonly visible?: ReadonlySet<string>;
  readonly favorites?: ReadonlySet<string>;
}

/** Reasons are read for this many failing connections, worst first: more are never on a screen at once. */
const mostReasons = 100;

/**
 * What the overview of a workspace is read from (manual 3), worst and visible first. While the token is refused only
 * `GET /` is asked, so that nothing else hammers a closed door.
 */
export function overviewNeeds(read: Read, period: Period, now: number, attention: Attention = {}): Need[] {
  if (refused(read)) return [need(resources.workspace, priority.visible)];
  const month = monthOf(now);
  return [
    need(resources.workspace, priority.visible),
    need(resources.volume(period), priority.visible),
    need(resources.sources, priority.visible),
    need(resources.destinations, priority.visible),
    need(resources.recentAudit(period), priority.visible),
    need(resources.apiCalls(month), priority.favorite),
    need(resources.mtu(month), priority.favorite),
    need(resources.trackingPlans, priority.favorite),
    need(resources.warehouses, priority.favorite),
    ...deliveryNeeds(read, period, attention),
    ...violationNeeds(read, period),
    ...(read(resources.warehouses).data ?? [])
      .filter(({ enabled }) => enabled)
      .map(({ id }) => need(resources.warehouseSyncs(id), priority.rest)),
  ];
}

/** The token itself is no good: GET / failed for access, nothing else counts as that (manual 1.5). */
export function refused(read: Read): boolean {
  const kind = read(resources.workspace).error?.kind;
  return kind === 'no-access' || kind === 'not-in-plan';
}

function need<T>(resource: Resource<T>, urgency: Priority): Need {
  return { resource: resource as Resource<unknown>, priority: urgency };
}

function deliveryNeeds(read: Read, period: Period, attention: Attention): Need[] {
  const needs: Need[] = [];
  const failing: { readonly destination: Destination; readonly weight: number; readonly steady: boolean }[] = [];
  for (const destination of read(resources.destinations).data ?? []) {
    if (!observable(destination)) continue;
    const data = read(resources.metrics(period, destination)).data?.total;
    const fails = data !== undefined && (failed(data) > 0 || waitsUnusually(data));
    const urgency = urgencyOf(destination, fails, attention);
    needs.push(need(resources.metrics(period, destination, urgency <= priority.favorite), urgency));
    if (data) needs.push(need(resources.comparedMetrics(period, destination), priority.rest));
    if (fails) {
      const weight = failed(data) / Math.max(1, failed(data) + data.firstTry + data.afterRetry);
      const steady = (failedPercent(data) ?? 0) < raisedPercent && !waitsUnusually(data);
      failing.push({ destination, weight, steady });
    }
  }
  failing.sort((a, b) => b.weight - a.weight);
  for (const { destination, steady } of failing.slice(0, mostReasons)) {
    // A busy connection always fails a little: nobody waits for the reasons of that unless it is looked at.
    const urgency = urgencyOf(destination, !steady, attention);
    needs.push(need(resources.failures(period, destination, urgency <= priority.favorite), urgency));
  }
  return needs;
}

function urgencyOf({ id }: Destination, fails: boolean, { visible, favorites }: Attention): Priority {
  if (visible?.has(id)) return priority.visible;
  if (favorites?.has(id)) return priority.favorite;
  return fails ? priority.failing : priority.rest;
}

function violationNeeds(read: Read, period: Period): Need[] {
  const plans = (read(resources.trackingPlans).data ?? []).filter(({ type }) => bindsSources(type));
  const planned = plannedSources(read);
  return [
    ...plans.map(({ id }) => need(resources.trackingPlanSources(id), priority.favorite)),
    ...planned.map((id) => need(resources.blocked(period, id), priority.failing)),
    ...planned.map((id) => need(resources.sourceSettings(id), priority.rest)),
    ...(ownForwarding(read, planned).size > 0 ? [need(resources.forwardedViolations(period), priority.failing)] : []),
  ];
}

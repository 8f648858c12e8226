import { failed } from '../../domain/delivery/counts.ts';
import type { Destination } from '../../domain/entities.ts';
import { type Priority, priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import { auditTrail } from '../audit/trail.ts';
import { observable } from '../delivery/connection.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import { sourceWarehouses } from '../resources/pages.ts';
import { refused } from '../resources/refused.ts';
import * as own from '../resources/violations.ts';

const need = <T>(resource: Resource<T>, urgency: Priority = priority.visible): Need => ({
  resource: resource as Resource<unknown>,
  priority: urgency,
});

/** Trails of this many disabled destinations are read for when the last one went off. */
const mostTrails = 5;

/** What the page of one source is drawn from: its own pipeline, controls, destinations and trail, and nothing else. */
export function sourceNeeds(read: Read, period: Period, id: string): Need[] {
  if (refused(read)) return [need(resources.workspace)];
  const destinations = (read(resources.destinations).data ?? []).filter(({ sourceId }) => sourceId === id);
  return [
    need(resources.workspace),
    need(resources.sources),
    need(resources.volume(period)),
    need(resources.volume('7d'), priority.favorite),
    need(sourceWarehouses(id), priority.favorite),
    need(own.receivedVersions(period, id)),
    need(own.ingestFailures(period, id)),
    need(resources.blocked(period, id)),
    need(resources.destinations),
    ...destinations.filter(observable).flatMap((destination) => deliveryNeeds(read, period, destination)),
    need(resources.sourceSettings(id), priority.favorite),
    need(own.sourceById(id), priority.favorite),
    need(resources.trackingPlans, priority.favorite),
    need(resources.recentAudit(period), priority.favorite),
    ...trailOf(read, period, id),
    ...(destinations.some(({ enabled }) => enabled)
      ? []
      : destinations.slice(0, mostTrails).flatMap((destination) => trailOf(read, period, destination.id))),
  ];
}

function deliveryNeeds(read: Read, period: Period, destination: Destination): Need[] {
  const data = read(resources.metrics(period, destination)).data?.total;
  return [
    need(resources.metrics(period, destination, true)),
    ...(data && failed(data) > 0 ? [need(resources.failures(period, destination, true), priority.favorite)] : []),
  ];
}

/** The newest page of a resource's trail is enough: it reaches back as far as the trail is kept, or five hundred changes. */
function trailOf(read: Read, period: Period, id: string): Need[] {
  return auditTrail(read, period, id)
    .pages.slice(0, 1)
    .map((page) => need(page, priority.favorite));
}

import { type Priority, priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import { auditTrail } from '../audit/trail.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import { refused } from '../resources/refused.ts';

export function needOf<T>(resource: Resource<T>, urgency: Priority = priority.visible): Need {
  return { resource: resource as Resource<unknown>, priority: urgency };
}

/** What a page about one thing needs besides the workspace itself; while the token is refused only `GET /` is asked. */
export function pageNeeds(read: Read, own: () => readonly Need[]): readonly Need[] {
  const workspace = needOf(resources.workspace);
  return refused(read) ? [workspace] : [workspace, ...own()];
}

/** Sources, destinations and warehouses, for the names in titles. */
export const inventoryNeeds = (): readonly Need[] => [needOf(resources.sources), needOf(resources.destinations)];

/** What was done to a thing: its newest page is enough, it reaches back as far as the trail is kept or five hundred changes. */
export function trailNeeds(read: Read, period: Period, id: string): readonly Need[] {
  const [first] = auditTrail(read, period, id).pages;
  return [
    needOf(resources.recentAudit(period), priority.favorite),
    ...(first ? [needOf(first, priority.favorite)] : []),
  ];
}

import { priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import { auditTrail } from '../audit/trail.ts';
import type { Read } from '../polling/read.ts';
import type { Need } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import { destinationsBySource } from '../sources/auto-disable.ts';

/** Trails that are read for this, each once an hour. */
const most = 20;

/**
 * The newest page of the trail of each destination of a source that is on while none of its destinations is: since when Segment's
 * clock runs (rule 35). A source is known by all of its trails only, so those with few destinations come first.
 */
export function countdownNeeds(read: Read, period: Period): Need[] {
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

import type { Destination } from '../../domain/entities.ts';
import { priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import { connectionNow } from '../delivery/connection-now.ts';
import { partNeeds } from '../delivery/owners.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import { onsets } from '../resources/onset.ts';

/** For this many connections at most. */
const mostOnsets = 20;

/**
 * Since when, and by whose change, what is raised fails: looked back for where the minutes of the last hours do not reach its
 * beginning, worst first.
 * @param candidates connections that may be raised
 */
export function onsetNeeds(
  read: Read,
  period: Period,
  now: number,
  candidates: readonly { readonly destination: Destination }[],
): Need[] {
  const audit = read(resources.recentAudit(period)).data?.items ?? [];
  const raised = candidates
    .map(({ destination }) => ({ destination, ...connectionNow(read, period, destination, now) }))
    .filter(({ judgement }) => judgement.raised)
    .sort((a, b) => b.judgement.perHour - a.judgement.perHour)
    .slice(0, mostOnsets);
  return raised.flatMap(({ destination, judgement, onset }) => {
    const isRead = read(resources.minutes(period, destination)).data !== undefined;
    const isOld = isRead && (judgement.run === undefined || judgement.run.isEdge);
    const own = [
      ...(isOld ? [onsets(period, destination) as Resource<unknown>] : []),
      ...partNeeds(audit, destination, onset),
    ];
    return own.map((resource): Need => ({ resource, priority: priority.failing }));
  });
}

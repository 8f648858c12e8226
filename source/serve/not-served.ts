import { apart, minute } from '../domain/time.ts';
import type { EventLog } from './event-log.ts';
import type { Daemon } from './ports.ts';

const restBetween = minute;

/**
 * Counts requests to profiles that are not served, and logs that they come, once a minute at most: an address with a mistyped profile
 * shows nowhere else. What stands in the place of the profile is not logged, as that may be a secret.
 * @param served the profiles that are
 */
export function notServed(
  served: readonly string[],
  log: Pick<EventLog, 'warn'>,
  now: () => number,
): Daemon['unknown'] {
  const counts = new Map<number, number>();
  let loggedAt = Number.NEGATIVE_INFINITY;
  return {
    counts: () => counts,
    answered: (status) => {
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (apart(now(), loggedAt) < restBetween) return;
      loggedAt = now();
      const requests = [...counts.values()].reduce((sum, each) => sum + each, 0);
      const reason = 'the address names a profile that is not served';
      log.warn('not collected', { reason, served: served.join(', '), requests });
    },
  };
}

import type { Settings } from '../config/settings.ts';
import { type Clock, serverClock, systemClock } from '../workspace/polling/clock.ts';

type Place = Pick<Settings, 'mode' | 'apiUrl'>;

/**
 * One clock for each host, however often a workspace there is opened in this process: what its answers told of the time is known
 * to the next, and what was sent to it counts for the next. A demo has no host, and a clock of its own.
 */
export function hostClocks(local: Clock = systemClock): (place: Place) => Clock {
  const clocks = new Map<string, Clock>();
  return ({ mode, apiUrl }) => {
    if (mode === 'demo') return serverClock(local);
    // The regions of Segment keep one time, and each token belongs to one of them.
    const host = apiUrl === undefined ? '' : new URL(apiUrl).host;
    const clock = clocks.get(host) ?? serverClock(local);
    clocks.set(host, clock);
    return clock;
  };
}

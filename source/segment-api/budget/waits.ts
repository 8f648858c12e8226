import { minute, second } from '../../domain/time.ts';

/** After a refusal no request is sent sooner than this, whatever the answer says. */
const shortest = second;
/** Windows of the API are a minute long: a longer wait is kept only this long, then one request tries again. */
const longest = 5 * minute;

/**
 * A wait that the network asks for, bounded, in ms: no answer can make segtop hammer the API, be silent for hours or overflow a
 * timer. Every wait that comes from outside goes through here.
 */
export function boundedWait(ms: number): number {
  return Number.isNaN(ms) ? shortest : Math.min(longest, Math.max(shortest, ms));
}

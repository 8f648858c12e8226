import { minute, second } from '../../domain/time.ts';

/** After a refusal nothing is asked again sooner, whatever the answer says. */
const shortest = second;
/** Windows of the API are a minute long: a longer wait is honoured for so long, then it is asked once more. */
const longest = 5 * minute;

/**
 * A wait that the network asks for, made safe, in ms: no answer can make segtop hammer the API, be silent for hours or overrun a
 * timer. Every wait that comes from outside goes through here.
 */
export function boundedWait(ms: number): number {
  return Number.isNaN(ms) ? shortest : Math.min(longest, Math.max(shortest, ms));
}

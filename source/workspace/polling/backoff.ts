import type { Problem } from '../../domain/problem.ts';
import { minute, second } from '../../domain/time.ts';

const shortestRetry = 2 * second;
const longestRetry = minute;

/** Refusals that asking again soon will not change: the role, the plan, the id (rule 10). */
const lasting: ReadonlySet<string> = new Set(['no-access', 'not-in-plan', 'not-found', 'invalid-request']);

/** Whether asking again soon will not change it. */
export const isLasting = ({ kind }: Problem): boolean => lasting.has(kind);

interface Waiting {
  readonly every: number;
  readonly isTokenCheck?: boolean | undefined;
}

/**
 * The wait before a failed read is tried again, in ms. It doubles from two seconds to a minute without end, but never beyond the
 * resource's own interval, so that recovery shows within one; only the server may ask for more.
 * @param failures failed reads in a row before this one
 * @param resource its interval, ms, and whether it is the check of the token: then no refusal is taken as lasting
 * @param random 0 to 1: up to a quarter is taken off, so that many do not come back at the same moment
 */
export function retryWait(
  problem: Problem,
  failures: number,
  { every, isTokenCheck = false }: Waiting,
  random: number,
): number {
  const doubled = shortestRetry * 2 ** Math.min(failures, 20);
  const wait = isLasting(problem) && !isTokenCheck ? every : Math.min(doubled, longestRetry, every);
  return Math.max(wait * (1 - 0.25 * random), problem.retryAfter ?? 0);
}

import type { SeenSeries } from './hours.ts';
import { type SafeText, sanitise } from './text.ts';

/** What can go wrong with a read. Screens and exit codes branch on this, never on a status number. */
export type ProblemKind =
  | 'no-access'
  | 'not-in-plan'
  | 'not-found'
  | 'invalid-request'
  | 'rate-limited'
  | 'server'
  | 'network'
  | 'timeout'
  | 'not-the-api'
  | 'dropped-rows'
  | 'odd-fields'
  | 'aborted'
  | 'read-only'
  | 'internal';

/** A failed or partial read, as a value. */
export interface Problem {
  readonly kind: ProblemKind;
  /** The server's own words where it gave any. */
  readonly message: SafeText;
  /** HTTP status, 0 when there was no answer. */
  readonly status: number;
  /** The operation that failed, such as GET /sources. */
  readonly operation: SafeText;
  /** When the server said to come back, in ms from now. */
  readonly retryAfter?: number | undefined;
}

/** The only error that reads throw: it carries its Problem. */
export class ReadError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(`${problem.operation}: ${problem.message}`, options);
    this.name = 'ReadError';
    this.problem = problem;
  }
}

/** Any thrown value as a Problem. */
export function problemOf(thrown: unknown, operation: SafeText): Problem {
  if (thrown instanceof ReadError) return thrown.problem;
  const aborted = thrown instanceof Error && thrown.name === 'AbortError';
  return {
    kind: aborted ? 'aborted' : 'internal',
    message: sanitise(thrown instanceof Error ? thrown.message : thrown),
    status: 0,
    operation,
  };
}

/** A value with what was lost on the way: rows that did not parse are dropped, counted and reported here. */
export interface Answer<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
  /** What it told of whole windows by the hour, to be remembered. */
  readonly seen?: readonly SeenSeries[] | undefined;
}

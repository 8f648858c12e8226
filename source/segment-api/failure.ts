import { type ProblemKind, problemOf, ReadError } from '../domain/problem.ts';
import { sanitise } from '../domain/text.ts';

export interface FailureDetails {
  /** HTTP status, 0 when there was no answer. */
  readonly status?: number;
  /** When to come back, in ms from now. */
  readonly retryAfter?: number | undefined;
}

/** Longest message kept from a server: enough for its sentence, too short for a page. */
const longestMessage = 300;

/** A ReadError from plain parts. It never carries a cause: HTTP libraries hang the request, and so the token, on theirs. */
export function failure(
  kind: ProblemKind,
  message: string,
  operation: string,
  details: FailureDetails = {},
): ReadError {
  const { status = 0, retryAfter } = details;
  return new ReadError({
    kind,
    message: sanitise(message, longestMessage),
    status,
    operation: sanitise(operation),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** Why a read was given up: a deadline of the caller's own counts as a timeout. */
export function abortFailure(operation: string, signal: AbortSignal | undefined): ReadError {
  const reason: unknown = signal?.reason;
  return reason instanceof Error && reason.name === 'TimeoutError'
    ? failure('timeout', 'no answer in the time given', operation)
    : failure('aborted', 'no longer needed', operation);
}

/** Anything thrown on the way, as a ReadError. */
export function readErrorOf(thrown: unknown, operation: string, signal?: AbortSignal): ReadError {
  if (signal?.aborted) return abortFailure(operation, signal);
  if (thrown instanceof ReadError) {
    if (thrown.problem.operation === operation) return thrown;
    return new ReadError({ ...thrown.problem, operation: sanitise(operation) });
  }
  return new ReadError(problemOf(thrown, sanitise(operation)));
}

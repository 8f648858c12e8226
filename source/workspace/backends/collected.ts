import type { Answer } from '../../domain/problem.ts';
import type { ViolationDetails, ViolationQuery } from '../../domain/protocols/violation.ts';
import type { ReceivedSet } from '../../domain/sources/received.ts';
import type { Backend } from '../polling/backend.ts';

/** What was collected of a workspace on this host; undefined where it has nothing of what is asked. */
export interface CollectedEvents {
  violations(query: ViolationQuery): ViolationDetails | undefined;
  received(sourceId: string): ReceivedSet | undefined;
}

/** A backend that tells what was collected where it has no read of its own. */
export function withCollected(backend: Backend, collected: () => Promise<CollectedEvents | undefined>): Backend {
  const first = async <T>(found: T | undefined, otherwise: () => Promise<Answer<T>>): Promise<Answer<T>> =>
    found === undefined ? otherwise() : { value: found, problems: [] };
  return {
    ...backend,
    violationDetails: async (query, options) =>
      first((await collected())?.violations(query), () => backend.violationDetails(query, options)),
    received: async (sourceId, options) =>
      first((await collected())?.received(sourceId), () => backend.received(sourceId, options)),
  };
}

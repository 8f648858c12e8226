import type { Answer } from '../../domain/problem.ts';
import type { ViolationDetails, ViolationQuery } from '../../domain/protocols/violation.ts';
import type { ReceivedSet } from '../../domain/sources/received.ts';
import type { Backend } from '../polling/backend.ts';

/** What was collected of a workspace on this host; undefined where it has nothing of what is asked. */
export interface CollectedEvents {
  violations(query: ViolationQuery): Answer<ViolationDetails> | undefined;
  received(sourceId: string): ReceivedSet | undefined;
}

/** A backend that tells what was collected where it has no read of its own. */
export function withCollected(backend: Backend, collected: () => Promise<CollectedEvents | undefined>): Backend {
  return {
    ...backend,
    violationDetails: async (query, options) =>
      (await collected())?.violations(query) ?? backend.violationDetails(query, options),
    received: async (sourceId, options) => {
      const value = (await collected())?.received(sourceId);
      return value ? { value, problems: [] } : backend.received(sourceId, options);
    },
  };
}

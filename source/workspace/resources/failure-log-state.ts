import type { FailureLogState } from '../../domain/delivery/failure-log.ts';
import { minute } from '../../domain/time.ts';
import type { Resource } from '../polling/resource.ts';

/** How the failure logs of a destination stand. Costs no request: it is read on this machine. */
export function failureLogState(destinationId: string): Resource<FailureLogState | undefined> {
  return {
    key: `failure-log-state:${destinationId}`,
    every: minute,
    load: (backend, options) => backend.failureLogState(destinationId, options),
  };
}

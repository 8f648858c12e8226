import type { Target } from '../state/place.ts';
import type { Connection } from '../workspace/fleet.ts';

/** The drawer of one error of a connection. Without a code it shows the reason with the most events. */
export function payloadTarget(destinationId: string, code?: string): Target {
  return { view: 'payload', params: { id: destinationId, ...(code === undefined || code === '' ? {} : { code }) } };
}

/** The drawer of a connection's top error; undefined for one that fails nothing. */
export function topErrorTarget({ id, state, reason }: Connection): Target | undefined {
  return state === 'failing' ? payloadTarget(id, reason) : undefined;
}

import { ReadError } from '../domain/problem.ts';
import type { Log } from '../log/log.ts';
import type { Transport } from '../segment-api/transport.ts';

/** The transport with a line in the log for every request: what was asked, how it ended, how long it took in ms. */
export function loggedTransport(transport: Transport, log: Log, now: () => number): Transport {
  return async (request) => {
    const asked = { method: request.method, path: request.path };
    const start = now();
    try {
      const answer = await transport(request);
      log.debug('answered', { ...asked, status: answer.status, ms: Math.round(now() - start) });
      return answer;
    } catch (thrown) {
      const kind = thrown instanceof ReadError ? thrown.problem.kind : 'internal';
      const fields = { ...asked, kind, ms: Math.round(now() - start) };
      if (kind === 'aborted') log.trace('no longer needed', fields);
      else log.warn('not answered', fields);
      throw thrown;
    }
  };
}

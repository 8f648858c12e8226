import { ReadError } from '../domain/problem.ts';
import type { Log } from '../log/log.ts';
import type { Transport } from '../segment-api/transport/transport.ts';
import { isHarmless } from '../segment-api/transport/write-guard.ts';
import type { Backend } from '../workspace/polling/backend.ts';

/**
 * The transport with a line in the log for every request: what was asked, how it ended, how long it took in ms. What may
 * change the workspace is told before it is sent and when it ended, at a level that is always kept; its body never is.
 */
export function loggedTransport(transport: Transport, log: Log, now: () => number): Transport {
  return async (request) => {
    const asked = { method: request.method, path: request.path };
    const start = now();
    const changes = !isHarmless(request);
    if (changes) log.info('change sent', asked);
    try {
      const answer = await transport(request);
      const fields = { ...asked, status: answer.status, ms: Math.round(now() - start) };
      if (changes) log.info('change answered', fields);
      else log.debug('answered', fields);
      return answer;
    } catch (thrown) {
      const kind = thrown instanceof ReadError ? thrown.problem.kind : 'internal';
      const fields = { ...asked, kind, ms: Math.round(now() - start) };
      // Whether a change was made that nobody waited for is not known.
      if (kind === 'aborted' && !changes) log.trace('no longer needed', fields);
      else log.warn('not answered', fields);
      throw thrown;
    }
  };
}

/** The mock workspace with a line in the log for every read: it has no requests that a transport would tell of. */
export function loggedBackend(backend: Backend, log: Log, now: () => number): Backend {
  return new Proxy(backend, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        const answer: unknown = member.apply(target, given);
        if (!(answer instanceof Promise)) return answer;
        const fields = { method: 'mock', path: String(name) };
        const start = now();
        answer.then(
          () => log.debug('answered', { ...fields, ms: Math.round(now() - start) }),
          (thrown: unknown) => {
            const kind = thrown instanceof ReadError ? thrown.problem.kind : 'internal';
            if (kind === 'aborted') log.trace('no longer needed', { ...fields, kind });
            else log.warn('not answered', { ...fields, kind });
          },
        );
        return answer;
      };
    },
  });
}

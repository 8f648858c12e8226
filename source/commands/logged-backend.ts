import { ReadError } from '../domain/problem.ts';
import type { Log } from '../log/log.ts';
import type { Backend } from '../workspace/polling/backend.ts';

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

import type { WireState } from '../../domain/queries.ts';
import type { Backend } from '../polling/backend.ts';

/** Before the first read nothing has gone over the wire. */
const silence: WireState = { requests: 0, requestsPerMinute: 0, queued: 0, limitOf: () => undefined };

/**
 * A backend that is loaded with its first read, so that neither its code nor its data delays the first frame. A load that fails
 * is that read's failure; the next read loads again.
 */
export function lazyBackend(load: () => Promise<Backend>): Backend {
  let loading: Promise<Backend> | undefined;
  let loaded: Backend | undefined;
  const ready = async (): Promise<Backend> => {
    loading ??= load();
    try {
      loaded = await loading;
      return loaded;
    } catch (thrown) {
      loading = undefined;
      throw thrown;
    }
  };
  return new Proxy({} as Backend, {
    get(_, name) {
      // Whatever awaits this object asks for its `then`: it has none.
      if (name === 'then' || typeof name === 'symbol') return undefined;
      if (name === 'wire') return () => loaded?.wire() ?? silence;
      if (name === 'hurry') return () => loaded?.hurry?.();
      return async (...options: unknown[]) => {
        const backend = await ready();
        const read: unknown = Reflect.get(backend, name);
        if (typeof read !== 'function') throw new TypeError(`the backend has no ${name}`);
        return Reflect.apply(read, backend, options);
      };
    },
  });
}

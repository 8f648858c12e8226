import type { Period } from '../domain/time.ts';
import type { Resource } from './resource.ts';

/** A connection as the inventory lists it. */
export interface Pair {
  readonly id: string;
  readonly sourceId: string;
}

/**
 * Makes a resource once for each connection of a list and keeps it as long as the list: a workspace of thousands is gone
 * through at every change, and an equal resource that is the same one costs nothing to compare or look up.
 */
export function perPair<T>(
  make: (period: Period, pair: Pair, urgent: boolean) => Resource<T>,
): (period: Period, pair: Pair, urgent?: boolean) => Resource<T> {
  const known = new WeakMap<Pair, Partial<Record<string, Resource<T>>>>();
  return (period, pair, urgent = false) => {
    let own = known.get(pair);
    if (!own) {
      own = {};
      known.set(pair, own);
    }
    const kind = urgent ? `${period}!` : period;
    own[kind] ??= make(period, pair, urgent);
    return own[kind];
  };
}

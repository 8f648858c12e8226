import type { Period } from '../../domain/time.ts';
import type { Resource } from '../polling/resource.ts';
import { eachMinute, type Pace, usualPace } from './pace.ts';

/** A connection as the inventory lists it. */
export interface Pair {
  readonly id: string;
  readonly sourceId: string;
}

/**
 * Makes a resource once for each connection of a list and keeps it as long as the list: a workspace of thousands is gone
 * through at every change, and comparing or looking up the same object costs nothing. The data of a pair is the same at
 * whatever pace it is read; true stands for what is on screen, each minute.
 */
export function perPair<T>(
  make: (period: Period, pair: Pair, pace: Pace) => Resource<T>,
): (period: Period, pair: Pair, pace?: Pace | boolean) => Resource<T> {
  const known = new WeakMap<Pair, Partial<Record<string, Resource<T>>>>();
  return (period, pair, pace = false) => {
    let own = known.get(pair);
    if (!own) {
      own = {};
      known.set(pair, own);
    }
    const chosen = pace === true ? eachMinute : pace || usualPace;
    const kind = period + chosen.name;
    own[kind] ??= make(period, pair, chosen);
    return own[kind];
  };
}

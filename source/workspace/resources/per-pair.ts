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
  const known: Record<Period, Map<string, WeakMap<Pair, Resource<T>>>> = { '24h': new Map(), '7d': new Map() };
  return (period, pair, pace = false) => {
    const chosen = pace === true ? eachMinute : pace || usualPace;
    const ofPace = known[period].get(chosen.name) ?? new WeakMap<Pair, Resource<T>>();
    const made = ofPace.get(pair);
    if (made) return made;
    const fresh = make(period, pair, chosen);
    known[period].set(chosen.name, ofPace.set(pair, fresh));
    return fresh;
  };
}

import type { Snapshot } from './snapshot.ts';

/**
 * All of it was read: there is data, and no row, page or count of it was left out. Only then may a sentence say *none*, and a sum
 * or a count be given as such. Old data that could not be renewed stays whole: its age is told beside it.
 */
export function isWhole(snapshot: Snapshot): boolean {
  return snapshot.data !== undefined && snapshot.problems.length === 0;
}

export function allWhole(...snapshots: readonly Snapshot[]): boolean {
  return snapshots.every(isWhole);
}

/** The data to count and sum over: undefined where a part of it is missing, as a count of the rest would be too low. */
export function wholeOf<T>(snapshot: Snapshot<T>): T | undefined {
  return isWhole(snapshot) ? snapshot.data : undefined;
}

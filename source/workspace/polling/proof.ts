import { type Answer, type Problem, ReadError } from '../../domain/problem.ts';
import type { Proof, Standing } from '../../domain/proof.ts';
import { isLasting } from './backoff.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Everything was read: there is data, and no row, page or count of it was left out. Only then may a sum or a count be shown as
 * such. An unreadable field of a row counts as unknown and takes nothing from the list. Old data that could not be renewed
 * stays whole: its age is shown beside it.
 */
export function isWhole(snapshot: Snapshot): boolean {
  return snapshot.data !== undefined && snapshot.problems.every(({ kind }) => kind === 'odd-fields');
}

export function allWhole(...snapshots: readonly Snapshot[]): boolean {
  return snapshots.every(isWhole);
}

/** The data to count and sum over: undefined where a part of it is missing, as a count of the rest would be too low. */
export function wholeOf<T>(snapshot: Snapshot<T>): T | undefined {
  return isWhole(snapshot) ? snapshot.data : undefined;
}

/** The problem of an answer that left out rows, pages or counts; undefined where it is whole, or none has come. */
export function lostIn({ data, problems }: Snapshot): Problem | undefined {
  return data === undefined ? undefined : problems.find(({ kind }) => kind !== 'odd-fields');
}

/** It fails, lacks something or was not read yet, and will be read again: only what is refused for good is done without. */
export function isToCome(snapshot: Snapshot): boolean {
  const { data, error } = snapshot;
  return !isWhole(snapshot) && !(data === undefined && error !== undefined && isLasting(error));
}

/**
 * The value of an answer that is whole, for reads that add it up: the sum of a part would be too low.
 * @throws ReadError with what was lost of it
 */
export function wholeAnswer<T>({ value, problems }: Answer<T>): T {
  const lost = problems.find(({ kind }) => kind !== 'odd-fields');
  if (lost) throw new ReadError(lost);
  return value;
}

/**
 * How far the reads have come that a sentence such as *none* needs: the first one that failed decides, then those that are
 * still missing.
 */
export function standingOf(first: Snapshot, ...others: readonly Snapshot[]): Standing {
  const snapshots = [first, ...others];
  const failed = snapshots.find(({ data, error }) => data === undefined && error)?.error;
  const lost = snapshots.flatMap((snapshot) => lostIn(snapshot) ?? [])[0];
  const read = snapshots.filter(({ data }) => data !== undefined).length;
  return standingOfCounts({ read, of: snapshots.length, failed, lost });
}

/**
 * The same of many reads that a selector has counted.
 * @param counts.failed why one of those that are missing could not be read
 * @param counts.lost what one of those that are there had to leave out
 */
export function standingOfCounts(counts: {
  readonly read: number;
  readonly of: number;
  readonly failed?: Problem | undefined;
  readonly lost?: Problem | undefined;
}): Standing {
  const { read, of, failed, lost } = counts;
  if (read < of) return failed ? { kind: 'failed', problem: failed, read, of } : { kind: 'reading', read, of };
  return lost ? { kind: 'partial', problem: lost } : { kind: 'whole', proof: {} as Proof };
}

/** Several standings as one: a single one without proof leaves the whole without proof. */
export function togetherOf(first: Standing, ...others: readonly Standing[]): Standing {
  const all = [first, ...others];
  const one = (kind: Standing['kind']) => all.find((each) => each.kind === kind);
  return one('failed') ?? one('reading') ?? one('partial') ?? first;
}

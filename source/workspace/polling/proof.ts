import { type Answer, type Problem, ReadError } from '../../domain/problem.ts';
import type { Proof, Standing } from '../../domain/proof.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * All of it was read: there is data, and no row, page or count of it was left out. Only then may a sum or a count be given as
 * such. A field that could not be read in a row that stands takes nothing from a list: only itself is
 * unknown. Old data that could not be renewed stays whole: its age is told beside it.
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

/** What an answer that came had to leave out, rows, pages or counts of it; undefined where it is whole, or none has come. */
export function lostIn({ data, problems }: Snapshot): Problem | undefined {
  return data === undefined ? undefined : problems.find(({ kind }) => kind !== 'odd-fields');
}

/**
 * What an answer gave, for reads that add it up: a sum of a part is none.
 * @throws ReadError with what was lost of it
 */
export function wholeAnswer<T>({ value, problems }: Answer<T>): T {
  const lost = problems.find(({ kind }) => kind !== 'odd-fields');
  if (lost) throw new ReadError(lost);
  return value;
}

/** What a sentence that says *none* stands on: the first read that failed speaks for all, then those that are still to come. */
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

/** Several standings as one: what keeps one of them from proof keeps all. */
export function togetherOf(first: Standing, ...others: readonly Standing[]): Standing {
  const all = [first, ...others];
  const one = (kind: Standing['kind']) => all.find((each) => each.kind === kind);
  return one('failed') ?? one('reading') ?? one('partial') ?? first;
}

import type { Problem } from '../../domain/problem.ts';

/** What is known of one resource: a value, never an exception. Old data survives a failed refresh. */
export interface Snapshot<T = unknown> {
  readonly data?: T | undefined;
  /** Why the last read failed; absent after a good one. */
  readonly error?: Problem | undefined;
  /** What a successful read had to leave out. */
  readonly problems: readonly Problem[];
  /** When `data` was read, ms. */
  readonly fetchedAt?: number | undefined;
  /** When the read that gave `data` began, ms: its window is that of this moment. */
  readonly askedAt?: number | undefined;
  /** It was read before this start, and not since. */
  readonly recalled?: boolean | undefined;
  readonly status: 'waiting' | 'loading' | 'ready' | 'failed';
  /** When it is read next, ms; undefined while a read is under way. */
  readonly nextAt?: number | undefined;
  /** Grows with every change. */
  readonly version: number;
}

export const unread: Snapshot<never> = { problems: [], status: 'waiting', version: 0 };

/** The same is known, whatever is being read or when it is read next. */
export function isSameAnswer(a: Snapshot, b: Snapshot): boolean {
  return (
    a === b ||
    (a.data === b.data &&
      a.error === b.error &&
      a.problems === b.problems &&
      a.fetchedAt === b.fetchedAt &&
      a.askedAt === b.askedAt &&
      a.recalled === b.recalled)
  );
}

/** The moment whose window the data covers. */
export function askedAt(snapshot: Snapshot, now: number): number {
  return snapshot.askedAt ?? snapshot.fetchedAt ?? now;
}

/** Data that could not be renewed: painted dimmed, with its age (rule 230). */
export function isStale(snapshot: Snapshot): boolean {
  return snapshot.error !== undefined && snapshot.data !== undefined;
}

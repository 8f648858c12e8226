import type { Problem } from '../domain/problem.ts';

/** What is known of one resource: a value, never an exception. Old data survives a failed refresh. */
export interface Snapshot<T = unknown> {
  readonly data?: T | undefined;
  /** Why the last read failed; absent after a good one. */
  readonly error?: Problem | undefined;
  /** What a good read had to leave out. */
  readonly problems: readonly Problem[];
  /** When `data` was read, ms. */
  readonly fetchedAt?: number | undefined;
  readonly status: 'waiting' | 'loading' | 'ready' | 'failed';
  /** When it is read next, ms; undefined while a read is under way. */
  readonly nextAt?: number | undefined;
  /** Grows with every change. */
  readonly version: number;
}

export const unread: Snapshot<never> = { problems: [], status: 'waiting', version: 0 };

/** Data that could not be renewed: painted dimmed, with its age (design §1). */
export function isStale(snapshot: Snapshot): boolean {
  return snapshot.error !== undefined && snapshot.data !== undefined;
}

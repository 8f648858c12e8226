import type { LogEntry } from '../domain/delivery/failure-log.ts';

/** What was found in files or streams. */
export interface Tally {
  exchanges: number;
  attempts: number;
  errors: number;
  /** Events of sources. */
  events: number;
  /** Of all these, how many were there already. */
  duplicates: number;
  /** Lines that are none of them, and the first of those. */
  odd: number;
  firstOdd: number | undefined;
  /** When the oldest and the newest of it happened, ms. */
  from: number | undefined;
  to: number | undefined;
}

export const emptyTally = (): Tally => ({
  exchanges: 0,
  attempts: 0,
  errors: 0,
  events: 0,
  duplicates: 0,
  odd: 0,
  firstOdd: undefined,
  from: undefined,
  to: undefined,
});

const counted = { exchange: 'exchanges', attempt: 'attempts', error: 'errors', event: 'events' } as const;

/** Counts one value that was understood. */
export function count(tally: Tally, kind: LogEntry['kind'] | 'event', at: number | undefined): void {
  tally[counted[kind]] += 1;
  if (at === undefined) return;
  tally.from = Math.min(tally.from ?? at, at);
  tally.to = Math.max(tally.to ?? at, at);
}

/** Counts one that was not. */
export function countOdd(tally: Tally, line: number): void {
  tally.odd += 1;
  tally.firstOdd ??= line;
}

/** All that was understood. */
export const understood = ({ exchanges, attempts, errors, events }: Tally): number =>
  exchanges + attempts + errors + events;

import type { Answer } from '../../domain/problem.ts';
import type { Priority, ReadOptions, WireState } from '../../domain/queries.ts';
import type { Backend } from './backend.ts';
import type { Changes, Mark } from './changes/mark.ts';
import type { Snapshot } from './snapshot.ts';

/** One thing that can be read and kept fresh. The key names it, with its arguments, so equal keys mean equal data. */
export interface Resource<T> {
  readonly key: string;
  /** Time between two reads, ms. */
  readonly every: number;
  /** The least time between two reads that the known rate limits allow, ms; `every` where that is longer. */
  least?(wire: WireState): number;
  /** Reads limited to a few a minute wait in a lane of their own, so that they hold up nothing else. */
  readonly slow?: boolean;
  /** Tells whether the token works: while it is refused nothing else is read, so a refusal is retried as soon as other failures. */
  readonly isTokenCheck?: boolean;
  /**
   * @param previous what it answered last: a read may ask only for what that lacks
   * @param read what else is known, where a read can make use of it
   */
  load(backend: Backend, options: ReadOptions, now: number, previous?: T, read?: Read): Promise<Answer<T>>;
  /** Whether an answer is final; false for an estimate that stands in until the exact answer is read. */
  isEnough?(answer: T): boolean;
  /** Keys of resources that an answer shows to be outdated, such as those that an audit event is about: they are read again. */
  invalidates?(answer: T, previous: T | undefined, now: number): readonly string[];
}

/** How selectors look at the world: the newest snapshot of a resource, read or not. */
export interface Read {
  <T>(resource: Resource<T>): Snapshot<T>;
  /** What has changed since a mark; absent where nobody keeps account of it. */
  since?(this: void, mark: Mark | undefined): Changes;
}

/** A resource somebody looks at, and how urgently. */
export interface Need {
  readonly resource: Resource<unknown>;
  readonly priority: Priority;
  /** Among equals of one family that wait for their turn, the lower goes first; none counts as 0. */
  readonly rank?: number | undefined;
}

/** The part of the key before its arguments, such as `volume` of `volume:24h`: what the `refresh` of the configuration names. */
export function familyOf({ key }: Resource<unknown>): string {
  const end = key.indexOf(':');
  return end < 0 ? key : key.slice(0, end);
}

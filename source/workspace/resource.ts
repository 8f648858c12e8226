import type { Answer } from '../domain/problem.ts';
import type { Priority, ReadOptions } from '../domain/queries.ts';
import type { Backend } from './backend.ts';

/** One thing that can be read and kept fresh. The key names it, with its arguments, so equal keys mean equal data. */
export interface Resource<T> {
  readonly key: string;
  /** Time between two reads, ms. */
  readonly every: number;
  /** Reads limited to a few a minute wait in a lane of their own, so that they hold up nothing else. */
  readonly slow?: boolean;
  /** All else waits for it while it is refused, so a refusal is tried again soon, as any passing failure. */
  readonly door?: boolean;
  /** @param previous what it answered last: a read may ask only for what that lacks */
  load(backend: Backend, options: ReadOptions, now: number, previous?: T): Promise<Answer<T>>;
}

/** A resource somebody looks at, and how urgently. */
export interface Need {
  readonly resource: Resource<unknown>;
  readonly priority: Priority;
}

/** The part of the key before its arguments, such as `volume` of `volume:24h`: what the `refresh` of the configuration names. */
export function familyOf({ key }: Resource<unknown>): string {
  const end = key.indexOf(':');
  return end < 0 ? key : key.slice(0, end);
}

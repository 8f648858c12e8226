import type { Priority } from '../../domain/queries.ts';
import type { Need, Resource } from './resource.ts';
import type { Snapshot } from './snapshot.ts';

/** From when on an answer must have been asked for, ms. */
export interface Old {
  readonly since: number;
  /** The user waits for it: it is not left to another program that may have begun before. */
  readonly isOwn: boolean;
}

export interface Entry {
  resource: Resource<unknown>;
  priority: Priority;
  rank: number;
  snapshot: Snapshot;
  failures: number;
  wanted: boolean;
  /** The end of its interval, if it is planned because of that. */
  byInterval?: number | undefined;
  /** A change in the workspace has made its data old, or the user asks for it anew, whatever its interval says. */
  old?: Old | undefined;
  /** Its element of a queue; one that a later element has replaced is skipped. */
  queued?: QueuedRead | undefined;
  running?: AbortController | undefined;
}

export interface QueuedRead {
  readonly entry: Entry;
}

/** @param keys one that ends in a colon means all that begin so */
export const named =
  (keys: readonly string[]) =>
  (key: string): boolean =>
    keys.some((each) => (each.endsWith(':') ? key.startsWith(each) : key === each));

/** One resource that is needed twice: as urgently as the more urgent of both, as often as the more frequent. */
export function joined(a: Need, b: Need): Need {
  const [urgent, other] = b.priority < a.priority ? [b, a] : [a, b];
  const isSeldom = urgent.resource.every > other.resource.every;
  return isSeldom ? { ...urgent, resource: other.resource } : urgent;
}

/** It is wanted, and was not answered yet. */
export const isAwaited = ({ wanted, snapshot }: Entry): boolean =>
  wanted && snapshot.data === undefined && snapshot.error === undefined;

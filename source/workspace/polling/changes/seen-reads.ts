import type { Read } from '../read.ts';
import type { Resource } from '../resource.ts';
import type { Snapshot } from '../snapshot.ts';

/** What something was worked out from: each resource that was read for it, as it was then. */
export interface SeenReads {
  readonly resources: readonly Resource<unknown>[];
  /** Takes in what is the same though another object, so that it is compared but once. */
  readonly snapshots: Snapshot[];
}

/**
 * Reads, and notes all that is read. What is worked out through it alone is the same as long as that is, so that no list of inputs
 * is kept by hand, which could lack one.
 */
export function noting(read: Read): { readonly read: Read; readonly seen: SeenReads } {
  const resources: Resource<unknown>[] = [];
  const snapshots: Snapshot[] = [];
  const noted: Read = (resource) => {
    const { key } = resource;
    const known = resources.findIndex((each) => each.key === key);
    if (known >= 0) return snapshots[known] as never;
    const snapshot = read(resource);
    resources.push(resource as Resource<unknown>);
    snapshots.push(snapshot);
    return snapshot;
  };
  return { read: noted, seen: { resources, snapshots } };
}

/**
 * Whether all that was noted still reads the same.
 * @param isSame what counts as the same
 */
export function isAsSeen(
  { resources, snapshots }: SeenReads,
  read: Read,
  isSame: (before: Snapshot, now: Snapshot) => boolean = Object.is,
): boolean {
  // Thousands of these are compared at every change: nothing new is made for that.
  for (let index = 0; index < resources.length; index += 1) {
    const snapshot = read(resources[index]!);
    const before = snapshots[index]!;
    if (snapshot === before) continue;
    if (!isSame(before, snapshot)) return false;
    snapshots[index] = snapshot;
  }
  return true;
}

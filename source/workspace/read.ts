import type { Resource } from './resource.ts';
import type { Snapshot } from './snapshot.ts';

/** How selectors look at the world: the newest snapshot of a resource, read or not. */
export type Read = <T>(resource: Resource<T>) => Snapshot<T>;

import type { Poller } from '../poller.ts';
import type { Read } from '../resource.ts';

/** Reads through a poller, or what stands for one, with the account that it keeps of what has changed. */
export function readingOf(reads: Pick<Poller, 'snapshot'> & Partial<Pick<Poller, 'since'>>): Read {
  const read: Read = (resource) => reads.snapshot(resource);
  return reads.since ? Object.assign(read, { since: reads.since.bind(reads) }) : read;
}

import type { Resource } from '../polling/resource.ts';
import type { Overview } from './overview.ts';

/**
 * Ids of connections that failed when this workspace was last open: they are read first. Restored from disk, never read from
 * the API.
 */
export const failedLastTime: Resource<readonly string[]> = {
  key: 'failed-last-time',
  every: Number.POSITIVE_INFINITY,
  load: async () => ({ value: [], problems: [] }),
};

/** More would be no help, since they are read before all others. */
const most = 100;

/** Ids of the connections that triage raises; undefined until all have been read. */
export function failingIds({ fleet, triage }: Overview): readonly string[] | undefined {
  if (fleet.rankable === 0 || fleet.ranked < fleet.rankable) return undefined;
  return triage
    .flatMap((item) => (item.kind === 'connection' ? [item.connection.id] : []))
    .slice(0, most)
    .sort();
}

import type { Resource } from '../polling/resource.ts';
import type { Overview } from './overview.ts';

/** Ids of connections that failed when this workspace was last open: they are read first. Recalled, never asked for. */
export const failedLastTime: Resource<readonly string[]> = {
  key: 'failed-last-time',
  every: Number.POSITIVE_INFINITY,
  load: async () => ({ value: [], problems: [] }),
};

/** More would be no help: they are read before all others. */
const most = 100;

/** Ids of connections that triage raises; undefined while not all have been looked at. */
export function failingIds({ fleet, triage }: Overview): readonly string[] | undefined {
  if (fleet.rankable === 0 || fleet.ranked < fleet.rankable) return undefined;
  return triage
    .flatMap((item) => (item.kind === 'connection' ? [item.connection.id] : []))
    .slice(0, most)
    .sort();
}

import type { VolumeRow } from '../../domain/delivery/counts.ts';

type Sent = ReadonlyMap<string, VolumeRow>;

const bySource = new WeakMap<readonly VolumeRow[], Sent>();

/** What each source sent, by its id, from the volume of all; a source that is not in it sent nothing. */
export function sentBySource(volume: readonly VolumeRow[]): Sent {
  let known = bySource.get(volume);
  if (!known) {
    known = new Map(volume.flatMap((row) => (row.sourceId === undefined ? [] : [[row.sourceId, row]])));
    bySource.set(volume, known);
  }
  return known;
}

import type { VolumeRow } from '../../domain/delivery/counts.ts';
import { type Bucket, hour, periodLength, type Window } from '../../domain/time.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import { askedAt, type Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { volumeWindows } from '../resources/volume-windows.ts';

const week = periodLength['7d'];

interface Known {
  readonly window: Window;
  readonly rows: readonly VolumeRow[];
}

/** What of the weeks before has been read whole: hours that a row leaves out are zero in it, those outside are not known. */
function knownBefore(read: Read, now: number): readonly Known[] {
  const [long, usual] = [read(resources.volume('7d')), read(resources.usualVolume)];
  const of = (snapshot: Snapshot<readonly VolumeRow[]>, window: Window): Known[] =>
    snapshot.data && isWhole(snapshot) ? [{ window, rows: snapshot.data }] : [];
  const { window, earlier } = volumeWindows(long, '7d', now);
  return [
    ...of(long, { start: earlier.start, end: window.end }),
    ...of(usual, resources.usualWindow(askedAt(usual, now))),
  ];
}

/**
 * What a source sent in the same hours one week earlier: as many values as the window has hours, that of the running one
 * included. Undefined where an hour was not read whole.
 */
export function weekBefore(
  read: Read,
  sourceId: string,
  { start, end }: Window,
  now: number,
): readonly (number | undefined)[] {
  const known = knownBefore(read, now).map(({ window, rows }) => ({
    window,
    counts: countsOf(rows.flatMap(({ sourceId: id, series }) => (id === sourceId ? [series] : []))),
  }));
  return Array.from({ length: Math.max(0, Math.ceil((end - start) / hour)) }, (_, index) => {
    const at = start + index * hour - week;
    const own = known.find(({ window }) => at >= window.start && at + hour <= window.end);
    return own && (own.counts.get(at) ?? 0);
  });
}

function countsOf(series: readonly (readonly Bucket[])[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { at, count } of series.flat()) counts.set(at, (counts.get(at) ?? 0) + count);
  return counts;
}

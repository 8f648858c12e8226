import { hour, minute } from '../../domain/time.ts';
import type { Read } from '../polling/read.ts';
import { askedAt } from '../polling/snapshot.ts';
import { minuteVolume } from './minute-volume.ts';

/** Volume is asked for up to a minute ago, and counting takes half a minute: that much delay is normal. */
const usualLag = 3 * minute;
/** After this long without an event of any source, the sources are silent rather than the API late. */
const longestLag = 30 * minute;
/** A quiet minute says something of the API only where hardly any minute of the hour before was without an event. */
const busyMinutes = 54;

/**
 * How far the API's numbers are behind, in ms, where that is more than usual: from the end of the newest minute in which any source
 * has an event to when that was asked for. Undefined where it is as usual, or where too little is sent to tell.
 */
export function apiLag(read: Read, now: number): number | undefined {
  const snapshot = read(minuteVolume);
  const { reach, bySource } = snapshot.data ?? {};
  if (reach === undefined || !bySource) return undefined;
  const lag = askedAt(snapshot, now) - reach;
  if (lag <= usualLag || lag > longestLag) return undefined;
  const minutes = new Set<number>();
  for (const series of bySource.values())
    for (const { at, count } of series) if (count > 0 && at >= reach - hour) minutes.add(at);
  return minutes.size >= busyMinutes ? lag : undefined;
}

import type { Period, Window } from '../../domain/time.ts';
import { earlierWindow, readWindow, volumeLag } from '../../domain/windows.ts';
import { askedAt, type Snapshot } from '../polling/snapshot.ts';

/** What a read of event volume covers: the window of the period, the equal one before, and where both end. */
export interface VolumeWindows {
  readonly window: Window;
  readonly earlier: Window;
  /** Up to here events were counted. */
  readonly end: number;
}

/** The windows of volume as it was read, however long ago that is. */
export function volumeWindows(volume: Snapshot, period: Period, now: number): VolumeWindows {
  const end = askedAt(volume, now) - volumeLag;
  return { window: readWindow(period, end), earlier: earlierWindow(period, end), end };
}

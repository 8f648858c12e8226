import type { VolumeRow } from '../../domain/delivery/counts.ts';
import type { SafeText } from '../../domain/text.ts';
import { bucketLength, day, floorTo, hour, minute } from '../../domain/time.ts';
import { volumeLag } from '../../domain/windows.ts';
import type { Resource } from '../polling/resource.ts';

/** What a source sent since a moment, with the size of the buckets it was counted in. */
export interface VolumeSince {
  readonly rows: readonly VolumeRow[];
  readonly size: number;
  /** Earliest moment that was asked for: later than the wanted one when that is more than two weeks ago. */
  readonly from: number;
  /** Up to here events were counted. */
  readonly until: number;
}

/** Volume of one source by event type or name, since a moment: what a disabled connection missed (rule 68). */
export function volumeSince(
  sourceId: string,
  since: number,
  by: 'eventType' | 'eventName' = 'eventType',
): Resource<VolumeSince> {
  return {
    key: `volume-since:${by}:${since}:${sourceId}`,
    every: minute,
    load: async (backend, options, now) => {
      const granularity = now - since < 4 * hour - minute ? 'MINUTE' : 'HOUR';
      const from = Math.max(floorTo(since, granularity), floorTo(now - 14 * day + hour, granularity));
      const { value, problems } = await backend.eventVolume(
        { window: { start: from, end: now }, granularity, groupBy: [by], sourceIds: [sourceId] },
        options,
      );
      const until = now - volumeLag;
      return { value: { rows: value, size: bucketLength[granularity], from, until }, problems };
    },
  };
}

/** Events that never reached a disabled destination: by type, most first. */
export interface Gap {
  readonly since: number;
  /** The count begins later than the gap does: the API is asked for two weeks at most. */
  readonly cut: boolean;
  /** Something after it began was counted: before that no number says that nothing was sent. */
  readonly isCounted: boolean;
  readonly total: number;
  readonly types: readonly { readonly type: SafeText | undefined; readonly count: number }[];
}

/** The bucket in which the gap begins counts by its part. */
export function gapOf({ rows, size, from, until }: VolumeSince, since: number): Gap {
  const types = rows
    .map(({ eventType, series }) => ({ type: eventType, count: countSince(series, since, size) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return {
    since,
    cut: from > since,
    isCounted: until > since,
    total: types.reduce((sum, { count }) => sum + count, 0),
    types,
  };
}

function countSince(series: VolumeRow['series'], since: number, size: number): number {
  return series.reduce((sum, { at, count }) => {
    if (at >= since) return sum + count;
    return at + size > since ? sum + Math.round((count * (at + size - since)) / size) : sum;
  }, 0);
}

import type { VolumeRow } from '../../domain/delivery/counts.ts';
import { type Bucket, floorTo, hour, minute, second, type Window } from '../../domain/time.ts';
import { volumeLag } from '../../domain/windows.ts';
import { isWhole } from '../polling/proof.ts';
import type { Resource } from '../polling/resource.ts';

/** Events of all sources by the minute, over the newest hours: what tells that a stream has stopped minutes after it did. */
export interface MinuteVolume {
  readonly window: Window;
  readonly bySource: ReadonlyMap<string, readonly Bucket[]>;
  /** End of the newest minute that holds an event of any source: how far the API has counted at least. */
  readonly reach: number | undefined;
}

/** As far back as one read by the minute goes. */
export const minutesKept = 4 * hour;
/** Minutes this young still grow and are read again. */
const growing = 10 * minute;

/** One request a minute for all sources; after the first it asks only for the minutes that may have changed. */
export const minuteVolume: Resource<MinuteVolume> = {
  key: 'minute-volume',
  every: minute,
  load: async (backend, options, now, previous, read) => {
    // Up to the second: the part of a minute that has passed without an event counts as well.
    const end = Math.floor((now - volumeLag) / second) * second;
    const start = Math.ceil((end - minutesKept) / minute) * minute;
    // What the last answer lost would stay lost, without a problem to tell of it.
    const isSound = !read || isWhole(read(minuteVolume));
    const known =
      previous && isSound && previous.window.end <= end && previous.window.end - growing > start ? previous : undefined;
    const from = known ? floorTo(known.window.end, 'MINUTE') - growing : start;
    const answer = await backend.eventVolume(
      { window: { start: from, end }, granularity: 'MINUTE', groupBy: ['source'] },
      options,
    );
    return { value: mergedMinutes(known, answer.value, { start, end }, from), problems: answer.problems };
  },
};

/** The same while a stream may just have stopped: the next look is not left until the minute is over. */
export const minuteVolumeSoon: Resource<MinuteVolume> = { ...minuteVolume, every: 15 * second };

function mergedMinutes(
  known: MinuteVolume | undefined,
  rows: readonly VolumeRow[],
  window: Window,
  from: number,
): MinuteVolume {
  const bySource = new Map<string, Bucket[]>();
  let reach: number | undefined;
  const add = (id: string, series: readonly Bucket[], isKept: (at: number) => boolean) => {
    const own = bySource.get(id) ?? [];
    for (const bucket of series) {
      if (bucket.count <= 0 || !isKept(bucket.at)) continue;
      own.push(bucket);
      reach = Math.max(reach ?? 0, bucket.at + minute);
    }
    if (own.length > 0) bySource.set(id, own);
  };
  for (const [id, series] of known?.bySource ?? []) add(id, series, (at) => at >= window.start && at < from);
  for (const { sourceId, series } of rows)
    if (sourceId !== undefined) add(sourceId, series, (at) => at >= from && at < window.end);
  return { window, bySource, reach };
}

/** What every source sent by the minute in one hour that is over: when exactly one of them fell silent. */
export function minutesOfHour(at: number): Resource<readonly VolumeRow[]> {
  return {
    key: `minutes-of-hour:${at}`,
    every: 6 * hour,
    load: (backend, options) =>
      backend.eventVolume(
        { window: { start: at, end: at + hour }, granularity: 'MINUTE', groupBy: ['source'] },
        options,
      ),
  };
}

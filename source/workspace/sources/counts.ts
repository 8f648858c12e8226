import type { VolumeRow } from '../../domain/delivery/counts.ts';
import { ofEach } from '../../domain/of-each.ts';
import { type Counts, newest, type SourceCounts } from '../../domain/sources/health.ts';
import { type Bucket, hour, minute, type Period } from '../../domain/time.ts';
import { doubleWindow } from '../../domain/windows.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import { askedAt, type Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { type MinuteVolume, minutesOfHour, minuteVolume } from '../resources/minute-volume.ts';
import { volumeWindows } from '../resources/volume-windows.ts';

/**
 * Everything that the counts of sources are put together from: when none of it has changed, nothing else has.
 * @param hours those that are looked into by the minute
 */
export function countParts(read: Read, hours: readonly number[]): readonly unknown[] {
  const [usual, minutes] = [read(resources.usualVolume), read(minuteVolume)];
  return [
    usual.data,
    isWhole(usual),
    minutes.data,
    isWhole(minutes),
    ...hours.map((at) => read(minutesOfHour(at)).data),
  ];
}

/**
 * How late the API may be before a silence of all sources is believed: the newest minute of any source tells how far it has
 * counted.
 */
const latest = 5 * minute;

/** Minutes that could not be renewed for this long no longer tell that something stopped. */
const fresh = 3 * minute;

/** The counts of each source by all that has been read; undefined while the volume is not known. */
export function sourceCounts(
  read: Read,
  volume: Snapshot<readonly VolumeRow[]>,
  period: Period,
  now: number,
): (id: string) => SourceCounts | undefined {
  const { data } = volume;
  if (!data) return () => undefined;
  const { end } = volumeWindows(volume, period, now);
  const window = doubleWindow(period, end);
  const recent = byId(data);
  const usual = read(resources.usualVolume);
  const before = byId(usual.data ?? noRows);
  const older = usual.data && olderOf(usual, window.start, now);
  const minutes = read(minuteVolume).data;
  const isFresh = minutes !== undefined && minutes.window.end > end - fresh && isWhole(read(minuteVolume));
  const counted = isFresh ? reachOf(minutes) : end;
  return (id) => {
    const own = recent.get(id) ?? (isWhole(volume) ? [] : undefined);
    if (!own) return undefined;
    const long = before.get(id) ?? (isWhole(usual) ? [] : undefined);
    const isLong = older !== undefined && long !== undefined;
    const start = isLong ? older : window.start;
    const history = isLong ? historyBefore(long, window.start) : [];
    const series = history.length > 0 ? [...history, ...own] : own;
    return {
      hours: { series, window: { start, end } },
      minutes: isFresh ? { series: minutes.bySource.get(id) ?? [], window: minutes.window } : undefined,
      // Of most it is not asked: the newest minutes tell when they sent last.
      get lastHour() {
        const last = newest({ series });
        return last && hourOf(read, id, last.at);
      },
      end: counted,
    };
  };
}

const noRows: readonly VolumeRow[] = [];

/** Asked for each of thousands of sources. */
const byId = ofEach(
  (rows: readonly VolumeRow[]): ReadonlyMap<string, readonly Bucket[]> =>
    new Map(rows.flatMap(({ sourceId, series }) => (sourceId === undefined ? [] : [[sourceId, series] as const]))),
);

/** The usual hours are read once an hour, and put before those of now each minute. */
const historyBefore = ofEach((usual: readonly Bucket[], before: number) => usual.filter(({ at }) => at < before));

/** From when on the usual hours go before the others; undefined where they end earlier, as what is between is not known. */
function olderOf(usual: Snapshot, before: number, now: number): number | undefined {
  const { start, end } = resources.usualWindow(askedAt(usual, now));
  return start < before && end >= before ? start : undefined;
}

function reachOf({ reach, window }: MinuteVolume): number {
  return Math.min(window.end, Math.max(reach ?? 0, window.end - latest));
}

function hourOf(read: Read, id: string, at: number): Counts | undefined {
  const { data } = read(minutesOfHour(at));
  return data && { series: byId(data).get(id) ?? [], window: { start: at, end: at + hour } };
}

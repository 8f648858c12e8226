import { type Compared, changeOf, comparedBuckets } from '../../domain/comparison.ts';
import type { VolumeRow } from '../../domain/delivery/counts.ts';
import type { Source } from '../../domain/entities.ts';
import { type SourceHealth, sourceHealth } from '../../domain/sources/health.ts';
import { type Bucket, floorTo, hour, minute, type Period, periodLength, type Window } from '../../domain/time.ts';
import { hourlyTotal } from '../../domain/windows.ts';
import { allWhole, isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import { askedAt, type Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { minutesKept } from '../resources/minute-volume.ts';
import { volumeWindows } from '../resources/volume-windows.ts';
import { countParts, sourceCounts } from './counts.ts';

/** One source with what it sent in the period; counts are undefined until the volume is known, and where its part of it was lost. */
export interface SourceFlow {
  readonly source: Source;
  readonly health: SourceHealth;
  readonly events: number | undefined;
  readonly earlierEvents: number | undefined;
  /** Of the events in the hours that are over against the same ones a period before, in percent. */
  readonly change: number | undefined;
  readonly series: readonly Bucket[];
}

export interface Inflow {
  /** What the counts are of, and the equal window before it. */
  readonly window: Window;
  readonly earlierWindow: Window;
  /** The list of sources has been read. */
  readonly isListed: boolean;
  /** And no row of it was lost: they can be counted. */
  readonly isWhole: boolean;
  readonly flows: readonly SourceFlow[];
  readonly bySource: ReadonlyMap<string, SourceFlow>;
  readonly events: number | undefined;
  readonly earlierEvents: number | undefined;
  readonly change: number | undefined;
  /** The events of both windows, as far as the hours are over: what shares are compared by. */
  readonly compared: Compared | undefined;
  /** Hourly events of the whole workspace in the period. */
  readonly series: readonly Bucket[];
  /** The same hours of the period before; undefined where they are not known whole. */
  readonly earlierSeries: readonly Bucket[] | undefined;
  /** Undefined until list and volume are known whole. */
  readonly active: number | undefined;
  readonly silent: number | undefined;
  /** Sources are on and nothing arrives at all: the amber No Events Received state (rule 43). */
  readonly nothingReceived: boolean;
  readonly volume: Snapshot<readonly VolumeRow[]>;
}

interface KeptFlow {
  readonly parts: readonly unknown[];
  value: Inflow;
}

const keptFlow: Record<Period, KeptFlow | undefined> = {
  '24h': undefined,
  '7d': undefined,
};

/** What sources send; worked out again only when the volume or the list of sources has changed. */
export function inflow(read: Read, period: Period, now: number): Inflow {
  const volume = read(resources.volume(period));
  const sources = read(resources.sources);
  const kept = keptFlow[period];
  const partsWith = (hours: readonly number[]) => [
    volume.data,
    askedAt(volume, now),
    sources.data,
    isWhole(volume),
    isWhole(sources),
    ...countParts(read, hours),
  ];
  const parts = partsWith(kept ? lastHours(kept.value) : []);
  if (kept?.parts.length === parts.length && kept.parts.every((part, index) => part === parts[index])) {
    if (kept.value.volume !== volume) kept.value = { ...kept.value, volume };
    return kept.value;
  }
  const value = inflowOf(read, period, now);
  keptFlow[period] = { parts: partsWith(lastHours(value)), value };
  return value;
}

/** More hours than this are not looked into at once. */
const mostHours = 6;

/** The hours in which silent sources sent their last, where the newest minutes do not tell when: newest first. */
export function lastHours({ flows, window }: Pick<Inflow, 'flows' | 'window'>): number[] {
  const hours = new Set<number>();
  for (const { health } of flows) {
    const { state, lastSeenBy } = health;
    if (state !== 'silent' || !lastSeenBy) continue;
    if (lastSeenBy.end - lastSeenBy.start > minute || lastSeenBy.start < window.end - minutesKept)
      hours.add(floorTo(lastSeenBy.start, 'HOUR'));
  }
  return [...hours].sort((a, b) => b - a).slice(0, mostHours);
}

/**
 * What sources send: one volume read joined with the source list, since silent sources are absent from the volume (rule 40). If
 * rows of the volume were lost, an absent source may be among them, so nothing is known of it.
 */
function inflowOf(read: Read, period: Period, now: number): Inflow {
  const volume = read(resources.volume(period));
  const { window, earlier, end } = volumeWindows(volume, period, now);
  const seriesOf = new Map<string, readonly Bucket[]>();
  for (const row of volume.data ?? []) if (row.sourceId !== undefined) seriesOf.set(row.sourceId, row.series);
  const sources = read(resources.sources);
  const isSummed = isWhole(volume);
  const isCounted = allWhole(volume, sources);
  const counted = (series: readonly Bucket[] | undefined) => {
    const events = series && hourlyTotal(series, window, end);
    const earlierEvents = series && hourlyTotal(series, earlier, end);
    const compared = series && comparedBuckets(series, window, periodLength[period]);
    return { events, earlierEvents, change: compared && changeOf(compared) };
  };
  const countsOf = sourceCounts(read, volume, period, now);
  const flows = (sources.data ?? []).map((source): SourceFlow => {
    const series = seriesOf.get(source.id) ?? (isSummed ? [] : undefined);
    return {
      source,
      health: sourceHealth(source, countsOf(source.id)),
      ...counted(series),
      series: series ?? [],
    };
  });
  const all = [...seriesOf.values()].flat();
  const { events, earlierEvents, change } = counted(isSummed ? all : undefined);
  const compared = isSummed ? comparedBuckets(all, window, periodLength[period]) : undefined;
  const enabled = flows.filter(({ source }) => source.enabled);
  return {
    window,
    earlierWindow: earlier,
    isListed: sources.data !== undefined,
    isWhole: isWhole(sources),
    flows,
    bySource: new Map(flows.map((flow) => [flow.source.id, flow])),
    events,
    earlierEvents,
    change,
    compared,
    series: merged(all, window.start, end),
    earlierSeries: earlierEvents === undefined ? undefined : merged(all, earlier.start, earlier.end),
    active: isCounted
      ? enabled.filter(({ events: count, health }) => (count ?? 0) > 0 && health.state !== 'silent').length
      : undefined,
    silent:
      isCounted && isWhole(read(resources.usualVolume))
        ? enabled.filter(({ health }) => health.state === 'silent').length
        : undefined,
    nothingReceived: events === 0 && enabled.length > 0,
    volume,
  };
}

/** Adds series up on an hourly grid from `start` to `end`. */
export function merged(buckets: readonly Bucket[], start: number, end: number): Bucket[] {
  const counts = Array.from({ length: Math.max(0, Math.ceil((end - start) / hour)) }, () => 0);
  for (const { at, count } of buckets) {
    const index = Math.floor((at - start) / hour);
    if (index >= 0 && index < counts.length) counts[index] = (counts[index] ?? 0) + count;
  }
  return counts.map((count, index) => ({ at: start + index * hour, count }));
}

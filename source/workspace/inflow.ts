import type { VolumeRow } from '../domain/delivery.ts';
import type { Source } from '../domain/entities.ts';
import { type SourceHealth, sourceHealth } from '../domain/source-health.ts';
import { type Bucket, hour, type Period } from '../domain/time.ts';
import { doubleWindow, earlierWindow, hourlyTotal, readWindow } from '../domain/windows.ts';
import type { Read } from './read.ts';
import * as resources from './resources.ts';
import type { Snapshot } from './snapshot.ts';

/** One source with what it sent in the period; counts are undefined until the volume is known. */
export interface SourceFlow {
  readonly source: Source;
  readonly health: SourceHealth;
  readonly events: number | undefined;
  readonly earlierEvents: number | undefined;
  readonly series: readonly Bucket[];
}

export interface Inflow {
  /** The list of sources has been read. */
  readonly isListed: boolean;
  readonly flows: readonly SourceFlow[];
  readonly bySource: ReadonlyMap<string, SourceFlow>;
  readonly events: number | undefined;
  readonly earlierEvents: number | undefined;
  /** Hourly events of the whole workspace in the period. */
  readonly series: readonly Bucket[];
  readonly active: number;
  readonly silent: number;
  /** Sources are on and nothing arrives at all: the amber No Events Received state (product 2.2). */
  readonly nothingReceived: boolean;
  readonly volume: Snapshot<readonly VolumeRow[]>;
}

const keptFlow: Record<Period, { readonly parts: readonly unknown[]; readonly value: Inflow } | undefined> = {
  '24h': undefined,
  '7d': undefined,
};

/** What sources send; worked out again only when the volume or the list of sources has changed. */
export function inflow(read: Read, period: Period, now: number): Inflow {
  const volume = read(resources.volume(period));
  const parts = [volume.data, volume.fetchedAt ?? now, read(resources.sources).data];
  const kept = keptFlow[period];
  if (kept?.parts.every((part, index) => part === parts[index]))
    return kept.value.volume === volume ? kept.value : { ...kept.value, volume };
  const value = inflowOf(read, period, now);
  keptFlow[period] = { parts, value };
  return value;
}

/** What sources send, from one volume read joined with the source list: silent sources are absent from the volume (manual 3a). */
function inflowOf(read: Read, period: Period, now: number): Inflow {
  const volume = read(resources.volume(period));
  const end = volume.fetchedAt ?? now;
  const window = readWindow(period, end);
  const earlier = earlierWindow(period, end);
  const seriesOf = new Map<string, readonly Bucket[]>();
  for (const row of volume.data ?? []) if (row.sourceId !== undefined) seriesOf.set(row.sourceId, row.series);
  const listed = read(resources.sources).data;
  const flows = (listed ?? []).map((source): SourceFlow => {
    const series = volume.data ? (seriesOf.get(source.id) ?? []) : undefined;
    return {
      source,
      health: sourceHealth(source, series, doubleWindow(period, end)),
      events: series && hourlyTotal(series, window, end),
      earlierEvents: series && hourlyTotal(series, earlier, end),
      series: series ?? [],
    };
  });
  const all = [...seriesOf.values()].flat();
  const events = volume.data ? hourlyTotal(all, window, end) : undefined;
  const enabled = flows.filter(({ source }) => source.enabled);
  return {
    isListed: listed !== undefined,
    flows,
    bySource: new Map(flows.map((flow) => [flow.source.id, flow])),
    events,
    earlierEvents: volume.data ? hourlyTotal(all, earlier, end) : undefined,
    series: merged(all, window.start, end),
    active: enabled.filter(({ events: count, health }) => (count ?? 0) > 0 && health.state !== 'silent').length,
    silent: enabled.filter(({ health }) => health.state === 'silent').length,
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

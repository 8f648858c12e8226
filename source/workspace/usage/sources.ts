import type { Source } from '../../domain/entities.ts';
import { day, floorTo } from '../../domain/time.ts';
import {
  callPoints,
  type DayUse,
  dailyUse,
  type Growth,
  growthDays,
  growthOf,
  type Meter,
  monthOf,
  mtuPoints,
  type UsagePoint,
} from '../../domain/usage/meters.ts';
import { isWhole, wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import * as resources from '../resources/common.ts';
import { volumeWindows } from '../resources/volume-windows.ts';
import type { Inflow } from '../sources/inflow.ts';

/** One source's part of a meter. */
export interface SourceUsage {
  readonly id: string;
  /** Undefined when the source is no longer in the workspace, or the list of them has not been read. */
  readonly source: Source | undefined;
  /** The list has been read whole: a source without an entry there was deleted. */
  readonly isListed: boolean;
  readonly used: bigint;
  readonly growth: Growth | undefined;
  readonly daily: readonly DayUse[];
  /** Events received since midnight UTC, the only live sign of use (rule 177). */
  readonly today: number | undefined;
}

/** The sources behind a meter: the one that grew most comes first, then by use, then by name. */
export function usageBySource(read: Read, flow: Inflow, meter: Meter, now: number): SourceUsage[] {
  const days = growthDays(meter);
  const rows = [...pointsBySource(read, meter, now)].map(([id, points]): SourceUsage => {
    const known = flow.bySource.get(id);
    return {
      id,
      source: known?.source,
      isListed: flow.isWhole,
      used: points.at(-1)?.used ?? 0n,
      growth: growthOf(points, meter.asOf, days),
      daily: dailyUse(points, meter.periodStart),
      today: known && (known.events === undefined ? undefined : receivedToday(flow, known.series, now)),
    };
  });
  const grew = ({ growth }: SourceUsage) => (growth ? growth.recent - growth.before : 0n);
  const nameOf = ({ source, id }: SourceUsage) => source?.name ?? id;
  return rows.sort((a, b) => compare(grew(b), grew(a)) || compare(b.used, a.used) || (nameOf(a) < nameOf(b) ? -1 : 1));
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** A month may hold days of two billing periods: only those of the meter's own count. */
function pointsBySource(read: Read, { kind, periodStart }: Meter, now: number): Map<string, UsagePoint[]> {
  const month = monthOf(now);
  // The newest day of a source may be among those that were lost.
  const calls = wholeOf(read(resources.apiCallsBySource(month))) ?? [];
  if (kind === 'api-calls')
    return grouped(
      calls.filter(({ at }) => at >= periodStart),
      callPoints,
    );
  const users = wholeOf(read(resources.mtuBySource(month))) ?? [];
  return grouped(
    users.filter((row) => row.periodStart === periodStart),
    mtuPoints,
  );
}

function grouped<Row extends { readonly sourceId?: string | undefined }>(
  rows: readonly Row[],
  pointsOf: (rows: readonly Row[]) => UsagePoint[],
): Map<string, UsagePoint[]> {
  const bySource = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.sourceId === undefined) continue;
    const known = bySource.get(row.sourceId);
    if (known) known.push(row);
    else bySource.set(row.sourceId, [row]);
  }
  return new Map([...bySource].map(([id, own]) => [id, pointsOf(own)]));
}

/** Events received since midnight UTC in the workspace or in one source; undefined while nothing since then is known to be counted. */
export function receivedToday(
  { volume }: Pick<Inflow, 'volume'>,
  series: readonly { readonly at: number; readonly count: number }[] | undefined,
  now: number,
): number | undefined {
  if (volume.data === undefined || (series === undefined && !isWhole(volume))) return undefined;
  const midnight = floorTo(now, 'DAY');
  // What was read yesterday, or a moment after midnight, has counted nothing of today.
  if (volumeWindows(volume, '24h', now).end <= midnight) return undefined;
  const own = series ?? volume.data.flatMap((row) => (row.sourceId === undefined ? [] : [...row.series]));
  return own.reduce((sum, { at, count }) => (at >= midnight && at < midnight + day ? sum + count : sum), 0);
}

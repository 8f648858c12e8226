import type { VolumeRow } from '../../domain/delivery/counts.ts';
import { type HourHistory, keptHours } from '../../domain/hours.ts';
import type { Answer } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { type Bucket, day, hour, type Window } from '../../domain/time.ts';
import type { Backend } from '../polling/backend.ts';
import { seenVolume } from './seen.ts';

/** Fewer kept hours than this save nothing: the request is the same. */
const fewestKept = day;

/**
 * Hourly volume of every source over a window. Hours that were seen and would be the same now are not asked for again; where
 * none is left to ask for, nothing is.
 * @param window begins on an hour
 */
export async function readVolume(
  backend: Backend,
  window: Window,
  options: ReadOptions,
  now: number,
  history: HourHistory | undefined,
): Promise<Answer<readonly VolumeRow[]>> {
  const all = keptHours(history, 'workspace', 'received', window, now);
  const isLong = all.end - window.start >= fewestKept;
  const older = isLong ? keptRows(history, { start: window.start, end: all.end }, now) : [];
  const from = isLong && totalOf(older) === totalIn(all.series) ? all.end : window.start;
  if (from === window.end) return { value: older, problems: [] };
  const asked = { start: from, end: window.end };
  const answer = await backend.eventVolume({ window: asked, granularity: 'HOUR', groupBy: ['source'] }, options);
  const newer = seenVolume(answer, asked, now);
  if (from === window.start) return newer;
  return { ...newer, value: joined(older, answer.value) };
}

const totalIn = (series: readonly Bucket[]): number => series.reduce((sum, { count }) => sum + count, 0);
const totalOf = (rows: readonly VolumeRow[]): number => rows.reduce((sum, { total }) => sum + total, 0);

/**
 * What is kept of each source. An hour that is missing had none only where they come to what was counted of all of them together:
 * not all that was seen is always kept.
 */
function keptRows(history: HourHistory | undefined, window: Window, now: number): readonly VolumeRow[] {
  return (history?.things('source', window) ?? []).flatMap((thing): VolumeRow[] => {
    const series = (history?.of(thing, 'received', window) ?? []).flatMap(({ at, count }): Bucket[] =>
      count > 0 && at + hour <= Math.min(window.end, now) ? [{ at, count }] : [],
    );
    const total = totalIn(series);
    return total > 0 ? [{ sourceId: thing.slice('source:'.length), total, series }] : [];
  });
}

function joined(older: readonly VolumeRow[], newer: readonly VolumeRow[]): readonly VolumeRow[] {
  const before = new Map(older.map((row) => [row.sourceId, row]));
  const both = newer.map((row): VolumeRow => {
    const own = before.get(row.sourceId);
    before.delete(row.sourceId);
    return own ? { ...row, total: own.total + row.total, series: [...own.series, ...row.series] } : row;
  });
  return [...both, ...before.values()];
}

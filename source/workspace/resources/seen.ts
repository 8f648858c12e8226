import type { Step, StepReport, VolumeRow } from '../../domain/delivery/counts.ts';
import type { Measure, SeenSeries } from '../../domain/hours.ts';
import type { Answer } from '../../domain/problem.ts';
import { type Bucket, day, hour, type Window } from '../../domain/time.ts';

/**
 * Where the API goes back no further, a request that waited for its turn may have lost its first hour: that hour is not known,
 * and must not become zero.
 */
const certain = ({ start, end }: Window): Window => ({ start: end - start > 6 * day ? start + hour : start, end });

/** Volume of all sources over a window: each of them, and that all were counted, so that a source without a row had none. */
export function seenVolume(
  { value, problems }: Answer<readonly VolumeRow[]>,
  read: Window,
  readAt: number,
  measure: 'received' | 'violations' = 'received',
): Answer<readonly VolumeRow[]> {
  const window = certain(read);
  const rows = value.flatMap(({ sourceId, series }): SeenSeries[] =>
    sourceId === undefined ? [] : [{ thing: `source:${sourceId}`, measure, window, readAt, series }],
  );
  const all: SeenSeries = {
    thing: 'workspace',
    measure,
    window,
    readAt,
    series: value.flatMap(({ series }) => [...series]),
  };
  return { value, problems, seen: [...rows, all] };
}

const measures: Readonly<Partial<Record<Step, Extract<Measure, 'failed' | 'delivered' | 'blocked' | 'filtered'>>>> = {
  'failed-delivery': 'failed',
  'successful-delivery': 'delivered',
  'filtered-at-source': 'blocked',
  'filtered-at-destination': 'filtered',
};

const allOf = ({ rows }: StepReport): readonly Bucket[] => rows.flatMap(({ series }) => [...series]);

/** One step of a pipeline by the hour over a window, with what was tried again. */
export function seenStep(
  step: Step,
  thing: SeenSeries['thing'],
  report: StepReport,
  read: Window,
  readAt: number,
): readonly SeenSeries[] {
  const window = certain(read);
  const measure = measures[step];
  if (!measure) return [];
  const series = allOf(report);
  const seen: SeenSeries[] = [{ thing, measure, window, readAt, series }];
  if (series.some(({ retryCount }) => retryCount !== undefined)) {
    const retried = series.map(({ at, retryCount = 0 }) => ({ at, count: retryCount }));
    if (measure === 'failed') seen.push({ thing, measure: 'retries', window, readAt, series: retried });
  }
  return seen;
}

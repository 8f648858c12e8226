import { changeBetween, changeOf, comparedBuckets } from '../../domain/comparison.ts';
import { type DeliveryMetrics, failed, percent, type Step, steps } from '../../domain/delivery/counts.ts';
import type { Problem } from '../../domain/problem.ts';
import { type Bucket, bucketLength, type Window } from '../../domain/time.ts';
import { lostIn, wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import type { DeliveryComparison } from '../resources/delivery-comparison.ts';
import type { DeliveryPart } from '../resources/delivery-reading.ts';
import {
  comparedPipelineMetrics,
  earlierStep,
  type Pair,
  pipelineMetrics,
  pipelineStep,
  type StepSlice,
} from '../resources/pipeline.ts';
import {
  earlierPipelineWindow,
  gridOf,
  metricsComparable,
  onGrid,
  type PipelinePeriod,
  pipelineMetricsWindow,
  pipelineWindow,
  provisionalIn,
  readsTwice,
  totalIn,
} from '../resources/pipeline-periods.ts';
import type { Connection } from './fleet.ts';

/** The six steps of Delivery Overview, and what waits between failing and being delivered. */
export type StageId = Step | 'waiting';

/** In the order in which an event passes them. */
export const stageIds: readonly StageId[] = [
  'successfully-received',
  'failed-on-ingest',
  'filtered-at-source',
  'filtered-at-destination',
  'waiting',
  'failed-delivery',
  'successful-delivery',
];

/** What a share is taken of, so that the arithmetic can be checked on screen (rule 226). */
export type Basis = 'received' | 'eligible' | 'attempted' | 'tried';

const basisOf: Readonly<Partial<Record<StageId, Basis>>> = {
  'failed-on-ingest': 'received',
  'filtered-at-source': 'received',
  'filtered-at-destination': 'eligible',
  waiting: 'tried',
  'failed-delivery': 'attempted',
  'successful-delivery': 'attempted',
};

/** One row of the pipeline. What is not known is undefined, never 0. */
export interface Stage {
  readonly id: StageId;
  readonly count: number | undefined;
  readonly earlier: number | undefined;
  readonly basis: Basis | undefined;
  readonly whole: number | undefined;
  readonly percent: number | undefined;
  readonly earlierPercent: number | undefined;
  /** Relative change of the count in percent (`%`; rule 52). */
  readonly change: number | undefined;
  /** Difference of the shares in percentage points (`pp`; rule 52). */
  readonly points: number | undefined;
  /** A bucket each; undefined where nothing is known. */
  readonly counts: readonly (number | undefined)[];
  readonly shares: readonly (number | undefined)[];
  readonly fetchedAt: number | undefined;
  readonly error: Problem | undefined;
}

export interface Pipeline {
  readonly period: PipelinePeriod;
  /** Buckets of the series: where the first begins, and their length. */
  readonly start: number;
  readonly size: number;
  readonly end: number;
  /** Buckets at the end that may still grow. */
  readonly provisional: number;
  readonly stages: readonly Stage[];
  readonly metrics: Snapshot<DeliveryMetrics>;
  /** Where the totals of the metrics begin, if that is later than the steps do. */
  readonly metricsStart: number | undefined;
}

/** A step reduced to what rows are made of. */
interface Counted {
  readonly count: number | undefined;
  readonly earlier: number | undefined;
  readonly change: number | undefined;
  readonly series: readonly (number | undefined)[];
  readonly fetchedAt: number | undefined;
  readonly error: Problem | undefined;
}

const allBuckets = ({ report }: StepSlice): Bucket[] => report.rows.flatMap(({ series }) => [...series]);

/** Attempts made again, as a series of their own: what waits has none. */
export const retryBuckets = ({ report }: StepSlice): Bucket[] =>
  report.rows.flatMap(({ series }) => series.map(({ at, retryCount }) => ({ at, count: retryCount ?? 0 })));

/** Counts of a slice in its window and the one before. */
export function compared(
  series: readonly Bucket[],
  { window, earlier }: StepSlice,
  size: number,
): { count: number; earlier: number | undefined } {
  return {
    count: totalIn(series, window, size, window.end),
    earlier: earlier && totalIn(series, earlier, size, window.end),
  };
}

/** The grid that all rows share: as fresh as the freshest of them, and up to now where a refresh failed. */
function gridWindow(read: Read, period: PipelinePeriod, pair: Pair, now: number): Window {
  const slices = steps.map((step) => read(pipelineStep(period, pair, step)));
  const ends = slices.flatMap(({ data }) => (data ? [data.window.end] : []));
  const stale = ends.length === 0 || slices.some(({ error }) => error);
  return pipelineWindow(period, stale ? Math.max(now, ...ends) : Math.max(...ends));
}

function counted(read: Read, period: PipelinePeriod, pair: Pair, step: Step, grid: Window, size: number): Counted {
  const snapshot = read(pipelineStep(period, pair, step));
  const { fetchedAt } = snapshot;
  const data = wholeOf(snapshot);
  const error = snapshot.error ?? lostIn(snapshot);
  if (!data)
    return {
      count: undefined,
      earlier: undefined,
      change: undefined,
      series: onGrid([], grid, size, grid.start),
      fetchedAt,
      error,
    };
  const buckets = allBuckets(data);
  const totals = compared(buckets, data, size);
  const before = readsTwice(period) ? wholeOf(read(earlierStep(period, pair, step))) : undefined;
  const windowBefore = data.earlier ?? earlierOf(period, data.window);
  const earlier = before ? totalIn(allBuckets(before), windowBefore, size, data.window.end) : totals.earlier;
  const { length, granularity } = gridOf(period);
  const all = before ? [...buckets, ...allBuckets(before)] : buckets;
  const change = before || data.earlier ? changeOf(comparedBuckets(all, data.window, length, granularity)) : undefined;
  const series = onGrid(buckets, grid, size, data.window.end);
  return { count: totals.count, earlier, change, series, fetchedAt, error };
}

const earlierOf = (period: PipelinePeriod, { end }: Window): Window => earlierPipelineWindow(period, end);

/** What waits is counted by delivery metrics; the curve is of the attempts made again, from the failing step. */
function waiting(read: Read, period: PipelinePeriod, pair: Pair, grid: Window, size: number): Counted {
  const metrics = read(pipelineMetrics(period, pair));
  const both = comparedParts(read, period, pair);
  const data = wholeOf(read(pipelineStep(period, pair, 'failed-delivery')));
  return {
    count: retrying(metrics.data),
    earlier: retrying(both?.before.metrics),
    change: both && changeBetween(measured(both.recent), measured(both.before)),
    series: data ? onGrid(retryBuckets(data), grid, size, data.window.end) : onGrid([], grid, size, grid.start),
    fetchedAt: metrics.fetchedAt,
    error: metrics.error,
  };
}

const comparedParts = (read: Read, period: PipelinePeriod, pair: Pair): DeliveryComparison | undefined =>
  metricsComparable(period) ? read(comparedPipelineMetrics(period, pair)).data : undefined;

const measured = ({ window, metrics }: DeliveryPart) => ({ value: retrying(metrics), window });

/** Delivery Overview totals, which stand in when metrics are limited hard, cannot tell what waits. */
const retrying = (metrics: DeliveryMetrics | undefined): number | undefined =>
  metrics?.basis === 'metrics' ? metrics.retrying : undefined;

const tried = (metrics: DeliveryMetrics | undefined): number | undefined => {
  const waiting = retrying(metrics);
  return metrics && waiting !== undefined
    ? metrics.firstTry + metrics.afterRetry + failed(metrics) + waiting
    : undefined;
};

type Amounts = Readonly<Record<StageId, number | undefined>>;

/** What each basis amounts to, from the counts of one window or one bucket. */
function wholes(of: Amounts, triedCount: number | undefined): Readonly<Record<Basis, number | undefined>> {
  const received = of['successfully-received'];
  const sum = (...parts: readonly (number | undefined)[]): number | undefined =>
    parts.reduce<number | undefined>(
      (all, part) => (all === undefined || part === undefined ? undefined : all + part),
      0,
    );
  const kept = sum(of['failed-on-ingest'], of['filtered-at-source']);
  return {
    received,
    eligible: received === undefined || kept === undefined ? undefined : Math.max(0, received - kept),
    attempted: sum(of['failed-delivery'], of['successful-delivery']),
    tried: triedCount,
  };
}

const shareOf = (part: number | undefined, whole: number | undefined): number | undefined =>
  part === undefined || whole === undefined ? undefined : percent(part, whole);

const minus = (now: number | undefined, before: number | undefined): number | undefined =>
  now === undefined || before === undefined ? undefined : now - before;

/**
 * The pipeline of one connection in one period, as far as it has been read: received → failed on ingest → filtered at source
 * → filtered at destination → waiting for retry → failed → delivered, each with its share and its change.
 */
export function pipeline(read: Read, pair: Pair, period: PipelinePeriod, now: number): Pipeline {
  const size = bucketLength[gridOf(period).granularity];
  const grid = gridWindow(read, period, pair, now);
  const metrics = read(pipelineMetrics(period, pair));
  const both = comparedParts(read, period, pair);
  const rows = new Map(
    stageIds.map((id): [StageId, Counted] => [
      id,
      id === 'waiting' ? waiting(read, period, pair, grid, size) : counted(read, period, pair, id, grid, size),
    ]),
  );
  const amounts = (pick: (row: Counted) => number | undefined): Amounts =>
    Object.fromEntries(stageIds.map((id) => [id, pick(rows.get(id)!)])) as Amounts;
  const nowWholes = wholes(
    amounts(({ count }) => count),
    tried(metrics.data),
  );
  const earlierWholes = wholes(
    amounts(({ earlier }) => earlier),
    tried(both?.before.metrics),
  );
  const buckets = rows.get('successfully-received')!.series.length;
  const bucketWholes = Array.from({ length: buckets }, (_, index) =>
    wholes(
      amounts(({ series }) => series[index]),
      undefined,
    ),
  );
  const stages = stageIds.map((id): Stage => {
    const { count, earlier, change, series, fetchedAt, error } = rows.get(id)!;
    const basis = basisOf[id];
    const whole = basis && nowWholes[basis];
    const share = shareOf(count, whole);
    const earlierShare = shareOf(earlier, basis && earlierWholes[basis]);
    const recent = both?.recent.metrics;
    // Its share is compared over the two windows that are equal, as its count is.
    const comparable = id === 'waiting' ? shareOf(retrying(recent), tried(recent)) : share;
    return {
      id,
      count,
      earlier,
      basis,
      whole,
      percent: share,
      earlierPercent: earlierShare,
      change,
      points: minus(comparable, earlierShare),
      counts: series,
      shares: series.map((value, index) => shareOf(value, basis && bucketWholes[index]![basis])),
      fetchedAt,
      error,
    };
  });
  return {
    period,
    start: Math.floor(grid.start / size) * size,
    size,
    end: grid.end,
    provisional: provisionalIn(grid, size),
    stages,
    metrics,
    metricsStart: metricsStart(metrics, period, grid, size),
  };
}

function metricsStart(
  { data, fetchedAt }: Snapshot<DeliveryMetrics>,
  period: PipelinePeriod,
  grid: Window,
  size: number,
): number | undefined {
  if (!data || fetchedAt === undefined) return undefined;
  const { start } = pipelineMetricsWindow(period, fetchedAt).window;
  return start >= grid.start + size ? start : undefined;
}

/**
 * The step to look at first, before the steps themselves are read: what loses data, what waits, why nothing arrives, else
 * the deliveries, which also tell when a destination that is off got its last.
 */
export function tellingStage({ state, metrics }: Pick<Connection, 'state' | 'metrics'>): StageId {
  if (state === 'idle') return 'filtered-at-destination';
  if (state !== 'failing') return 'successful-delivery';
  return metrics && failed(metrics) === 0 ? 'waiting' : 'failed-delivery';
}

import type { DeliveryMetrics, Dimension, Step, StepReport } from '../../domain/delivery/counts.ts';
import type { Destination } from '../../domain/entities.ts';
import type { Answer } from '../../domain/problem.ts';
import type { ReadOptions, StepQuery } from '../../domain/queries.ts';
import { hour, minute, type Window } from '../../domain/time.ts';
import type { Backend } from '../polling/backend.ts';
import type { Resource } from '../polling/resource.ts';
import { connectionMetrics } from './connection-metrics.ts';
import type { DeliveryComparison } from './delivery-comparison.ts';
import {
  comparedPipelineWindows,
  earlierPipelineWindow,
  gridOf,
  type PipelinePeriod,
  pipelineMetricsWindow,
  pipelineWindow,
  readsTwice,
} from './pipeline-periods.ts';
import { seenStep } from './seen.ts';

export type Pair = Pick<Destination, 'id' | 'sourceId'>;

/** A step as it was read: the counts belong to this window, and to the equal one before where that was read with it. */
export interface StepSlice {
  readonly window: Window;
  readonly earlier: Window | undefined;
  /** Buckets of both windows. */
  readonly report: StepReport;
}

/** Steps behind the fan-out are counted for one destination; those before it for the whole source (rule 57). */
const behindFanOut: ReadonlySet<Step> = new Set(['filtered-at-destination', 'failed-delivery', 'successful-delivery']);

const ofDestination = (step: Step, { id }: Pair) => (behindFanOut.has(step) ? { destinationId: id } : {});

/** Two destinations of one source share its first three steps. */
const owner = (step: Step, { id, sourceId }: Pair): string => (behindFanOut.has(step) ? id : sourceId);

const query = (period: PipelinePeriod, pair: Pair, step: Step, window: Window): StepQuery => ({
  step,
  sourceId: pair.sourceId,
  ...ofDestination(step, pair),
  window,
  granularity: gridOf(period).granularity,
});

const mapped = <A, B>({ value, problems }: Answer<A>, to: (value: A) => B): Answer<B> => ({
  value: to(value),
  problems,
});

function windowsOf(period: PipelinePeriod, now: number): { window: Window; earlier: Window | undefined; read: Window } {
  const window = pipelineWindow(period, now);
  const earlier = readsTwice(period) ? undefined : earlierPipelineWindow(period, now);
  return { window, earlier, read: { start: earlier?.start ?? window.start, end: window.end } };
}

/** One step without a breakdown, over the period and the one before. */
export function pipelineStep(period: PipelinePeriod, pair: Pair, step: Step): Resource<StepSlice> {
  return {
    key: `pipeline:${period}:${step}:${owner(step, pair)}`,
    every: gridOf(period).every,
    load: async (backend, options, now) => {
      const { read, ...windows } = windowsOf(period, now);
      const answer = await backend.deliveryStep(query(period, pair, step, read), options);
      const thing = behindFanOut.has(step) ? (`connection:${pair.id}` as const) : (`source:${pair.sourceId}` as const);
      const isHourly = gridOf(period).granularity === 'HOUR';
      const seen = isHourly ? seenStep(step, thing, answer.value, read, now) : [];
      return { ...mapped(answer, (report) => ({ ...windows, report })), seen };
    },
  };
}

/** The period before, where one read cannot hold both; it moves slowly. */
export function earlierStep(period: PipelinePeriod, pair: Pair, step: Step): Resource<StepSlice> {
  return {
    key: `pipeline-before:${period}:${step}:${owner(step, pair)}`,
    every: hour,
    load: async (backend, options, now) => {
      const window = earlierPipelineWindow(period, now);
      const answer = await backend.deliveryStep(query(period, pair, step, window), options);
      return mapped(answer, (report) => ({ window, earlier: undefined, report }));
    },
  };
}

/** One step taken apart by one dimension. */
export function stepBreakdown(
  period: PipelinePeriod,
  pair: Pair,
  step: Step,
  dimension: Dimension,
): Resource<StepSlice> {
  return {
    key: `breakdown:${period}:${step}:${dimension}:${owner(step, pair)}`,
    every: Math.max(minute, gridOf(period).every),
    load: async (backend, options, now) => {
      const { read, ...windows } = windowsOf(period, now);
      const asked = { ...query(period, pair, step, read), groupBy: [dimension] };
      const answer = await readBreakdown(backend, asked, options);
      return mapped(answer, (report) => ({ ...windows, report }));
    },
  };
}

/** More attempts than this are not told apart by the API. */
const mostAttempts = 10;
export const attemptCode = /^successes\.attempt\.(\d+)$/;

/**
 * Deliveries by reason are deliveries by attempt. Where the grouping does not name attempts, they are read one after the other
 * until all deliveries are accounted for: the filter is documented, the grouping is not (rule 64).
 */
async function readBreakdown(backend: Backend, asked: StepQuery, options: ReadOptions): Promise<Answer<StepReport>> {
  const grouped = await backend.deliveryStep(asked, options);
  const { rows, total } = grouped.value;
  const byAttempt = asked.step === 'successful-delivery' && asked.groupBy?.[0] === 'discardReason';
  if (!byAttempt || total === 0 || rows.some(({ by }) => attemptCode.test(by.discardReason ?? ''))) return grouped;
  const found: StepReport['rows'][number][] = [];
  const problems = [...grouped.problems];
  const { groupBy: _, ...ungrouped } = asked;
  let left = total;
  for (let attempt = 1; attempt <= mostAttempts && left > 0; attempt += 1) {
    const code = `successes.attempt.${attempt}`;
    const { value, problems: own } = await backend.deliveryStep(
      { ...ungrouped, filter: { discardReason: [code] } },
      options,
    );
    problems.push(...own);
    found.push(
      ...value.rows.map((row) => ({ ...row, by: { discardReason: code as NonNullable<typeof row.by.discardReason> } })),
    );
    left -= value.total;
  }
  return { value: { total, rows: found }, problems };
}

/** Waiting for retry and latency come from delivery metrics alone, as totals without a series (rule 60). */
export function pipelineMetrics(period: PipelinePeriod, pair: Pair): Resource<DeliveryMetrics> {
  return {
    key: `pipeline-metrics:${period}:${pair.id}`,
    every: gridOf(period).every,
    load: (backend, options, now) =>
      connectionMetrics(
        backend,
        { destinationId: pair.id, sourceId: pair.sourceId, ...pipelineMetricsWindow(period, now) },
        options,
      ),
  };
}

/** The same over two equal windows of full buckets, for the change: totals cannot be cut to a part of a bucket. */
export function comparedPipelineMetrics(period: PipelinePeriod, pair: Pair): Resource<DeliveryComparison> {
  const { granularity } = gridOf(period);
  return {
    key: `pipeline-metrics-before:${period}:${pair.id}`,
    every: hour / 4,
    load: async (backend, options, now) => {
      const { recent, before } = comparedPipelineWindows(period, now);
      const asked = { destinationId: pair.id, sourceId: pair.sourceId, granularity };
      const part = async (window: Window) => ({
        window,
        answer: await connectionMetrics(backend, { ...asked, window }, options),
      });
      const parts = await Promise.all([part(recent), part(before)]);
      const [a, b] = parts.map(({ window, answer }) => ({ window, metrics: answer.value }));
      return { value: { recent: a!, before: b! }, problems: parts.flatMap(({ answer }) => answer.problems) };
    },
  };
}

import { changeBetween } from '../../domain/comparison.ts';
import { attempted, failed, type StepReport } from '../../domain/delivery/counts.ts';
import { type HourHistory, type HourThing, keptHours } from '../../domain/hours.ts';
import type { Answer } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import type { Bucket, Period, Window } from '../../domain/time.ts';
import { comparedWindows } from '../../domain/windows.ts';
import type { Backend } from '../polling/backend.ts';
import { wholeAnswer } from '../polling/proof.ts';
import { overviewMetrics } from './connection-metrics.ts';
import type { DeliveryPart } from './delivery-reading.ts';
import type { Pair } from './per-pair.ts';
import { seenStep } from './seen.ts';

/** Totals of one connection over two equal windows, a period apart. */
export interface DeliveryComparison {
  readonly recent: DeliveryPart;
  readonly before: DeliveryPart;
}

/**
 * Reads both windows in one: two requests of Delivery Overview, whose series tell them apart to the hour also a week back, where
 * delivery metrics know days only.
 */
export async function readComparison(
  backend: Backend,
  { id: destinationId, sourceId }: Pair,
  period: Period,
  options: ReadOptions,
  now: number,
  history?: HourHistory,
): Promise<Answer<DeliveryComparison>> {
  const { recent, before } = comparedWindows(period, now);
  const window = { start: before.start, end: recent.end };
  const thing = `connection:${destinationId}` as const;
  const kept = keptSteps(history, thing, window, now);
  if (kept) return { value: { recent: partOf(kept, recent), before: partOf(kept, before) }, problems: [] };
  const query = { destinationId, sourceId, window, granularity: 'HOUR' } as const;
  const answers = await Promise.all([
    backend.deliveryStep({ ...query, step: 'failed-delivery' }, options),
    backend.deliveryStep({ ...query, step: 'successful-delivery' }, options),
  ]);
  const [failures, deliveries] = [wholeAnswer(answers[0]), wholeAnswer(answers[1])];
  const steps = { failed: bucketsOf(failures), delivered: bucketsOf(deliveries) };
  return {
    value: { recent: partOf(steps, recent), before: partOf(steps, before) },
    problems: [...answers[0].problems, ...answers[1].problems],
    seen: [
      ...seenStep('failed-delivery', thing, failures, window, now),
      ...seenStep('successful-delivery', thing, deliveries, window, now),
    ],
  };
}

/** Failed and delivered events of a connection by the hour. */
export interface HourlySteps {
  readonly failed: readonly Bucket[];
  readonly delivered: readonly Bucket[];
}

/** Both steps over a window as they were seen; undefined where an hour is missing, or would differ if it was read now. */
export function keptSteps(
  history: HourHistory | undefined,
  thing: HourThing,
  window: Window,
  now: number,
): HourlySteps | undefined {
  const lost = keptHours(history, thing, 'failed', window, now);
  if (lost.end < window.end) return undefined;
  const got = keptHours(history, thing, 'delivered', window, now);
  return got.end < window.end ? undefined : { failed: lost.series, delivered: got.series };
}

/** What happened in full hours, as counts of Delivery Overview. */
export function partOf({ failed: lost, delivered }: HourlySteps, window: Window): DeliveryPart {
  return { window, metrics: overviewMetrics(countIn(lost, window), countIn(delivered, window), 'overview') };
}

const bucketsOf = ({ rows }: StepReport): readonly Bucket[] => rows.flatMap(({ series }) => [...series]);

/** Full hours are inside a window or outside it, never cut. */
function countIn(series: readonly Bucket[], { start, end }: Window): number {
  return series.reduce((sum, { at, count }) => (at >= start && at < end ? sum + count : sum), 0);
}

/** Counts of both windows, added up over connections. */
export interface ComparedCounts {
  readonly window: Window;
  readonly failed: number;
  readonly attempted: number;
}

export interface ComparedSums {
  readonly recent: ComparedCounts;
  readonly before: ComparedCounts;
}

/** Adds the counts of one connection. If one is unknown, the sum is unknown: a part of it would mislead. */
export function addComparison(
  sums: ComparedSums | undefined,
  each: DeliveryComparison | undefined,
): ComparedSums | undefined {
  if (!each) return undefined;
  const add = (sum: ComparedCounts | undefined, { window, metrics }: DeliveryPart): ComparedCounts => ({
    window,
    failed: (sum?.failed ?? 0) + failed(metrics),
    attempted: (sum?.attempted ?? 0) + attempted(metrics),
  });
  return { recent: add(sums?.recent, each.recent), before: add(sums?.before, each.before) };
}

/** Both windows of some connections together; undefined where one of them is not known. */
export function comparisonOf(all: readonly (DeliveryComparison | undefined)[]): ComparedSums | undefined {
  let sums: ComparedSums | undefined;
  for (const each of all) {
    sums = addComparison(sums, each);
    if (!sums) return undefined;
  }
  return sums;
}

/** The change of a count or a share of both windows. */
export function changeIn(
  sums: ComparedSums | undefined,
  of: (counts: ComparedCounts) => number | undefined,
): number | undefined {
  if (!sums) return undefined;
  const { recent, before } = sums;
  return changeBetween({ value: of(recent), window: recent.window }, { value: of(before), window: before.window });
}

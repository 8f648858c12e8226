import { changeBetween } from '../../domain/comparison.ts';
import { attempted, failed, type StepReport } from '../../domain/delivery/counts.ts';
import type { Answer } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import type { Period, Window } from '../../domain/time.ts';
import { comparedWindows } from '../../domain/windows.ts';
import type { Backend } from '../polling/backend.ts';
import { wholeAnswer } from '../polling/proof.ts';
import type { DeliveryPart } from './delivery-reading.ts';
import type { Pair } from './per-pair.ts';

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
): Promise<Answer<DeliveryComparison>> {
  const { recent, before } = comparedWindows(period, now);
  const window = { start: before.start, end: recent.end };
  const query = { destinationId, sourceId, window, granularity: 'HOUR' } as const;
  const answers = await Promise.all([
    backend.deliveryStep({ ...query, step: 'failed-delivery' }, options),
    backend.deliveryStep({ ...query, step: 'successful-delivery' }, options),
  ]);
  const [failures, deliveries] = [wholeAnswer(answers[0]), wholeAnswer(answers[1])];
  const part = (of: Window): DeliveryPart => ({
    window: of,
    metrics: {
      firstTry: countIn(deliveries, of),
      afterRetry: 0,
      discarded: countIn(failures, of),
      expired: 0,
      retrying: undefined,
      basis: 'overview',
    },
  });
  return {
    value: { recent: part(recent), before: part(before) },
    problems: [...answers[0].problems, ...answers[1].problems],
  };
}

/** Full hours are inside a window or outside it, never cut. */
function countIn({ rows }: StepReport, { start, end }: Window): number {
  let sum = 0;
  for (const { series } of rows) for (const { at, count } of series) if (at >= start && at < end) sum += count;
  return sum;
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

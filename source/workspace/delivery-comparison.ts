import { changeBetween } from '../domain/comparison.ts';
import { attempted, failed } from '../domain/delivery.ts';
import type { Answer } from '../domain/problem.ts';
import type { ReadOptions } from '../domain/queries.ts';
import type { Period, Window } from '../domain/time.ts';
import { comparedWindows } from '../domain/windows.ts';
import type { Backend } from './backend.ts';
import { connectionMetrics } from './connection-metrics.ts';
import type { DeliveryPart } from './delivery-reading.ts';
import type { Pair } from './per-pair.ts';

/** Totals of one connection over two equal windows, a period apart. */
export interface DeliveryComparison {
  readonly recent: DeliveryPart;
  readonly before: DeliveryPart;
}

/** Reads both windows: two requests, of hours or days that are over. */
export async function readComparison(
  backend: Backend,
  { id: destinationId, sourceId }: Pair,
  period: Period,
  options: ReadOptions,
  now: number,
): Promise<Answer<DeliveryComparison>> {
  const { recent, before, granularity } = comparedWindows(period, now);
  const part = async (window: Window) => ({
    window,
    answer: await connectionMetrics(backend, { destinationId, sourceId, window, granularity }, options),
  });
  const [a, b] = await Promise.all([part(recent), part(before)]);
  return {
    value: {
      recent: { window: a.window, metrics: a.answer.value },
      before: { window: b.window, metrics: b.answer.value },
    },
    problems: [...a.answer.problems, ...b.answer.problems],
  };
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

/** Adds a connection's to what others gave; a part of them would mislead, so one that is not known makes the sum unknown. */
export function addComparison(
  sums: ComparedSums | undefined,
  each: DeliveryComparison | undefined,
): ComparedSums | undefined {
  if (!each || each.recent.metrics.basis !== each.before.metrics.basis) return undefined;
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

import { day, second } from '../../domain/time.ts';
import { chance, textHash } from '../hash.ts';
import type { DayTotals } from '../simulator/day-totals.ts';
import type { SourceModel } from '../simulator/source-model.ts';
import type { Row } from '../world.ts';

export interface UsageParts {
  readonly totals: DayTotals;
  readonly models: readonly SourceModel[];
  readonly now: number;
}

/** Days of the month that are over: a day's row appears after midnight UTC (rule 170). */
function daysOf(month: number, now: number): { days: number[]; end: number } {
  const first = new Date(month);
  const end = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
  const days: number[] = [];
  for (let at = month; at < end && at + day <= now; at += day) days.push(at);
  return { days, end };
}

const stamp = (at: number): string => new Date(at).toISOString();

/** Cumulative rows of the API-call meter: for the workspace, or for each source. */
export function apiCalls({ totals, models, now }: UsageParts, month: number, bySource: boolean): Row[] {
  const { days } = daysOf(month, now);
  const sums = new Map(models.map((model) => [model.id, 0]));
  return days.flatMap((at) => {
    for (const model of models) sums.set(model.id, (sums.get(model.id) ?? 0) + totals.of(model, at));
    if (!bySource) return [{ apiCalls: String([...sums.values()].reduce((a, b) => a + b, 0)), timestamp: stamp(at) }];
    return models
      .filter(({ id }) => (sums.get(id) ?? 0) > 0)
      .map(({ id }) => ({ sourceId: id, apiCalls: String(sums.get(id)), timestamp: stamp(at) }));
  });
}

/** Cumulative rows of the MTU meter. Users come back, so the month's growth slows down; sources overlap (rule 174). */
export function monthlyUsers({ models, now }: UsageParts, month: number, bySource: boolean): Row[] {
  const { days, end } = daysOf(month, now);
  const period = { periodStart: month / second, periodEnd: end / second };
  /** Sources that were switched on at some time of the month until the end of a day. */
  const activeBy = (at: number) =>
    models.filter(({ off }) => !off.some(({ from, to }) => from <= month && to >= at + day));
  const rowOf = (perDay: number, key: number, index: number, at: number): Row => {
    const grown = 1 - Math.exp(-(index + 1) / 16);
    const people = perDay * (0.55 + 0.1 * chance(key, 1, 61)) * grown;
    return {
      ...period,
      anonymous: String(Math.round(people * 0.62)),
      anonymousIdentified: String(Math.round(people * 0.11)),
      identified: String(Math.round(people * 0.38)),
      neverIdentified: String(Math.round(people * 0.51)),
      timestamp: stamp(at),
    };
  };
  if (bySource)
    return days.flatMap((at, i) =>
      activeBy(at).map((model) => ({ sourceId: model.id, ...rowOf(model.perDay, textHash(model.id), i, at) })),
    );
  const all = (at: number) => activeBy(at).reduce((sum, { perDay }) => sum + perDay, 0);
  return days.map((at, i) => rowOf(all(at) * 0.82, 7, i, at));
}

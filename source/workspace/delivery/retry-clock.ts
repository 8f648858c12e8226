import type { StepReport } from '../../domain/delivery/counts.ts';
import { reasonOf } from '../../domain/delivery/discard-reasons/index.ts';
import { onsetOf, onsetStart } from '../../domain/delivery/onset.ts';
import { retryWindow } from '../../domain/delivery/verdict.ts';
import { hour } from '../../domain/time.ts';

/** Where the four hours stand for events that wait (rule 54). Bucket precision: the API tells no event's own time. */
export interface RetryClock {
  /** When what waits began to fail. */
  readonly since: number;
  /** Age of the oldest event that may still wait: never beyond the four hours. */
  readonly oldest: number;
  /** When the first of them is given up. */
  readonly givesUpAt: number;
  /** The first have waited four hours: from now on every bucket some are given up. */
  readonly expiring: boolean;
}

/** The clock of a connection that retries, from the failing step by reason: failed events and attempts made again. */
export function retryClock(report: StepReport | undefined, now: number): RetryClock | undefined {
  // What is refused for good is never tried again: however long that goes on, nothing of it waits.
  const retried = report?.rows.filter(({ by }) => reasonOf('failed-delivery', by.discardReason ?? '').fate !== 'lost');
  const active = retried?.map((row) => {
    const series = row.series.map(({ at, count, retryCount = 0 }) => ({ at, count: count + retryCount }));
    return { ...row, series, total: series.reduce((sum, { count }) => sum + count, 0) };
  });
  const onset = onsetOf(active && { total: 0, rows: active }, hour, now);
  if (!onset) return undefined;
  const since = onsetStart(onset);
  const age = now - since;
  return {
    since,
    oldest: Math.min(age, retryWindow),
    givesUpAt: Math.max(now, since + retryWindow),
    expiring: age >= retryWindow,
  };
}

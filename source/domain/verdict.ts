import { type DeliveryMetrics, failed, type StepReport, type StepRow } from './delivery.ts';
import { reasonOf } from './discard-reasons.ts';
import type { SafeText } from './text.ts';
import { hour } from './time.ts';

/** What happens to the data of a failing row (design §2). */
export type Verdict = 'LOST' | 'RETRYING' | 'EXPIRED' | 'SILENT' | 'DISABLED';

/** Segment keeps retrying a delivery for this long (product 2.11). */
export const retryWindow = 4 * hour;

/** Retries below this share of the traffic are the steady state of any busy connection, not a fault. */
const usualRetryShare = 0.05;
const fewestRetries = 20;

/** The reason with the most events, which names the failure. */
export function topReason(report: StepReport | undefined): StepRow | undefined {
  return report?.rows.reduce<StepRow | undefined>((top, row) => (!top || row.total > top.total ? row : top), undefined);
}

/** The code of a row of a failing step. */
export function codeOf(row: StepRow | undefined): SafeText | undefined {
  return row?.by.discardReason;
}

/**
 * LOST: refused for good. RETRYING: more wait for another attempt than were given up, or unusually many wait. EXPIRED: given up
 * after the four hours. Undefined: nothing to say. Events decide, not attempts; a retried reason with waiting events is not loss
 * (G2). Delivery Overview totals do not tell refused from given up: there only the reason does.
 */
export function verdictOf(metrics: DeliveryMetrics, report?: StepReport): Verdict | undefined {
  const { discarded, expired, retrying = 0, basis } = metrics;
  if (failed(metrics) === 0) return waitsUnusually(metrics) ? 'RETRYING' : undefined;
  const code = codeOf(topReason(report));
  const fate = code === undefined ? 'unknown' : reasonOf('failed-delivery', code).fate;
  if (basis === 'overview') return fate === 'retried' ? 'EXPIRED' : fate === 'lost' ? 'LOST' : undefined;
  if (discarded > 0 && discarded >= expired && fate !== 'retried') return 'LOST';
  if (retrying > 0 && (retrying >= expired || waitsUnusually(metrics))) return 'RETRYING';
  return expired > 0 ? 'EXPIRED' : 'LOST';
}

/** A row that fails nothing yet but piles up retries is already sick (manual trap 17). */
export function waitsUnusually({ firstTry, afterRetry, retrying }: DeliveryMetrics): boolean {
  return (
    retrying !== undefined &&
    retrying >= fewestRetries &&
    retrying > usualRetryShare * (firstTry + afterRetry + retrying)
  );
}

/** The span in which a row failed, at bucket precision: `until` is set when it has stopped. */
export interface Onset {
  readonly since: number;
  readonly until?: number | undefined;
}

/**
 * When the failing run that matters began: walks back from the last failing bucket while buckets stay above a tenth of the
 * peak, over gaps of one bucket. A run that ended more than two buckets before `now` has an `until`; retried events fail
 * for good only after the four hours, so a run of those has ended only when nothing failed for that much longer.
 */
export function onsetOf(report: StepReport | undefined, bucket: number, now: number): Onset | undefined {
  const series = topReason(report)?.series.filter(({ count }) => count > 0) ?? [];
  const peak = Math.max(0, ...series.map(({ count }) => count));
  const failing = series.filter(({ count }) => count >= peak / 10).sort((a, b) => a.at - b.at);
  const last = failing.at(-1);
  if (!last) return undefined;
  let since = last.at;
  for (const { at } of failing.toReversed()) {
    if (since - at > 2 * bucket) break;
    since = at;
  }
  const fate = reasonOf('failed-delivery', codeOf(topReason(report)) ?? '').fate;
  const settled = 3 * bucket + (fate === 'retried' ? retryWindow : 0);
  return { since, until: now - last.at > settled ? last.at + bucket : undefined };
}

import type { SafeText } from '../text.ts';
import { hour } from '../time.ts';
import { attempted, type DeliveryMetrics, failed, percent, type StepReport, type StepRow } from './counts.ts';
import { reasonOf } from './discard-reasons/index.ts';

/** What happens to the data of a failing row (rule 225). */
export type Verdict = 'LOST' | 'RETRYING' | 'EXPIRED' | 'SILENT' | 'DISABLED';

/** Segment keeps retrying a delivery for this long. */
export const retryWindow = 4 * hour;

/** Below this rate failures are the background of any busy connection: listed, never raised. */
export const raisedPercent = 1;
/** Fewer failed events than this are no rate. */
export const fewestFailed = 5;
/** Retries below this share of the traffic are the steady state of any busy connection, not a fault. */
const usualRetryShare = 0.05;
const fewestRetries = 20;
/** Fewer are unusual when they are most of the traffic. */
const handful = 10;
const mostShare = 0.5;

/** Enough failed, and a large enough share of what was tried, to be mentioned. */
export function isRate(lost: number, tried: number): boolean {
  return lost >= fewestFailed && (percent(lost, tried) ?? 0) >= raisedPercent;
}

/** A connection that fails nothing yet but piles up retries already has a problem. */
export function waitsUnusually({ firstTry, afterRetry, retrying = 0 }: DeliveryMetrics): boolean {
  const share = retrying / Math.max(1, firstTry + afterRetry + retrying);
  return (retrying >= fewestRetries && share > usualRetryShare) || (retrying >= handful && share >= mostShare);
}

/** The reason with the most events, by which the failure is named. */
export function topReason(report: StepReport | undefined): StepRow | undefined {
  return report?.rows.reduce<StepRow | undefined>((top, row) => (!top || row.total > top.total ? row : top), undefined);
}

/** The code of a row of a failing step. */
export function codeOf(row: StepRow | undefined): SafeText | undefined {
  return row?.by.discardReason;
}

const fates: Readonly<Record<string, Verdict>> = { retried: 'EXPIRED', lost: 'LOST' };

function fateOf(row: StepRow | undefined): string {
  const code = codeOf(row);
  return code === undefined ? 'unknown' : reasonOf('failed-delivery', code).fate;
}

/**
 * LOST: refused for good. EXPIRED: given up after the four hours. RETRYING: no loss worth mentioning, but unusually many wait.
 * A loss comes first, whatever waits besides. Undefined: nothing to say. Events decide, not attempts. Delivery Overview totals
 * do not separate refused from given up, so there the reason decides.
 */
export function verdictOf(metrics: DeliveryMetrics, report?: StepReport): Verdict | undefined {
  const { discarded, expired, basis } = metrics;
  const lost = failed(metrics);
  const waits = waitsUnusually(metrics);
  if (lost === 0) return waits ? 'RETRYING' : undefined;
  if (waits && !isRate(lost, attempted(metrics))) return 'RETRYING';
  if (basis !== 'metrics') return fates[fateOf(topReason(report))];
  return discarded >= expired ? 'LOST' : 'EXPIRED';
}

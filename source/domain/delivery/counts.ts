import type { SafeText } from '../text.ts';
import type { Bucket } from '../time.ts';

/** The six steps of Delivery Overview (rule 57), in pipeline order. */
export const steps = [
  'successfully-received',
  'failed-on-ingest',
  'filtered-at-source',
  'filtered-at-destination',
  'failed-delivery',
  'successful-delivery',
] as const;
export type Step = (typeof steps)[number];

export type Dimension = 'eventName' | 'eventType' | 'discardReason' | 'appVersion' | 'subscriptionId';

/** One row of a step: the values it was grouped by, and its series. */
export interface StepRow {
  readonly by: Readonly<Partial<Record<Dimension, SafeText>>>;
  readonly total: number;
  readonly retries: number;
  readonly series: readonly Bucket[];
}

export interface StepReport {
  readonly total: number;
  readonly rows: readonly StepRow[];
}

/** Totals of one connection in one window, from delivery-metrics. Latency is in the API's own, undocumented unit (ms on the mock). */
export interface DeliveryMetrics {
  readonly firstTry: number;
  readonly afterRetry: number;
  readonly discarded: number;
  readonly expired: number;
  /** Attempts awaiting or being retried now: in neither the delivered nor the failed count. Undefined where nothing tells. */
  readonly retrying: number | undefined;
  readonly p95?: number | undefined;
  readonly average?: number | undefined;
  /**
   * Where the numbers come from: delivery-metrics; Delivery Overview, where those are limited, which knows nothing of retries;
   * or `volume`, the first look at very many connections: failed by Delivery Overview, and all else that the source sent
   * counted as delivered.
   */
  readonly basis: 'metrics' | 'overview' | 'volume';
}

export const delivered = (m: DeliveryMetrics): number => m.firstTry + m.afterRetry;
/** Failed for good: refused, or given up after the four-hour retry window. */
export const failed = (m: DeliveryMetrics): number => m.discarded + m.expired;
/** Filtered events are in neither number (rule 51). */
export const attempted = (m: DeliveryMetrics): number => delivered(m) + failed(m);

/** Share in percent, or undefined when there is nothing to divide by: never a made-up 0. */
export function percent(part: number, whole: number): number | undefined {
  return whole > 0 ? (100 * part) / whole : undefined;
}

export const failedPercent = (m: DeliveryMetrics): number | undefined => percent(failed(m), attempted(m));

/** Volume of one source (or one event of it) over a window. */
export interface VolumeRow {
  readonly sourceId?: string | undefined;
  readonly eventName?: SafeText | undefined;
  readonly eventType?: SafeText | undefined;
  readonly total: number;
  readonly series: readonly Bucket[];
}

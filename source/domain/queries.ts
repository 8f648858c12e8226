import type { Dimension, Step } from './delivery/counts.ts';
import type { Granularity, Window } from './time.ts';

/** Priority of a read: lower numbers go first. */
export const priority = { visible: 0, favorite: 1, failing: 2, rest: 3 } as const;
export type Priority = (typeof priority)[keyof typeof priority];

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly priority?: Priority | undefined;
  /** Called with true when a request of this read must wait for the rate budget, and with false when it goes after all. */
  readonly onThrottled?: ((isThrottled: boolean) => void) | undefined;
  /** False where the caller has another way: a 429 then rejects at once instead of being waited for. */
  readonly isPatient?: boolean | undefined;
}

/** A change on its way. */
export interface ChangeOptions {
  /** Takes it back; no effect once it has been sent. */
  readonly signal?: AbortSignal | undefined;
  /** Called while it waits: until when a limit delays it, ms since 1970, or undefined when it waits for its turn. */
  readonly onWait?: ((until: number | undefined) => void) | undefined;
  /** Called when it is sent: from then on it cannot be taken back. */
  readonly onSent?: (() => void) | undefined;
}

export interface MetricsQuery {
  readonly destinationId: string;
  readonly sourceId: string;
  readonly window: Window;
  readonly granularity: Granularity;
}

export interface StepQuery {
  readonly step: Step;
  readonly sourceId: string;
  /** The destination instance; required by the three destination steps. */
  readonly destinationId?: string | undefined;
  readonly window: Window;
  readonly granularity: Granularity;
  readonly groupBy?: readonly Dimension[];
  readonly filter?: Readonly<Partial<Record<Dimension, readonly string[]>>>;
}

export interface VolumeQuery {
  readonly window: Window;
  readonly granularity: Granularity;
  readonly groupBy?: readonly ('source' | 'eventName' | 'eventType')[];
  readonly sourceIds?: readonly string[];
  readonly eventNames?: readonly string[];
  readonly eventTypes?: readonly string[];
}

export interface AuditQuery {
  readonly window?: Window | undefined;
  readonly resourceId?: string | undefined;
  readonly resourceType?: string | undefined;
  readonly count: number;
  readonly cursor?: string | undefined;
}

/** One page of a list that is read page by page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** Month of a usage report: its first day, UTC. */
export type UsageMonth = number;

/** The state of the connection to Segment: shown in the header (requests per minute) and read before a sweep. */
export interface WireState {
  /** Requests sent in the last 60 seconds. */
  readonly requestsPerMinute: number;
  /** Requests sent since the start. */
  readonly requests: number;
  /** Answers since the start that said a rate limit is passed; undefined where nothing is sent. */
  readonly refusals?: number | undefined;
  /** Requests waiting for the budget. */
  readonly queued: number;
  /** The region that knows the token, once it was found; undefined where it was given. */
  readonly region?: 'us' | 'eu' | undefined;
  /** How far the clock of this machine is ahead of the server's, ms; negative where it is behind. */
  readonly clockAhead?: number | undefined;
  /** The token itself is limited until then, ms since 1970. */
  readonly pausedUntil?: number | undefined;
  /** Until when a refusal delays needed reads, ms since 1970: of the token, or of the operation that is blocked longest. */
  readonly limitedUntil?: number | undefined;
  /**
   * Known requests per minute for an operation template, such as GET /destinations/{id}/delivery-metrics: as stated, as the
   * headers say, or as refusals have shown, whichever is least.
   */
  limitOf(operation: string): number | undefined;
  /** Milliseconds until this many requests of an operation may be sent; 0 is now. */
  waitOf?(operation: string, level: Priority, count?: number): number;
}

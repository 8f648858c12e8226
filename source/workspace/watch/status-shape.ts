import type { Judgement } from '../../domain/delivery/judgement.ts';
import type { Verdict } from '../../domain/delivery/verdict.ts';
import type { StorageHealth } from '../storage/health.ts';
import type { TriageItem } from './triage.ts';

/**
 * The object of `segtop status --json` (rule 231): stable from its first release; later releases only add. What is not known is
 * null, never 0, and a list is empty only where all was read and there are none.
 */
export interface Status {
  readonly version: 1;
  readonly workspace: { readonly id: string; readonly slug: string; readonly name: string } | null;
  readonly period: string;
  readonly generatedAt: string;
  readonly requests: number;
  readonly sources: {
    readonly total: number | null;
    readonly active: number | null;
    readonly silent: number | null;
    readonly events: number | null;
    /** Events that broke their schema. */
    readonly violations: number | null;
    /** Events blocked because they are not in the plan: no violations. */
    readonly unplanned: number | null;
    /** Everything that Protocols blocked. */
    readonly blocked: number | null;
    readonly violationBasis: string;
    readonly previousEvents: number | null;
  };
  readonly destinations: {
    readonly total: number | null;
    readonly enabled: number | null;
    readonly attempted: number | null;
    readonly failed: number | null;
    readonly failedPercent: number | null;
    readonly previousFailedPercent: number | null;
    readonly failing: number | null;
    /** Connections that can be asked, and those that have answered: while these are fewer, nothing says which is the worst. */
    readonly rankable: number | null;
    readonly ranked: number | null;
    /** `metrics`; `overview`: Delivery Overview totals; `volume`: some are estimated from what their source sends. */
    readonly basis: string | null;
  };
  readonly failing: readonly FailingRow[] | null;
  readonly violations: readonly ViolationsRow[] | null;
  readonly warehouses: readonly WarehouseRow[] | null;
  readonly activity: readonly ActivityRow[] | null;
  readonly usage: UsageRow | null;
  /** Every line of the text, worst first. */
  readonly triage: readonly TriageRow[];
  readonly problems: readonly ProblemRow[];
}

/** A connection that fails deliveries. Times are ISO 8601 in UTC, rates are in percent, in every row. */
export interface FailingRow {
  readonly destinationId: string;
  readonly destinationName: string;
  readonly sourceId: string;
  readonly sourceName: string | null;
  /** Of the period. */
  readonly failedPercent: number | null;
  readonly failed: number | null;
  readonly delivered: number | null;
  readonly retrying: number | null;
  readonly topReason: string | null;
  readonly verdict: Verdict | null;
  readonly since: string | null;
  /** It began before this, where nothing tells when. */
  readonly sinceBefore: string | null;
  readonly state: Judgement['state'];
  /** It is wrong at this moment. */
  readonly trouble: boolean;
  /** What fails of what is attempted now. */
  readonly nowPercent: number | null;
}

/** A source with events that broke their schema. */
export interface ViolationsRow {
  readonly sourceId: string;
  readonly sourceName: string;
  readonly violations: number;
  readonly unplanned: number;
  readonly blocked: number;
  readonly basis: string;
  readonly events: number | null;
}

export interface WarehouseRow {
  readonly warehouseId: string;
  readonly warehouseName: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly state: StorageHealth['state'];
  /** Syncs in a row that failed, of the source that fails longest; null where there may have been more than could be read. */
  readonly failedSyncs: number | null;
  /** So many of them were read: all, or at least so many where `failedSyncs` is null. */
  readonly failedSyncsAtLeast: number | null;
  readonly lastSync: {
    readonly status: string;
    readonly start: string | null;
    readonly end: string | null;
    readonly rows: number | string | null;
  } | null;
  readonly lastGood: string | null;
  /** When the syncs were read, which may be in an earlier run. */
  readonly syncsAsOf: string | null;
  readonly notice: string | null;
}

export interface ActivityRow {
  readonly id: string;
  readonly timestamp: string | null;
  readonly type: string;
  readonly actor: string;
  readonly actorEmail: string | null;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly resourceName: string;
}

/** What counts against the plan. Counts beyond what a JSON number holds are strings. */
export interface UsageRow {
  readonly periodStart: string | null;
  readonly periodEnd: string | null;
  readonly apiCalls: number | string | null;
  readonly mtu: number | string | null;
  /** Where users are counted by another period than calls. */
  readonly mtuPeriodStart?: string | null;
  readonly mtuPeriodEnd?: string | null;
  /** As configured; absent where it is not. */
  readonly allowance?: { readonly apiCalls?: number | string; readonly mtu?: number | string };
}

/** One line of the text, field by field: the same fields for every kind, null where a kind has none. */
export interface TriageRow {
  readonly id: string;
  readonly kind: TriageItem['kind'];
  /** Higher is worse. */
  readonly severity: number;
  readonly trouble: boolean;
  readonly subject: { readonly type: string; readonly id: string; readonly name: string };
  readonly verdict: string;
  readonly sentence: string;
  readonly since: string | null;
  readonly sinceBefore: string | null;
  /** How exact `since` is. */
  readonly sinceWithinSeconds: number | null;
  readonly until: string | null;
  /** Of a connection: what fails of what is attempted now. */
  readonly ratePercent: number | null;
  /** Events that are lost, and those that have not come. */
  readonly lost: number | null;
  readonly missed: number | null;
  /** The change that it began with. */
  readonly cause: {
    readonly id: string;
    readonly timestamp: string | null;
    readonly type: string;
    readonly actor: string;
    readonly resourceId: string;
  } | null;
}

/** What could not be read, or only in part. */
export interface ProblemRow {
  /** Key of the read. */
  readonly resource: string;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly message: string;
}

import type { Collection, PlanSwitches, Row } from '../world.ts';

/** Ages such as `3h10m`: how long before the start of the world something began or ended. */
interface Lasting {
  readonly from: string;
  readonly to?: string;
}

/** Which events an effect touches; all without a field. */
export interface EventMatch {
  readonly event?: string;
  readonly appVersion?: string;
}

export type Effect =
  /** Multiplies what a source sends. */
  | (Lasting & { readonly kind: 'volume'; readonly source: string; readonly factor: number })
  /** A new app version takes a share of the traffic. */
  | (Lasting & {
      readonly kind: 'release';
      readonly source: string;
      readonly appVersion: string;
      readonly share: number;
    })
  /** Events stopped before delivery, at ingest or at the source. */
  | (Lasting &
      EventMatch & {
        readonly kind: 'ingest' | 'filter';
        readonly source: string;
        readonly reason: string;
        readonly share: number;
      })
  /** Events that a destination's mappings and filters leave out. */
  | (Lasting &
      EventMatch & {
        readonly kind: 'mapping';
        readonly destination: string;
        readonly reason: string;
        readonly share: number;
      })
  /** What the destination answers: refused for good, or retried, of which a share gets through. */
  | (Lasting &
      EventMatch & {
        readonly kind: 'delivery';
        readonly destination: string;
        readonly outcome: 'discarded' | 'retried';
        readonly reason: string;
        readonly share: number;
        readonly recovered?: number;
      })
  /** Syncs of a warehouse end otherwise. */
  | (Lasting & {
      readonly kind: 'sync';
      readonly warehouse: string;
      readonly status: string;
      readonly level: string;
      readonly message: string;
      /** Key of the one source it concerns; all without it. */
      readonly source?: string;
    });

/** An audit event of the scenario. */
export interface AuditSpec {
  readonly ago: string;
  readonly type: string;
  readonly actor: string;
  readonly actorEmail?: string;
  readonly collection: Collection;
  /** Key of the row it is about. */
  readonly key: string;
}

/** A row that differs from the healthy one; `ago` makes a switched `enabled` take effect in the past. */
interface RowChange {
  readonly collection: Collection;
  readonly key: string;
  readonly change: Row;
  readonly ago?: string;
}

/** One file of mock-data/scenarios: the whole change of a world as data. */
export interface Scenario {
  readonly about: string;
  readonly includes: readonly string[];
  readonly plan: Partial<PlanSwitches>;
  readonly clear: readonly Collection[];
  readonly set: readonly RowChange[];
  readonly effects: readonly Effect[];
  readonly audit: readonly AuditSpec[];
  readonly generate?: { readonly sources: number; readonly destinations: number };
  readonly hostile?: Hostility;
}

/** Texts that take the place of strings in the named fields, and keys that every settings object gets besides. */
export interface Hostility {
  readonly fields: readonly string[];
  readonly keys: readonly string[];
  readonly texts: readonly HostileText[];
}

/** A hostile text: `repeat` copies of it, put before the original text where `keep` is set. */
interface HostileText {
  readonly text: string;
  readonly repeat?: number;
  readonly keep?: boolean;
}

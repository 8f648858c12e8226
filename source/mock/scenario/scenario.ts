import type { Collection, PlanSwitches, Row } from '../world.ts';

/** When something begins and ends: `3h10m` is so long before the start of the world, `+2m30s` so long after it. */
interface Timed {
  readonly from: string;
  readonly to?: string;
}

/** Which events an effect touches; all without a field. */
export type EventMatch = {
  readonly event?: string;
  readonly appVersion?: string;
};

/** What an effect does while it lasts. */
export type Effect =
  /** Multiplies what a source sends. */
  | { readonly kind: 'volume'; readonly source: string; readonly factor: number }
  /** A new app version takes a share of the traffic. */
  | { readonly kind: 'release'; readonly source: string; readonly appVersion: string; readonly share: number }
  /** Events stopped before delivery, at ingest or at the source. */
  | (EventMatch & {
      readonly kind: 'ingest' | 'filter';
      readonly source: string;
      readonly reason: string;
      readonly share: number;
    })
  /** Events that a destination's mappings and filters leave out. */
  | (EventMatch & {
      readonly kind: 'mapping';
      readonly destination: string;
      readonly reason: string;
      readonly share: number;
    })
  /** What the destination answers: refused for good, or retried, of which a share gets through. */
  | (EventMatch & {
      readonly kind: 'delivery';
      readonly destination: string;
      readonly outcome: 'discarded' | 'retried';
      readonly reason: string;
      readonly share: number;
      readonly recovered?: number;
    })
  /** Syncs of a warehouse end otherwise. */
  | {
      readonly kind: 'sync';
      readonly warehouse: string;
      readonly status: string;
      readonly level: string;
      readonly message: string;
      /** Key of the one source it concerns; all without it. */
      readonly source?: string;
      /** A run besides the schedule begins with the effect, as after "Sync now". */
      readonly run?: boolean;
    }
  /** Somebody switches one thing off, and on again at the end, which the audit trail tells. */
  | {
      readonly kind: 'switch-off';
      readonly destination?: string;
      readonly source?: string;
      /** Ids, as filters and mappings have no keys. */
      readonly filter?: string;
      readonly mapping?: string;
      /** Local part of a user's address, or a token such as `public-api-token/ci`. */
      readonly actor?: string;
    }
  /** The API's own data comes so many seconds late. */
  | { readonly kind: 'late'; readonly seconds: number };

export type TimedEffect = Timed & Effect;

/** An audit event of the scenario, so long before the start or, with a plus sign, after it. */
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
  readonly effects: readonly TimedEffect[];
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

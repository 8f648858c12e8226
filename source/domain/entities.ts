import type { SafeText } from './text.ts';

/** What a workspace is made of, as screens see it: ids stay as the API gave them, every other text is safe. */
export interface Workspace {
  readonly id: string;
  readonly slug: SafeText;
  readonly name: SafeText;
}

export interface Label {
  readonly key: SafeText;
  readonly value: SafeText;
}

export type SourceKind =
  | 'website'
  | 'mobile'
  | 'server'
  | 'cloud-app'
  | 'reverse-etl'
  | 'engage'
  | 'function'
  | 'other';

export interface Source {
  readonly id: string;
  /** Falls back to the slug: real names may be empty (rule 31). */
  readonly name: SafeText;
  readonly slug: SafeText;
  readonly enabled: boolean;
  readonly kind: SourceKind;
  /** Display name of the source's type, such as Javascript. */
  readonly type: SafeText;
  readonly metadataId: string;
  readonly categories: readonly SafeText[];
  readonly labels: readonly Label[];
  /** Empty without the Source Admin role. Secrets: never shown whole. */
  readonly writeKeys: readonly string[];
  /** Only where one source was read by id; null where it is under none, undefined where that is not known. */
  readonly trackingPlanId?: string | null | undefined;
}

/** How a destination can be watched: device mode sends from the browser, so nothing is observable (rule 65). */
export type DeliveryMode = 'cloud' | 'device' | 'storage';

export interface Destination {
  readonly id: string;
  readonly name: SafeText;
  readonly enabled: boolean;
  readonly sourceId: string;
  readonly metadataId: string;
  readonly type: SafeText;
  readonly typeSlug: SafeText;
  readonly categories: readonly SafeText[];
  readonly mode: DeliveryMode;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Warehouse {
  readonly id: string;
  readonly name: SafeText;
  readonly type: SafeText;
  readonly enabled: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Where a function runs, in the API's own words. */
export const functionSides = [
  'SOURCE',
  'DESTINATION',
  'INSERT_SOURCE',
  'INSERT_DESTINATION',
  'INSERT_TRANSFORMATION',
] as const;
export type FunctionSide = (typeof functionSides)[number];

/** Code of the workspace's own that runs at Segment. The API tells neither its runs nor its errors. */
export interface SegmentFunction {
  readonly id: string;
  readonly name: SafeText;
  readonly side: FunctionSide;
  readonly description: SafeText;
  /** Metadata id of the sources or destinations that run it, for SOURCE and DESTINATION. */
  readonly catalogId?: string | undefined;
  readonly createdAt?: number | undefined;
}

export type SyncStatus = 'success' | 'partial' | 'failure' | 'running' | 'unknown';

export interface SyncNotice {
  readonly level: SafeText;
  readonly message: SafeText;
  readonly at: number | undefined;
}

/** One warehouse sync of one source. `rows` may pass 2^53, so it is a bigint; undefined where the answer did not tell. */
export interface Sync {
  readonly sourceId: string;
  readonly start: number;
  readonly end: number | undefined;
  readonly status: SyncStatus;
  /** The API's own word. */
  readonly word: SafeText;
  /** How long it took; undefined where that is not told, as of one that has not ended. */
  readonly seconds: number | undefined;
  readonly rows: bigint | undefined;
  readonly notices: readonly SyncNotice[];
  /** There is none of its source before it: the list was read to its beginning. */
  readonly isFirst?: true | undefined;
  /** Reports of other sources were lost, of its own source none. */
  readonly noneLost?: true | undefined;
}

export interface TrackingPlan {
  readonly id: string;
  readonly name: SafeText;
  /** LIVE plans bind to sources; other types are libraries and templates. */
  readonly type: SafeText;
  /** The rs_ id that forwarded violations carry (rule 101), undocumented. */
  readonly resourceSchemaId?: string | undefined;
  readonly createdAt?: number | undefined;
  readonly updatedAt?: number | undefined;
}

export type OnViolation = 'ALLOW' | 'BLOCK' | 'OMIT_PROPERTIES' | 'OMIT_TRAITS';

/** What a source does with events outside its tracking plan (rule 95), and where it forwards them. */
export interface SourceSettings {
  readonly sourceId: string;
  readonly track: {
    readonly allowUnplannedEvents: boolean;
    readonly allowUnplannedEventProperties: boolean;
    readonly allowEventOnViolations: boolean;
    readonly allowPropertiesOnViolations: boolean;
    readonly commonEventOnViolations: OnViolation;
  };
  readonly forwardingViolationsTo?: string | undefined;
  readonly forwardingBlockedEventsTo?: string | undefined;
}

export interface AuditItem {
  readonly id: string;
  readonly at: number;
  /** The API's own words; see audit-words.ts for (resource, verb). */
  readonly type: SafeText;
  readonly actor: SafeText;
  readonly actorEmail?: SafeText | undefined;
  readonly resourceId: string;
  readonly resourceType: SafeText;
  readonly resourceName: SafeText;
}

/** A cumulative daily snapshot of the API-call meter; `sourceId` only in the per-source report. */
export interface ApiCallsDay {
  readonly at: number;
  readonly apiCalls: bigint;
  readonly sourceId?: string | undefined;
}

/** A cumulative daily snapshot of the MTU meter. */
export interface MtuDay {
  readonly at: number;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly anonymous: bigint;
  readonly anonymousIdentified: bigint;
  readonly identified: bigint;
  readonly neverIdentified: bigint;
  readonly sourceId?: string | undefined;
}

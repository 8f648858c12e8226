/**
 * The mock workspace as values. Rows have the wire shapes of the contract (ids, camelCase fields), so that the HTTP server
 * answers with them unchanged and the in-process backend goes through the same parsing as the real API.
 */

/** One wire row: plain JSON. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Lists that are a plain collection on the wire. Rows may carry what the wire has elsewhere: a label its id `key:value`,
 * an invite its `email`, a group its `memberIds`, an audience its `schedules`, `activations` and `connections`, a
 * regulation its `streamStatus`. A source's `schemaSettings`, set by an edit, are what `sourceSettings` answers.
 */
export type Collection =
  | 'sources'
  | 'destinations'
  | 'warehouses'
  | 'tracking-plans'
  | 'users'
  | 'user-groups'
  | 'roles'
  | 'labels'
  | 'invites'
  | 'functions'
  | 'transformations'
  | 'destination-filters'
  | 'subscriptions'
  | 'reverse-etl-models'
  | 'spaces'
  | 'audiences'
  | 'computed-traits'
  | 'profiles-warehouses'
  | 'regulations'
  | 'suppressions'
  | 'catalog-sources'
  | 'catalog-destinations'
  | 'catalog-warehouses'
  | 'credentials';

/** Which plan the workspace has and what its token may read (rule 12). */
export interface PlanSwitches {
  readonly business: boolean;
  readonly protocols: boolean;
  readonly functions: boolean;
  readonly subscriptions: boolean;
  readonly engage: boolean;
  /** Workspace Owner token; a member token gets empty writeKeys and no IAM. */
  readonly owner: boolean;
}

/** Half-open span of time, ms. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One simulated pipeline flow: its dimensions and its counts per bucket. */
export interface Flow {
  readonly by: Readonly<Record<string, string>>;
  readonly buckets: readonly { readonly at: number; readonly count: number; readonly retryCount: number }[];
}

export type FlowStep =
  | 'volume'
  | 'successfully-received'
  | 'failed-on-ingest'
  | 'filtered-at-source'
  | 'filtered-at-destination'
  | 'failed-delivery'
  | 'successful-delivery';

export interface FlowQuery {
  readonly step: FlowStep;
  readonly sourceId?: string | undefined;
  readonly destinationId?: string | undefined;
  readonly span: Span;
  readonly bucket: 'MINUTE' | 'HOUR' | 'DAY';
  /** Dimensions to group by: eventName, eventType, discardReason, appVersion, subscriptionId, source. */
  readonly groupBy: readonly string[];
  readonly filter: Readonly<Record<string, readonly string[]>>;
}

export interface DeliveryTotals {
  readonly firstTry: number;
  readonly afterRetry: number;
  readonly discarded: number;
  readonly expired: number;
  readonly retried: number;
  readonly averageMs: number;
  readonly p95Ms: number;
  readonly firstAttemptAverageMs: number;
  readonly firstAttemptP95Ms: number;
}

/** Which resource the audit events of a read are about, in the words of the wire. */
export interface AuditAbout {
  readonly resourceId?: string | undefined;
  readonly resourceType?: string | undefined;
}

/** Something that goes wrong from one moment to another; `to` is infinite while no end is known. */
export interface Incident {
  readonly id: number;
  /** In the vocabulary of a scenario's effects. */
  readonly effect: Row;
  readonly from: number;
  readonly to: number;
}

/** What goes wrong in a world, begun and ended while it runs. */
export interface Incidents {
  /** Those of the scenario first. */
  list(): readonly Incident[];
  /**
   * Begins an effect at a moment of the whole second, and ends it at another where that is given. Things are named by their
   * short key or their id.
   * @throws RangeError naming the field whose value is nothing in this workspace
   */
  begin(effect: Row, from: number, to?: number): Incident;
  /** Ends one at a moment, unless it is over by then; undefined when there is none of that number. */
  end(id: number, at: number): Incident | undefined;
}

/** The simulated workspace: everything is a function of (scenario, seed, clock) plus the edits made in this run. */
export interface World {
  readonly scenario: string;
  readonly workspace: { readonly id: string; readonly slug: string; readonly name: string };
  readonly plan: PlanSwitches;
  now(): number;
  /** All rows of a collection; `parent` narrows to one owner (a destination's subscriptions, a space's audiences). */
  list(collection: Collection, parent?: string): readonly Row[];
  get(collection: Collection, id: string): Row | undefined;
  /** Settings of GET /sources/{id}/settings. */
  sourceSettings(sourceId: string): Row | undefined;
  trackingPlanOf(sourceId: string): string | undefined;
  trackingPlanSources(planId: string): readonly Row[];
  trackingPlanRules(planId: string): readonly Row[];
  warehouseSources(warehouseId: string): readonly Row[];
  /** Sync reports, newest first. */
  warehouseSyncs(warehouseId: string, sourceId?: string): readonly Row[];
  reverseEtlSyncs(modelId: string, subscriptionId: string): readonly Row[];
  /** Series of one step; sorted by total, largest first. Buckets without events are left out. */
  flows(query: FlowQuery): readonly Flow[];
  deliveryTotals(destinationId: string, span: Span): DeliveryTotals;
  /** Audit events inside the span, newest first; a world may leave out those of other resources. */
  auditEvents(span: Span, about?: AuditAbout): readonly Row[];
  /** Daily cumulative rows of a usage month that starts at `month`. */
  usage(meter: 'api-calls' | 'mtu', month: number, bySource: boolean): readonly Row[];
  /** Payload samples of one failing connection and reason: what only the mock and a collector can give. */
  samples(destinationId: string, reason: string): readonly Row[];
  /** Lines of the failure log of a destination for the hour that begins then, as far as they have been written by now. */
  failureLog?(destinationId: string, hour: number): readonly Row[];
  /** The last events that a source received, newest first: what only the mock and a collector can give. */
  received?(sourceId: string): readonly Row[];
  /** Violations that Protocols blocked at a source, with samples: what only the mock and a collector can give. */
  violations?(sourceId: string, span: Span): readonly Row[];
  /** Changes a row and appends the audit event that Segment would write. */
  edit(collection: Collection, id: string, change: Row, auditType: string): Row | undefined;
  remove(collection: Collection, id: string, auditType: string): boolean;
  /** What begins and ends while it runs: what only the mock has. */
  readonly incidents?: Incidents | undefined;
  /** Adds a row, with its audit event. A world without it refuses to create. */
  add?(collection: Collection, row: Row, auditType: string): Row;
}

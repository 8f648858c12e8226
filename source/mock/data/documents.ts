import type { Row } from '../world.ts';

/** An event of a traffic profile: name, call type, weight. */
export type EventSpec = readonly [name: string, type: string, weight: number];

export interface ProfileDocument {
  readonly events: readonly EventSpec[];
  /** App versions with their weights; none for sources that send no version. */
  readonly versions?: readonly (readonly [string, number])[];
}

/** Whether a source lets unplanned and violating data through (rule 95). */
export interface ProtocolSwitches {
  readonly unplannedEvents: boolean;
  readonly unplannedProperties: boolean;
  readonly violatingEvents: boolean;
  readonly violatingProperties: boolean;
  readonly common: string;
}

export interface SourceDocument {
  readonly id: string;
  readonly key: string;
  readonly slug: string;
  readonly name: string;
  /** Slug of a catalog source. */
  readonly type: string;
  readonly enabled: boolean;
  readonly writeKeys: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Events on a usual working day. */
  readonly perDay: number;
  readonly profile: string;
  readonly trackingPlan?: string;
  readonly protocols?: ProtocolSwitches;
  /** Key of the source that gets `Violation Generated` events. */
  readonly forwardTo?: string;
}

export interface DestinationDocument {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly source: string;
  readonly enabled: boolean;
  /** Event names that a mapping takes; all without it. */
  readonly accepts?: readonly string[];
  /** Without mappings of its own: for generated rows. */
  readonly unmapped?: boolean;
  readonly settings: Row;
}

export interface WarehouseDocument {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly enabled: boolean;
  /** Time between syncs, and age of the last one when the world starts. */
  readonly every: string;
  readonly last: string;
  readonly sources: readonly string[];
  readonly settings: Row;
}

export interface ModelDocument {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly query: string;
  readonly queryIdentifierColumn: string;
  /** Key of the destination whose mapping it feeds; without one it runs for nobody. */
  readonly destination?: string;
  readonly every: string;
}

/** mock-data/workspace.json. Rows that need no expansion are kept as they go out. */
export interface WorkspaceDocument {
  readonly workspace: { readonly id: string; readonly slug: string; readonly name: string };
  readonly profiles: Readonly<Record<string, ProfileDocument>>;
  readonly sources: readonly SourceDocument[];
  readonly destinations: readonly DestinationDocument[];
  readonly warehouses: readonly WarehouseDocument[];
  readonly trackingPlans: readonly Row[];
  readonly rules: Readonly<Record<string, Row>>;
  readonly users: readonly Row[];
  readonly roles: readonly Row[];
  readonly groups: readonly Row[];
  readonly labels: readonly Row[];
  readonly invites: readonly Row[];
  readonly functions: readonly Row[];
  readonly transformations: readonly Row[];
  readonly filters: readonly Row[];
  readonly models: readonly ModelDocument[];
  readonly spaces: readonly Row[];
  readonly audiences: readonly Row[];
  readonly traits: readonly Row[];
  readonly profilesWarehouses: readonly Row[];
  readonly regulations: readonly Row[];
  readonly suppressions: readonly Row[];
  readonly credentials: readonly Row[];
}

/** How a destination is reached: decides platforms, components and whether delivery can be seen. */
export type CatalogMode = 'cloud' | 'device' | 'both' | 'storage';

export interface CatalogEntry {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly categories?: readonly string[];
  readonly status?: string;
  readonly cloud?: boolean;
  readonly website?: string;
  readonly mode?: CatalogMode;
  /** Name, kind, required. */
  readonly options?: readonly (readonly [string, string, boolean])[];
  /** Slug, name, default trigger. */
  readonly actions?: readonly (readonly [string, string, string])[];
  readonly previousNames?: readonly string[];
}

/** mock-data/catalog.json */
export interface CatalogDocument {
  readonly sources: readonly CatalogEntry[];
  readonly destinations: readonly CatalogEntry[];
  readonly warehouses: readonly CatalogEntry[];
}

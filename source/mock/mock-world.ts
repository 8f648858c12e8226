import { floorTo, minute, second } from '../domain/time.ts';
import type { CatalogDocument, SourceDocument, WorkspaceDocument } from './data/documents.ts';
import { failureLog } from './failure-log.ts';
import { AuditTrail } from './history/audit.ts';
import { nameOf } from './history/audit-row.ts';
import { castOf } from './history/cast.ts';
import { reverseEtlSyncs, runReport, runsReach } from './history/reverse-etl-syncs.ts';
import { apiCalls, monthlyUsers } from './history/usage.ts';
import { WarehouseSyncs } from './history/warehouse-syncs.ts';
import { received } from './received.ts';
import { keyed } from './rows/connections.ts';
import { ruleRows, sourceSettings } from './rows/protocols.ts';
import { type SampleDocument, type SampleParts, samples } from './samples.ts';
import type { Mappings } from './scenario/apply.ts';
import { TimelineIncidents } from './scenario/incidents.ts';
import type { Scenario } from './scenario/scenario.ts';
import { SwitchOffs } from './scenario/switch-offs.ts';
import { type Switch, type Switched, switchesIn } from './scenario/switches.ts';
import { Timeline } from './scenario/timeline.ts';
import { destinationInputs, sourceInputs } from './simulator/inputs.ts';
import type { FilterInput } from './simulator/models.ts';
import { Simulator } from './simulator/simulator.ts';
import { keyOf, type Store } from './store.ts';
import { violations } from './violations.ts';
import type {
  AuditAbout,
  Collection,
  DeliveryTotals,
  Flow,
  FlowQuery,
  PlanSwitches,
  Row,
  Span,
  World,
} from './world.ts';

export interface WorldParts {
  readonly name: string;
  readonly document: WorkspaceDocument;
  readonly catalog: CatalogDocument;
  readonly samples: SampleDocument;
  readonly scenario: Scenario;
  readonly plan: PlanSwitches;
  readonly store: Store;
  readonly mappings: Mappings;
  readonly idOf: (collection: Collection, key: string) => string;
  readonly seed: number;
  readonly now: () => number;
  readonly startedAt: number;
  /** How late the data of the API comes, ms; 0 shows whole minutes as soon as they are over. */
  readonly lag: number;
}

/** The World of one scenario: rows from the store, series from the simulator, history from both. */
export class MockWorld implements World {
  readonly scenario: string;
  readonly workspace: WorkspaceDocument['workspace'];
  readonly plan: PlanSwitches;
  readonly #parts: WorldParts;
  readonly incidents: TimelineIncidents;
  readonly #simulator: Simulator;
  readonly #switchOffs: SwitchOffs;
  readonly #syncs: WarehouseSyncs;
  readonly #audit: AuditTrail;
  readonly #sourceIdOf: (key: string) => string;
  readonly #sources: ReadonlyMap<string, SourceDocument>;

  constructor(parts: WorldParts) {
    const { document, catalog, scenario, store, startedAt } = parts;
    this.#parts = parts;
    this.scenario = parts.name;
    this.workspace = document.workspace;
    this.plan = parts.plan;
    this.#sourceIdOf = keyed(document.sources);
    this.#sources = new Map(document.sources.map((source) => [source.id, source]));
    const timeline = new Timeline(scenario.effects, startedAt);
    const { idOf, now } = parts;
    this.#simulator = new Simulator({
      ...parts,
      timeline,
      sources: scenario.clear.includes('sources') ? [] : sourceInputs(document),
      destinations: scenario.clear.includes('destinations') ? [] : destinationInputs(document, catalog, parts.mappings),
      seen: () => seenBy(timeline, now(), parts.lag),
      switches: (collection, id) => this.#switches(collection, id, timeline),
      filters: (id) => filtersOf(store, id),
    });
    this.#switchOffs = new SwitchOffs({ timeline, store, idOf, nameOf, onEdit: () => this.#simulator.reset() });
    this.incidents = new TimelineIncidents({
      timeline,
      store,
      document,
      idOf,
      onChange: (touched) => this.#simulator.renew(touched),
    });
    this.#syncs = new WarehouseSyncs({
      ...parts,
      timeline,
      warehouses: scenario.clear.includes('warehouses') ? [] : document.warehouses,
      sourceIdOf: this.#sourceIdOf,
      volume: (id, span) => this.#simulator.volume(id, span),
      nameOf: (id) => nameOf(store.get('warehouses', id) ?? {}),
      switches: (id) => switchesIn(store.edits, 'warehouses', id, second),
    });
    this.#audit = new AuditTrail({
      ...parts,
      specs: scenario.audit,
      timeline,
      syncs: this.#syncs,
      cast: castOf(scenario, store, parts.idOf),
    });
  }

  now(): number {
    return this.#parts.now();
  }

  list(collection: Collection, parent?: string): readonly Row[] {
    this.#switchOffs.catchUp(this.now());
    return this.#parts.store.list(collection, parent);
  }

  get(collection: Collection, id: string): Row | undefined {
    this.#switchOffs.catchUp(this.now());
    return this.#parts.store.get(collection, id);
  }

  sourceSettings(sourceId: string): Row | undefined {
    const row = this.get('sources', sourceId);
    const edited = row?.schemaSettings as Row | undefined;
    const source = this.#sources.get(sourceId);
    return row && (edited ?? (source && sourceSettings(this.#parts.document, source)));
  }

  trackingPlanOf(sourceId: string): string | undefined {
    const key = this.#sources.get(sourceId)?.trackingPlan;
    if (key === undefined || !this.get('sources', sourceId)) return undefined;
    const id = this.#parts.idOf('tracking-plans', key);
    return this.get('tracking-plans', id) && id;
  }

  trackingPlanSources(planId: string): readonly Row[] {
    return this.list('sources').filter((row) => this.trackingPlanOf(String(row.id)) === planId);
  }

  trackingPlanRules(planId: string): readonly Row[] {
    return this.get('tracking-plans', planId) ? ruleRows(this.#parts.document, planId) : [];
  }

  warehouseSources(warehouseId: string): readonly Row[] {
    const warehouse = this.get('warehouses', warehouseId);
    const keys = this.#parts.document.warehouses.find(({ id }) => warehouse && id === warehouseId)?.sources ?? [];
    return keys.map((key) => this.get('sources', this.#sourceIdOf(key))).filter((row) => row !== undefined);
  }

  warehouseSyncs(warehouseId: string, sourceId?: string): readonly Row[] {
    return this.get('warehouses', warehouseId) ? this.#syncs.reports(warehouseId, sourceId) : [];
  }

  reverseEtlSyncs(modelId: string, subscriptionId: string): readonly Row[] {
    const model = this.#parts.document.models.find(({ id }) => id === modelId);
    if (!model || this.get('subscriptions', subscriptionId)?.modelId !== modelId) return [];
    const now = this.now();
    const reports = this.auditEvents({ start: now - runsReach(model), end: now }).flatMap(runReport(modelId));
    return reverseEtlSyncs(this.#parts.seed, model, this.#sourceIdOf(model.source), now, reports);
  }

  flows(query: FlowQuery): readonly Flow[] {
    this.#switchOffs.catchUp(this.now());
    return this.#simulator.flows(query);
  }

  deliveryTotals(destinationId: string, span: Span): DeliveryTotals {
    this.#switchOffs.catchUp(this.now());
    return this.#simulator.totals(destinationId, span);
  }

  auditEvents(span: Span, about?: AuditAbout): readonly Row[] {
    this.#switchOffs.catchUp(this.now());
    return this.#audit.events(span, about);
  }

  usage(meter: 'api-calls' | 'mtu', month: number, bySource: boolean): readonly Row[] {
    const parts = { totals: this.#simulator.dayTotals, models: this.#simulator.activeSources(), now: this.now() };
    return meter === 'mtu' ? monthlyUsers(parts, month, bySource) : apiCalls(parts, month, bySource);
  }

  samples(destinationId: string, reason: string): readonly Row[] {
    const parts = this.#sampleParts(destinationId);
    return parts ? samples({ ...parts, reason }) : [];
  }

  failureLog(destinationId: string, hour: number): readonly Row[] {
    const parts = this.#sampleParts(destinationId);
    const sourceId = String(this.get('destinations', destinationId)?.sourceId);
    return parts ? failureLog({ ...parts, sourceId, hour }) : [];
  }

  #sampleParts(destinationId: string): Omit<SampleParts, 'reason'> | undefined {
    const model = this.#simulator.delivery(destinationId);
    const row = this.get('destinations', destinationId);
    if (!model || !row) return undefined;
    const metadata = row.metadata as Row;
    return {
      document: this.#parts.samples,
      model,
      now: this.now(),
      flows: (query) => this.flows(query),
      typeSlug: String(metadata.slug),
      website: String(metadata.website),
      settings: row.settings as Row,
    };
  }

  received(sourceId: string): readonly Row[] {
    return received(this.#parts.samples, sourceId, this.now(), (query) => this.flows(query));
  }

  violations(sourceId: string, span: Span): readonly Row[] {
    const { document, samples: payloads, scenario } = this.#parts;
    return violations({
      sourceId,
      rules: document.rules,
      samples: payloads,
      span,
      now: this.now(),
      flows: (query) => this.flows(query),
      isRelease: (version) => scenario.effects.some((each) => each.kind === 'release' && each.appVersion === version),
    });
  }

  edit(collection: Collection, id: string, change: Row, auditType: string): Row | undefined {
    const before = this.get(collection, id);
    return before && this.#apply(collection, id, { ...before, ...change }, nameOf(before), auditType);
  }

  remove(collection: Collection, id: string, auditType: string): boolean {
    const before = this.get(collection, id);
    if (!before) return false;
    this.#apply(collection, id, undefined, nameOf(before), auditType);
    return true;
  }

  add(collection: Collection, row: Row, auditType: string): Row {
    this.#apply(collection, keyOf(row), row, nameOf(row), auditType);
    return row;
  }

  #apply(collection: Collection, id: string, row: Row | undefined, resourceName: string, auditType: string) {
    this.#switchOffs.catchUp(this.now());
    const at = this.now();
    this.#parts.store.apply({ at, collection, id, ...(row ? { row } : {}), auditType, resourceName });
    this.#simulator.reset();
    return row;
  }

  /** Switches by the scenario, in the past, then by the edits of this run. */
  #switches(collection: Switched, id: string, timeline: Timeline): Switch[] {
    const { scenario, idOf, store, lag } = this.#parts;
    const planned = scenario.set.flatMap(({ collection: of, key, change, ago }) =>
      of === collection && idOf(of, key) === id && ago !== undefined && typeof change.enabled === 'boolean'
        ? [{ at: timeline.moment(ago), enabled: change.enabled }]
        : [],
    );
    return [...planned, ...switchesIn(store.edits, collection, id, lag === 0 ? minute : second)];
  }
}

/** Every filter that a destination has or had: one that was taken away keeps what it did before. */
function filtersOf(store: Store, destinationId: string): FilterInput[] {
  const original = store.original('destination-filters').filter((row) => row.destinationId === destinationId);
  const rows = new Map([...original, ...store.list('destination-filters', destinationId)].map((row) => [row.id, row]));
  return [...rows.values()].map((row) => ({
    row,
    enabled: original.find((each) => each.id === row.id)?.enabled === true,
  }));
}

/** Up to which moment the flow can be seen: without a lag by whole minutes, so that no read sees half of one. */
function seenBy(timeline: Timeline, now: number, lag: number): number {
  const seen = timeline.seen(now, lag);
  return lag === 0 ? floorTo(seen, 'MINUTE') : seen;
}

import { textHash } from './hash.ts';
import type { Hostility } from './scenario/scenario.ts';
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

/**
 * A world whose texts attack the terminal: every string in a named field, and every name in series, is replaced by one of the
 * scenario's texts, the same one every time. Ids, times and enum words stay, so that the world still works.
 */
export class HostileWorld implements World {
  readonly #world: World;
  readonly #fields: ReadonlySet<string>;
  readonly #texts: readonly string[];
  readonly #keep: readonly boolean[];
  readonly #keys: readonly string[];
  readonly #originals = new Map<string, Set<string>>();
  readonly #rows = new WeakMap<object, unknown>();
  readonly scenario: string;
  readonly workspace: World['workspace'];
  readonly plan: PlanSwitches;

  constructor(world: World, hostility: Hostility) {
    this.#world = world;
    this.#fields = new Set(hostility.fields);
    this.#texts = hostility.texts.map(({ text, repeat }) => text.repeat(repeat ?? 1));
    this.#keep = hostility.texts.map(({ keep }) => keep ?? false);
    this.#keys = hostility.keys;
    this.scenario = world.scenario;
    this.plan = world.plan;
    this.workspace = this.#hostile(world.workspace) as World['workspace'];
  }

  #text(original: string): string {
    const at = textHash(original) % this.#texts.length;
    const text = `${this.#texts[at]}${this.#keep[at] ? original : ''}`;
    const originals = this.#originals.get(text);
    if (originals) originals.add(original);
    else this.#originals.set(text, new Set([original]));
    return text;
  }

  #hostile(value: unknown, field?: string): unknown {
    if (typeof value === 'string') return field !== undefined && this.#fields.has(field) ? this.#text(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    let changed = this.#rows.get(value);
    if (changed === undefined) {
      changed = Array.isArray(value)
        ? value.map((each) => this.#hostile(each, field))
        : Object.fromEntries([
            ...Object.entries(value).map(([key, each]) => [key, this.#hostile(each, key)] as const),
            ...(field === 'settings' ? this.#keys.map((key) => [key, this.#text(key)] as const) : []),
          ]);
      this.#rows.set(value, changed);
    }
    return changed;
  }

  #all(rows: readonly Row[]): readonly Row[] {
    return rows.map((row) => this.#hostile(row) as Row);
  }

  #original(values: readonly string[]): readonly string[] {
    return values.flatMap((value) => [...(this.#originals.get(value) ?? [value])]);
  }

  get incidents(): World['incidents'] {
    return this.#world.incidents;
  }
  now(): number {
    return this.#world.now();
  }
  list(collection: Collection, parent?: string): readonly Row[] {
    return this.#all(this.#world.list(collection, parent));
  }
  get(collection: Collection, id: string): Row | undefined {
    return this.#hostile(this.#world.get(collection, id)) as Row | undefined;
  }
  sourceSettings(sourceId: string): Row | undefined {
    return this.#world.sourceSettings(sourceId);
  }
  trackingPlanOf(sourceId: string): string | undefined {
    return this.#world.trackingPlanOf(sourceId);
  }
  trackingPlanSources(planId: string): readonly Row[] {
    return this.#all(this.#world.trackingPlanSources(planId));
  }
  trackingPlanRules(planId: string): readonly Row[] {
    return this.#all(this.#world.trackingPlanRules(planId));
  }
  warehouseSources(warehouseId: string): readonly Row[] {
    return this.#all(this.#world.warehouseSources(warehouseId));
  }
  warehouseSyncs(warehouseId: string, sourceId?: string): readonly Row[] {
    return this.#all(this.#world.warehouseSyncs(warehouseId, sourceId));
  }
  reverseEtlSyncs(modelId: string, subscriptionId: string): readonly Row[] {
    return this.#all(this.#world.reverseEtlSyncs(modelId, subscriptionId));
  }
  flows(query: FlowQuery): readonly Flow[] {
    const filter = Object.fromEntries(
      Object.entries(query.filter).map(([key, values]) => [key, this.#original(values)]),
    );
    return merged(
      this.#world
        .flows({ ...query, filter })
        .map((flow) => ({ by: this.#hostile(flow.by) as Flow['by'], buckets: flow.buckets })),
    );
  }
  deliveryTotals(destinationId: string, span: Span): DeliveryTotals {
    return this.#world.deliveryTotals(destinationId, span);
  }
  auditEvents(span: Span, about?: AuditAbout): readonly Row[] {
    return this.#all(this.#world.auditEvents(span, about));
  }
  usage(meter: 'api-calls' | 'mtu', month: number, bySource: boolean): readonly Row[] {
    return this.#world.usage(meter, month, bySource);
  }
  samples(destinationId: string, reason: string): readonly Row[] {
    return this.#all(this.#original([reason]).flatMap((each) => this.#world.samples(destinationId, each)));
  }
  failureLog(destinationId: string, hour: number): readonly Row[] {
    return this.#all(this.#world.failureLog?.(destinationId, hour) ?? []);
  }
  received(sourceId: string): readonly Row[] {
    return this.#all(this.#world.received?.(sourceId) ?? []);
  }
  violations(sourceId: string, span: Span): readonly Row[] {
    return this.#all(this.#world.violations?.(sourceId, span) ?? []);
  }
  edit(collection: Collection, id: string, change: Row, auditType: string): Row | undefined {
    return this.#hostile(this.#world.edit(collection, id, change, auditType)) as Row | undefined;
  }
  remove(collection: Collection, id: string, auditType: string): boolean {
    return this.#world.remove(collection, id, auditType);
  }
  add(collection: Collection, row: Row, auditType: string): Row {
    return this.#hostile(this.#world.add?.(collection, row, auditType) ?? row) as Row;
  }
}

/** Flows that became alike are one, as one query never answers with the same labels twice. */
function merged(flows: readonly Flow[]): readonly Flow[] {
  const groups = Map.groupBy(flows, ({ by }) => JSON.stringify(Object.entries(by)));
  return [...groups.values()].map((alike) => {
    const [first] = alike as [Flow, ...Flow[]];
    if (alike.length === 1) return first;
    const times = Map.groupBy(
      alike.flatMap(({ buckets }) => buckets),
      ({ at }) => at,
    );
    const buckets = [...times].map(([at, all]) => ({
      at,
      count: all.reduce((sum, { count }) => sum + count, 0),
      retryCount: all.reduce((sum, { retryCount }) => sum + retryCount, 0),
    }));
    return { by: first.by, buckets: buckets.sort((a, b) => a.at - b.at) };
  });
}

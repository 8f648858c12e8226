import type { Switch, Switched } from '../scenario/switches.ts';
import type { Timeline } from '../scenario/timeline.ts';
import type { DeliveryTotals, Flow, FlowQuery, Span } from '../world.ts';
import { DayTotals } from './day-totals.ts';
import { DeliveryFlow } from './delivery-flow.ts';
import type { DeliveryModel } from './delivery-model.ts';
import { gatherDelivery, gatherSource, receivedIn } from './flows.ts';
import { Gatherer } from './gatherer.ts';
import {
  type DestinationInput,
  type FilterInput,
  modelOfDelivery,
  modelOfSource,
  observable,
  type SourceInput,
} from './models.ts';
import { SourceFlow } from './source-flow.ts';
import type { SourceModel } from './source-model.ts';
import { deliveryTotals, noTotals } from './totals.ts';

export interface SimulatorParts {
  readonly seed: number;
  /** Up to which moment events have come in. */
  readonly seen: () => number;
  readonly timeline: Timeline;
  readonly sources: readonly SourceInput[];
  readonly destinations: readonly DestinationInput[];
  /** What scenario and edits switched on and off. */
  readonly switches: (collection: Switched, id: string) => readonly Switch[];
  readonly filters: (destinationId: string) => readonly FilterInput[];
}

/** What flows through the workspace: a function of seed, scenario, edits and clock. Models are built when first asked for. */
export class Simulator {
  readonly #parts: SimulatorParts;
  readonly #sources: ReadonlyMap<string, SourceInput>;
  readonly #destinations: ReadonlyMap<string, DestinationInput>;
  readonly #sourceModels = new Map<string, SourceModel>();
  readonly #deliveryModels = new Map<string, DeliveryModel>();
  readonly #sourceFlow: SourceFlow;
  readonly #deliveryFlow: DeliveryFlow;
  readonly dayTotals: DayTotals;

  constructor(parts: SimulatorParts) {
    this.#parts = parts;
    this.#sources = new Map(parts.sources.map((source) => [source.id, source]));
    this.#destinations = new Map(parts.destinations.map((destination) => [destination.id, destination]));
    this.#sourceFlow = new SourceFlow(parts.seed);
    this.#deliveryFlow = new DeliveryFlow(parts.seed, this.#sourceFlow);
    this.dayTotals = new DayTotals(this.#sourceFlow);
  }

  /** Builds the models again after an edit. Counts are cached by model, so those of old models are never used again. */
  reset(): void {
    this.#sourceModels.clear();
    this.#deliveryModels.clear();
  }

  /** Builds anew what an effect on one source or one destination changes. */
  renew(of: { readonly source?: string | undefined; readonly destination?: string | undefined }): void {
    if (of.destination !== undefined) this.#deliveryModels.delete(of.destination);
    if (of.source === undefined) return;
    this.#sourceModels.delete(of.source);
    for (const [id, { source }] of this.#deliveryModels) if (source.id === of.source) this.#deliveryModels.delete(id);
  }

  source(id: string): SourceModel | undefined {
    const input = this.#sources.get(id);
    if (!input) return undefined;
    let model = this.#sourceModels.get(id);
    if (!model) {
      model = modelOfSource(input, this.#parts.timeline, this.#parts.switches('sources', id));
      this.#sourceModels.set(id, model);
    }
    return model;
  }

  delivery(id: string): DeliveryModel | undefined {
    const input = this.#destinations.get(id);
    const source = input && this.source(input.sourceId);
    if (!input || !source || !observable(input.mode)) return undefined;
    let model = this.#deliveryModels.get(id);
    if (!model) {
      model = modelOfDelivery(input, source, this.#parts);
      this.#deliveryModels.set(id, model);
    }
    return model;
  }

  flows(query: FlowQuery): Flow[] {
    const now = this.#parts.seen();
    const { source, sourceId, ...filter } = query.filter;
    const asked = { ...query, filter, now };
    const into = new Gatherer(query, filter);
    if (isDelivery(query.step)) {
      const model = query.destinationId === undefined ? undefined : this.delivery(query.destinationId);
      const fits = query.sourceId === undefined || model?.source.id === query.sourceId;
      if (model && fits) gatherDelivery(into, this.#deliveryFlow, model, asked);
      return into.flows();
    }
    const wanted = query.sourceId === undefined ? (sourceId ?? source ?? this.#sources.keys()) : [query.sourceId];
    for (const id of wanted) {
      const model = this.source(id);
      if (model) gatherSource(into, this.#sourceFlow, model, asked);
    }
    return into.flows();
  }

  /** Models of all sources that ever send. */
  activeSources(): SourceModel[] {
    return this.#parts.sources.filter(({ perDay }) => perDay > 0).flatMap(({ id }) => this.source(id) ?? []);
  }

  /** Events that a source got in a span. */
  volume(sourceId: string, span: Span): number {
    const model = this.source(sourceId);
    return model ? receivedIn(this.#sourceFlow, model, span, this.#parts.seen()) : 0;
  }

  totals(destinationId: string, span: Span): DeliveryTotals {
    const model = this.delivery(destinationId);
    return model ? deliveryTotals(this.#deliveryFlow, model, span, this.#parts.seen()) : noTotals;
  }
}

const isDelivery = (step: FlowQuery['step']): boolean =>
  step === 'filtered-at-destination' || step === 'failed-delivery' || step === 'successful-delivery';

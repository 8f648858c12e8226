import type { Flow, FlowQuery } from '../world.ts';
import { type DeliveryCounts, type DeliveryFlow, recovery, retryWindow } from './delivery-flow.ts';
import type { DeliveryModel } from './delivery-model.ts';
import { type Piece, piecesOf } from './pieces.ts';
import type { SourceCounts, SourceFlow } from './source-flow.ts';
import type { Leaf, SourceModel } from './source-model.ts';

/** One class of events in one piece of time: counts per leaf, and what they count as. */
export interface Contribution {
  readonly reason?: string | undefined;
  readonly counts: Int32Array;
  /** Events, attempts that wait for another try, or events that came through on one. */
  readonly as: 'count' | 'retry' | 'both';
}

export const difference = (now: Int32Array, earlier: Int32Array | undefined): Int32Array =>
  earlier ? now.map((count, i) => count - (earlier[i] as number)) : now;

type Reasoned = readonly { readonly reason: string }[];

const byRule = (
  rules: Reasoned,
  now: readonly Int32Array[],
  earlier: readonly Int32Array[] | undefined,
): Contribution[] =>
  rules.map(({ reason }, i) => ({ reason, counts: difference(now[i] as Int32Array, earlier?.[i]), as: 'count' }));

/** What a step of the pipeline before delivery has in one piece of time. */
export function sourceContributions(
  flow: SourceFlow,
  model: SourceModel,
  step: FlowQuery['step'],
  piece: Piece,
): Contribution[] {
  const now = flow.counts(model, piece.stretch, piece.to);
  const earlier: SourceCounts | undefined =
    piece.from === piece.stretch.start ? undefined : flow.counts(model, piece.stretch, piece.from);
  if (step === 'failed-on-ingest') return byRule(model.ingest, now.ingest, earlier?.ingest);
  if (step === 'filtered-at-source') return byRule(model.filters, now.filtered, earlier?.filtered);
  const received = difference(now.received, earlier?.received);
  if (step === 'successfully-received') return [{ counts: received, as: 'count' }];
  const refused = byRule(model.ingest, now.ingest, earlier?.ingest);
  return [
    {
      counts: received.map((all, i) => refused.reduce((left, { counts }) => left - (counts[i] as number), all)),
      as: 'count',
    },
  ];
}

/** The moments that part resolved retries from those that still wait. */
export const watermarks = (now: number): number[] => {
  const whole = now - (now % 60000);
  return [whole - retryWindow, whole - recovery];
};

/** What a step of delivery has in one piece of time; pieces are cut at the watermarks of `now`. */
export function deliveryContributions(
  flow: DeliveryFlow,
  model: DeliveryModel,
  step: FlowQuery['step'],
  piece: Piece,
  now: number,
): Contribution[] {
  const current = flow.counts(model, piece.stretch, piece.to);
  if (!current) return [];
  const earlier: DeliveryCounts | undefined =
    piece.from === piece.stretch.start ? undefined : flow.counts(model, piece.stretch, piece.from);
  const [expiry, recovered] = watermarks(now) as [number, number];
  if (step === 'filtered-at-destination') return byRule(model.filters, current.filtered, earlier?.filtered);
  if (step === 'failed-delivery') {
    const of = (kind: 'discarded' | 'stuck' | 'recovered', as: Contribution['as']) =>
      byRule(model.answers, current[kind], earlier?.[kind]).map((each) => ({ ...each, as }));
    return [
      ...of('discarded', 'count'),
      ...of('stuck', piece.to <= expiry ? 'count' : 'retry'),
      ...(piece.to <= recovered ? [] : of('recovered', 'retry')),
    ];
  }
  const first: Contribution = {
    reason: 'successes.attempt.1',
    counts: difference(current.first, earlier?.first),
    as: 'count',
  };
  if (piece.to > recovered) return [first];
  const later = model.answers.flatMap((answer, i) => {
    if (answer.outcome === 'discarded') return [];
    const parts = flow.attempts(model, piece.stretch, current.recovered[i] as Int32Array, i);
    const before = earlier && flow.attempts(model, piece.stretch, earlier.recovered[i] as Int32Array, i);
    return parts.map(
      (counts, attempt): Contribution => ({
        reason: `successes.attempt.${attempt + 2}`,
        counts: difference(counts, before?.[attempt]),
        as: 'both',
      }),
    );
  });
  return [first, ...later];
}

interface Group {
  readonly by: Record<string, string>;
  readonly buckets: Map<number, { at: number; count: number; retryCount: number }>;
}

/** Gathers contributions into series by the dimensions asked for. */
export class Gatherer {
  readonly #query: FlowQuery;
  readonly #groups = new Map<string, Group>();

  constructor(query: FlowQuery) {
    this.#query = query;
  }

  add(at: number, source: SourceModel, leafIndex: number, mapping: string | undefined, from: Contribution): void {
    const events = from.counts[leafIndex] as number;
    if (events === 0) return;
    const leaf = source.leaves[leafIndex] as Leaf;
    const dimensionOf = (dimension: string): string | undefined => {
      if (dimension === 'source' || dimension === 'sourceId') return source.id;
      if (dimension === 'discardReason') return from.reason;
      if (dimension === 'subscriptionId') return mapping;
      return leaf[dimension as keyof Leaf];
    };
    const wanted = Object.entries(this.#query.filter).every(([dimension, values]) => {
      const value = dimensionOf(dimension);
      return value !== undefined && values.includes(value);
    });
    if (wanted)
      this.sum(
        at,
        this.#query.groupBy.map((dimension) => [dimension, dimensionOf(dimension)]),
        events,
        from.as,
      );
  }

  sum(
    at: number,
    by: readonly (readonly [string, string | undefined])[],
    events: number,
    as: Contribution['as'],
  ): void {
    const key = by.length === 1 ? (by[0]?.[1] ?? '') : by.map(([, value]) => value ?? '').join('\n');
    let group = this.#groups.get(key);
    if (!group) {
      group = {
        by: Object.fromEntries(by.filter((each): each is [string, string] => each[1] !== undefined)),
        buckets: new Map(),
      };
      this.#groups.set(key, group);
    }
    let bucket = group.buckets.get(at);
    if (!bucket) {
      bucket = { at, count: 0, retryCount: 0 };
      group.buckets.set(at, bucket);
    }
    if (as !== 'retry') bucket.count += events;
    if (as !== 'count') bucket.retryCount += events;
  }

  /** Series by total, largest first. */
  flows(): Flow[] {
    const total = (flow: Flow) => flow.buckets.reduce((sum, { count }) => sum + count, 0);
    return [...this.#groups.values()]
      .map((group): Flow => ({ by: group.by, buckets: [...group.buckets.values()].sort((a, b) => a.at - b.at) }))
      .map((flow) => [total(flow), flow] as const)
      .sort(([a], [b]) => b - a)
      .map(([, flow]) => flow);
  }
}

const totalOnly = (query: FlowQuery, model: SourceModel): boolean =>
  Object.keys(query.filter).length === 0 &&
  query.groupBy.every((dimension) => dimension === 'source') &&
  (query.step === 'successfully-received' || (query.step === 'volume' && model.ingest.length === 0));

/** Adds one source's part of a step before delivery. Sources without inner rules need no split to be counted. */
export function gatherSource(
  into: Gatherer,
  flow: SourceFlow,
  model: SourceModel,
  query: FlowQuery,
  now: number,
): void {
  const fast = totalOnly(query, model);
  for (const piece of piecesOf(query.span, now, query.bucket, model.cuts, [])) {
    if (fast) {
      const earlier = piece.from === piece.stretch.start ? 0 : flow.total(model, piece.stretch, piece.from);
      const events = flow.total(model, piece.stretch, piece.to) - earlier;
      if (events > 0)
        into.sum(
          piece.at,
          query.groupBy.map((dimension) => [dimension, model.id]),
          events,
          'count',
        );
      continue;
    }
    for (const each of sourceContributions(flow, model, query.step, piece))
      for (let leaf = 0; leaf < model.leaves.length; leaf++) into.add(piece.at, model, leaf, undefined, each);
  }
}

/** Adds one connection's part of a delivery step. */
export function gatherDelivery(
  into: Gatherer,
  flow: DeliveryFlow,
  model: DeliveryModel,
  query: FlowQuery,
  now: number,
): void {
  for (const piece of piecesOf(query.span, now, query.bucket, model.cuts, watermarks(now)))
    for (const each of deliveryContributions(flow, model, query.step, piece, now))
      for (let leaf = 0; leaf < model.source.leaves.length; leaf++)
        into.add(piece.at, model.source, leaf, model.mappings[leaf], each);
}

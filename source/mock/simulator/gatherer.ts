import type { Flow, FlowQuery } from '../world.ts';
import type { Contribution } from './contributions.ts';
import type { Leaf } from './rule.ts';
import type { SourceModel } from './source-model.ts';

interface Group {
  readonly by: Readonly<Record<string, string>>;
  readonly buckets: Map<number, { at: number; count: number; retryCount: number }>;
}

/** A dimension with its value; values may be missing, as for calls without a name. */
type Labels = readonly (readonly [dimension: string, value: string | undefined])[];

/** Gathers contributions into series by the dimensions asked for. */
export class Gatherer {
  readonly #query: FlowQuery;
  readonly #filter: FlowQuery['filter'];
  readonly #groups = new Map<string, Group>();

  constructor(query: FlowQuery, filter: FlowQuery['filter'] = query.filter) {
    this.#query = query;
    this.#filter = filter;
  }

  /** Adds one class of events, leaf by leaf; mappings say which mapping took a leaf. */
  add(at: number, source: SourceModel, mappings: readonly (string | undefined)[], from: Contribution): void {
    for (let seat = 0; seat < from.counts.length; seat++) {
      const events = from.counts[seat] as number;
      if (events === 0) continue;
      const leaf = source.leaves[seat] as Leaf;
      const valueIn = (dimension: string): string | undefined => {
        if (dimension === 'source') return source.id;
        if (dimension === 'discardReason') return from.reason;
        if (dimension === 'subscriptionId') return mappings[seat];
        return leaf[dimension as keyof Leaf];
      };
      const wanted = Object.entries(this.#filter).every(([dimension, values]) =>
        values.includes(valueIn(dimension) ?? ''),
      );
      if (!wanted) continue;
      const labels = this.#query.groupBy.map((dimension) => [dimension, valueIn(dimension)] as const);
      this.sum(at, labels, events, from.as);
    }
  }

  /** Adds events under their labels. */
  sum(at: number, labels: Labels, events: number, as: Contribution['as']): void {
    put(this.group(labels), at, events, as);
  }

  /** What stands under these labels, for whoever adds many buckets to it. */
  group(labels: Labels): Group {
    const key = labels.length === 1 ? (labels[0]![1] ?? '') : labels.map(([, value]) => value ?? '').join('\n');
    let group = this.#groups.get(key);
    if (!group) {
      group = {
        by: Object.fromEntries(labels.filter((each): each is [string, string] => each[1] !== undefined)),
        buckets: new Map(),
      };
      this.#groups.set(key, group);
    }
    return group;
  }

  /** Series by total, largest first. */
  flows(): Flow[] {
    return [...this.#groups.values()]
      .map(({ by, buckets }): Flow => ({ by, buckets: [...buckets.values()].sort((a, b) => a.at - b.at) }))
      .map((flow) => [flow.buckets.reduce((sum, { count }) => sum + count, 0), flow] as const)
      .sort(([a], [b]) => b - a)
      .map(([, flow]) => flow);
  }
}

/** Adds events to a bucket of a group. */
export function put({ buckets }: Group, at: number, events: number, as: Contribution['as']): void {
  let bucket = buckets.get(at);
  if (!bucket) {
    bucket = { at, count: 0, retryCount: 0 };
    buckets.set(at, bucket);
  }
  if (as !== 'retry') bucket.count += events;
  if (as !== 'count') bucket.retryCount += events;
}

import type { Flow, FlowQuery } from '../world.ts';
import type { Contribution, CountsAs } from './contributions.ts';
import type { Leaf } from './rule.ts';
import type { SourceModel } from './source-model.ts';

interface GroupBucket {
  readonly at: number;
  count: number;
  retryCount: number;
}

export interface Group {
  readonly by: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly buckets: GroupBucket[];
  /** The seat of the bucket that was added to last: time mostly goes on. */
  seat: number;
}

/** A dimension with its value; values may be missing, as for calls without a name. */
type Labels = readonly (readonly [dimension: string, value: string | undefined])[];

/** Which mapping took each leaf. */
type Mappings = readonly (string | undefined)[];

/** Gathers contributions into series by the dimensions asked for. */
export class Gatherer {
  readonly #query: FlowQuery;
  readonly #filter: FlowQuery['filter'];
  readonly #groups = new Map<string, Group>();
  /** What the class that was added last has in common with the next one. */
  #lately:
    | {
        readonly source: SourceModel;
        readonly mappings: Mappings;
        readonly byReason: Map<string | undefined, (Group | null | undefined)[]>;
      }
    | undefined;

  constructor(query: FlowQuery, filter: FlowQuery['filter'] = query.filter) {
    this.#query = query;
    this.#filter = filter;
  }

  /** Adds one class of events, leaf by leaf; mappings say which mapping took a leaf. */
  add(at: number, source: SourceModel, mappings: Mappings, from: Contribution): void {
    const groups = this.#groupsOf(source, mappings, from.reason);
    for (let seat = 0; seat < from.counts.length; seat++) {
      const events = from.counts[seat] as number;
      if (events === 0) continue;
      let group = groups[seat];
      if (group === undefined) {
        group = this.#groupAt(seat, source, mappings, from.reason);
        groups[seat] = group;
      }
      if (group !== null) put(group, at, events, from.as);
    }
  }

  /** Where the leaves of a class go, as far as it is known: a class is added once for every piece of the time asked for. */
  #groupsOf(source: SourceModel, mappings: Mappings, reason: string | undefined): (Group | null | undefined)[] {
    const last = this.#lately;
    if (last?.source !== source || last.mappings !== mappings) this.#lately = { source, mappings, byReason: new Map() };
    const { byReason } = this.#lately!;
    let groups = byReason.get(reason);
    if (!groups) {
      groups = [];
      byReason.set(reason, groups);
    }
    return groups;
  }

  /** Where all leaves of a class go, when the query tells none from another; null when the class was not asked for. */
  groupOf(source: SourceModel, reason: string | undefined): Group | null {
    return this.#groupWith((dimension) => (dimension === 'source' ? source.id : reason));
  }

  /** Where a leaf goes; null when it was not asked for. */
  #groupAt(seat: number, source: SourceModel, mappings: Mappings, reason: string | undefined): Group | null {
    const leaf = source.leaves[seat] as Leaf;
    return this.#groupWith((dimension) => {
      if (dimension === 'source') return source.id;
      if (dimension === 'discardReason') return reason;
      if (dimension === 'subscriptionId') return mappings[seat];
      return leaf[dimension as keyof Leaf];
    });
  }

  #groupWith(valueIn: (dimension: string) => string | undefined): Group | null {
    const wanted = Object.entries(this.#filter).every(([dimension, values]) =>
      values.includes(valueIn(dimension) ?? ''),
    );
    return wanted
      ? this.#group(this.#query.groupBy.map((dimension) => [dimension, valueIn(dimension)] as const))
      : null;
  }

  /** What stands under these labels. */
  #group(labels: Labels): Group {
    const key = labels.length === 1 ? (labels[0]![1] ?? '') : labels.map(([, value]) => value ?? '').join('\n');
    let group = this.#groups.get(key);
    if (!group) {
      group = {
        by: Object.fromEntries(labels.filter((each): each is [string, string] => each[1] !== undefined)),
        buckets: [],
        seat: 0,
      };
      this.#groups.set(key, group);
    }
    return group;
  }

  /** Series by total, largest first. */
  flows(): Flow[] {
    return [...this.#groups.values()]
      .map(({ by, buckets }): Flow => ({ by, buckets }))
      .map((flow) => [flow.buckets.reduce((sum, { count }) => sum + count, 0), flow] as const)
      .sort(([a], [b]) => b - a)
      .map(([, flow]) => flow);
  }
}

/** Adds events to a bucket of a group. */
export function put(group: Group, at: number, events: number, as: CountsAs): void {
  const bucket = bucketAt(group, at);
  if (as !== 'retry') bucket.count += events;
  if (as !== 'count') bucket.retryCount += events;
}

function bucketAt(group: Group, at: number): GroupBucket {
  const { buckets } = group;
  let seat = group.seat;
  if (seat > 0 && (buckets[seat] as GroupBucket).at > at) seat = 0;
  while (seat < buckets.length && (buckets[seat] as GroupBucket).at < at) seat++;
  group.seat = seat;
  const found = buckets[seat];
  if (found?.at === at) return found;
  const bucket = { at, count: 0, retryCount: 0 };
  if (seat === buckets.length) buckets.push(bucket);
  else buckets.splice(seat, 0, bucket);
  return bucket;
}

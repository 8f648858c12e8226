import type { Lasting } from '../simulator/rule.ts';
import type { Edit } from '../store.ts';

/** What can be switched on and off so that the flow changes. */
export type Switched = 'sources' | 'destinations' | 'destination-filters' | 'subscriptions';

/** A moment at which something was switched on or off. */
export interface Switch {
  readonly at: number;
  readonly enabled: boolean;
}

/**
 * Switches that the edits of this run made on one row.
 * @param grain what is shown as a whole, ms: a switch counts from its beginning
 */
export function switchesIn(
  edits: readonly Edit[],
  collection: Edit['collection'],
  id: string,
  grain: number,
): Switch[] {
  return edits
    .filter((edit) => edit.collection === collection && edit.id === id)
    .map(({ at, row }) => ({ at: at - (at % grain), enabled: row?.enabled === true }));
}

/**
 * Stretches in which something was on, or off, from its first state and its switches in the order in which they were made. What
 * was made last says how things stand now: a switch that lies later, by a clock that was set back since, never came.
 */
export function spansOf(first: boolean, switches: readonly Switch[], wanted: boolean): Lasting[] {
  const edges: Switch[] = [{ at: Number.NEGATIVE_INFINITY, enabled: first }];
  for (const each of switches) {
    while (edges.at(-1)!.at > each.at) edges.pop();
    edges.push(each);
  }
  return edges.flatMap(({ at, enabled }, i) => {
    const to = edges[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    return enabled === wanted && to > at ? [{ from: at, to }] : [];
  });
}

import { parseFilter } from '../../../domain/filter/filter.ts';
import { pages } from '../../../state/pages.ts';
import { type Place, paneState, selectedIndex } from '../../../state/place.ts';
import { remembered } from '../../kit/remembered.ts';
import type { Pane, ViewContext } from '../../kit/view.ts';
import { type Health, rankOf, worse, worstOf } from './health.ts';
import { type Column, columnOf, type NodeRow } from './rows.ts';
import { type Edge, sourceGroups, type Topology, topology } from './topology.ts';

/** The two columns; panes by the same names. */
export const sides = ['sources', 'destinations'] as const;
export type Side = (typeof sides)[number];

export function otherSide(side: Side): Side {
  return side === 'sources' ? 'destinations' : 'sources';
}

export interface Graph {
  readonly topology: Topology;
  readonly sources: Column;
  readonly destinations: Column;
}

const topologyOf = remembered<Topology>();
const columns = { sources: remembered<Column>(), destinations: remembered<Column>() } as const;
const graphs = remembered<Graph>();
const orders = { sources: Object.values(sourceGroups), destinations: [] } as const;

/** The graph of a place: worked out anew only when data, a fold or a filter changed. */
export function graphOf({ overview, read, place }: ViewContext): Graph {
  const map = topologyOf({ read }, [overview], () => topology(overview, read));
  const lines = (id: string): Health => worstOf((map.edgesOf.get(id) ?? []).map(({ health }) => health));
  const column = (side: Side): Column => {
    const { filter, folded } = paneState(place, side);
    return columns[side]({ read }, [map, filter, folded], () => {
      const instances = side === 'sources' ? map.sources : map.targets;
      return columnOf(instances, orders[side], parseFilter(filter), new Set(folded), lines);
    });
  };
  const [sources, destinations] = [column('sources'), column('destinations')];
  return graphs({ read }, [map, sources, destinations], () => ({ topology: map, sources, destinations }));
}

/** What a node is joined with: rows of the other column with the worst line to each, and how many things those stand for. */
export interface Relations {
  readonly peers: ReadonlyMap<NodeRow, Health>;
  readonly count: number;
  readonly edges: readonly Edge[];
}

/** The other end of a line, seen from a side. */
export function farEnd(edge: Edge, from: Side): string {
  return from === 'sources' ? edge.target : edge.source;
}

/** What a row is connected to on the other side, with the worst line to each. */
export function relationsOf(graph: Graph, side: Side, row: NodeRow): Relations {
  const edges = row.instances.flatMap(({ id }) => graph.topology.edgesOf.get(id) ?? []);
  const { rowOf } = graph[otherSide(side)];
  const peers = new Map<NodeRow, Health>();
  for (const edge of edges) {
    const peer = rowOf.get(farEnd(edge, side));
    if (peer) peers.set(peer, worse(edge.health, peers.get(peer) ?? 'off'));
  }
  return { peers, count: new Set(edges.map((edge) => farEnd(edge, side))).size, edges };
}

/** Peers, worst first. */
export function ranked({ peers }: Relations): [NodeRow, Health][] {
  return [...peers].sort(([, a], [, b]) => rankOf(a) - rankOf(b));
}

/** The column that has nothing to show: sources before destinations, since these need one. */
export function missingSide({ topology: { sources, targets } }: Graph): Side | undefined {
  if (sources.length === 0) return 'sources';
  return targets.length === 0 ? 'destinations' : undefined;
}

export function panesOf(graph: Graph): readonly Pane[] {
  const missing = missingSide(graph);
  if (missing) return [{ id: missing, rows: [], open: pages.catalog.at(), scope: 'graph' }];
  return sides.map(
    (side): Pane => ({
      id: side,
      scope: 'graph',
      rows: graph[side].nodes.map((row) => {
        const [only, another] = row.instances;
        const own = another || row.kind === 'more' ? undefined : only;
        return {
          key: row.key,
          fold: row.fold,
          open: own?.open,
          subject: own?.subject,
          peers: () => ranked(relationsOf(graph, side, row)).map(([peer]) => peer.key),
        };
      }),
    }),
  );
}

/** The focused column, its selected row, and what that is joined with. */
export interface Selection {
  readonly side: Side;
  readonly row: NodeRow | undefined;
  readonly relations: Relations | undefined;
}

/** The selected row of the side that has the keys, and what it is connected to. */
export function selectionOf(graph: Graph, place: Place): Selection {
  const side = sides[place.pane] ?? 'sources';
  const { nodes } = graph[side];
  const keys = nodes.map(({ key }) => key);
  const row = nodes[selectedIndex(paneState(place, side), keys)];
  return { side, row, relations: row && relationsOf(graph, side, row) };
}

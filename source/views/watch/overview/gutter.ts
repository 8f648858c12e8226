import { routed, type Wire, type Wiring, withLit, withOpenEnds } from '../../../components/charts/wires.ts';
import { type Health, isQuiet, toneOf, worse, worstOf } from './health.ts';
import { type Graph, otherSide, type Selection, type Side } from './model.ts';
import type { NodeRow, Row } from './rows.ts';

/** The rows of a column on screen, and where each node is. */
export interface Shown {
  readonly rows: readonly Row[];
  readonly at: ReadonlyMap<NodeRow, number>;
}

export function shownRows(rows: readonly Row[], offset: number, height: number): Shown {
  const shown = rows.slice(offset, offset + height);
  const at = new Map<NodeRow, number>();
  shown.forEach((row, y) => {
    if (row.kind !== 'heading') at.set(row, y);
  });
  return { rows: shown, at };
}

export interface Gutter {
  readonly wiring: Wiring;
  /** The worst line that ends in a row of the right column. */
  readonly ends: ReadonlyMap<number, Health>;
  /** Rows of the left column that feed anything, also where no line begins. */
  readonly joined: ReadonlySet<number>;
}

/** Lines of one row are drawn apart by how they stand, so that what fails is seen as a line of its own. */
const classes: readonly ((health: Health) => boolean)[] = [
  (health) => health === 'failing',
  (health) => health === 'partial',
  (health) => health === 'ok' || health === 'slight',
  isQuiet,
];

/** All lines between rows on screen, those that fail first. */
export function quietGutter(graph: Graph, left: Shown, right: Shown, width: number, height: number): Gutter {
  const wires: (Wire & { readonly rank: number })[] = [];
  const ends = new Map<number, Health>();
  for (const [row, y] of left.at) {
    const joined = new Map<number, Health>();
    if (row.unfolded) continue;
    for (const { id } of row.instances)
      for (const edge of graph.topology.edgesOf.get(id) ?? []) {
        const peer = graph.destinations.rowOf.get(edge.target);
        const end = peer && right.at.get(peer);
        if (end !== undefined) joined.set(end, worse(edge.health, joined.get(end) ?? 'off'));
      }
    classes.forEach((belongs, rank) => {
      const to = [...joined].filter(([, health]) => belongs(health)).map(([end]) => end);
      if (to.length > 0)
        wires.push({ from: y, to, rank, dashed: rank === 3, tone: rank === 0 ? 'bad' : rank === 1 ? 'warn' : 'dim' });
    });
    for (const [end, health] of joined) ends.set(end, worse(health, ends.get(end) ?? 'off'));
  }
  wires.sort((a, b) => a.rank - b.rank || reach(a) - reach(b));
  const wiring = withOpenEnds(routed(wires, width, height), joinedRows(graph, right));
  return { wiring, ends: new Map([...endsOf(graph, right), ...ends]), joined: new Set(joinedRows(graph, left)) };
}

/** Rows on screen that are joined with anything at all, also with what is not on screen. */
function joinedRows({ topology }: Graph, { at }: Shown): number[] {
  return [...at].flatMap(([row, y]) =>
    !row.unfolded && row.instances.some(({ id }) => topology.edgesOf.has(id)) ? [y] : [],
  );
}

/** How all lines stand that end in a row. */
function endsOf({ topology }: Graph, { at }: Shown): [number, Health][] {
  return [...at].map(([row, y]) => {
    const edges = row.instances.flatMap(({ id }) => topology.edgesOf.get(id) ?? []);
    return [y, worstOf(edges.map(({ health }) => health))];
  });
}

/** Short ways first: they leave most room. */
const reach = ({ from, to }: Wire): number => Math.max(...to.map((end) => Math.abs(end - from)));

/** The lines of the selected node above all others. */
export function litGutter(
  gutter: Gutter,
  { side, row, relations }: Selection,
  shown: Readonly<Record<Side, Shown>>,
  beyond: { readonly above: boolean; readonly below: boolean },
): Gutter {
  const y = row && shown[side].at.get(row);
  if (y === undefined || !relations || relations.peers.size === 0) return gutter;
  const far = shown[otherSide(side)].at;
  const seen = new Map<number, Health>();
  for (const [peer, health] of relations.peers) {
    const at = far.get(peer);
    if (at !== undefined) seen.set(at, health);
  }
  const worst = worstOf(relations.peers.values());
  const fromSource = side === 'sources';
  const wiring = withLit(gutter.wiring, {
    left: fromSource ? [y] : [...seen.keys()],
    right: fromSource ? [...seen.keys()] : [y],
    fans: fromSource,
    tone: 'focus',
    end: (at) => {
      const health = seen.get(at) ?? worst;
      return { tone: toneOf(health), dashed: isQuiet(health) };
    },
    ...beyond,
  });
  return { ...gutter, wiring, ends: new Map([...gutter.ends, ...(fromSource ? seen : [[y, worst] as const])]) };
}

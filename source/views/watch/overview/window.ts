import { offsetFor } from '../../../components/table/table.ts';
import { paneState } from '../../../state/place.ts';
import type { DrawContext } from '../../kit/view.ts';
import { type Graph, otherSide, ranked, type Selection, type Side } from './model.ts';
import type { Column, NodeRow } from './rows.ts';

/** The first row of each column on screen. */
export type Offsets = Readonly<Record<Side, number>>;

/** The selected row on screen, and as many of its peers as can be: all of them, else the worst. */
export function offsetsOf(graph: Graph, context: DrawContext, selection: Selection, height: number): Offsets {
  const { side, row, relations } = selection;
  const far = otherSide(side);
  const offset = (of: Side) => paneState(context.place, of).offset;
  const own = row ? showing(graph[side], offset(side), height, row, row) : 0;
  const peers = relations ? ranked(relations).map(([peer]) => peer) : [];
  const order = new Map(graph[far].rows.map((each, index) => [each, index]));
  const sorted = peers.toSorted((a, b) => order.get(a)! - order.get(b)!);
  const [first, last] = [sorted[0], sorted.at(-1)];
  const all = first && last && order.get(last)! - order.get(first)! < height - 1;
  const other = showing(graph[far], offset(far), height, all ? first : peers[0], all ? last : peers[0]);
  return side === 'sources' ? { sources: own, destinations: other } : { sources: other, destinations: own };
}

/** The first row to show so that both of these are on screen, and above the upper one its heading. */
function showing({ rows }: Column, offset: number, height: number, from?: NodeRow, to?: NodeRow): number {
  const count = rows.length;
  if (!from || !to) return offsetFor(-1, offset, height, count);
  const at = rows.indexOf(from);
  const top = rows[at - 1]?.kind === 'heading' ? at - 1 : at;
  return offsetFor(top, offsetFor(rows.indexOf(to), offset, height, count), height, count);
}

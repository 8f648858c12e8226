import type { Block } from '../../../components/block.ts';
import { wiringRow } from '../../../components/charts/wires.ts';
import { offsetFor } from '../../../components/table/table.ts';
import { noFilter, parseFilter } from '../../../domain/filter/filter.ts';
import { cut, t } from '../../../domain/text.ts';
import { paneState } from '../../../state/place.ts';
import { rowHit } from '../../../theme/hit.ts';
import { fit, type Line, line, lineWidth, type Span, span } from '../../../theme/line.ts';
import { repeated } from '../../../theme/width.ts';
import { remembered } from '../../kit/remembered.ts';
import type { DrawContext } from '../../kit/view.ts';
import { columnTitle } from './detail.ts';
import { type Gutter, litGutter, quietGutter, type Shown, shownRows } from './gutter.ts';
import { endMark } from './health.ts';
import { headingLabel, nodeLabel } from './labels.ts';
import { type Graph, otherSide, ranked, type Selection, type Side } from './model.ts';
import type { Column, NodeRow, Row } from './rows.ts';

/** The first row of each column on screen. */
type Offsets = Readonly<Record<Side, number>>;

/** The selected row on screen, and as many of its peers as can be: all of them, else the worst. */
function offsetsOf(graph: Graph, context: DrawContext, selection: Selection, height: number): Offsets {
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

/** Columns between the two lists: as few as lines need, and a share of wide screens. */
const leastGutter = 12;
const gutterShare = 0.4;
/** Columns of a list that are worth having. */
const narrowest = 18;

const gutterOf = remembered<Gutter>();
const widthsOf = remembered<Readonly<Record<Side, number>>>();

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Sources, the lines, destinations: under a row that names the columns (O-01, O-04). */
export function drawColumns(graph: Graph, context: DrawContext, selection: Selection, { width, height }: Size) {
  const rows = Math.max(1, height - 1);
  const offsets = offsetsOf(graph, context, selection, rows);
  const wide = widthsOf(context, [graph, width], () => widths(graph, context, width));
  const between = width - wide.sources - wide.destinations;
  const shown = {
    sources: shownRows(graph.sources.rows, offsets.sources, rows),
    destinations: shownRows(graph.destinations.rows, offsets.destinations, rows),
  };
  const quiet = gutterOf(context, [graph, offsets.sources, offsets.destinations, between, rows], () =>
    quietGutter(graph, shown.sources, shown.destinations, between, rows),
  );
  const gutter = litGutter(quiet, selection, shown, beyond(graph, selection, offsets, rows));
  const middle = Math.floor(between / 2);
  const titles = line(
    ...fit(columnTitle('sources', graph, context), wide.sources + middle).spans,
    ...fit(columnTitle('destinations', graph, context), width - wide.sources - middle).spans,
  );
  const body = Array.from({ length: rows }, (_, y): Line => {
    const wires = wiringRow(gutter.wiring, y);
    return line(
      ...sourceCell(shown.sources.rows[y], wires[0], gutter.joined.has(y), wide.sources, context, selection),
      ...withEnd(wires, y, gutter, shown.destinations, selection, context),
      ...targetCell(shown.destinations.rows[y], wide.destinations, context, selection),
    );
  });
  return { body: [titles, ...body] as Block, offsets, pageRows: rows };
}

function widths(graph: Graph, context: DrawContext, width: number): Readonly<Record<Side, number>> {
  const most = { sources: Math.floor(width * 0.36), destinations: Math.floor(width * 0.42) };
  const least = {
    sources: Math.floor(width * (1 - gutterShare)) - most.destinations,
    destinations: Math.floor(width * (1 - gutterShare)) - most.sources,
  };
  const wanted = (side: Side): number => {
    const widest = graph[side].nodes.reduce(
      (room, row) => Math.max(room, lineWidth(nodeLabel(row, 'peer', most[side], { ...context, filter: noFilter }))),
      narrowest,
    );
    return Math.max(
      Math.min(widest + 2, most[side], width - leastGutter - narrowest),
      Math.min(least[side], most[side]),
    );
  };
  return { sources: wanted('sources'), destinations: wanted('destinations') };
}

/** Lines of the selected node that lead to rows above or below those on screen. */
function beyond(graph: Graph, { side, relations }: Selection, offsets: Offsets, height: number) {
  const far = otherSide(side);
  const at = relations ? [...relations.peers.keys()].map((peer) => graph[far].rows.indexOf(peer) - offsets[far]) : [];
  return { above: at.some((y) => y < 0), below: at.some((y) => y >= height) };
}

function standingOf(row: NodeRow, side: Side, selection: Selection) {
  if (side !== selection.side) return selection.relations?.peers.has(row) ? 'peer' : 'other';
  if (row === selection.row) return 'selected';
  const own = selection.row?.unfolded && row.kind === 'instance' && selection.row.instances.includes(row.instances[0]!);
  return own ? 'peer' : 'other';
}

function cell(row: Row | undefined, side: Side, width: number, context: DrawContext, selection: Selection): Line {
  if (!row) return line();
  if (row.kind === 'heading') return headingLabel(row);
  const filter = parseFilter(paneState(context.place, side).filter);
  return nodeLabel(row, standingOf(row, side, selection), width, { ...context, filter });
}

/** What a cell begins with, which tells the mouse what is beneath it. */
const lead = (side: Side, row: Row | undefined, here: boolean, { glyphs }: DrawContext): Span => ({
  ...span(here ? glyphs.pointer : t` `, 'focus'),
  hit: rowHit(side, row?.kind === 'heading' ? undefined : row?.key),
});

/** A source and the way from its name to the lines. */
function sourceCell(
  row: Row | undefined,
  first: Span | undefined,
  joined: boolean,
  width: number,
  context: DrawContext,
  selection: Selection,
) {
  const label = cell(row, 'sources', width - 2, context, selection);
  const here = row !== undefined && row === selection.row;
  const room = width - 2 - lineWidth(label);
  const stroke = cut(first?.text ?? t``, 1);
  const begun = first !== undefined && stroke !== ' ' && room > 0;
  const open = joined && room > 1 ? [span(t` ╶╴`, 'dim')] : [];
  const way = begun ? [t` `, span(repeated(stroke, room), first.tone)] : open;
  return fit(line(lead('sources', row, here, context), ...label.spans, ...way), width).spans;
}

/** The lines of a row with the mark of how they end: of the selected node's own line where it ends there. */
function withEnd(
  wires: readonly Span[],
  y: number,
  gutter: Gutter,
  shown: Shown,
  selection: Selection,
  { glyphs }: DrawContext,
) {
  const last = wires.at(-1);
  const health = gutter.ends.get(y);
  if (!last || last.text.endsWith(' ') || health === undefined) return wires;
  const row = shown.rows[y];
  const lit = row === selection.row || (row?.kind !== 'heading' && row && selection.relations?.peers.has(row));
  const mark = endMark(health, glyphs);
  const loud = lit || health === 'failing' || health === 'partial';
  const before = { ...last, text: cut(last.text, last.text.length - 1) };
  return [...wires.slice(0, -1), before, loud ? mark : { ...mark, tone: 'dim' as const }];
}

function targetCell(row: Row | undefined, width: number, context: DrawContext, selection: Selection) {
  const here = row !== undefined && row === selection.row;
  const label = cell(row, 'destinations', width - 1, context, selection);
  return fit(line(lead('destinations', row, here, context), ...label.spans), width).spans;
}

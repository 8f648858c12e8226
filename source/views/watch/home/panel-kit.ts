import type { Block } from '../../../components/block.ts';
import { sparkline } from '../../../components/charts/sparkline.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import type { Column } from '../../../components/table/columns.ts';
import { table } from '../../../components/table/table.ts';
import { changeText } from '../../../domain/format.ts';
import { type SafeText, sliced, t } from '../../../domain/text.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { fit, type Line, line, type Span, span, type Tone } from '../../../theme/line.ts';
import { starredKeys } from '../../kit/stars.ts';
import { type DrawContext, type PaneView, paneOf } from '../../kit/view.ts';
import { cursorOf, type PanelGraph, type Point, pointLine, pointsOf } from './graph-cursor.ts';

export const noExtra = { lines: [], inGraph: false } as const;

/** Size of one panel of Home. A height of one is the folded form: a single line that still tells the headline. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PanelSpec<Row> {
  readonly pane: string;
  readonly title: Line;
  /** The key that opens all of it, such as `3 all`. */
  readonly right?: SafeText;
  /** The headline number: the first row of an open panel; none where the list says it all. */
  readonly headline?: Line;
  /** The panel in one line, most important first, for when another one is open. */
  readonly folded: Line;
  /** What of its data is missing or old: the first row, and the first fact of the folded form. */
  readonly trouble?: Span | undefined;
  /** Rows between headline and list, dropped first when the panel is low. */
  readonly extra: { readonly lines: readonly Line[]; readonly inGraph: boolean };
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  /** What stands in the place of the list when it has no rows. */
  readonly instead: readonly Line[];
}

export interface DrawnPanel {
  readonly block: Block;
  readonly offset: number;
  /** Rows of the list on screen. */
  readonly rows: number;
}

/** Draws one panel of Home: headline and graph on top, the list under them, worst row first. */
export function homePanel<Row>(spec: PanelSpec<Row>, context: DrawContext, { width, height }: Size): DrawnPanel {
  const { glyphs } = context;
  const pane = paneOf(context, spec.pane);
  if (height <= 1)
    return { block: [foldedLine(spec.folded, width, pane.focused, spec.trouble)], offset: pane.state.offset, rows: 1 };
  const room = panelRoom(width, height);
  const trouble = spec.trouble ? [line(spec.trouble)] : [];
  const { lines, inGraph } = spec.extra;
  const extra = inGraph ? lines : lines.slice(0, Math.max(0, room.height - 4 - trouble.length));
  // A graph with the cursor in it is drawn before anything else.
  const tall = room.height > (inGraph ? 2 + extra.length : 2);
  const top = spec.headline && tall ? [...trouble, spec.headline, ...extra] : inGraph ? extra : trouble;
  const listHeight = Math.max(0, room.height - top.length);
  const drawn = table({
    columns: spec.columns,
    rows: spec.rows,
    rowKey: spec.rowKey,
    width: room.width,
    height: listHeight,
    header: false,
    selectedKey: pane.focused ? pane.selectedKey : undefined,
    ...(pane.id === 'favorites' ? {} : { starred: starredKeys(pane, context.favorites) }),
    offset: pane.state.offset,
    glyphs,
    focused: pane.focused,
    now: context.now,
  });
  const list = spec.rows.length === 0 ? spec.instead : drawn.block;
  const block = panel({
    title: spec.title,
    ...(spec.right ? { right: line(span(spec.right, 'key')) } : {}),
    body: [...top, ...list],
    width,
    height,
    focused: pane.focused,
    glyphs,
  });
  return { block, offset: drawn.offset, rows: Math.max(1, listHeight) };
}

/** A panel that is not open: its name and the one fact worth a line. */
export function foldedLine(text: Line, width: number, focused: boolean, trouble?: Span): Line {
  const [name, ...facts] = text.spans;
  if (!name) return fit(line(), width);
  const first = trouble ? [trouble, span(t`  `)] : [];
  return fit(line(t` `, { ...name, tone: focused ? 'focus' : 'strong' }, t`  `, ...first, ...facts), width);
}

/** Relative change against the window before, always with its unit (rule 52); `more` says whether growth is bad. */
export function changeSpan(change: number | undefined, growthIsBad: boolean): Span {
  if (change === undefined) return span(t``);
  const grew = change > 1;
  return span(changeText(change), grew && growthIsBad ? 'bad' : 'dim');
}

/**
 * Hours as a graph row: one bucket an hour in 24 h, one per four hours in 7 d (H-15), as wide as there is room. The last bucket
 * has only begun and is dim, since a drop in it is no recovery. The bucket under the cursor is reversed.
 */
function graphLine(
  points: readonly Point[],
  tone: Tone,
  width: number,
  cursor: number | undefined,
  glyphs: Glyphs,
): Line {
  if (points.length === 0 || width <= 0) return line();
  // As many columns for each bucket, unless that leaves much of the row empty.
  const even = points.length * Math.max(1, Math.floor(width / points.length));
  const columns = even <= width && even >= 0.75 * width ? even : width;
  const counts = points.map(({ count }) => count);
  const text = sparkline(counts, columns, glyphs);
  const edge = (index: number) => Math.ceil((index * columns) / points.length);
  const part = (from: number, to: number, as: Tone, selected = false): Span[] =>
    to > from ? [{ ...span(sliced(text, from, to), as), selected }] : [];
  const done = edge(points.length - 1);
  if (cursor === undefined) return line(...part(0, done, tone), ...part(done, columns, 'dim'));
  const [from, to] = [edge(cursor), Math.max(edge(cursor) + 1, edge(cursor + 1))];
  return line(
    ...part(0, Math.min(from, done), tone),
    ...part(from, to, tone, true),
    ...part(to, done, tone),
    ...part(Math.max(to, done), columns, 'dim'),
  );
}

/** The rows between headline and list: what the graph sums up to, or the bucket under the cursor, and the graph. */
export function graphLines(
  graph: PanelGraph,
  total: SafeText,
  pane: PaneView,
  width: number,
  context: DrawContext,
): { readonly lines: readonly Line[]; readonly inGraph: boolean } {
  const points = pointsOf(graph.series, context.period);
  const cursor = cursorOf(pane, points);
  const caption = cursor === undefined ? line(span(total)) : pointLine(points[cursor]!, graph.unit, context);
  return {
    lines: [caption, graphLine(points, graph.tone, width, cursor, context.glyphs)],
    inGraph: cursor !== undefined,
  };
}

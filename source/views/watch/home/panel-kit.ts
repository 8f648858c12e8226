import type { Block } from '../../../components/block.ts';
import { type ChartMark, chart } from '../../../components/charts/chart.ts';
import { timeTicks } from '../../../components/charts/time-ticks.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import type { Column } from '../../../components/table/columns.ts';
import { table } from '../../../components/table/table.ts';
import { changeText, clock, compact } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { withHit } from '../../../theme/hit.ts';
import { fit, type Line, line, type Span, span, type Tone } from '../../../theme/line.ts';
import { remembered } from '../../kit/remembered.ts';
import { starredKeys } from '../../kit/stars.ts';
import { type DrawContext, type PaneView, paneOf } from '../../kit/view.ts';
import { cursorOf, type PanelGraph, pointLine, pointsOf } from './graph-cursor.ts';

/** What stands between headline and list: what the graph sums up to, or the bucket under the cursor, and the graph. */
export interface PanelCurve {
  readonly caption: Line;
  draw(width: number, height: number): Block;
  /** The cursor is in the graph. */
  readonly inGraph: boolean;
}

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
  /** Dropped first when the panel is low. */
  readonly curve?: PanelCurve | undefined;
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
    return {
      block: [foldedLine(spec.pane, spec.folded, width, pane.focused, spec.trouble)],
      offset: pane.state.offset,
      rows: 1,
    };
  const room = panelRoom(width, height);
  const trouble = spec.trouble ? [line(spec.trouble)] : [];
  const top = [...trouble, ...topRows(spec, room.width, room.height - trouble.length)];
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
    pane: pane.id,
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
    pane: pane.id,
    glyphs,
  });
  return { block, offset: drawn.offset, rows: Math.max(1, listHeight) };
}

const tallestGraph = 8;
/** Where the list is short and leaves more. */
const tallestAlone = 14;
const leastGraph = 3;

/** Rows of the graph beside so many rows of a list: a third of the room, and what the list leaves. */
export function graphHeight(room: number, rows: number): number {
  const share = room >= 9 ? Math.max(leastGraph, Math.floor(room * 0.36)) : room >= 4 ? 1 : 0;
  const left = room - Math.max(1, rows);
  return Math.max(Math.min(tallestGraph, share), Math.min(tallestAlone, left >= leastGraph ? left : 0));
}

/** Headline, caption and graph; where there is little room the headline alone, but a graph with the cursor in it before anything else. */
function topRows<Row>({ headline, curve, rows }: PanelSpec<Row>, width: number, room: number): Block {
  const head = headline && room > 2 ? [headline] : [];
  if (!curve) return head;
  const height = graphHeight(room - 2, rows.length);
  if (curve.inGraph) {
    const shown = head.length > 0 && room > 4 ? head : [];
    return [...shown, curve.caption, ...curve.draw(width, Math.max(1, height))];
  }
  if (room < 5) return head;
  return [...head, curve.caption, ...curve.draw(width, height)];
}

/** A panel that is not open: its name and the one fact worth a line. */
export function foldedLine(pane: string, text: Line, width: number, focused: boolean, trouble?: Span): Line {
  const [name, ...facts] = text.spans;
  if (!name) return fit(line(), width);
  const first = trouble ? [trouble, span(t`  `)] : [];
  const whole = line(t` `, { ...name, tone: focused ? 'focus' : 'strong' }, t`  `, ...first, ...facts);
  return fit(withHit(whole, { kind: 'pane', pane }), width);
}

/** Relative change against the window before, always with its unit (rule 52); growth has the tone of the number that grew. */
export function changeSpan(change: number | undefined, tone: Tone): Span {
  return change === undefined ? span(t``) : span(changeText(change), change > 1 ? tone : 'dim');
}

/** The charts of each panel as they were drawn last: moving along its rows changes none of them. */
const charts = new Map<string, ReturnType<typeof remembered<Block>>>();

/**
 * A series with its hours: one bucket an hour in 24 h, one per four hours in 7 d (H-15). The last bucket has only begun and is
 * shaded, since a drop in it is no recovery.
 */
export function panelCurve(
  graph: PanelGraph | undefined,
  total: SafeText,
  pane: PaneView,
  context: DrawContext,
): PanelCurve | undefined {
  const { period, now, glyphs } = context;
  const points = graph ? pointsOf(graph.series, period) : [];
  if (!graph || points.length === 0) return undefined;
  const cursor = cursorOf(pane, points);
  const starts = points.map(({ start }) => start);
  return {
    caption: cursor === undefined ? line(span(total)) : pointLine(points[cursor]!, graph.unit, context),
    inGraph: cursor !== undefined,
    draw: (width, height) => {
      const { series, earlier, tone, changes = [] } = graph;
      const kept = charts.get(pane.id) ?? remembered<Block>();
      charts.set(pane.id, kept);
      const parts = [series, earlier, tone, ...changes, width, height, glyphs, period, now, cursor];
      return kept(context, parts, () =>
        chart({
          values: points.map(({ count }) => count),
          earlier: graph.earlier && pointsOf(graph.earlier, period).map(({ count }) => count),
          width,
          height,
          glyphs,
          format: compact,
          tone: graph.tone,
          provisional: points.at(-1)!.end > now ? 1 : 0,
          marks: marksAt(graph.changes ?? [], starts, points.at(-1)!.end, glyphs.up),
          ticks: timeTicks(starts),
          ...(cursor === undefined ? {} : { cursor: { index: cursor, text: clock(points[cursor]!.start, now) } }),
        }),
      );
    },
  };
}

/** A mark under each bucket in which something was changed. */
function marksAt(times: readonly number[], starts: readonly number[], end: number, glyph: SafeText): ChartMark[] {
  const indexes = times.flatMap((at) => (at < end ? [starts.findLastIndex((start) => start <= at)] : []));
  return [...new Set(indexes)].filter((index) => index >= 0).map((index) => ({ index, glyph, tone: 'info' }));
}

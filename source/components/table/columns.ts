/** Columns of a table: what each shows, how it sorts and exports, and how wide it is on this screen. */
import { concat, type SafeText } from '../../domain/text.ts';
import { type Glyphs, glyphs } from '../../theme/glyphs.ts';
import type { Span } from '../../theme/line.ts';
import { widthOf } from '../../theme/width.ts';

/** What a cell may know besides its row. */
export interface CellContext {
  readonly glyphs: Glyphs;
  /** Columns the cell has; 0 while natural widths are measured. */
  readonly width: number;
  readonly selected: boolean;
  readonly marked: boolean;
  /** Milliseconds, for ages. */
  readonly now: number;
}

export type Cell = SafeText | Span | readonly Span[];

/** A width of its own, or between bounds: sized to its content, and a share of what is left over where it grows. */
export type ColumnWidth =
  | number
  | { readonly min: number; readonly max?: number | undefined; readonly grow?: number | undefined };

export type SortValue = string | number | bigint | undefined;

/** Everything about one column in one place, so that header and values cannot part. */
export interface Column<Row> {
  readonly id: string;
  readonly header: SafeText;
  /** What it is called where its header is empty; columns without either are always shown. */
  readonly name?: SafeText | undefined;
  /** Left out until the user asks for it. */
  readonly optional?: boolean | undefined;
  readonly width: ColumnWidth;
  readonly align?: 'left' | 'right' | undefined;
  /** Lower is kept longer when the screen is narrow. */
  readonly priority: number;
  readonly cell: (row: Row, context: CellContext) => Cell;
  readonly sort?: ((row: Row) => SortValue) | undefined;
  /** What a filter looks at, where the cell shows only a part of it. */
  readonly found?: ((row: Row) => SafeText) | undefined;
  /** What a program is told in place of the cell's text or number. */
  readonly export?: ((row: Row) => SortValue) | undefined;
  /** It is sorted by a moment, ms: a program is told that. */
  readonly isTime?: boolean | undefined;
}

/** A column with the width it got. */
export interface Placed<Row> {
  readonly column: Column<Row>;
  readonly width: number;
}

/** Rows measured for natural widths: enough to be right mostly, few enough to cost nothing. */
const sampled = 60;

const minOf = (width: ColumnWidth): number => (typeof width === 'number' ? width : width.min);
const maxOf = (width: ColumnWidth): number =>
  typeof width === 'number' ? width : (width.max ?? Number.POSITIVE_INFINITY);
const growOf = (width: ColumnWidth): number => (typeof width === 'number' ? 0 : (width.grow ?? 0));

export function spansOf(cell: Cell): readonly Span[] {
  if (typeof cell === 'string') return [{ text: cell }];
  return 'text' in cell ? [cell] : cell;
}

export function cellWidth(cell: Cell): number {
  return widthOf(concat(spansOf(cell).map(({ text }) => text)));
}

/** Blank columns between two columns of a table this wide. */
export function gapOf(width: number): number {
  return width < 60 ? 1 : 2;
}

type Measuring = Omit<CellContext, 'width' | 'selected' | 'marked'>;

/** The widest content of a column where its cells have so much room; they may say it shorter where that is little. */
function contentWidth<Row>(column: Column<Row>, rows: readonly Row[], context: Measuring, width: number): number {
  let widest = 0;
  for (const row of rows.slice(0, sampled)) {
    widest = Math.max(widest, cellWidth(column.cell(row, { ...context, width, selected: false, marked: false })));
  }
  return widest;
}

function natural<Row>(column: Column<Row>, rows: readonly Row[], context: Measuring): number {
  return Math.max(widthOf(column.header), contentWidth(column, rows, context, 0));
}

/** The columns that fit at their least width: the least important are dropped first, one always remains. */
function kept<Row>(columns: readonly Column<Row>[], width: number): readonly Column<Row>[] {
  const byPriority = [...columns].sort((a, b) => a.priority - b.priority);
  const gap = gapOf(width);
  let used = -gap;
  const keep = new Set<Column<Row>>();
  for (const column of byPriority) {
    used += gap + minOf(column.width);
    if (keep.size > 0 && used > width) break;
    keep.add(column);
  }
  return columns.filter((column) => keep.has(column));
}

/** Hands out what is left over by weight, no column beyond its most. */
function grow(widths: number[], columns: readonly { readonly width: ColumnWidth }[], left: number): void {
  let rest = left;
  for (;;) {
    const open = widths.flatMap((width, index) => {
      const of = columns[index]!.width;
      return growOf(of) > 0 && width < maxOf(of) ? [index] : [];
    });
    const weights = open.reduce((sum, index) => sum + growOf(columns[index]!.width), 0);
    if (rest <= 0 || weights <= 0) return;
    const share = rest / weights;
    for (const index of open) {
      const of = columns[index]!.width;
      const more = Math.min(rest, maxOf(of) - widths[index]!, Math.max(1, Math.floor(share * growOf(of))));
      widths[index]! += more;
      rest -= more;
    }
  }
}

/** From this priority on a column only adds to others. Cut short it would be useless, so its room goes to them instead. */
const supplementary = 3;
/** Part of its content that a supplementary column must show. */
const leastShown = 0.75;
/** From this priority on a column goes where one that names the row, or says the most of it, would be cut. */
const decorating = 4;
const naming = 1;
/** A text that is longer may be cut for them all the same. */
const readable = 30;

/**
 * Which columns are shown and how wide, together with the gaps never wider than `width`: first each at its least, then,
 * most important first, as wide as its content, then the growing ones share the rest. No column is wider than its content
 * while a more important one is cut. Supplementary columns that would be cut short are left out, the least important first.
 */
export function layoutColumns<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  context: Measuring = { glyphs: glyphs(false), now: 0 },
): readonly Placed<Row>[] {
  if (width <= 0) return [];
  const known = new Map<Column<Row>, number>();
  /** What its texts need, also where its least width is more. */
  const contentOf = (column: Column<Row>): number => {
    const least = minOf(column.width);
    const found =
      known.get(column) ??
      Math.min(
        Math.max(natural(column, rows, context), contentWidth(column, rows, context, least)),
        maxOf(column.width),
      );
    known.set(column, found);
    return found;
  };
  const wantedBy = (column: Column<Row>): number =>
    typeof column.width === 'number' ? column.width : contentOf(column);
  for (let shown = kept(columns, width); ; ) {
    let placed = place(shown, width, wantedBy, minWidth);
    let cut = firstCut(placed, contentOf);
    if (cut && placed.some((one) => one.column.priority > cut!.column.priority && one.width > contentOf(one.column))) {
      shown = shown.filter((column) => column.priority <= cut!.column.priority || contentOf(column) > 0);
      placed = place(shown, width, wantedBy, (column) => Math.min(minOf(column.width), contentOf(column)));
      cut = firstCut(placed, contentOf);
    }
    const next = leftOut(placed, cut, contentOf, (column, got) => contentWidth(column, rows, context, got));
    if (!next || shown.length === 1) return placed;
    shown = shown.filter((column) => column !== next.column);
  }
}

/** Columns that matter to a row, cut where a table gets so little. */
const mattering = 2;

/**
 * The least width between two at which no column that matters is cut; the larger where that is not enough.
 */
export function uncutWidth<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  [least, most]: readonly [least: number, most: number],
  context: Measuring,
): number {
  const important = columns.filter(({ priority }) => priority <= mattering);
  const needed = important.reduce(
    (sum, column) => sum + Math.max(minOf(column.width), Math.min(natural(column, rows, context), maxOf(column.width))),
    gapOf(most) * Math.max(0, important.length - 1),
  );
  return Math.max(least, Math.min(most, needed));
}

const minWidth = <Row>(column: Column<Row>): number => minOf(column.width);

/** The most important column that shows less than its content. */
function firstCut<Row>(
  placed: readonly Placed<Row>[],
  contentOf: (column: Column<Row>) => number,
): Placed<Row> | undefined {
  return placed
    .filter(({ column, width }) => width < contentOf(column))
    .toSorted((a, b) => a.column.priority - b.column.priority)[0];
}

/** The column that the others need the room of: a decorating one where the row's name is cut, or a supplementary one that is cut short. */
function leftOut<Row>(
  placed: readonly Placed<Row>[],
  cut: Placed<Row> | undefined,
  contentOf: (column: Column<Row>) => number,
  contentIn: (column: Column<Row>, width: number) => number,
): Placed<Row> | undefined {
  const byPriority = placed.toSorted((a, b) => b.column.priority - a.column.priority);
  const [last] = byPriority;
  const isUnread =
    cut !== undefined && cut.column.priority <= naming && cut.width < Math.min(readable, contentOf(cut.column));
  if (isUnread && last && last.column.priority >= decorating) return last;
  return byPriority
    .filter(({ column, width }) => column.priority >= supplementary && width < leastShown * contentOf(column))
    .find(({ column, width }) => width < leastShown * contentIn(column, width));
}

function place<Row>(
  shown: readonly Column<Row>[],
  width: number,
  wantedBy: (column: Column<Row>) => number,
  leastOf: (column: Column<Row>) => number,
): readonly Placed<Row>[] {
  const widths = shown.map((column) => Math.min(leastOf(column), width));
  let left = width - widths.reduce((sum, one) => sum + one, 0) - gapOf(width) * (shown.length - 1);
  const order = shown.map((_, index) => index).sort((a, b) => shown[a]!.priority - shown[b]!.priority);
  for (const index of order) {
    if (left <= 0) break;
    const more = Math.max(0, Math.min(wantedBy(shown[index]!) - widths[index]!, left));
    widths[index]! += more;
    left -= more;
  }
  grow(widths, shown, left);
  return shown.map((column, index) => ({ column, width: widths[index]! }));
}

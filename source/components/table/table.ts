/** The windowed table every list is drawn with: only the rows on screen are laid out. */
import { type SafeText, t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import type { Hit } from '../../theme/hit.ts';
import { fit, fitSpans, highlight, type Line, type Match, type Span, select } from '../../theme/line.ts';
import { padToWidth, spaces, widthOf } from '../../theme/width.ts';
import { type Block, clip } from '../block.ts';
import { type Cell, type Column, cellWidth, gapOf, layoutColumns, type Placed, spansOf } from './columns.ts';

/** A row that names the group below it; it cannot be selected. */
export interface Heading {
  readonly heading: Line;
}

/** A line that belongs to the row above it: without cells of its own, and yet it can be selected. */
export interface SubLine {
  readonly under: Line;
  readonly key: string;
}

/** Anything that can stand on one line of a table. */
export type TableLine<Row> = Row | Heading | SubLine;

export interface TableSort {
  readonly column: string;
  readonly descending: boolean;
}

export interface TableOptions<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly TableLine<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly width: number;
  readonly height: number;
  readonly selectedKey?: string | undefined;
  /** First row shown the last time; corrected so that the selected row is on screen. */
  readonly offset: number;
  readonly sort?: TableSort | undefined;
  readonly marked?: ReadonlySet<string> | undefined;
  /** Keys of favorites: a star where no mark stands. */
  readonly starred?: ReadonlySet<string> | undefined;
  /** Keys of rows that changed: a quiet sign where neither mark nor star stands. */
  readonly news?: ReadonlySet<string> | undefined;
  /** Where a filter matches a text of this column. */
  readonly match?: ((text: SafeText, columnId: string) => readonly Match[]) | undefined;
  /** Default true; left out when there is no room for a row under it. */
  readonly header?: boolean | undefined;
  readonly glyphs: Glyphs;
  readonly focused: boolean;
  /** The pane that its rows are of, for the mouse. */
  readonly pane?: string | undefined;
  readonly now?: number | undefined;
}

export interface TableResult<Row> {
  readonly block: Block;
  readonly offset: number;
  readonly columns: readonly Placed<Row>[];
}

/** Columns before the first cell: pointer, mark. */
export const tableMargin = 2;
const margin = tableMargin;
/** The column of a status: it keeps its colour on the selected row. */
const markColumn = 'mark';
/** Columns after the pointer before a line that belongs to a row: it stands under the row's name, beside its mark. */
const underIndent = margin + 2;

export function isHeading<Row>(row: TableLine<Row>): row is Heading {
  return typeof row === 'object' && row !== null && 'heading' in row;
}

function isSubLine<Row>(row: TableLine<Row>): row is SubLine {
  return typeof row === 'object' && row !== null && 'under' in row;
}

/** The first row to show so that the selected one is on screen and no room is wasted at the end. */
export function offsetFor(selectedIndex: number, offset: number, height: number, count: number): number {
  const last = Math.max(0, count - height);
  let first = Math.max(0, Math.min(Math.trunc(offset) || 0, last));
  if (selectedIndex >= 0 && height > 0) {
    const selected = Math.min(selectedIndex, count - 1);
    if (selected < first) first = selected;
    else if (selected >= first + height) first = selected - height + 1;
  }
  return Math.max(0, first);
}

/**
 * Where the selection is: `12/340`, and `12/40 of 340` under a filter; index from 0, negative for none.
 * @param soFar more rows may come: `12/340 so far`
 */
export function positionText(index: number, count: number, total: number = count, soFar: boolean = false): SafeText {
  const place = t`${Math.max(0, index + 1)}/${count}`;
  const whole = total > count ? t`${place} of ${total}` : place;
  return soFar ? t`${whole} so far` : whole;
}

/** A cell on exactly its width. */
function cellSpans(cell: Cell, width: number, align: 'left' | 'right' | undefined): readonly Span[] {
  const spans = spansOf(cell);
  const missing = align === 'right' ? width - cellWidth(cell) : 0;
  return fitSpans(missing > 0 ? [{ text: spaces(missing) }, ...spans] : spans, width);
}

/** Cells beside each other with the gap between them. */
function joinCells(cells: readonly (readonly Span[])[], gap: number): Span[] {
  return cells.flatMap((cell, index) => (index === 0 ? cell : [{ text: spaces(gap) }, ...cell]));
}

function headerLine<Row>(
  placed: readonly Placed<Row>[],
  gap: number,
  { sort, glyphs, pane }: Pick<TableOptions<Row>, 'sort' | 'glyphs' | 'pane'>,
): Line {
  const cells = placed.map(({ column, width }): readonly Span[] => {
    const arrow = sort?.column === column.id ? (sort.descending ? glyphs.descending : glyphs.ascending) : undefined;
    const hit: Pick<Span, 'hit'> = pane === undefined ? {} : { hit: { kind: 'column', pane, column: column.id } };
    if (!arrow || width < 3) return [{ text: padToWidth(column.header, width, column.align), tone: 'dim', ...hit }];
    const room = Math.min(widthOf(column.header), width - 2);
    const label = padToWidth(column.header, room);
    return [{ text: padToWidth(t`${label} ${arrow}`, width, column.align), tone: 'strong', ...hit }];
  });
  return { spans: [{ text: spaces(margin) }, ...joinCells(cells, gap)] };
}

function matched(spans: readonly Span[], find: (text: SafeText) => readonly Match[]): readonly Span[] {
  return spans.flatMap((part) => {
    const matches = find(part.text);
    return matches.length === 0 ? part : highlight(part.text, matches, part.tone);
  });
}

/** Where the columns of some rows stood the last time: a key that only moves the selection measures nothing. */
const placedBefore = new WeakMap<
  object,
  { readonly parts: readonly unknown[]; readonly placed: readonly Placed<never>[] }
>();

function placedFor<Row>(
  columns: readonly Column<Row>[],
  rows: readonly TableLine<Row>[],
  width: number,
  context: { readonly glyphs: Glyphs; readonly now: number },
): readonly Placed<Row>[] {
  const parts = [columns, width, context.glyphs, context.now];
  const last = placedBefore.get(rows);
  if (last?.parts.every((part, index) => part === parts[index])) return last.placed as readonly Placed<Row>[];
  const data = rows.slice(0, 120).filter((row): row is Row => !isHeading(row) && !isSubLine(row));
  const placed = layoutColumns(columns, data, width, context);
  placedBefore.set(rows, { parts, placed: placed as readonly Placed<never>[] });
  return placed;
}

/** How a row stood the last time: a key that moves the selection draws the two rows it concerns. */
interface RowDrawn {
  readonly look: readonly unknown[];
  readonly line: Line;
}

/** By the columns as they were placed, which tells width, glyphs and the time of the rows. */
const drawnBefore = new WeakMap<object, WeakMap<object, RowDrawn>>();

/** The row as it was drawn last, where it looks the same; what is no object is drawn each time. */
function keptRow(placed: object, row: unknown, look: readonly unknown[], draw: () => Line): Line {
  if (typeof row !== 'object' || row === null) return draw();
  const rows = drawnBefore.get(placed) ?? new WeakMap<object, RowDrawn>();
  drawnBefore.set(placed, rows);
  const last = rows.get(row);
  if (last?.look.every((part, index) => part === look[index])) return last.line;
  const line = draw();
  rows.set(row, { look, line });
  return line;
}

/** The table on exactly `height` rows of `width` columns, with the offset it settled on and the columns it showed. */
export function table<Row>(options: TableOptions<Row>): TableResult<Row> {
  const {
    columns,
    rows,
    rowKey,
    width,
    height,
    selectedKey,
    marked,
    starred,
    news,
    match,
    glyphs,
    focused,
    pane,
    now = 0,
  } = options;
  const hasHeader = options.header !== false && height > 1;
  const room = Math.max(0, height - (hasHeader ? 1 : 0));
  const keyOf = (row: Row | SubLine): string => (isSubLine(row) ? row.key : rowKey(row));
  const at = selectedKey === undefined ? -1 : rows.findIndex((row) => !isHeading(row) && keyOf(row) === selectedKey);
  let offset = offsetFor(at, options.offset, room, rows.length);
  // A group's heading comes along with its first row.
  if (at === offset && at > 0 && room > 1 && isHeading(rows[at - 1]!)) offset -= 1;

  const placed = placedFor(columns, rows, width - margin, { glyphs, now });
  const gap = gapOf(width - margin);

  const hitOf = (row: string): Hit | undefined => (pane === undefined ? undefined : { kind: 'row', pane, row });

  const body = rows.slice(offset, offset + room).map((row, index): Line => {
    if (isHeading(row)) return fit(row.heading, width);
    const selected = offset + index === at;
    const lead: Span = { text: selected ? glyphs.pointer : spaces(1), tone: 'focus', hit: hitOf(keyOf(row)) };
    if (isSubLine(row)) {
      const under = fit({ spans: [lead, { text: spaces(underIndent) }, ...row.under.spans] }, width);
      return selected && focused ? select(under) : under;
    }
    const key = rowKey(row);
    const isMarked = marked?.has(key) === true;
    const isStarred = starred?.has(key) === true;
    const isNews = news?.has(key) === true;
    const look = [selected, focused, isMarked, isStarred, isNews, match, pane, key];
    return keptRow(placed, row, look, () => {
      const cells = placed.map(({ column, width: columnWidth }) => {
        const cell = column.cell(row, { glyphs, width: columnWidth, selected, marked: isMarked, now });
        if (column.id === markColumn && selected) {
          const marks = spansOf(cell).map((part) => ({ ...part, mark: true }));
          return cellSpans(marks, columnWidth, column.align);
        }
        const spans = match ? matched(spansOf(cell), (text) => match(text, column.id)) : cell;
        return cellSpans(spans, columnWidth, column.align);
      });
      const mark: Span =
        !isMarked && !isStarred && isNews
          ? { text: glyphs.changed, tone: 'dim' }
          : { text: isMarked ? glyphs.marked : isStarred ? glyphs.star : spaces(1), tone: 'accent' };
      const whole = fit({ spans: [lead, mark, ...joinCells(cells, gap)] }, width);
      return selected && focused ? select(whole) : whole;
    });
  });
  const block = clip([...(hasHeader ? [headerLine(placed, gap, options)] : []), ...body], width, height);
  return { block, offset, columns: placed };
}

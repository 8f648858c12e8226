import { type Column, gapOf, layoutColumns, spansOf } from '../../components/table/columns.ts';
import { sanitise } from '../../domain/text.ts';
import { fit, type Line, type Span, span } from '../../theme/line.ts';
import { paint } from '../../theme/paint.ts';
import type { Palette } from '../../theme/palette.ts';
import { padToWidth, spaces, widthOf } from '../../theme/width.ts';
import type { Field } from '../../views/kit/listing/fields.ts';
import type { ViewContext } from '../../views/kit/view.ts';

interface Look extends Pick<ViewContext, 'glyphs' | 'now'> {
  readonly palette: Palette;
  /** Columns of the terminal; undefined where there is none: then nothing is cut off. */
  readonly width: number | undefined;
}

type CellLook = Omit<Parameters<Column<number>['cell']>[1], 'width'>;

/** Rows under the names of their columns; on a terminal as many columns as find room, else all in full. */
export function tableText(count: number, columns: readonly Column<number>[], look: Look): string {
  const { palette, width, glyphs, now } = look;
  const rows = Array.from({ length: count }, (_, index) => index);
  const cells: CellLook = { glyphs, now, selected: false, marked: false };
  const placed =
    width === undefined ? inFull(columns, rows, cells) : layoutColumns(columns, rows, width, { glyphs, now });
  const gap = width === undefined ? 2 : gapOf(width);
  const length = placed.reduce((sum, each) => sum + each.width, 0) + gap * Math.max(0, placed.length - 1);
  const head = placed.map(({ column, width: own }) => [span(padToWidth(column.header, own, column.align), 'strong')]);
  const lines = [head, ...rows.map((row) => placed.map(({ column, width: own }) => cellOf(column, row, own, cells)))];
  return lines.map((each) => `${paint(joined(each, gap), length, palette).replace(trailing, '$1')}\n`).join('');
}

/** No blanks at the ends of lines, whatever look they are in. */
const trailing = / +((?:\u001b\[[\d;]*m)*)$/;

/** Each column as wide as its widest cell. Pictures, which fill what room there is, are left out. */
function inFull(columns: readonly Column<number>[], rows: readonly number[], cells: CellLook) {
  return columns
    .filter(({ id }) => id !== 'graph')
    .map((column) => {
      const widths = rows.map((row) => spansWidth(spansOf(column.cell(row, { ...cells, width: 0 }))));
      return { column, width: widths.reduce((most, each) => Math.max(most, each), widthOf(column.header)) };
    });
}

const spansWidth = (spans: readonly Span[]): number => spans.reduce((sum, { text }) => sum + widthOf(text), 0);

function joined(cells: readonly (readonly Span[])[], gap: number): Line {
  return { spans: cells.flatMap((cell, index) => (index === 0 ? cell : [{ text: spaces(gap) }, ...cell])) };
}

function cellOf(column: Column<number>, row: number, width: number, cells: CellLook): readonly Span[] {
  const spans = spansOf(column.cell(row, { ...cells, width }));
  const missing = column.align === 'right' ? width - spansWidth(spans) : 0;
  return fit({ spans: missing > 0 ? [{ text: spaces(missing) }, ...spans] : spans }, width).spans;
}

/** A field as a column of a table: its own, and for what no page shows one of plain text. */
export function columnOf({ id, column, value }: Field): Column<number> {
  if (column) return { ...column, header: column.header === '' ? (column.name ?? column.header) : column.header };
  const text = (row: number) => sanitise(value(row) ?? '');
  return { id, header: sanitise(id.toUpperCase()), width: { min: 8, grow: 1 }, priority: 0, cell: text, sort: text };
}

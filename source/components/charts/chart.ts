/** A series as a chart with a scale, times, a threshold, gaps, marks, the period before and a cursor. */
import { type SafeText, t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { between, fit, type Line, line, type Span, span, type Tone } from '../../theme/line.ts';
import { padToWidth, safeGraphemes, spaces, widthOf } from '../../theme/width.ts';
import { type Block, clip } from '../block.ts';
import { blanks, merged, plotted } from './plot.ts';
import { columnOf, columnsOf, evenColumns, roundTop, stepsOf } from './scale.ts';
import { sparkline } from './sparkline.ts';

/** Something that happened at one point of the series. */
export interface ChartMark {
  readonly index: number;
  readonly glyph: SafeText;
  readonly tone?: Tone | undefined;
}

/** A text under the column in which a value begins. */
export interface ChartTick {
  readonly index: number;
  readonly text: SafeText;
}

export interface ChartOptions {
  /** Undefined is a gap: not asked, not answered, not observable. */
  readonly values: readonly (number | undefined)[];
  /** As many values of the period before: a thin line behind the curve. */
  readonly earlier?: readonly (number | undefined)[] | undefined;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
  /** A value with its unit, as short as the axis needs it. */
  readonly format: (value: number) => SafeText;
  readonly tone?: Tone | undefined;
  readonly threshold?: number | undefined;
  /** So many last values may still grow: drawn shaded and dim. */
  readonly provisional?: number | undefined;
  /** The value being looked at, with what to say about it instead of the value alone. */
  readonly cursor?: { readonly index: number; readonly text?: SafeText | undefined } | undefined;
  readonly marks?: readonly ChartMark[] | undefined;
  /** Under the axis: where it starts and ends. */
  readonly from?: SafeText | undefined;
  readonly to?: SafeText | undefined;
  /** Under the axis instead, for as many columns as the curve has; what would touch another text is left out. */
  readonly ticks?: ((columns: number) => readonly ChartTick[]) | undefined;
}

/** The parts that fold away first when there are few rows. */
interface Plan {
  readonly axis: number;
  readonly plot: number;
  readonly rows: number;
  readonly top: number;
  readonly marks: boolean;
  readonly labels: boolean;
}

/** From this width on a chart has a scale. */
const scaleFrom = 20;

function plan(options: ChartOptions): Plan {
  const { values, earlier = [], width, height, format, threshold, marks = [], cursor, from, to, ticks } = options;
  const top = roundTop([...values, ...earlier, threshold]);
  const wanted = Math.max(
    widthOf(format(top)),
    widthOf(format(0)),
    threshold === undefined ? 0 : widthOf(format(threshold)),
  );
  const axis = width >= scaleFrom && height >= 3 ? Math.min(wanted, Math.floor(width / 3)) + 2 : 0;
  const labels = height >= 3 && (from ?? to ?? cursor ?? ticks) !== undefined;
  const markRow = height >= (labels ? 5 : 4) && marks.length > 0;
  return {
    axis,
    plot: evenColumns(values.length, width - axis),
    rows: height - Number(labels) - Number(markRow),
    top,
    marks: markRow,
    labels,
  };
}

/** One row of the axis: a label at the top, at the threshold and at the floor. */
function axisSpans({ axis, rows, top }: Plan, row: number, { format, threshold, glyphs }: ChartOptions): Span[] {
  if (axis === 0) return [];
  const limit = threshold === undefined ? -1 : rowOf(threshold, top, rows);
  const value = row === limit ? threshold : row === rows - 1 ? top : row === 0 ? 0 : undefined;
  const label = value === undefined ? spaces(axis - 2) : padToWidth(format(value), axis - 2, 'right');
  return [
    span(label, row === limit ? 'warn' : 'dim'),
    span(value === undefined ? t` ${glyphs.axis}` : t` ${glyphs.axisTick}`, 'frame'),
  ];
}

/** The row, counted from the floor, in which the top of a value lies. */
const rowOf = (value: number, top: number, rows: number): number => Math.ceil(stepsOf(value, top, rows) / 8) - 1;

/** The rows of the curve, from the top. */
function plotRows(of: Plan, options: ChartOptions): Line[] {
  const { threshold, glyphs, values, earlier = [], provisional = 0, cursor, tone = 'info' } = options;
  const limit = threshold === undefined ? -1 : rowOf(threshold, of.top, of.rows);
  const at = cursor === undefined ? -1 : columnOf(cursor.index, values.length, of.plot);
  const [first, last] = cursor === undefined ? [-1, -1] : columnsOf(cursor.index, values.length, of.plot);
  const growing = provisional > 0 ? columnsOf(values.length - provisional, values.length, of.plot)[0] : of.plot;
  const { plot: columns, rows, top } = of;
  const cells = plotted({ values, earlier, columns, rows, top, growing, tone, glyphs });
  return Array.from({ length: rows }, (_, index): Line => {
    const row = rows - 1 - index;
    const spans = Array.from({ length: columns }, (__, column): Span => {
      const drawn = cells(row, column);
      const isUnder = column >= first && column <= last;
      const pointer = column === at ? span(glyphs.cursor) : undefined;
      const shown = drawn ?? pointer ?? (row === limit ? span(glyphs.threshold, 'warn') : span(spaces(1)));
      return isUnder ? { text: shown.text, selected: true } : shown;
    });
    return { spans: [...axisSpans(of, row, options), ...merged(spans)] };
  });
}

function marksInto(cells: Span[], { marks = [], values }: ChartOptions): Span[] {
  for (const { index, glyph, tone } of marks) {
    if (index >= 0 && index < values.length)
      cells[columnOf(index, values.length, cells.length)] = span(glyph, tone ?? 'warn');
  }
  return cells;
}

/** What stands under the axis: times, or with a cursor what it points at; marks where they have no row of their own. */
function labelsRow(of: Plan, options: ChartOptions): Line {
  const { cursor, values, format, from = t``, to = t``, ticks } = options;
  const { axis, plot } = of;
  const start: Span = { text: spaces(axis) };
  if (cursor) {
    const value = values[cursor.index];
    const text = cursor.text ?? (value === undefined ? t`no data` : format(value));
    const middle = columnOf(cursor.index, values.length, plot) - Math.floor(widthOf(text) / 2);
    const left = Math.max(0, Math.min(middle, plot - widthOf(text)));
    return { spans: [start, { text: spaces(left) }, span(text, 'strong')] };
  }
  if (!ticks) return { spans: [start, ...between(line(span(from, 'dim')), line(span(to, 'dim')), plot).spans] };
  const cells = of.marks ? blanks(plot) : marksInto(blanks(plot), options);
  const isFree = (first: number, last: number): boolean =>
    cells.slice(Math.max(0, first), last + 1).every(({ text }) => text === ' ');
  for (const { index, text } of ticks(plot)) {
    const [first] = columnsOf(index, values.length, plot);
    const width = widthOf(text);
    if (first + width > plot || !isFree(first - 1, first + width)) continue;
    safeGraphemes(text).forEach((part, offset) => {
      cells[first + offset] = span(part, 'dim');
    });
  }
  return { spans: [start, ...merged(cells)] };
}

/** The curve in one row, with its cursor and what may still grow. */
function sparkRow({ values, width, glyphs, tone = 'info', cursor, provisional = 0 }: ChartOptions): Line {
  const columns = evenColumns(values.length, width);
  const text = sparkline(values, columns, glyphs);
  const [first, last] = cursor === undefined ? [-1, -1] : columnsOf(cursor.index, values.length, columns);
  const growing = provisional > 0 ? columnsOf(values.length - provisional, values.length, columns)[0] : columns;
  const cells = safeGraphemes(text).map((level, column): Span => {
    if (column >= first && column <= last) return { text: level, selected: true };
    return span(level, column >= growing ? 'dim' : tone);
  });
  return { spans: merged(cells) };
}

/** The chart on exactly `height` rows of `width` columns: labels, marks and axis fold away first; one row is a sparkline. */
export function chart(options: ChartOptions): Block {
  const { width, height } = options;
  if (height === 1) return [fit(sparkRow(options), width)];
  const of = plan(options);
  const marks: Line[] = of.marks
    ? [{ spans: [{ text: spaces(of.axis) }, ...merged(marksInto(blanks(of.plot), options))] }]
    : [];
  return clip([...plotRows(of, options), ...marks, ...(of.labels ? [labelsRow(of, options)] : [])], width, height);
}

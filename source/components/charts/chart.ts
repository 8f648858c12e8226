/** A series as a block chart with axis, threshold, gaps, marks and a cursor. No braille: fonts break it. */
import { type SafeText, t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { between, fit, type Line, line, type Span, span, type Tone } from '../../theme/line.ts';
import { padToWidth, spaces, widthOf } from '../../theme/width.ts';
import { type Block, clip } from '../block.ts';
import { columnOf, columnsOf, eighthsOf, roundTop } from './scale.ts';
import { resampled, sparkline } from './sparkline.ts';

/** Something that happened at one point of the series. */
export interface ChartMark {
  readonly index: number;
  readonly glyph: SafeText;
  readonly tone?: Tone | undefined;
}

export interface ChartOptions {
  /** Undefined is a gap: not asked, not answered, not observable. */
  readonly values: readonly (number | undefined)[];
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

function plan({ values, width, height, format, threshold, marks = [], cursor, from, to }: ChartOptions): Plan {
  const top = roundTop([...values, threshold]);
  const wanted = Math.max(
    widthOf(format(top)),
    widthOf(format(0)),
    threshold === undefined ? 0 : widthOf(format(threshold)),
  );
  const axis = width >= 20 && height >= 3 ? Math.min(wanted, Math.floor(width / 3)) + 2 : 0;
  const labels = height >= 4 && (from ?? to ?? cursor) !== undefined;
  const markRow = height >= (labels ? 5 : 4) && marks.length > 0;
  return { axis, plot: width - axis, rows: height - Number(labels) - Number(markRow), top, marks: markRow, labels };
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
const rowOf = (value: number, top: number, rows: number): number => Math.ceil(eighthsOf(value, top, rows) / 8) - 1;

/** What one column shows in one row above the floor. */
function cell(
  value: number | undefined,
  row: number,
  provisional: boolean,
  of: Plan,
  { glyphs, tone }: ChartOptions,
): Span | undefined {
  if (value === undefined) return undefined;
  const eighths = eighthsOf(value, of.top, of.rows) - 8 * row;
  if (eighths <= 0) return undefined;
  if (value <= 0) return span(glyphs.spark[0]!, 'dim');
  if (provisional) return span(eighths >= 8 ? glyphs.gaugeEmpty : glyphs.spark[eighths - 1]!, 'dim');
  return span(glyphs.spark[Math.min(8, eighths) - 1]!, tone ?? 'info');
}

/** Neighbours that look alike as one span: the cost of a frame follows the changes of look. */
function merged(cells: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const next of cells) {
    const last = spans.at(-1);
    if (last && last.tone === next.tone && last.selected === next.selected) {
      spans[spans.length - 1] = { ...last, text: t`${last.text}${next.text}` };
    } else spans.push(next);
  }
  return spans;
}

function plotRow(points: readonly (number | undefined)[], row: number, of: Plan, options: ChartOptions): Line {
  const { threshold, glyphs, values, provisional = 0, cursor } = options;
  const limit = threshold === undefined ? -1 : rowOf(threshold, of.top, of.rows);
  const at = cursor === undefined ? -1 : columnOf(cursor.index, values.length, of.plot);
  const shaded =
    provisional > 0 ? columnsOf(Math.max(0, values.length - provisional), values.length, of.plot)[0] : of.plot;
  const cells = points.map((value, column): Span => {
    const drawn = cell(value, row, column >= shaded, of, options);
    if (column === at) return drawn ? { ...drawn, tone: 'focus' } : span(glyphs.cursor, 'focus');
    return drawn ?? (row === limit ? span(glyphs.threshold, 'warn') : span(spaces(1)));
  });
  return { spans: [...axisSpans(of, row, options), ...merged(cells)] };
}

function marksRow({ axis, plot }: Plan, { marks = [], values }: ChartOptions): Line {
  const cells = Array.from({ length: plot }, (): Span => span(spaces(1)));
  for (const { index, glyph, tone } of marks) {
    if (index >= 0 && index < values.length) cells[columnOf(index, values.length, plot)] = span(glyph, tone ?? 'warn');
  }
  return { spans: [{ text: spaces(axis) }, ...merged(cells)] };
}

/** Start and end of the series, or, with a cursor, what it points at. */
function labelsRow({ axis, plot }: Plan, { cursor, values, format, from = t``, to = t`` }: ChartOptions): Line {
  const ends = between(line(span(from, 'dim')), line(span(to, 'dim')), plot);
  if (!cursor) return { spans: [{ text: spaces(axis) }, ...ends.spans] };
  const value = values[cursor.index];
  const text = cursor.text ?? (value === undefined ? t`no data` : format(value));
  const middle = columnOf(cursor.index, values.length, plot) - Math.floor(widthOf(text) / 2);
  const left = Math.max(0, Math.min(middle, plot - widthOf(text)));
  return { spans: [{ text: spaces(axis + left) }, span(text, 'strong')] };
}

/** The chart on exactly `height` rows of `width` columns: labels, marks and axis fold away first; one row is a sparkline. */
export function chart(options: ChartOptions): Block {
  const { values, width, height, glyphs, tone } = options;
  if (height <= 0) return [];
  if (height === 1) return [fit(line(span(sparkline(values, width, glyphs), tone ?? 'info')), width)];
  const of = plan(options);
  const points = values.length === 0 ? repeatedGap(of.plot) : resampled(values, of.plot);
  const rows = Array.from({ length: of.rows }, (_, index) => plotRow(points, of.rows - 1 - index, of, options));
  return clip(
    [...rows, ...(of.marks ? [marksRow(of, options)] : []), ...(of.labels ? [labelsRow(of, options)] : [])],
    width,
    height,
  );
}

const repeatedGap = (width: number): readonly undefined[] => Array<undefined>(Math.max(0, width)).fill(undefined);

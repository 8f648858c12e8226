/** The cells under a curve: eighths of a block, or dots of braille. */
import { t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { type Span, span, type Tone } from '../../theme/line.ts';
import { glyphOf, spaces } from '../../theme/width.ts';
import { stepsOf } from './scale.ts';
import { resampled } from './sparkline.ts';

export interface Plot {
  readonly values: readonly (number | undefined)[];
  /** The same hours of the period before: a thin line where the curve leaves room. */
  readonly earlier: readonly (number | undefined)[];
  readonly columns: number;
  readonly rows: number;
  readonly top: number;
  /** The first column whose value may still grow. */
  readonly growing: number;
  readonly tone: Tone;
  readonly glyphs: Glyphs;
}

/** What stands in a row and a column; undefined where nothing does. */
export type Cells = (row: number, column: number) => Span | undefined;

/** Cells by row, counted from the floor, and column. */
export function plotted(plot: Plot): Cells {
  const curve = plot.glyphs.curves === 'braille' ? dots(plot) : blocks(plot);
  const before = outline(plot);
  return (row, column) => curve(row, column) ?? before(row, column);
}

function blocks({ values, columns, rows, top, growing, tone, glyphs }: Plot): Cells {
  const points = resampled(values, columns);
  return (row, column) => {
    const value = points[column];
    if (value === undefined) return undefined;
    const eighths = stepsOf(value, top, rows) - 8 * row;
    if (eighths <= 0) return undefined;
    if (value <= 0) return span(glyphs.spark[0]!, 'dim');
    if (column >= growing) return span(eighths >= 8 ? glyphs.gaugeEmpty : glyphs.spark[eighths - 1]!, 'dim');
    return span(glyphs.spark[Math.min(8, eighths) - 1]!, tone);
  };
}

/** Dots of a braille cell from the floor up, at its left and at its right. */
const dotBits = [
  [0x40, 0x04, 0x02, 0x01],
  [0x80, 0x20, 0x10, 0x08],
] as const;
const noDots = 0x2800;

/**
 * Two values a column; where one may still grow only the left half of the dots, so that it differs without colour: as high as the
 * higher of both, so that no spike is lost.
 */
function dots({ values, columns, rows, top, growing, tone }: Plot): Cells {
  const points = resampled(values, 2 * columns);
  const wholes = resampled(values, columns);
  return (row, column) => {
    const shown = column >= growing ? [wholes[column]] : points.slice(2 * column, 2 * column + 2);
    let bits = 0;
    let isZero = true;
    for (const [side, value] of shown.entries()) {
      if (value === undefined) continue;
      const filled = stepsOf(value, top, rows, 4) - 4 * row;
      for (let dot = 0; dot < Math.min(4, filled); dot += 1) bits |= dotBits[side as 0 | 1][dot]!;
      if (value > 0) isZero = false;
    }
    if (bits === 0) return undefined;
    return span(glyphOf(noDots + bits), column >= growing || isZero ? 'dim' : tone);
  };
}

function outline({ earlier, columns, rows, top, glyphs }: Plot): Cells {
  if (earlier.length === 0) return () => undefined;
  const points = resampled(earlier, columns);
  return (row, column) => {
    const value = points[column];
    if (value === undefined) return undefined;
    const eighths = stepsOf(value, top, rows) - 8 * row;
    if (eighths <= 0 || eighths > 8) return undefined;
    return span(glyphs.outline[eighths <= 3 ? 0 : eighths <= 5 ? 1 : 2]!, 'dim');
  };
}

/** Neighbours that look alike as one span: the cost of a frame follows the changes of look. */
export function merged(cells: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const next of cells) {
    const last = spans.at(-1);
    if (last && last.tone === next.tone && last.selected === next.selected) {
      spans[spans.length - 1] = { ...last, text: t`${last.text}${next.text}` };
    } else spans.push(next);
  }
  return spans;
}

/** As many blanks as cells. */
export const blanks = (count: number): Span[] => Array.from({ length: count }, (): Span => span(spaces(1)));

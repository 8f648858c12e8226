import type { Block } from '../../../components/block.ts';
import { digitsOf, type JsonRow, jsonLine } from '../../../components/json/lines.ts';
import { type SafeText, sliced } from '../../../domain/text.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import type { Hit } from '../../../theme/hit.ts';
import { fit, type Line, lineWidth, type Match, type Span, select, span } from '../../../theme/line.ts';
import { sliceSpans, textOf } from '../../../theme/spans.ts';
import { spaces, widthOf } from '../../../theme/width.ts';

export interface DocumentArea {
  readonly rows: readonly JsonRow[];
  readonly selected: number;
  /** First row shown at the last drawing. */
  readonly offset: number;
  readonly width: number;
  readonly height: number;
  readonly focused: boolean;
  /** What a row is for the mouse. */
  readonly hitOf?: ((index: number) => Hit) | undefined;
  readonly glyphs: Glyphs;
  readonly match?: ((text: SafeText) => readonly Match[]) | undefined;
}

/** Below this width the line numbers give way to the text. */
const numbersFrom = 50;
/** Columns of the pointer. */
const margin = 1;

/**
 * The rows of a document in exactly `height` rows of screen. What is too long for one row goes on under it: the sentence
 * that tells the cause is often the longest value, and must not end in an ellipsis.
 */
export function documentArea(area: DocumentArea): { readonly block: Block; readonly offset: number } {
  const { rows, selected, width, height, focused, glyphs } = area;
  const tallest = Math.max(1, Math.min(12, Math.ceil(height / 2)));
  const digits = width >= numbersFrom ? digitsOf(rows.at(-1)?.number ?? 1) : 0;
  const laid = new Map<number, readonly Line[]>();
  const linesOf = (index: number): readonly Line[] => {
    const known = laid.get(index);
    if (known) return known;
    const lines = wrappedRow(rows[index]!, area, digits, tallest);
    laid.set(index, lines);
    return lines;
  };
  const offset = firstRow(rows.length, selected, area.offset, height, (index) => linesOf(index).length);
  const block: Line[] = [];
  for (let index = offset; index < rows.length && block.length < height; index += 1) {
    for (const [part, { spans }] of linesOf(index).entries()) {
      const here = index === selected;
      const pointer = here && part === 0 ? glyphs.pointer : spaces(margin);
      const lead: Span = { ...span(pointer, 'focus'), hit: area.hitOf?.(index) };
      const whole = fit({ spans: [lead, ...spans] }, width);
      block.push(here && focused ? select(whole) : whole);
    }
  }
  return { block: block.slice(0, height), offset };
}

/** The first row to show, so that all of the selected one is on screen and no room is left at the end. */
function firstRow(
  count: number,
  selected: number,
  before: number,
  height: number,
  tall: (index: number) => number,
): number {
  let last = count;
  for (let used = 0; last > 0; last -= 1) {
    used += tall(last - 1);
    if (used > height) break;
  }
  const kept = Math.min(Math.max(0, before), last);
  if (selected < 0 || selected >= count) return kept;
  if (selected < kept) return selected;
  let first = selected;
  for (let used = tall(selected); first > kept; first -= 1) {
    used += tall(first - 1);
    if (used > height) break;
  }
  return Math.max(kept, first);
}

/** One row of the document as the lines it takes, at most `tallest`. */
function wrappedRow(row: JsonRow, { width, glyphs, match }: DocumentArea, digits: number, tallest: number): Line[] {
  const room = Math.max(1, width - margin);
  // Hostile nesting must not push the text out of the screen.
  const depth = Math.min(row.depth, Math.floor(room / 6));
  const whole = jsonLine({ ...row, depth }, { glyphs, digits, match });
  if (lineWidth(whole) <= room) return [whole];
  const lead = (digits > 0 ? digits + 1 : 0) + 2 + 2 * depth + 2;
  const lines: Line[] = [];
  const total = lineWidth(whole);
  for (let from = 0; from < total; ) {
    const first = lines.length === 0;
    const prefix = first ? 0 : Math.min(lead, Math.floor(room / 2));
    const left = { spans: sliceSpans(whole.spans, from, total - from) };
    const full = sliceSpans(whole.spans, from, room - prefix);
    const taken = broken(textOf(full), total - from, first ? lead : 0);
    const here = Math.max(1, widthOf(taken));
    const spans = sliceSpans(whole.spans, from, here);
    if (lines.length === tallest - 1 && from + here < total) {
      lines.push(fit({ spans: [{ text: spaces(prefix) }, ...left.spans] }, room));
      return lines;
    }
    lines.push({ spans: [{ text: spaces(prefix) }, ...spans] });
    from += here;
  }
  return lines;
}

/** The text up to its last blank when that leaves most of the row filled; all of it otherwise, or when it is the rest. */
function broken(text: SafeText, rest: number, lead: number): SafeText {
  if (widthOf(text) >= rest) return text;
  const at = text.lastIndexOf(' ');
  return at > lead && at > text.length * 0.6 ? sliced(text, 0, at + 1) : text;
}

import { blankCell, type Cell, type Grid, sameCell } from './grid.ts';
import { type Style, transition } from './style.ts';

/**
 * Single characters whose columns all terminals agree on. Of everything else, such as emoji with a selector, joined ones,
 * flags, letters of several code points, some terminals make one column and some two, or more than we think.
 */
const certain =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2319\u231c-\u2328\u232b-\u23e8\u2400-\u2426\u2460-\u25fc\u25ff\u2605-\u2612\u2669-\u266f\u2713-\u2727\u275b-\u2775\u2800-\u28ff\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]$/;

/** By code unit, as a frame asks it of every cell that it sends: 0 is not known yet, 1 certain, 2 not. */
const certainties = new Uint8Array(0x1_0000);

function isCertain(text: string): boolean {
  if (text.length !== 1) return certain.test(text);
  const code = text.charCodeAt(0);
  certainties[code] ||= certain.test(text) ? 1 : 2;
  return certainties[code] === 1;
}

/** Unchanged cells between two changed ones that are cheaper to write again than to jump over. */
const bridged = 4;
/** Blank cells at the end of a row from which erasing is shorter than writing. */
const erasedFrom = 4;

/**
 * Position of the terminal's cursor and its current style; undefined after something else moved them, or after text whose width
 * terminals measure differently.
 */
export interface Pen {
  row: number | undefined;
  column: number | undefined;
  style: Style;
}

/** What is sent for a character of so many columns. */
export type Send = (text: string, width: number) => string;

export const sendAsIs: Send = (text) => text;

/**
 * The shortest plain way we know to turn `shown` into `next` on the given rows, and `shown` brought up to date. Cells are
 * addressed absolutely, so a terminal that measures a character otherwise spoils that character at most.
 */
export function difference(shown: Grid, next: Grid, rows: Iterable<number>, pen: Pen, send: Send = sendAsIs): string {
  let output = '';
  for (const row of [...rows].sort((a, b) => a - b)) {
    const before = shown.rows[row];
    const after = next.rows[row];
    if (!before || !after) continue;
    output += rowDifference(before, after, row, pen, send);
    shown.rows[row] = [...after];
  }
  return output;
}

function rowDifference(before: readonly Cell[], after: readonly Cell[], row: number, pen: Pen, send: Send): string {
  const width = after.length;
  const tail = blankTail(after);
  let output = '';
  // A character that terminals may draw wider than expected covers what follows, so from there on the row is written whole.
  let isSpoilt = false;
  for (let column = 0; column < width; ) {
    if (!isSpoilt && sameCell(before[column]!, after[column]!)) {
      column += 1;
      continue;
    }
    let from = column;
    // A wide character is written whole, from its first half.
    if (after[from]!.text === '' && from > 0) from -= 1;
    if (from >= tail && width - from >= erasedFrom) {
      output += `${moved(pen, row, from)}${transition(pen.style, '')}\u001b[K`;
      pen.style = '';
      return output;
    }
    const rest = width - tail >= erasedFrom ? Math.max(tail, from + 1) : width;
    const run = written(after, row, from, isSpoilt ? rest : runEnd(before, after, column), pen, send);
    output += run.output;
    column = run.end;
    isSpoilt ||= run.spoils;
    // At the edge terminals differ in where the cursor is.
    if (column >= width) pen.row = undefined;
  }
  return output;
}

/** Writes cells of a row, up to one that terminals measure differently: that spoils what follows it. */
function written(cells: readonly Cell[], row: number, from: number, to: number, pen: Pen, send: Send) {
  let output = moved(pen, row, from);
  let at = from;
  while (at < to) {
    const { text, style } = cells[at]!;
    const columns = cells[at + 1]?.text === '' ? 2 : 1;
    const sent = send(text, columns);
    if (style !== pen.style) output += transition(pen.style, style);
    pen.style = style;
    pen.column = at + columns;
    if (sent === text && !isCertain(text)) {
      // Drawn on blanks, since some terminals leave half of it as it was.
      output += `${' '.repeat(columns)}\u001b[${at + 1}G${sent}`;
      pen.column = undefined;
      return { output, end: at + columns, spoils: true };
    }
    output += sent;
    at += columns;
  }
  return { output, end: at, spoils: false };
}

/** The end of the changed run: short unchanged gaps belong to it, and so does the second half of a wide character. */
function runEnd(before: readonly Cell[], after: readonly Cell[], start: number): number {
  let end = start + 1;
  for (let at = start + 1, same = 0; at < after.length && same < bridged; at += 1) {
    if (sameCell(before[at]!, after[at]!)) same += 1;
    else {
      same = 0;
      end = at + 1;
    }
  }
  while (end < after.length && after[end]!.text === '') end += 1;
  return end;
}

/** First column of the plain blanks that end the row. */
function blankTail(cells: readonly Cell[]): number {
  let at = cells.length;
  while (at > 0 && sameCell(cells[at - 1]!, blankCell)) at -= 1;
  return at;
}

function moved(pen: Pen, row: number, column: number): string {
  const from = pen.row;
  const here = pen.column;
  pen.row = row;
  pen.column = column;
  if (from !== row) return `\u001b[${row + 1};${column + 1}H`;
  if (here === column) return '';
  if (here === undefined) return `\u001b[${column + 1}G`;
  const step = column - here;
  return step > 0 ? `\u001b[${step === 1 ? '' : step}C` : `\u001b[${column + 1}G`;
}

import { blankCell, type Cell, type Grid, sameCell } from './grid.ts';
import { type Style, transition } from './style.ts';

/** Unchanged cells between two changed ones that are cheaper to write again than to jump over. */
const bridged = 4;
/** Blank cells at the end of a row from which erasing is shorter than writing. */
const erasedFrom = 4;

/** Where the terminal's cursor and look are; undefined after something else moved them. */
export interface Pen {
  row: number | undefined;
  column: number;
  style: Style;
}

/**
 * The shortest plain way we know to turn `shown` into `next` on the given rows, and `shown` brought up to date. Cells are
 * addressed absolutely, so a terminal that measures a character otherwise spoils one row at most.
 */
export function difference(shown: Grid, next: Grid, rows: Iterable<number>, pen: Pen): string {
  let output = '';
  for (const row of [...rows].sort((a, b) => a - b)) {
    const before = shown.rows[row];
    const after = next.rows[row];
    if (!before || !after) continue;
    output += rowDifference(before, after, row, pen);
    shown.rows[row] = [...after];
  }
  return output;
}

function rowDifference(before: readonly Cell[], after: readonly Cell[], row: number, pen: Pen): string {
  const width = after.length;
  const tail = blankTail(after);
  let output = '';
  for (let column = 0; column < width; ) {
    if (sameCell(before[column]!, after[column]!)) {
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
    const end = runEnd(before, after, column);
    output += moved(pen, row, from);
    for (let at = from; at < end; at += 1) {
      const { text, style } = after[at]!;
      output += transition(pen.style, style) + text;
      pen.style = style;
    }
    pen.column = end;
    // At the edge terminals differ in where the cursor is.
    if (end >= width) pen.row = undefined;
    column = end;
  }
  return output;
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
  const step = column - here;
  return step > 0 ? `\u001b[${step === 1 ? '' : step}C` : `\u001b[${column + 1}G`;
}

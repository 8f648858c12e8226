import { Grid } from './grid.ts';
import { restyled, type Style } from './style.ts';

/** Columns of one grapheme: 0, 1 or 2. */
export type Measure = (grapheme: string) => number;

const sequence =
  /\u001b\[([?>=!]?)([0-9;:]*)([ -/]*)([@-~])|\u001b[\]PX^_][\s\S]*?(?:\u0007|\u001b\\)|\u001b[ -/]*[0-~]/y;
const plainText = /[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2500-\u259f]+/y;

/** Where the parameters of a style, `CSI … m`, end: by far the most usual sequence; 0 for any other. */
function styleEnd(output: string, start: number): number {
  if (output.charCodeAt(start + 1) !== 0x5b) return 0;
  let at = start + 2;
  // Digits, colons and semicolons.
  for (let code = output.charCodeAt(at); code >= 0x30 && code <= 0x3b; code = output.charCodeAt(at)) at += 1;
  return output.charCodeAt(at) === 0x6d ? at : 0;
}

/**
 * Plays terminal output into a grid instead of the terminal: text, cursor moves, erases and styles. Everything else (modes,
 * titles, the clipboard) is handed on in its place, since only the terminal can do it.
 */
export class Interpreter {
  readonly #measure: Measure;
  readonly #segmenter = new Intl.Segmenter();
  grid: Grid;
  row = 0;
  column = 0;
  style: Style = '';
  /** Rows that were written to since they were last compared. */
  readonly touched = new Set<number>();

  constructor(columns: number, rows: number, measure: Measure) {
    this.grid = new Grid(columns, rows);
    this.#measure = measure;
  }

  /** A blank screen of this size, the cursor in its corner. */
  clear(columns: number, rows: number): void {
    this.grid = new Grid(columns, rows);
    this.row = 0;
    this.column = 0;
    this.style = '';
    this.touchAll();
  }

  /** Whoever writes goes on from what was on the screen: rows that look the same after the change are not written again. */
  resize(columns: number, rows: number): void {
    this.grid = this.grid.resized(columns, rows);
    this.row = Math.min(this.row, rows - 1);
    this.column = Math.min(this.column, columns);
    this.touchAll();
  }

  touchAll(): void {
    for (let row = 0; row < this.grid.height; row += 1) this.touched.add(row);
  }

  /** @param foreign called, in order, with each sequence that is not ours to play */
  play(output: string, foreign: (raw: string) => void): void {
    for (let at = 0; at < output.length; ) {
      const code = output.charCodeAt(at);
      if (code === 0x1b) {
        const end = styleEnd(output, at);
        if (end > 0) {
          this.style = restyled(this.style, output.slice(at + 2, end));
          at = end + 1;
          continue;
        }
        sequence.lastIndex = at;
        const found = sequence.exec(output);
        if (!found) return foreign(output.slice(at));
        at = sequence.lastIndex;
        if (!this.#obey(found)) foreign(found[0]);
      } else if (code < 0x20) {
        this.#control(code, foreign);
        at += 1;
      } else at = this.#text(output, at);
    }
  }

  #control(code: number, foreign: (raw: string) => void): void {
    if (code === 0x0a) {
      this.column = 0;
      if (this.row < this.grid.height - 1) this.row += 1;
      else {
        this.grid.scroll();
        this.touchAll();
      }
    } else if (code === 0x0d) this.column = 0;
    else if (code === 0x08) this.column = Math.max(0, this.column - 1);
    else foreign(String.fromCharCode(code));
  }

  #text(output: string, start: number): number {
    plainText.lastIndex = start;
    if (plainText.test(output)) {
      const end = plainText.lastIndex;
      const room = Math.min(end, start + this.grid.columns - this.column);
      this.grid.write(this.row, this.column, output, start, room, this.style);
      this.column += Math.max(0, room - start);
      this.touched.add(this.row);
      for (let at = Math.max(start, room); at < end; at += 1) this.#put(output[at]!, 1);
      return end;
    }
    let end = start;
    while (end < output.length && output.charCodeAt(end) >= 0x20 && output.charCodeAt(end) !== 0x1b) end += 1;
    for (const { segment } of this.#segmenter.segment(output.slice(start, end)))
      this.#put(segment, this.#measure(segment));
    return end;
  }

  /** Autowrap is off: what passes the edge replaces the last cell, or is dropped when it is wider than that. */
  #put(text: string, width: number): void {
    this.touched.add(this.row);
    if (width === 0) return this.grid.combine(this.row, Math.max(0, this.column - 1), text);
    if (width === 2 && this.column + 2 > this.grid.columns) return;
    this.grid.put(this.row, Math.min(this.column, this.grid.columns - 1), text, width, this.style);
    this.column = Math.min(this.grid.columns, this.column + width);
  }

  #obey([, mark, parameters = '', between, final]: RegExpExecArray): boolean {
    if (final === undefined || mark !== '' || between !== '') return false;
    const [first = 0, second = 0] = parameters.split(';').map(Number);
    return this.#move(final, first, second) || this.#erase(final, first);
  }

  #move(final: string, first: number, second: number): boolean {
    const count = Math.max(1, first);
    const to = (row: number, column: number): true => {
      this.row = Math.max(0, Math.min(row, this.grid.height - 1));
      this.column = Math.max(0, Math.min(column, this.grid.columns - 1));
      return true;
    };
    switch (final) {
      case 'A':
        return to(this.row - count, this.column);
      case 'B':
        return to(this.row + count, this.column);
      case 'C':
        return to(this.row, this.column + count);
      case 'D':
        return to(this.row, this.column - count);
      case 'E':
        return to(this.row + count, 0);
      case 'F':
        return to(this.row - count, 0);
      case 'G':
        return to(this.row, count - 1);
      case 'd':
        return to(count - 1, this.column);
      case 'H':
      case 'f':
        return to(count - 1, Math.max(1, second) - 1);
      default:
        return false;
    }
  }

  #erase(final: string, how: number): boolean {
    const { grid, row, column } = this;
    if (final === 'K') {
      grid.erase(row, how === 0 ? column : 0, how === 1 ? column + 1 : grid.columns);
      this.touched.add(row);
      return true;
    }
    if (final !== 'J') return false;
    if (how === 0 || how === 1) grid.erase(row, how === 0 ? column : 0, how === 1 ? column + 1 : grid.columns);
    for (let each = 0; each < grid.height; each += 1) {
      if ((how === 0 && each > row) || (how === 1 && each < row) || how >= 2) grid.erase(each, 0, grid.columns);
    }
    this.touchAll();
    return true;
  }
}

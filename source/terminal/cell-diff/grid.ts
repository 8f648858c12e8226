import type { Style } from './style.ts';

/** One cell; the second half of a wide character has no text of its own. Compared by value. */
export interface Cell {
  readonly text: string;
  readonly style: Style;
}

export const blankCell: Cell = { text: ' ', style: '' };
/** The cell of a screen whose contents are unknown: differs from every other, so it is painted. */
export const unknownCell: Cell = { text: '\u0000', style: '' };

export const sameCell = (a: Cell, b: Cell): boolean => a === b || (a.text === b.text && a.style === b.style);

/** Cells of one look, each made once: a screen is made of few of them, and made again at every key. */
interface Look {
  /** By code unit. */
  readonly ascii: Cell[];
  readonly others: Map<number, Cell>;
}

const looks = new Map<Style, Look>();
/** Looks that are kept; what uses more of them, such as pictures in true colour, makes its cells anew. */
const mostLooks = 500;

function lookOf(style: Style): Look {
  const last = looks.get(style);
  if (last) return last;
  if (looks.size >= mostLooks) looks.clear();
  const ascii = Array.from({ length: 0x80 }, (_, code): Cell => ({ text: String.fromCharCode(code), style }));
  const look: Look = { ascii, others: new Map() };
  looks.set(style, look);
  return look;
}

function otherCell({ others }: Look, code: number, style: Style): Cell {
  const last = others.get(code);
  if (last) return last;
  const cell: Cell = { text: String.fromCharCode(code), style };
  others.set(code, cell);
  return cell;
}

/** The cells of a screen. */
export class Grid {
  readonly columns: number;
  readonly rows: Cell[][];

  constructor(columns: number, rows: number, fill: Cell = blankCell) {
    this.columns = columns;
    this.rows = Array.from({ length: rows }, () => Array<Cell>(columns).fill(fill));
  }

  get height(): number {
    return this.rows.length;
  }

  /** Puts a character of one or two columns; what it covers half of a wide one becomes blank. */
  put(row: number, column: number, text: string, width: number, style: Style): void {
    const cells = this.rows[row];
    if (!cells || column >= this.columns) return;
    this.#freeHalf(cells, column);
    if (width === 2) {
      this.#freeHalf(cells, column + 1);
      cells[column + 1] = { text: '', style };
    }
    cells[column] = { text, style };
  }

  /** Puts characters of one column each, from start to end of a text: all of them must have room. */
  write(row: number, column: number, text: string, start: number, end: number, style: Style): void {
    const cells = this.rows[row];
    if (!cells || end <= start) return;
    // Halves of wide characters between them are written over.
    this.#freeHalf(cells, column);
    if (end - start > 1) this.#freeHalf(cells, column + end - start - 1);
    const look = lookOf(style);
    for (let at = start, to = column; at < end; at += 1, to += 1) {
      const code = text.charCodeAt(at);
      cells[to] = look.ascii[code] ?? otherCell(look, code, style);
    }
  }

  /** The same cells on a screen of another size, from its top left corner; what is new is blank, half a wide character too. */
  resized(columns: number, rows: number): Grid {
    const next = new Grid(columns, rows);
    for (const [row, cells] of this.rows.slice(0, rows).entries()) {
      const kept = cells.slice(0, columns);
      if (cells[columns]?.text === '') kept[columns - 1] = blankCell;
      next.rows[row]!.splice(0, kept.length, ...kept);
    }
    return next;
  }

  /** Adds a mark to the character before. */
  combine(row: number, column: number, mark: string): void {
    const cells = this.rows[row];
    const at = cells?.[column]?.text === '' ? column - 1 : column;
    const cell = cells?.[at];
    if (cells && cell) cells[at] = { ...cell, text: cell.text + mark };
  }

  erase(row: number, from: number, to: number): void {
    const cells = this.rows[row];
    if (!cells) return;
    for (let column = Math.max(0, from); column < Math.min(to, this.columns); column += 1) {
      this.#freeHalf(cells, column);
      cells[column] = blankCell;
    }
  }

  scroll(): void {
    this.rows.shift();
    this.rows.push(Array<Cell>(this.columns).fill(blankCell));
  }

  #freeHalf(cells: Cell[], column: number): void {
    if (cells[column]?.text === '' && column > 0) cells[column - 1] = blankCell;
    if (cells[column + 1]?.text === '') cells[column + 1] = blankCell;
  }
}

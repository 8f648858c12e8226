import type { Cell as Placed } from '../cell-diff/grid.ts';
import { Interpreter, type Measure } from '../cell-diff/interpreter.ts';
import type { Cell, Cells, Colour } from './cell.ts';

/** The cells of painted rows: text with the codes of its looks. */
export function paintedCells(lines: readonly string[], columns: number, measure: Measure): Cells {
  const player = new Interpreter(columns, lines.length, measure);
  player.play(lines.join('\n'), () => undefined);
  const rows = player.grid.rows.map((cells) => cells.map(cellOf));
  return { cols: columns, rows: rows.length, cells: () => rows };
}

/** Colours by number: each range of codes, and what it begins with. */
const ranges: readonly (readonly [from: number, to: number, ground: boolean, first: number])[] = [
  [30, 37, false, 0],
  [90, 97, false, 8],
  [40, 47, true, 0],
  [100, 107, true, 8],
];

function cellOf({ text, style }: Placed): Cell {
  const { fg, bg, flags } = lookOf(style);
  const has = (code: string): boolean => flags.has(code);
  return {
    char: text,
    ...{ fg, bg, bold: has('1'), dim: has('2'), italic: has('3'), underline: has('4'), inverse: has('7') },
  };
}

function lookOf(style: string): { readonly fg: Colour; readonly bg: Colour; readonly flags: ReadonlySet<string> } {
  const codes = style.split(';');
  const flags = new Set<string>();
  let [fg, bg]: [Colour, Colour] = [undefined, undefined];
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at]!;
    const isRgb = codes[at + 1] === '2';
    const range = ranges.find(([from, to]) => Number(code) >= from && Number(code) <= to);
    if (code === '38' || code === '48') {
      const colour = colourOf(codes.slice(at + 2, at + (isRgb ? 5 : 3)).map(Number), isRgb);
      [fg, bg] = code === '38' ? [colour, bg] : [fg, colour];
    } else if (range) {
      const colour = Number(code) - range[0] + range[3];
      [fg, bg] = range[2] ? [fg, colour] : [colour, bg];
    } else flags.add(code);
    if (code === '38' || code === '48' || code === '58') at += isRgb ? 4 : 2;
  }
  return { fg, bg, flags };
}

const colourOf = (parts: readonly number[], isRgb: boolean): Colour =>
  isRgb ? `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}` : parts[0];

import type { Cell, Cells } from './cell.ts';
import { type Look, lookFor, paintOf } from './colours.ts';
import { hasShape, shapeOf, stretches } from './glyph-shapes.ts';

const cellWidth = 8.4;
const cellHeight = 18;
const fontSize = 14;
const margin = 14;
const titleBar = 30;
/** Where the baseline stands below the top of a row. */
const baseline = 13.5;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** No reader of XML takes a file with these in it. */
const noXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const escaped = (text: string) => text.replace(noXml, '\ufffd').replace(/[&<>"]/g, (char) => escapes[char] ?? char);
const round = (value: number) => Number(value.toFixed(2));

/** Neighbouring cells that look the same and can be one piece of text. */
interface Run {
  readonly x: number;
  readonly text: string;
  readonly columns: number;
  readonly cell: Cell;
}

/** Draws the screen as a window, text as text; in a window that its colours are for unless told. The same screen gives the same bytes. */
export function screenToSvg(screen: Cells, title = 'segtop', look: Look = lookFor(screen.cells())): string {
  const width = round(screen.cols * cellWidth + 2 * margin);
  const height = screen.rows * cellHeight + 2 * margin + titleBar;
  const rows = screen.cells().map((cells, y) => drawRow(cells, titleBar + margin + y * cellHeight, look));
  const dots = ['#e5534b', '#c69026', '#57ab5a'].map(
    (fill, i) => `<circle cx="${20 + i * 18}" cy="16" r="5.5" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}.b{font-weight:bold}.i{font-style:italic}.u{text-decoration:underline}.d{opacity:.6}</style>`,
    `<rect width="${width}" height="${height}" rx="9" fill="${look.background}" stroke="${look.frame}"/>`,
    ...dots,
    `<text x="${round(width / 2)}" y="21" fill="${look.title}" text-anchor="middle">${escaped(title)}</text>`,
    ...rows.filter((row) => row !== ''),
    '</svg>\n',
  ].join('\n');
}

function drawRow(cells: readonly Cell[], top: number, look: Look): string {
  const papers = runsOf(cells, (cell) => paintOf(cell, look).paper ?? '')
    .filter(({ cell }) => paintOf(cell, look).paper !== undefined)
    .map(({ x, columns, cell }) => {
      const place = `x="${round(margin + x * cellWidth)}" y="${top}" width="${round(columns * cellWidth)}"`;
      return `<rect ${place} height="${cellHeight}" fill="${paintOf(cell, look).paper}"/>`;
    });
  const lettered = cells.map((cell) => (hasShape(cell.char) ? { ...cell, char: ' ' } : cell));
  const texts = runsOf(lettered, (cell) => styleOf(cell, look))
    .filter(({ text }) => text.trim() !== '')
    .map((run) => drawText(run, top, look));
  return [...papers, ...drawShapes(cells, top, look), ...texts].join('');
}

function drawShapes(cells: readonly Cell[], top: number, look: Look): readonly string[] {
  const shapes: string[] = [];
  const isSame = (a: Cell, b: Cell | undefined) => a.char === b?.char && styleOf(a, look) === styleOf(b, look);
  for (let x = 0, columns = 1; x < cells.length; x += columns) {
    const cell = cells[x]!;
    columns = 1;
    while (stretches(cell.char) && isSame(cell, cells[x + columns])) columns += 1;
    const box = { x: margin + x * cellWidth, y: top, width: columns * cellWidth, height: cellHeight };
    const shape = shapeOf(cell.char, box, paintOf(cell, look).ink);
    if (shape !== undefined) shapes.push(cell.dim ? `<g class="d">${shape}</g>` : shape);
  }
  return shapes;
}

function styleOf(cell: Cell, look: Look): string {
  const marks = [cell.bold && 'b', cell.italic && 'i', cell.underline && 'u', cell.dim && 'd'].filter(
    (mark) => mark !== false,
  );
  return `${marks.length > 0 ? `class="${marks.join(' ')}" ` : ''}fill="${paintOf(cell, look).ink}"`;
}

/** Text pinned to its columns, so that a font of another width does not shift what follows. */
function drawText({ x, text, cell }: Run, top: number, look: Look): string {
  const shown = text.trimEnd();
  const indent = shown.length - shown.trimStart().length;
  const columns = [...shown].length - indent;
  const place = `x="${round(margin + (x + indent) * cellWidth)}" y="${top + baseline}"`;
  const pinned = columns > 1 ? ` textLength="${round(columns * cellWidth)}" lengthAdjust="spacingAndGlyphs"` : '';
  return `<text ${place} ${styleOf(cell, look)}${pinned}>${escaped(shown.slice(indent))}</text>`;
}

/** Splits a row where the look changes; a character that is not one code point in one column stands alone. */
function runsOf(cells: readonly Cell[], styleFor: (cell: Cell) => string): readonly Run[] {
  const runs: Run[] = [];
  let open = false;
  cells.forEach((cell, x) => {
    if (cell.char === '') {
      const last = runs.at(-1);
      if (last !== undefined) runs[runs.length - 1] = { ...last, columns: last.columns + 1 };
      open = false;
      return;
    }
    const simple = [...cell.char].length === 1 && cells[x + 1]?.char !== '';
    const last = runs.at(-1);
    if (open && simple && last !== undefined && styleFor(last.cell) === styleFor(cell))
      runs[runs.length - 1] = { ...last, text: last.text + cell.char, columns: last.columns + 1 };
    else runs.push({ x, text: cell.char, columns: 1, cell });
    open = simple;
  });
  return runs;
}

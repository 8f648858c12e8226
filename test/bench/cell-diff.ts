import type { Cell, Colour } from '../harness/terminal/emulator.ts';

type Screen = readonly (readonly Cell[])[];

const marks = [
  ['bold', 1, 22],
  ['dim', 2, 22],
  ['italic', 3, 23],
  ['underline', 4, 24],
  ['inverse', 7, 27],
] as const;

const plain: Cell = {
  ...{ char: ' ', fg: undefined, bg: undefined },
  ...{ bold: false, dim: false, italic: false, underline: false, inverse: false },
};

function colourCode(colour: Colour, base: 30 | 40): string {
  if (colour === undefined) return String(base + 9);
  if (typeof colour === 'number') {
    if (colour < 8) return String(base + colour);
    return colour < 16 ? String(base + 52 + colour) : `${base + 8};5;${colour}`;
  }
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `${base + 8};2;${red};${green};${blue}`;
}

/** The shortest SGR from one look to another; empty when they are the same. */
function sgr(from: Cell, to: Cell): string {
  const changes = (start: Cell) => {
    const off = new Set(marks.filter(([mark]) => start[mark] && !to[mark]).map(([, , code]) => code));
    return [
      ...off,
      // Code 22 ends both bold and dim, so the one that stays has to be said again.
      ...marks.filter(([mark, , code]) => to[mark] && (!start[mark] || off.has(code))).map(([, code]) => code),
      ...(start.fg === to.fg ? [] : [colourCode(to.fg, 30)]),
      ...(start.bg === to.bg ? [] : [colourCode(to.bg, 40)]),
    ];
  };
  const step = changes(from);
  if (step.length === 0) return '';
  const fresh = changes(plain);
  const afresh = fresh.length === 0 ? '' : `0;${fresh.join(';')}`;
  return `\u001b[${afresh.length < step.join(';').length ? afresh : step.join(';')}m`;
}

const isSameLook = (a: Cell, b: Cell) => sgr(a, b) === '';
const isSame = (a: Cell | undefined, b: Cell | undefined) =>
  a !== undefined && b !== undefined && a.char === b.char && isSameLook(a, b);
const bytes = (text: string) => Buffer.byteLength(text);

/**
 * The orders a plain cell diff sends to turn one screen into the other: for each run of changed cells a cursor move,
 * changes of colour, and the text. Cells between two runs are sent again where that is shorter than a move.
 */
export function cellDiff(before: Screen, after: Screen): string {
  let out = '';
  let pen = plain;
  after.forEach((row, y) => {
    const changed = row.flatMap((cell, x) => (isSame(cell, before[y]?.[x]) ? [] : [x]));
    let at: number | undefined;
    for (const x of changed) {
      if (at === x || row[x]?.char === '') {
        // The right half of a wide character comes with its left half.
      } else if (at === undefined) out += `\u001b[${y + 1}${x === 0 ? '' : `;${x + 1}`}H`;
      else {
        const between = row.slice(at, x);
        const again = between.map(({ char }) => char).join('');
        const move = x - at === 1 ? '\u001b[C' : `\u001b[${x - at}C`;
        out += between.every((cell) => isSameLook(cell, pen)) && bytes(again) <= bytes(move) ? again : move;
      }
      const cell = row[x]!;
      out += sgr(pen, cell) + cell.char;
      pen = cell;
      at = x + 1;
    }
  });
  return out + sgr(pen, plain);
}

/** How many bytes that takes. */
export function leastBytes(before: Screen, after: Screen): number {
  return bytes(cellDiff(before, after));
}

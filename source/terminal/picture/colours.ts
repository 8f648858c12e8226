import type { Cell, Colour } from './cell.ts';

/** The look of a window: its own colours, and the usual sixteen. */
export interface Look {
  readonly background: string;
  readonly frame: string;
  readonly title: string;
  readonly text: string;
  readonly sixteen: readonly string[];
}

export const dark: Look = {
  background: '#11151c',
  frame: '#2a3140',
  title: '#8b95a7',
  text: '#d3dae6',
  sixteen: [
    ...['#2e3542', '#e5534b', '#57ab5a', '#c69026', '#539bf5', '#b083f0', '#39c5cf', '#adbac7'],
    ...['#768390', '#ff938a', '#8ddb8c', '#eac55f', '#96d0ff', '#dcbdfb', '#76e3ea', '#f0f4fa'],
  ],
};

export const light: Look = {
  background: '#ffffff',
  frame: '#d0d7de',
  title: '#57606a',
  text: '#24292f',
  sixteen: [
    ...['#24292f', '#cf222e', '#116329', '#7d4e00', '#0550ae', '#8250df', '#1b7c83', '#57606a'],
    ...['#6e7781', '#a40e26', '#1a7f37', '#633c01', '#0969da', '#6639ba', '#3192aa', '#8c959f'],
  ],
};

const hex = (...parts: readonly number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** A palette number (0–255, as xterm has them) as `#rrggbb`. */
export function paletteColour(index: number, look: Look = dark): string {
  if (index < 16) return look.sixteen[index] ?? look.text;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return hex(grey, grey, grey);
  }
  const step = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  const place = index - 16;
  return hex(step(Math.floor(place / 36)), step(Math.floor(place / 6) % 6), step(place % 6));
}

const concrete = (colour: Colour, own: string, look: Look) =>
  typeof colour === 'number' ? paletteColour(colour, look) : (colour ?? own);

/** What a cell looks like in the end: inverse swapped, own colours filled in; no background is the window's. */
export function paintOf(cell: Cell, look: Look): { readonly ink: string; readonly paper: string | undefined } {
  const fg = concrete(cell.fg, look.text, look);
  const bg = concrete(cell.bg, look.background, look);
  const [ink, paper] = cell.inverse ? [bg, fg] : [fg, bg];
  return { ink, paper: paper === look.background ? undefined : paper };
}

/** How light `#rrggbb` is to the eye, from 0 to 1. */
function lightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[0-9a-f]{2}/gi) ?? []).map((part) => Number.parseInt(part, 16));
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/** The window that most of the text can be read on: colours that a theme chose for a light ground need one. */
export function lookFor(rows: readonly (readonly Cell[])[]): Look {
  const chosen = rows
    .flat()
    .filter(({ char, fg }) => char.trim() !== '' && fg !== undefined && (typeof fg === 'string' || fg >= 16))
    .map(({ fg }) => lightness(concrete(fg, dark.text, dark)));
  return chosen.filter((value) => value < 0.5).length * 2 > chosen.length ? light : dark;
}

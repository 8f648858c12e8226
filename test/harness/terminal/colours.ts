import type { Cell, Colour } from './emulator.ts';

/** The look of a window: its ground and the sixteen colours of the terminal. */
export interface Look {
  readonly background: string;
  readonly frame: string;
  readonly title: string;
  readonly text: string;
  readonly sixteen: readonly string[];
}

/** A dark terminal with the usual sixteen colours. */
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

/** A light terminal. */
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

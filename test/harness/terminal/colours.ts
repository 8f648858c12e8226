import type { Cell, Colour } from './emulator.ts';

/** The look of a window: a dark terminal with the usual sixteen colours. */
export const look = {
  background: '#11151c',
  frame: '#2a3140',
  title: '#8b95a7',
  text: '#d3dae6',
  sixteen: [
    ...['#2e3542', '#e5534b', '#57ab5a', '#c69026', '#539bf5', '#b083f0', '#39c5cf', '#adbac7'],
    ...['#768390', '#ff938a', '#8ddb8c', '#eac55f', '#96d0ff', '#dcbdfb', '#76e3ea', '#f0f4fa'],
  ],
} as const;

const hex = (...parts: readonly number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** A palette number (0–255, as xterm has them) as `#rrggbb`. */
export function paletteColour(index: number): string {
  if (index < 16) return look.sixteen[index] ?? look.text;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return hex(grey, grey, grey);
  }
  const step = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  const place = index - 16;
  return hex(step(Math.floor(place / 36)), step(Math.floor(place / 6) % 6), step(place % 6));
}

const concrete = (colour: Colour, own: string) =>
  typeof colour === 'number' ? paletteColour(colour) : (colour ?? own);

/** What a cell looks like in the end: inverse swapped, own colours filled in; no background is the window's. */
export function paintOf(cell: Cell): { readonly ink: string; readonly paper: string | undefined } {
  const fg = concrete(cell.fg, look.text);
  const bg = concrete(cell.bg, look.background);
  const [ink, paper] = cell.inverse ? [bg, fg] : [fg, bg];
  return { ink, paper: paper === look.background ? undefined : paper };
}

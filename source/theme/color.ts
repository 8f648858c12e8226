/** Colours by name or by value, brought down to what the terminal has. */
import type { ColorLevel } from './color-level.ts';

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
type Name = (typeof names)[number];

/** One of the terminal's own sixteen, or a value such as `#d70000`. */
export type Color = Name | 'gray' | `bright-${Name}` | `#${string}`;

/** The sixteen as terminals commonly draw them (xterm), to find the nearest. */
const sixteen: readonly (readonly [number, number, number])[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];

const ansi = (index: number): string => String(index < 8 ? 30 + index : 82 + index);

function parts(value: string): readonly [number, number, number] | undefined {
  const digits = /^#([0-9a-f]{6})$/i.exec(value)?.[1];
  if (digits === undefined) return undefined;
  const all = Number.parseInt(digits, 16);
  return [all >> 16, (all >> 8) & 255, all & 255];
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, part, index) => sum + (part - b[index]!) ** 2, 0);

/** Index in xterm's 6×6×6 cube or its grey ramp, whichever is nearer. */
function nearest256(rgb: readonly [number, number, number]): number {
  const level = (part: number): number => (part < 48 ? 0 : part < 115 ? 1 : Math.min(5, Math.floor((part - 35) / 40)));
  const value = (step: number): number => (step === 0 ? 0 : 55 + 40 * step);
  const steps = rgb.map(level);
  const grey = Math.max(0, Math.min(23, Math.round((rgb.reduce((sum, part) => sum + part, 0) / 3 - 8) / 10)));
  const ramp = 8 + 10 * grey;
  return distance(rgb, steps.map(value)) <= distance(rgb, [ramp, ramp, ramp])
    ? 16 + 36 * steps[0]! + 6 * steps[1]! + steps[2]!
    : 232 + grey;
}

/** SGR parameters that set this foreground at this level; empty for level `none` and for a colour that is none. */
export function colorCode(color: Color, level: ColorLevel): string {
  if (level === 'none') return '';
  if (color === 'gray') return ansi(8);
  const bright = color.startsWith('bright-');
  const named = names.indexOf((bright ? color.slice(7) : color) as Name);
  if (named >= 0) return ansi(named + (bright ? 8 : 0));
  const rgb = parts(color);
  if (!rgb) return '';
  if (level === 'truecolor') return `38;2;${rgb.join(';')}`;
  if (level === '256') return `38;5;${nearest256(rgb)}`;
  const distances = sixteen.map((candidate) => distance(rgb, candidate));
  return ansi(distances.indexOf(Math.min(...distances)));
}

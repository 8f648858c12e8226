/** Tones turned into SGR codes: the only place that knows how a meaning looks. */
import { type Color, colorCode } from './color.ts';
import type { ColorLevel } from './color-level.ts';
import type { Tone } from './line.ts';

/** How a tone looks. Colours beyond the terminal's level are brought down to the nearest it has. */
export interface Style {
  readonly color?: Color | undefined;
  readonly bold?: boolean | undefined;
  readonly dim?: boolean | undefined;
  readonly underline?: boolean | undefined;
}

/** A user's wishes: any tone restyled, and an accent for this workspace, so that production can be red. */
export interface Theme {
  readonly tones?: Readonly<Partial<Record<Tone, Style>>> | undefined;
  readonly accent?: Color | undefined;
}

/** SGR parameters of one look, such as `1;31`, and those that end it, such as `22;39`; empty for plain text. */
export interface Sgr {
  readonly open: string;
  readonly close: string;
}

export interface Palette {
  readonly level: ColorLevel;
  /** Marks of ours are mapped to ASCII as the last step. */
  readonly ascii: boolean;
  /** The look of a tone; on a reversed row only what is no colour remains, so that the row reads as one, but for a mark. */
  sgr(tone: Tone | undefined, reversed: boolean, mark?: boolean): Sgr;
}

/**
 * ANSI colours only, so that the terminal's own scheme decides, dark or light. Blue is none of them: as consoles draw it nobody can
 * read it on black.
 */
const standard: Readonly<Record<Tone, Style>> = {
  text: {},
  dim: { dim: true },
  strong: { bold: true },
  accent: { color: 'cyan', bold: true },
  good: { color: 'green' },
  bad: { color: 'red' },
  warn: { color: 'yellow' },
  info: {},
  frame: { dim: true },
  focus: { color: 'cyan', bold: true },
  match: { color: 'magenta', underline: true },
  key: { bold: true },
};

/** Tones that take the workspace's accent. */
const accented: ReadonlySet<Tone> = new Set(['accent', 'focus']);

function sgrOf(style: Style, level: ColorLevel, reversed: boolean, mark: boolean): Sgr {
  const open: string[] = [];
  const close: string[] = [];
  if (reversed) {
    open.push('7');
    close.push('27');
  }
  if (style.bold) open.push('1');
  if (style.dim && level !== 'none' && !reversed) open.push('2');
  if (open.includes('1') || open.includes('2')) close.push('22');
  if (style.underline) {
    open.push('4');
    close.push('24');
  }
  const color = style.color && (!reversed || mark) ? colorCode(style.color, level) : '';
  if (color) {
    open.push(color);
    close.push('39');
  }
  return { open: open.join(';'), close: close.join(';') };
}

/**
 * The look of every tone on this terminal.
 * @param theme partial; what it leaves out stays as it is by default
 * @param ascii whether painting maps our marks to ASCII
 */
export function palette(level: ColorLevel, theme: Theme = {}, ascii = false): Palette {
  const known = new Map<string, Sgr>();
  const styleOf = (tone: Tone): Style => {
    const style = theme.tones?.[tone] ?? standard[tone] ?? {};
    return theme.accent && accented.has(tone) ? { ...style, color: theme.accent } : style;
  };
  return {
    level,
    ascii,
    sgr(tone = 'text', reversed, mark = false) {
      const key = reversed ? (mark ? `${tone}!mark` : `${tone}!`) : tone;
      const found = known.get(key) ?? sgrOf(styleOf(tone), level, reversed, mark);
      known.set(key, found);
      return found;
    },
  };
}

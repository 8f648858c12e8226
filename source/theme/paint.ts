/** The last step: one row of data becomes one string for the terminal. */
import { asciiText } from './glyphs.ts';
import { fit, type Line } from './line.ts';
import type { Palette, Sgr } from './palette.ts';

const plain: Sgr = { open: '', close: '' };

/** A row that is drawn again as it was is not painted again. */
const kept = new WeakMap<Line, { readonly palette: Palette; readonly text: string }>();

/**
 * One row as a string of exactly `width` columns. A code is written only where the look changes, and the last look is
 * ended only if it was one.
 */
export function paint(of: Line, width: number, palette: Palette): string {
  const row = fit(of, width);
  const last = kept.get(row);
  if (last?.palette === palette) return last.text;
  const text = painting(row, palette);
  kept.set(row, { palette, text });
  return text;
}

function painting(row: Line, { sgr, ascii }: Palette): string {
  let painted = '';
  let look = plain;
  for (const { text, tone, selected, mark } of row.spans) {
    if (text === '') continue;
    const next = sgr(tone, row.selected === true || selected === true, mark);
    // Blanks look the same in every tone that neither reverses nor underlines.
    const same = next.open === look.open || (isBlank(text) && !hasGround(next) && !hasGround(look));
    if (!same) {
      const codes = [look.close, next.open].filter((code) => code !== '').join(';');
      painted += `\u001b[${codes}m`;
      look = next;
    }
    painted += text;
  }
  if (look.close !== '') painted += `\u001b[${look.close}m`;
  return ascii ? asciiText(painted) : painted;
}

/** A block as strings, one a row. */
export function paintAll(rows: readonly Line[], width: number, palette: Palette): string[] {
  return rows.map((row) => paint(row, width, palette));
}

const isBlank = (text: string): boolean => /^ *$/.test(text);
const hasGround = ({ open }: Sgr): boolean => /(?:^|;)[47](?:;|$)/.test(open);

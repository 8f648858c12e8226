/** The last step: one row of data becomes one string for the terminal. */
import { asciiText } from './glyphs.ts';
import { fit, type Line, type Span } from './line.ts';
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
      painted += change(look, next);
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

const sameSpan = (a: Span, b: Span): boolean =>
  a === b || (a.text === b.text && a.tone === b.tone && a.selected === b.selected && a.mark === b.mark);

/** The same on the screen; what the mouse finds there may differ. */
const looksSame = (a: Line, b: Line): boolean =>
  a === b ||
  (a.selected === b.selected &&
    a.spans.length === b.spans.length &&
    a.spans.every((span, index) => sameSpan(span, b.spans[index]!)));

/** Paints one screen after another: a row that was made anew, but looks as the one that stood there, is not painted again. */
export function screenPainter(): typeof paintAll {
  let last: { rows: readonly Line[]; width: number; palette?: Palette; texts: string[] } = {
    rows: [],
    width: 0,
    texts: [],
  };
  return (rows, width, palette) => {
    const before = last.width === width && last.palette === palette ? last.rows : [];
    const texts = rows.map((row, at) =>
      before[at] && looksSame(before[at], row) ? last.texts[at]! : paint(row, width, palette),
    );
    last = { rows, width, palette, texts };
    return texts;
  };
}

const changes = new WeakMap<Sgr, WeakMap<Sgr, string>>();

/** From one look to another; a palette has few, and a screen changes between them a thousand times. */
function change(from: Sgr, to: Sgr): string {
  const known = changes.get(from) ?? new WeakMap<Sgr, string>();
  const last = known.get(to);
  if (last !== undefined) return last;
  const codes = [from.close, to.open].filter((code) => code !== '').join(';');
  const made = `\u001b[${codes}m`;
  changes.set(from, known.set(to, made));
  return made;
}

const isBlank = (text: string): boolean => /^ *$/.test(text);
const hasGround = ({ open }: Sgr): boolean => /(?:^|;)[47](?:;|$)/.test(open);

/** Text measured and cut in display columns. Never by String.length: a CJK letter is two columns, a mark none. */
import type { SafeText } from '../domain/text.ts';
import { knownWidth, stringWidth } from './string-width.ts';

let segmenter: Intl.Segmenter | undefined;

/** What a reader sees as one character each: `e` with its accent, a family emoji, a flag. */
export function* graphemes(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** The same of a safe text: each of its characters is safe. */
export function safeGraphemes(text: SafeText): SafeText[] {
  return [...graphemes(text)] as SafeText[];
}

/** One of our own glyphs by its number, as those of Braille. */
export function glyphOf(code: number): SafeText {
  return String.fromCodePoint(code) as SafeText;
}

/** Display columns of a text. */
export function widthOf(text: SafeText): number {
  return stringWidth(text);
}

/** True when each code unit is one grapheme of one column, so that slicing is cutting. */
export function isUniform(text: string): boolean {
  return knownWidth(text) === text.length;
}

const paddings: SafeText[] = [];

/** That many spaces; none for zero or less. */
export function spaces(count: number): SafeText {
  if (count <= 0) return '' as SafeText;
  paddings[count] ??= ' '.repeat(count) as SafeText;
  return paddings[count]!;
}

/** A one-column glyph repeated. */
export function repeated(glyph: SafeText, count: number): SafeText {
  return (count <= 0 ? '' : glyph.repeat(count)) as SafeText;
}

/** The longest run of whole graphemes from the start that takes at most `width` columns. */
function prefix(text: SafeText, width: number): SafeText {
  if (isUniform(text)) return text.slice(0, width) as SafeText;
  let used = 0;
  let length = 0;
  for (const grapheme of graphemes(text)) {
    const columns = stringWidth(grapheme);
    if (used + columns > width) break;
    used += columns;
    length += grapheme.length;
  }
  return text.slice(0, length) as SafeText;
}

/**
 * Cuts a text to at most `width` columns, between graphemes; a wide character that would straddle the edge is left out.
 * @param ellipsis puts `…` in the last column when something was cut (default true)
 */
export function cutToWidth(text: SafeText, width: number, ellipsis = true): SafeText {
  if (width <= 0) return '' as SafeText;
  if (widthOf(text) <= width) return text;
  return (ellipsis ? `${prefix(text, width - 1)}…` : prefix(text, width)) as SafeText;
}

/** Cuts or pads a text to exactly `width` columns; a wide character at the edge becomes a pad space. */
export function padToWidth(text: SafeText, width: number, align: 'left' | 'right' = 'left'): SafeText {
  let padded = cutToWidth(text, width);
  // Looped, since a hostile last character may swallow the first space.
  for (let missing = width - widthOf(padded); missing > 0; missing = width - widthOf(padded)) {
    padded = (align === 'left' ? padded + spaces(missing) : spaces(missing) + padded) as SafeText;
  }
  return padded;
}

/** The first of some wordings that fits; the last where none does. Width 0: the first, as natural widths are measured. */
export function firstFit(texts: readonly SafeText[], width: number): SafeText {
  const fitting = texts.find((text) => width === 0 || widthOf(text) <= width);
  return fitting ?? texts.at(-1) ?? ('' as SafeText);
}

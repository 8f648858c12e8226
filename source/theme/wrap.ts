/** Text broken into rows at blanks. */
import type { SafeText } from '../domain/text.ts';
import { cutToWidth, spaces, widthOf } from './width.ts';

/** A word too long for a row, cut into pieces that fit; a character wider than the row is left out. */
function pieces(word: SafeText, width: number): SafeText[] {
  const parts: SafeText[] = [];
  let rest = word;
  while (widthOf(rest) > width) {
    const part = cutToWidth(rest, width, false);
    if (part === '') return parts;
    parts.push(part);
    rest = rest.slice(part.length) as SafeText;
  }
  return [...parts, rest];
}

/** The text on rows of at most `width` columns, broken at blanks and inside words only where one alone is too long. */
export function wrap(text: SafeText, width: number): SafeText[] {
  if (width <= 0) return [];
  const rows: SafeText[] = [];
  let row = '' as SafeText;
  for (const word of text.split(/ +/) as SafeText[]) {
    const longer = (row === '' ? word : row + spaces(1) + word) as SafeText;
    if (widthOf(longer) <= width) {
      row = longer;
      continue;
    }
    if (row !== '') rows.push(row);
    const parts = pieces(word, width);
    rows.push(...parts.slice(0, -1));
    row = parts.at(-1) ?? ('' as SafeText);
  }
  return row === '' ? rows : [...rows, row];
}

/** Text broken into rows at blanks. */
import { type SafeText, sliced, split, t } from '../domain/text.ts';
import { cutToWidth, safeGraphemes, widthOf } from './width.ts';

/** A word too long for a row, cut into pieces that fit; only a character wider than the row is left out. */
function pieces(word: SafeText, width: number): SafeText[] {
  const parts: SafeText[] = [];
  let rest = word;
  while (widthOf(rest) > width) {
    const part = cutToWidth(rest, width, false);
    if (part !== '') parts.push(part);
    rest = sliced(rest, (part === '' ? safeGraphemes(rest)[0]! : part).length);
  }
  return [...parts, rest];
}

/**
 * The text on rows of at most `width` columns, broken at blanks and inside words only where one alone is too long.
 * @param most rows; a text that takes more ends in `…`, since half a sentence may say what the whole one does not
 */
export function wrap(text: SafeText, width: number, most: number = Number.POSITIVE_INFINITY): SafeText[] {
  const rows = wrapped(text, width);
  if (rows.length <= most) return rows;
  const kept = rows.slice(0, Math.max(0, most));
  return kept.map((row, index) => (index === kept.length - 1 ? cutToWidth(t`${row} …`, width) : row));
}

function wrapped(text: SafeText, width: number): SafeText[] {
  if (width <= 0) return [];
  const rows: SafeText[] = [];
  let row = t``;
  for (const word of split(text, / +/)) {
    const longer = row === '' ? word : t`${row} ${word}`;
    if (widthOf(longer) <= width) {
      row = longer;
      continue;
    }
    if (row !== '') rows.push(row);
    const parts = pieces(word, width);
    rows.push(...parts.slice(0, -1));
    row = parts.at(-1) ?? t``;
  }
  return row === '' ? rows : [...rows, row];
}

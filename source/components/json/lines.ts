/** JSON on screen: numbered, foldable, searchable rows. */
import { concat, type SafeText, t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { highlight, type Line, type Match, type Span, span } from '../../theme/line.ts';
import { padToWidth, spaces } from '../../theme/width.ts';
import type { JsonRow } from './rows.ts';

export { type JsonOptions, type JsonRow, jsonRows, namesOf } from './rows.ts';

export interface JsonLineOptions {
  readonly glyphs: Pick<Glyphs, 'folded' | 'unfolded'>;
  /** Columns of the line numbers; 0 leaves them out. */
  readonly digits: number;
  readonly match?: ((text: SafeText) => readonly Match[]) | undefined;
}

/** Columns that the numbers of so many rows take. */
export function digitsOf(rows: number): number {
  return String(rows).length;
}

/** What a search looks at: the row without its number and indent. */
export function jsonText({ spans }: JsonRow): SafeText {
  return concat(spans.map(({ text }) => text));
}

/** Indexes of the rows whose text has a match, in order. */
export function jsonMatches(rows: readonly JsonRow[], match: (text: SafeText) => readonly Match[]): readonly number[] {
  return rows.flatMap((row, index) => (match(jsonText(row)).length > 0 ? index : []));
}

/** Matches of the whole row laid over its spans, so that one may reach across a key and its value. */
function matchedSpans(spans: readonly Span[], matches: readonly Match[]): readonly Span[] {
  let at = 0;
  return spans.flatMap(({ text, tone }) => {
    const from = at;
    at += text.length;
    const own = matches.flatMap(([start, end]): Match[] =>
      end > from && start < at ? [[Math.max(0, start - from), end - from]] : [],
    );
    return own.length === 0 ? span(text, tone) : highlight(text, own, tone);
  });
}

/** One row: number, fold mark, indent, text. Cutting it to the screen is the list's business. */
export function jsonLine(row: JsonRow, { glyphs, digits, match }: JsonLineOptions): Line {
  const spans = match ? matchedSpans(row.spans, match(jsonText(row))) : row.spans;
  const number: Span[] = digits > 0 ? [span(t`${padToWidth(t`${row.number}`, digits, 'right')} `, 'dim')] : [];
  const fold = row.foldable ? (row.folded ? glyphs.folded : glyphs.unfolded) : spaces(1);
  return { spans: [...number, span(t`${fold} `, 'dim'), { text: spaces(2 * row.depth) }, ...spans] };
}

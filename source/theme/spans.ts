/** Spans cut and padded by the columns of their joined text, since characters may combine across spans. */
import { concat, type SafeText, sliced, t } from '../domain/text.ts';
import type { Span } from './span.ts';
import { knownWidth, stringWidth } from './string-width.ts';
import { graphemes, isUniform, spaces, widthOf } from './width.ts';

export function textOf(spans: readonly Span[]): SafeText {
  return spans.length === 1 ? spans[0]!.text : concat(spans.map(({ text }) => text));
}

/** Columns of the spans beside each other. Joined only where one of them has what may combine with its neighbours. */
export function spansWidth(spans: readonly Span[]): number {
  let width = 0;
  for (const { text } of spans) {
    const known = knownWidth(text);
    if (known < 0) return widthOf(textOf(spans));
    width += known;
  }
  return width;
}

/** Where every code unit is one column: columns from `from` on, at most `width` of them. */
function sliceUnits(spans: readonly Span[], from: number, width: number): Span[] {
  const kept: Span[] = [];
  let at = -from;
  for (const part of spans) {
    if (at >= width) break;
    const start = Math.max(0, -at);
    const end = Math.min(part.text.length, width - at);
    if (start === 0 && end === part.text.length) kept.push(part);
    else if (end > start) kept.push({ ...part, text: sliced(part.text, start, end) });
    at += part.text.length;
  }
  return kept;
}

/**
 * The spans between two columns, cut between graphemes: of at most `width` columns, fewer where a wide character would
 * straddle the end; one that straddles the start leaves spaces. A grapheme takes the span it begins in.
 */
export function sliceSpans(spans: readonly Span[], from: number, width: number): Span[] {
  if (spans.every(({ text }) => isUniform(text))) return sliceUnits(spans, from, width);
  const whole = textOf(spans);
  const kept: Span[] = [];
  let column = 0;
  let at = 0;
  let index = -1;
  let end = 0;
  for (const grapheme of graphemes(whole)) {
    const start = column;
    column += stringWidth(grapheme);
    if (column > from + width) break;
    while (at >= end) {
      index += 1;
      end += spans[index]!.text.length;
      kept.push({ ...spans[index]!, text: t`` });
    }
    at += grapheme.length;
    if (start < from && column <= from) continue;
    const shown = start < from ? spaces(column - from) : sliced(whole, at - grapheme.length, at);
    const open = kept.at(-1)!;
    kept[kept.length - 1] = { ...open, text: concat([open.text, shown]) };
  }
  return kept.filter(({ text }) => text !== '');
}

/** Spaces added until the joined text has `width` columns: a hostile last character may swallow the first of them. */
export function padSpans(spans: readonly Span[], width: number): readonly Span[] {
  let padded = spans;
  for (let missing = width - spansWidth(padded); missing > 0; missing = width - spansWidth(padded)) {
    padded = [...padded, { text: spaces(missing) }];
  }
  return padded;
}

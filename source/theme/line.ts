/** Screens as data: rows of toned text, measured in columns, painted last. */
import { type SafeText, sliced, t } from '../domain/text.ts';
import type { Line, Span, Tone } from './span.ts';
import { padSpans, sliceSpans, spansWidth, textOf } from './spans.ts';
import { spaces } from './width.ts';

export type { Line, Span, Tone } from './span.ts';

/** Where a filter matched: start and end (exclusive) in code units of the text. */
export type Match = readonly [start: number, end: number];

export function span(text: SafeText, tone?: Tone): Span {
  return tone === undefined ? { text } : { text, tone };
}

/** A row from spans and plain texts; undefined and empty parts are left out. */
export function line(...parts: readonly (Span | SafeText | undefined)[]): Line {
  const spans: Span[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      if (part !== '') spans.push({ text: part });
    } else if (part !== undefined && part.text !== '') spans.push(part);
  }
  return { spans };
}

export const blank: Line = { spans: [] };

/** The row's text without its tones. */
export function lineText(of: Line): SafeText {
  return textOf(of.spans);
}

/** Rows are never changed once they are made, so what was fitted once is that row again. */
const fitted = new WeakMap<Line, { readonly width: number; readonly row: Line }>();

/** Columns of a row, characters that combine across its spans counted as they are drawn. */
export function lineWidth({ spans }: Line): number {
  return spansWidth(spans);
}

/** Spans cut (with `…`) or padded with spaces to exactly `width` columns. */
export function fitSpans(spans: readonly Span[], width: number): readonly Span[] {
  const has = spansWidth(spans);
  if (has === width) return spans;
  if (width <= 0) return [];
  if (has < width) return padSpans(spans, width);
  const kept = sliceSpans(spans, 0, width - 1);
  return padSpans([...kept, { ...(kept.at(-1) ?? spans[0]), text: t`…` }], width);
}

/** The row cut (with `…`) or padded with spaces to exactly `width` columns; the same row for the same row and width. */
export function fit(of: Line, width: number): Line {
  const last = fitted.get(of);
  if (last?.width === width) return last.row;
  const spans = fitSpans(of.spans, width);
  const row = spans === of.spans ? of : { ...of, spans };
  fitted.set(of, { width, row });
  if (row !== of) fitted.set(row, { width, row });
  return row;
}

/** The columns of a row from `from` on, exactly `width` of them and without `…`: for scrolling sideways and for overlays. */
export function slice(of: Line, from: number, width: number): Line {
  return width <= 0 ? { ...of, spans: [] } : { ...of, spans: padSpans(sliceSpans(of.spans, from, width), width) };
}

/** Selection moved from the row to its spans, so that the row can stand beside others without reversing them. */
export function flattened(of: Line): Line {
  return of.selected ? { spans: of.spans.map((part) => ({ ...part, selected: true })) } : of;
}

/** Left and right content on one row of exactly `width`; the right part wins when there is no room for both. */
export function between(left: Line, right: Line, width: number): Line {
  const tail = Math.min(lineWidth(right), width);
  if (tail === 0) return fit(left, width);
  const room = width - tail - 1;
  const head = room > 0 ? [...fit(left, room).spans, { text: spaces(1) }] : [{ text: spaces(width - tail) }];
  return fit({ ...left, spans: [...head, ...fit(right, tail).spans] }, width);
}

/** A row with what still has room behind it whole: what would be cut is left out, and what comes after it may fit again. */
export function withWhole(of: Line, parts: readonly Line[], width: number): Line {
  let row = of;
  for (const part of parts) {
    const longer = line(...row.spans, ...part.spans);
    if (lineWidth(longer) <= width) row = longer;
  }
  return row;
}

export function indent(of: Line, columns: number): Line {
  return columns <= 0 ? of : { ...of, spans: [{ text: spaces(columns) }, ...of.spans] };
}

/** The row painted in reverse over its whole width. */
export function select(of: Line): Line {
  return { ...of, selected: true };
}

/** True between the two halves of one character, where no text may be cut. */
const splitsPair = (text: string, at: number): boolean => /^[\udc00-\udfff]/.test(text.slice(at, at + 1));

/**
 * A text as spans with its matches toned `match`.
 * @param matches half-open ranges in code units, in order; overlapping and empty ones are merged or ignored
 * @param tone of the text between the matches
 */
export function highlight(text: SafeText, matches: readonly Match[], tone?: Tone): Span[] {
  const spans: Span[] = [];
  const add = (from: number, to: number, as: Tone | undefined): void => {
    if (to > from) spans.push(span(sliced(text, from, to), as));
  };
  let at = 0;
  for (const [start, end] of matches) {
    const from = Math.max(start - Number(splitsPair(text, start)), at);
    const to = Math.min(end + Number(splitsPair(text, end)), text.length);
    if (to <= from) continue;
    add(at, from, tone);
    add(from, to, 'match');
    at = to;
  }
  add(at, text.length, tone);
  return spans;
}

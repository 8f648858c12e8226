/** Screens as data: rows of toned text, measured in columns, painted last. */
import type { SafeText } from '../domain/text.ts';
import { stringWidth } from './string-width.ts';
import { graphemes, isUniform, spaces, widthOf } from './width.ts';

/** What a piece of text means; the palette decides how it looks. Colour is never the only carrier of meaning. */
export type Tone =
  | 'text'
  | 'dim'
  | 'strong'
  | 'accent'
  | 'good'
  | 'bad'
  | 'warn'
  | 'info'
  | 'frame'
  | 'focus'
  | 'match'
  | 'key';

/** One run of text of one meaning. */
export interface Span {
  readonly text: SafeText;
  readonly tone?: Tone | undefined;
  /** Painted in reverse: a piece of a selected row that stands beside other content. */
  readonly selected?: boolean | undefined;
}

/** One row of a screen, not yet padded. */
export interface Line {
  readonly spans: readonly Span[];
  /** Painted in reverse over its whole width: the selected row. */
  readonly selected?: boolean | undefined;
}

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

const textOf = (spans: readonly Span[]): SafeText => spans.map(({ text }) => text).join('') as SafeText;

/** The row's text without its tones. */
export function lineText(of: Line): SafeText {
  return textOf(of.spans);
}

/** Columns of a row: of its joined text, since characters may combine across spans. */
export function lineWidth({ spans }: Line): number {
  return spans.length === 1 ? widthOf(spans[0]!.text) : widthOf(textOf(spans));
}

/** The leading spans of `width` columns where every code unit is one column. */
function sliceSpans(spans: readonly Span[], width: number): Span[] {
  const kept: Span[] = [];
  let left = width;
  for (const part of spans) {
    if (left <= 0) break;
    kept.push(part.text.length <= left ? part : { ...part, text: part.text.slice(0, left) as SafeText });
    left -= part.text.length;
  }
  return kept;
}

/** The leading spans of at most `width` columns of their joined text; a grapheme takes the span it begins in. */
function cutSpans(spans: readonly Span[], width: number): Span[] {
  const whole = textOf(spans);
  if (isUniform(whole)) return sliceSpans(spans, width);
  const kept: Span[] = [];
  let used = 0;
  let at = 0;
  let index = -1;
  let end = 0;
  for (const grapheme of graphemes(whole)) {
    used += stringWidth(grapheme);
    if (used > width) break;
    while (at >= end) {
      index += 1;
      end += spans[index]!.text.length;
      kept.push({ ...spans[index]!, text: '' as SafeText });
    }
    const open = kept.at(-1)!;
    kept[kept.length - 1] = { ...open, text: (open.text + grapheme) as SafeText };
    at += grapheme.length;
  }
  return kept.filter(({ text }) => text !== '');
}

/** Spaces added until the joined text has `width` columns: a hostile last character may swallow the first of them. */
function padSpans(spans: readonly Span[], width: number): readonly Span[] {
  let padded = spans;
  for (let missing = width - widthOf(textOf(padded)); missing > 0; missing = width - widthOf(textOf(padded))) {
    padded = [...padded, { text: spaces(missing) }];
  }
  return padded;
}

/** The row cut (with `…`) or padded with spaces to exactly `width` columns. */
export function fit(of: Line, width: number): Line {
  const has = lineWidth(of);
  if (has === width) return of;
  if (width <= 0) return { ...of, spans: [] };
  if (has < width) return { ...of, spans: padSpans(of.spans, width) };
  const kept = cutSpans(of.spans, width - 1);
  return { ...of, spans: padSpans([...kept, { ...(kept.at(-1) ?? of.spans[0]), text: '…' as SafeText }], width) };
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

export function indent(of: Line, columns: number): Line {
  return columns <= 0 ? of : { ...of, spans: [{ text: spaces(columns) }, ...of.spans] };
}

/** The row painted in reverse over its whole width. */
export function select(of: Line): Line {
  return { ...of, selected: true };
}

/**
 * A text as spans with its matches toned `match`.
 * @param matches half-open ranges in code units, in order; overlapping and empty ones are merged or ignored
 * @param tone of the text between the matches
 */
export function highlight(text: SafeText, matches: readonly Match[], tone?: Tone): Span[] {
  const spans: Span[] = [];
  const add = (from: number, to: number, as: Tone | undefined): void => {
    if (to > from) spans.push(span(text.slice(from, to) as SafeText, as));
  };
  let at = 0;
  for (const [start, end] of matches) {
    const from = Math.max(start, at);
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    add(at, from, tone);
    add(from, to, 'match');
    at = to;
  }
  add(at, text.length, tone);
  return spans;
}

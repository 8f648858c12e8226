import { expression, fuzzy, type Pattern, type Spans, word } from './pattern.ts';
import { comparisonOf, quantityOf } from './quantity.ts';
import { type Term, termsOf } from './terms.ts';

/**
 * A filter line over texts: words, all of which have to be there; `"several words"`, `!word` the opposite, `/re/` a regular
 * expression, `~abc` letters in this order, `>5%` a text that is such an amount. Smart case.
 */
export interface Filter {
  readonly text: string;
  /** A part that makes no sense hides nothing and says so. */
  readonly invalid: boolean;
  matches(text: string): boolean;
  /** Spans of the match inside a text: [start, end). */
  spans(text: string): Spans;
}

export const noFilter: Filter = { text: '', invalid: false, matches: () => true, spans: () => [] };

const patternOf = (body: string): Pattern | undefined =>
  body.startsWith('/')
    ? expression(body.slice(1).replace(/\/$/, ''))
    : body.startsWith('~')
      ? fuzzy(body.slice(1))
      : word(body);

/** One condition, whatever stands before its colon: that is for who knows the columns. */
export function filterOf({ not }: Pick<Term, 'not'>, body: string): Filter {
  if (body === '' || body === '/' || body === '~') return noFilter;
  const comparison = comparisonOf(body);
  if (comparison) {
    const { bound, invalid, holds } = comparison;
    if (invalid || !bound) return { ...noFilter, invalid };
    return {
      text: body,
      invalid: false,
      matches: (text) => holds(quantityOf(text)) !== not,
      spans: (text) => (!not && holds(quantityOf(text)) ? [[0, text.length]] : []),
    };
  }
  const pattern = patternOf(body);
  if (!pattern) return { ...noFilter, invalid: true };
  return {
    text: body,
    invalid: false,
    matches: (text) => pattern.has(text) !== not,
    spans: (text) => (not ? [] : pattern.spans(text)),
  };
}

/** Spans by where they begin, as those who mark them want them. */
export const inOrder = (spans: Spans): Spans => spans.toSorted(([a], [b]) => a - b);

/** Reads a filter line for texts that have no columns. */
export function parseFilter(text: string): Filter {
  const filters = termsOf(text).map((term) => filterOf(term, term.whole));
  return {
    text,
    invalid: filters.some(({ invalid }) => invalid),
    matches: (candidate) => filters.every((filter) => filter.matches(candidate)),
    spans: (candidate) =>
      filters.every((filter) => filter.matches(candidate))
        ? inOrder(filters.flatMap((filter) => filter.spans(candidate)))
        : [],
  };
}

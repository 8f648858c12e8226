import { folded, ignoresMarks, unfoldedSpan } from '../domain/fold.ts';

/** A parsed filter line: `word` smart-case substring, `!word` the opposite, `/re/` a regular expression. */
export interface Filter {
  readonly text: string;
  /** A regular expression that does not parse hides nothing and says so. */
  readonly invalid: boolean;
  matches(text: string): boolean;
  /** Spans of the match inside a text: [start, end). */
  spans(text: string): readonly (readonly [number, number])[];
}

export const noFilter: Filter = { text: '', invalid: false, matches: () => true, spans: () => [] };

/** Smart case: a pattern in lower case matches any case. */
export function parseFilter(text: string): Filter {
  const inverse = text.startsWith('!');
  const body = inverse ? text.slice(1) : text;
  if (body === '' || body === '/') return { ...noFilter, text };
  const pattern = compile(body);
  if (!pattern) return { ...noFilter, text, invalid: true };
  const withoutMarks = ignoresMarks(body);
  const once = new RegExp(pattern.source, pattern.flags.replace('g', ''));
  const spans = (candidate: string) => {
    const form = folded(candidate, withoutMarks);
    if (!once.test(form.text)) return [];
    return [...form.text.matchAll(pattern)]
      .filter(([hit]) => hit.length > 0)
      .map((hit) => unfoldedSpan(form, hit.index, hit.index + hit[0].length));
  };
  return {
    text,
    invalid: false,
    matches: (candidate) => spans(candidate).length > 0 !== inverse,
    spans: (candidate) => (inverse ? [] : spans(candidate)),
  };
}

/** Compared in one Unicode form, as accents may be typed and stored in two. */
function compile(given: string): RegExp | undefined {
  const body = given.normalize('NFC');
  const flags = body === body.toLowerCase() ? 'gi' : 'g';
  if (!body.startsWith('/')) return new RegExp(body.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags);
  try {
    return new RegExp(body.slice(1).replace(/\/$/, ''), flags);
  } catch {
    return undefined;
  }
}

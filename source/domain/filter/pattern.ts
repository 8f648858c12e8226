import { folded, ignoresMarks, unfoldedSpan } from '../fold.ts';
import { engine } from './engine.ts';

export type Spans = readonly (readonly [start: number, end: number])[];

/** Something that is looked for in a text. */
export interface Pattern {
  /** Where it stands; empty where it does not. */
  spans(text: string): Spans;
  /** Whether it stands there at all, which costs less to find out. */
  has(text: string): boolean;
}

/** Smart case: a pattern in lower case matches any case. */
const isLower = (text: string): boolean => text === text.toLowerCase();

/** Text is compared in one Unicode form, as accents may be typed and stored in two; without accents where none are typed. */
function unfolding(
  needle: string,
  find: (text: string) => Iterable<readonly [number, number]>,
  has = (text: string): boolean => Iterator.from(find(text)).next().done !== true,
): Pattern {
  const withoutMarks = ignoresMarks(needle);
  return {
    has: (text) => has(folded(text, withoutMarks).text),
    spans: (text) => {
      const form = folded(text, withoutMarks);
      return Array.from(find(form.text), ([start, end]) => unfoldedSpan(form, start, end));
    },
  };
}

function* hits(pattern: RegExp, text: string): Generator<readonly [number, number]> {
  for (const { index, 0: hit } of text.matchAll(pattern)) if (hit.length > 0) yield [index, index + hit.length];
}

export function word(given: string): Pattern {
  const body = given.normalize('NFC');
  const source = body.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const anyCase = isLower(body) ? 'i' : '';
  const every = new RegExp(source, `g${anyCase}`);
  const first = new RegExp(source, anyCase);
  return unfolding(
    given,
    (text) => hits(every, text),
    (text) => first.test(text),
  );
}

/** What can lead a pattern into many ways over the same text: repetition, options and groups. Escaped ones count too, harmlessly. */
const branching = /[*+?{(|]/g;

/**
 * What both engines read alike: an escape of a mark, a digit, a letter of a word or their borders. Others (`\A`, `\z`, `\pL`,
 * `[[:alpha:]]`, blanks beyond ASCII) only one of them knows.
 */
const onlyOne = /\\(?![dDwWbB\p{P}\p{S}])|\[:/u;

/**
 * A regular expression, without what would let it take longer than the text is long times itself: no references back, no looking
 * around. All but the simplest are left to an engine that never goes back.
 * @returns undefined for what is none, and while the engine is not loaded
 */
export function expression(given: string): Pattern | undefined {
  const re2 = engine();
  if (!re2) return undefined;
  const body = given.normalize('NFC');
  // The letter of an escape such as `\S` is no letter that is looked for.
  const anyCase = isLower(body.replace(/\\./gu, ''));
  try {
    const safe = re2.compile(body, anyCase ? re2.CASE_INSENSITIVE : 0);
    if ((body.match(branching)?.length ?? 0) <= 1 && !onlyOne.test(body)) {
      const quick = new RegExp(body, anyCase ? 'gi' : 'g');
      return unfolding(given, (text) => hits(quick, text));
    }
    return unfolding(given, function* (text) {
      const matcher = safe.matcher(text);
      while (matcher.find()) if (matcher.end() > matcher.start()) yield [matcher.start(), matcher.end()];
    });
  } catch {
    return undefined;
  }
}

/** The letters in this order, with anything between them. */
export function fuzzy(given: string): Pattern {
  const anyCase = isLower(given);
  const letters = [...given.normalize('NFC')];
  return unfolding(given, (text) => {
    const inside = anyCase ? text.toLowerCase() : text;
    const spans: [number, number][] = [];
    let from = 0;
    for (const letter of letters) {
      const at = inside.indexOf(letter, from);
      if (at < 0) return [];
      from = at + letter.length;
      const last = spans.at(-1);
      if (last?.[1] === at) last[1] = from;
      else spans.push([at, from]);
    }
    return spans;
  });
}

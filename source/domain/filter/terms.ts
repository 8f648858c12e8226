/** One condition of a filter line, as it was typed. */
export interface Term {
  readonly not: boolean;
  /** Before its colon, in lower case, where it has one. */
  readonly name?: string | undefined;
  readonly value: string;
  /** All of it but the `!`, for where the name means nothing. */
  readonly whole: string;
}

const name = /([a-z][a-z0-9-]*):/iy;
const quoted = /"([^"]*)"?/y;
/** Up to a slash that ends a word; without one to the end of the line, as it is still being typed. */
const slashes = /\/(?:\\.|[^\\])*?(?:\/(?=\s|$)|$)/y;
const plain = /\S*/y;

function taken(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** What stands at a place: a text in quotes, an expression between slashes, or a word; and where it ends. */
function valueAt(text: string, at: number): readonly [value: string, end: number] {
  if (text[at] === '"') {
    const [all = '', inner = ''] = taken(quoted, text, at) ?? [];
    return [inner, at + all.length];
  }
  const [all = ''] = taken(text[at] === '/' ? slashes : plain, text, at) ?? [];
  return [all, at + all.length];
}

/** Splits a filter line into its conditions, all of which have to hold: `actor:ana !event:"run failed" /4\d\d/ >5%`. */
export function termsOf(text: string): readonly Term[] {
  const terms: Term[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at]!)) {
      at += 1;
      continue;
    }
    const not = text[at] === '!';
    const start = at + (not ? 1 : 0);
    const named = taken(name, text, start)?.[1];
    const [value, end] = valueAt(text, start + (named === undefined ? 0 : named.length + 1));
    const whole = named === undefined ? value : text.slice(start, end);
    terms.push({ not, name: named?.toLowerCase(), value, whole });
    at = Math.max(end, at + 1);
  }
  return terms;
}

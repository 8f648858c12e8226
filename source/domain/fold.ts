/** A text in one form to compare by, and where each of its letters stands in the text as it was. */
export interface Folded {
  readonly text: string;
  /** Position in the original of the letter at an index of `text`; one more at the end. */
  readonly at: readonly number[] | undefined;
}

const plain = /^[\x00-\x7f]*$/;
const marks = /\p{M}/u;
const clusters = /\P{M}\p{M}*|\p{M}+/gu;

/** Whether the search text has no accents of its own: then those of the text do not count. */
export function ignoresMarks(needle: string): boolean {
  return plain.test(needle) || !marks.test(needle.normalize('NFD'));
}

/**
 * The text in composed form, without accents where they do not count: "Cafe\u0301" and "Café" are found by each other, and
 * both by "cafe". Case stays.
 */
export function folded(text: string, withoutMarks: boolean): Folded {
  if (plain.test(text)) return { text, at: undefined };
  let out = '';
  const at: number[] = [];
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    const letter = withoutMarks
      ? cluster
          .normalize('NFD')
          .replace(/\p{M}+/gu, '')
          .normalize('NFC')
      : cluster.normalize('NFC');
    for (let each = 0; each < letter.length; each += 1) at.push(index);
    out += letter;
  }
  return { text: out, at: [...at, text.length] };
}

/** A span of the folded text as one of the original. */
export function unfoldedSpan({ text, at }: Folded, start: number, end: number): readonly [number, number] {
  if (!at) return [start, end];
  const from = at[start] ?? at.at(-1)!;
  let last = end;
  // All letters of a grapheme end where the next grapheme begins.
  while (last < text.length && at[last] === at[last - 1]) last += 1;
  return [from, at[last]!];
}

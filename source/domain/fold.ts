/** A text in one form to compare by, and where each of its letters stands in the text as it was. */
export interface Folded {
  readonly text: string;
  /** Position in the original of the letter at an index of `text`; one more at the end. */
  readonly at: readonly number[] | undefined;
}

const plain = /^[\x00-\x7f]*$/;
const marks = /\p{M}/u;
const joining = /[\p{M}\p{Cs}]/u;
/** By code unit, since a filter asks it of every letter of a list: 1 stays as it is in any form, 2 does not; 0 is not known yet. */
const kinds = new Uint8Array(0x1_0000);

/** Whether the text has no letter that could change: most that is not ASCII are signs of ours. */
function isAsItIs(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!kinds[code]) {
      const letter = String.fromCharCode(code);
      kinds[code] = !joining.test(letter) && letter.normalize('NFD') === letter ? 1 : 2;
    }
    if (kinds[code] === 2) return false;
  }
  return true;
}

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
  if (isAsItIs(text)) return { text, at: undefined };
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
  let last = end;
  // All letters of a grapheme end where the next grapheme begins.
  while (last < text.length && at[last] === at[last - 1]) last += 1;
  return [at[start]!, at[last]!];
}

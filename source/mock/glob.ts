/** What a wildcard of a pattern stands for: any text, any text without a slash, or one character. */
type Wild = 'any' | 'segment' | 'one';
type Step = { readonly wild: Wild } | { readonly char: string };

/** Cuts a pattern into its steps; of wildcards beside each other that mean the same only one is kept. */
function stepsOf(pattern: string, wilds: Readonly<Record<string, Wild>>): Step[] {
  const longest = Object.keys(wilds).toSorted((a, b) => b.length - a.length);
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; ) {
    const sign = longest.find((each) => pattern.startsWith(each, at));
    const char = String.fromCodePoint(pattern.codePointAt(at) as number);
    const step: Step = sign === undefined ? { char } : { wild: wilds[sign] as Wild };
    const last = steps.at(-1);
    const isRepeat = last && 'wild' in last && 'wild' in step && last.wild === step.wild && step.wild !== 'one';
    if (!isRepeat) steps.push(step);
    at += (sign ?? char).length;
  }
  return steps;
}

/** Kinds of steps as numbers, which are quick to look at for every character of a text. */
const [any, segment, one, exact] = [0, 1, 2, 3] as const;
const kinds: Readonly<Record<Wild, number>> = { any, segment, one };

/**
 * Matches whole texts against a pattern with wildcards. Every place of the pattern that the text may have come to is kept side by
 * side, so that the time is at most that of text times pattern, whatever they are: nothing is ever tried again.
 * @param wilds the wildcard signs and what they stand for
 */
export function glob(pattern: string, wilds: Readonly<Record<string, Wild>>): (text: string) => boolean {
  const steps = stepsOf(pattern, wilds);
  const kind = Uint8Array.from(steps, (step) => ('wild' in step ? kinds[step.wild] : exact));
  const code = Int32Array.from(steps, (step) => ('wild' in step ? -1 : (step.char.codePointAt(0) as number)));
  const end = steps.length;
  return (text) => {
    /** Places by the number of the character at which they were come to last. */
    const seen = new Int32Array(end + 1).fill(-1);
    let here = new Int32Array(end + 1);
    let next = new Int32Array(end + 1);
    let count = 0;
    let round = 0;
    /** Adds a place to `next`, and those behind wildcards that stand for nothing. */
    const add = (place: number): void => {
      for (let at = place; seen[at] !== round; at += 1) {
        seen[at] = round;
        next[count++] = at;
        if (at === end || (kind[at] as number) >= one) return;
      }
    };
    add(0);
    for (const char of text) {
      const now = char.codePointAt(0) as number;
      const isSlash = char === '/';
      const before = count;
      [here, next] = [next, here];
      count = 0;
      round += 1;
      for (let i = 0; i < before; i += 1) {
        const at = here[i] as number;
        const is = kind[at];
        if (at === end) continue;
        if (is === any || (is === segment && !isSlash)) add(at);
        else if (is === one || (is === exact && code[at] === now)) add(at + 1);
      }
      if (count === 0) return false;
    }
    return seen[end] === round;
  };
}

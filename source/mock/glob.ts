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

/**
 * Matches whole texts against a pattern with wildcards. Every place of the pattern that the text may have come to is kept side by
 * side, so that the time is at most that of text times pattern, whatever they are: nothing is ever tried again.
 * @param wilds the wildcard signs and what they stand for
 */
export function glob(pattern: string, wilds: Readonly<Record<string, Wild>>): (text: string) => boolean {
  const steps = stepsOf(pattern, wilds);
  const mayStay = (step: Step | undefined, char: string): boolean =>
    step !== undefined && 'wild' in step && (step.wild === 'any' || (step.wild === 'segment' && char !== '/'));
  const goesOn = (step: Step | undefined, char: string): boolean =>
    step !== undefined && ('wild' in step ? step.wild === 'one' : step.char === char);
  const isEmpty = (step: Step | undefined): boolean => step !== undefined && 'wild' in step && step.wild !== 'one';
  /** Adds a place, and those behind wildcards that stand for nothing. */
  const add = (places: Uint8Array, place: number): void => {
    for (let at = place; !places[at]; at += 1) {
      places[at] = 1;
      if (!isEmpty(steps[at])) return;
    }
  };
  return (text) => {
    let places = new Uint8Array(steps.length + 1);
    add(places, 0);
    for (const char of text) {
      const next = new Uint8Array(steps.length + 1);
      let isAlive = false;
      for (const [at, isHere] of places.entries()) {
        if (!isHere) continue;
        if (mayStay(steps[at], char)) add(next, at);
        else if (goesOn(steps[at], char)) add(next, at + 1);
        else continue;
        isAlive = true;
      }
      if (!isAlive) return false;
      places = next;
    }
    return places[steps.length] === 1;
  };
}

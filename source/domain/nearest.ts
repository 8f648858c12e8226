/** Edits that make one word of another: a letter put in, left out, changed, or two neighbours swapped. */
function distance(from: string, to: string): number {
  let [before, last] = [[] as number[], Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= from.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let least = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1])
        least = Math.min(least, before[column - 2]! + 1);
      next.push(least);
    }
    [before, last] = [last, next];
  }
  return last[to.length]!;
}

/** Longer than anything that is misspelt. */
const longest = 60;

/** The known word that was probably meant by a misspelt one; undefined when none is near. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  const word = written.toLowerCase();
  if (word === '' || word.length > longest) return undefined;
  let best: { readonly name: string; readonly edits: number } | undefined;
  for (const name of known) {
    const other = name.toLowerCase();
    const most = Math.max(1, Math.floor(Math.max(word.length, other.length) / 3));
    if (Math.abs(other.length - word.length) > most) continue;
    const edits = distance(word, other);
    const isCloser = !best || edits < best.edits || (edits === best.edits && other.length === word.length);
    if (edits <= most && isCloser) best = { name, edits };
  }
  return best?.name;
}

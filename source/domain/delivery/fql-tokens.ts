/** The expression cannot be read. */
export class FqlError extends Error {
  override readonly name = 'FqlError';
}

const token =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(-?\d+(?:\.\d+)?)|(!=|<=|>=|=|<|>|!|\(|\)|,)|([A-Za-z_$][\w$.\-[\]]*))/y;

/**
 * The tokens of an expression in Segment's filter language: texts with their quotes, numbers, signs, names and paths.
 * @throws FqlError where something else stands
 */
export function fqlTokens(text: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new FqlError(`unexpected ${text.slice(from).trim().slice(0, 20)}`);
    found.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
  }
  return found;
}

/** What a text token says, without quotes and escapes; undefined for any other token. */
export function fqlText(token: string): string | undefined {
  return /^["']/.test(token) ? token.slice(1, -1).replace(/\\(.)/g, '$1') : undefined;
}

/** A run of digits where a JSON number may stand and that a double may not hold. In a string it costs only speed. */
const longInteger = /[:[,]\s*-?\d{16,}/;
const integer = /^-?\d+$/;

/**
 * Parses JSON without losing big counts: integers beyond 2^53 stay as decimal strings, everything else is plain JSON.
 * @throws SyntaxError as JSON.parse does
 */
export function parseJson(text: string): unknown {
  if (!longInteger.test(text) && !/^\s*-?\d{16,}/.test(text)) return JSON.parse(text);
  const keepUnsafe = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const source = context?.source;
    return source !== undefined && integer.test(source) ? source : value;
  };
  return JSON.parse(text, keepUnsafe);
}

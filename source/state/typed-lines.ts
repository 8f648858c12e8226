/** Lines that were typed before, newest first, by the kind of line. */
export interface TypedLines {
  readonly command?: readonly string[] | undefined;
  readonly filter?: readonly string[] | undefined;
}

const mostLines = 50;

/** The lines with one more: each stands once, and only so many are kept. */
export function withLine(lines: readonly string[] = [], line: string): readonly string[] {
  const text = line.trim();
  return text === '' ? lines : [text, ...lines.filter((one) => one !== text)].slice(0, mostLines);
}

/** Another line than the recalled one: an older one by 1, a newer one by -1; before the newest comes what was being typed. */
export function recalled(
  lines: readonly string[] = [],
  at: number,
  by: 1 | -1,
): { readonly at: number; readonly line: string | undefined } | undefined {
  const next = at + by;
  if (next < -1 || next >= lines.length) return undefined;
  return { at: next, line: lines[next] };
}

/** What is used of the terminal that a secret is typed on. */
export interface SecretInput extends AsyncIterable<Buffer | string> {
  readonly isTTY?: boolean | undefined;
  setRawMode?(raw: boolean): unknown;
}

/** Longer than any token; a file piped in by mistake is not read to its end. */
const longest = 4096;

/**
 * Reads one line without showing it: raw mode keeps the terminal from echoing. Backspace and ctrl+u work; ctrl+c and
 * ctrl+d give up, with an empty answer. From a pipe it reads the first line.
 * @param heard what a terminal's bytes type, without what it says by itself
 */
export async function readSecret(
  input: SecretInput,
  output: { write(text: string): unknown },
  question: string,
  heard: (chunk: Buffer | string) => string,
): Promise<string> {
  // Before the question is shown: a paste right after it must meet a terminal that does not echo.
  if (input.isTTY) input.setRawMode?.(true);
  output.write(question);
  const said = input.isTTY ? heard : String;
  try {
    let text = '';
    for await (const chunk of input) {
      for (const one of said(chunk)) {
        if (one === '\r' || one === '\n') return text;
        if (one === '\u0003' || one === '\u0004') return '';
        if (one === '\u0015') text = '';
        else if (one === '\u007f' || one === '\b') text = text.slice(0, -1);
        else text += one;
      }
      if (text.length > longest) return text;
    }
    return text;
  } finally {
    if (input.isTTY) {
      input.setRawMode?.(false);
      output.write('\n');
    }
  }
}

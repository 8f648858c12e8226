type Environment = Readonly<Record<string, string | undefined>>;

interface Stream {
  readonly isTTY?: boolean | undefined;
}

/** Whether a person sits at both ends: keys come in and a screen shows what goes out. */
export function isInteractive(stdin: Stream, stdout: Stream): boolean {
  return stdin.isTTY === true && stdout.isTTY === true;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What every terminal can show. */
const usualSize: Size = { columns: 80, rows: 24 };

/** Screen size: the terminal's own, else COLUMNS and LINES, else 80×24. A size of 0 counts as unknown. */
export function terminalSize(stdout: Partial<Size>, env: Environment): Size {
  const pick = (own: number | undefined, named: string | undefined, usual: number): number =>
    [own, Number(named)].find((size) => size !== undefined && Number.isInteger(size) && size > 0) ?? usual;
  return {
    columns: pick(stdout.columns, env.COLUMNS, usualSize.columns),
    rows: pick(stdout.rows, env.LINES, usualSize.rows),
  };
}

/**
 * Whether segtop is to speak in lines in place of drawing a screen: asked for, for a screen reader (the variable that Ink has for
 * them), or on a terminal that obeys no escape codes.
 */
export function speaksInLines(env: Environment, isAsked = false): boolean {
  return isAsked || env.INK_SCREEN_READER === 'true' || env.TERM === 'dumb';
}

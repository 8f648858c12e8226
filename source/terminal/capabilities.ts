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

/** 0 none, 1 the sixteen named colours, 2 the palette of 256, 3 true colour: the values of FORCE_COLOR. */
export type ColorLevel = 0 | 1 | 2 | 3;

/**
 * How many colours the terminal shows. NO_COLOR wins over everything; Ink's colour library does not know it, and shows
 * none where CI is set, so that the result has to be put into FORCE_COLOR before Ink is loaded. A COLORTERM is lost over
 * ssh, hence 256 colours for the common terminals.
 */
export function colorLevel(env: Environment, isTty: boolean, wanted = true): ColorLevel {
  if (!wanted || env.NO_COLOR) return 0;
  if (env.FORCE_COLOR !== undefined) return forced(env.FORCE_COLOR);
  const term = env.TERM ?? '';
  if (!isTty || term === 'dumb') return 0;
  if (/^(?:truecolor|24bit)$/i.test(env.COLORTERM ?? '')) return 3;
  if (/-(?:direct|truecolor)$/.test(term)) return 3;
  return /256|kitty|ghostty|alacritty|wezterm|foot/.test(term) ? 2 : 1;
}

function forced(value: string): ColorLevel {
  if (value === 'false') return 0;
  const level = Number(value);
  return value !== '' && (level === 0 || level === 2 || level === 3) ? level : 1;
}

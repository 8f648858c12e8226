/** What this terminal can show, decided from the environment alone. */

/** How many colours may be used; `none` keeps bold, underline and reverse, which are no colours. */
export type ColorLevel = 'none' | '16' | '256' | 'truecolor';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ColorFlags {
  /** --no-color */
  readonly noColor?: boolean | undefined;
}

/** What FORCE_COLOR asks for besides sixteen colours. */
const forced: ReadonlyMap<string, ColorLevel> = new Map([
  ['2', '256'],
  ['3', 'truecolor'],
  ['0', 'none'],
  ['false', 'none'],
]);

/** Names of terminals that promise 256 colours: by a number in it, and of those whose terminfo has them without one. */
const has256 = /-256(?:color)?(?:-|$)|^(?:alacritty|foot|wezterm|xterm-ghostty|xterm-kitty)(?:-|$)/i;

/**
 * Colours to use. `--no-color` and a non-empty NO_COLOR (no-color.org) win over everything, then FORCE_COLOR, then what
 * COLORTERM and TERM promise. ssh does not forward COLORTERM, so 256 is what a remote session usually gets.
 */
export function colorLevel(env: Environment, isTTY: boolean, flags: ColorFlags = {}): ColorLevel {
  if (flags.noColor || env.NO_COLOR) return 'none';
  const force = env.FORCE_COLOR;
  if (force !== undefined) return forced.get(force.toLowerCase()) ?? '16';
  const term = env.TERM ?? '';
  if (!isTTY || term === 'dumb') return 'none';
  if (/^(?:truecolor|24bit)$/i.test(env.COLORTERM ?? '') || env.WT_SESSION || /-direct$/.test(term)) {
    return 'truecolor';
  }
  return has256.test(term) ? '256' : '16';
}

/**
 * True when only ASCII may be drawn: asked for, on the Linux console (its font lacks our marks), or in a locale whose
 * character set is named and is not UTF-8. No locale at all says nothing, and counts as UTF-8.
 */
export function asciiOnly(env: Environment, flag?: boolean): boolean {
  if (flag !== undefined) return flag;
  if (env.TERM === 'linux') return true;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale !== undefined && locale !== '' && !/utf-?8/i.test(locale);
}

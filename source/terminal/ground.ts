/** Whether a terminal is dark or light: asked of the terminal itself, and guessed until it answers. */

export type Ground = 'dark' | 'light';

type Environment = Readonly<Record<string, string | undefined>>;

/** OSC 11 with `?`: what colour is the background? */
export const groundQuestion = '\u001b]11;?\u001b\\';

/** What is answered later than this is no answer to the question any more, ms. Nothing waits for it: it is a line over SSH at its slowest. */
export const answerWithin = 2_000;

/** Colours of the terminal's own sixteen that are light: white, and the bright ones but black. */
const lightFrom = 9;
const white = 7;

/** The background that COLORFGBG names (`15;0`, `0;default;15`), which some terminals set; dark where nothing says so. */
export function guessedGround({ COLORFGBG: told = '' }: Environment): Ground {
  const last = told.split(';').at(-1) ?? '';
  const index = /^\d{1,2}$/.test(last) ? Number(last) : undefined;
  return index === white || (index !== undefined && index >= lightFrom && index <= 15) ? 'light' : 'dark';
}

const share = (digits: string): number => Number.parseInt(digits, 16) / (16 ** digits.length - 1);

/**
 * The ground by what an OSC says, without its ends: `11;rgb:1e1e/1e1e/1e1e`, with one to four digits a part, or `11;#1e1e1e`.
 * Undefined for every other one.
 */
export function groundOf(osc: string): Ground | undefined {
  const parts =
    /^11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})(?:\/[0-9a-f]{1,4})?$/i.exec(osc) ??
    /^11;#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(osc);
  if (!parts) return undefined;
  const [red, green, blue] = parts.slice(1, 4).map(share) as [number, number, number];
  // As bright as the eye finds it.
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? 'light' : 'dark';
}

import { speaksInLines, terminalSize } from '../../terminal/capabilities.ts';
import { colorLevel } from '../../theme/color-level.ts';
import { type Palette, palette } from '../../theme/palette.ts';

export interface PrintLook {
  readonly palette: Palette;
  /** Columns of the terminal; undefined where the output is none: then nothing is cut off. */
  readonly width: number | undefined;
}

const nothing = { open: '', close: '' };

/** Text as it is: for whatever is no terminal. */
const plain: Palette = { level: 'none', ascii: false, sgr: () => nothing };

/** How text is printed: with looks and fitted to the screen on a terminal only. */
export function printLook(
  stdout: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'>,
  options: { readonly color?: boolean | undefined; readonly plain?: boolean | undefined },
  env: NodeJS.ProcessEnv = process.env,
): PrintLook {
  const isTerminal = stdout.isTTY === true && !speaksInLines(env, options.plain);
  const isCut = stdout.isTTY === true && (isTerminal || env.TERM === 'dumb');
  const level = colorLevel(env, isTerminal, { noColor: options.color === false });
  return {
    palette: isTerminal || (env.FORCE_COLOR && level !== 'none') ? palette(level) : plain,
    width: isCut ? terminalSize(stdout, env).columns : undefined,
  };
}

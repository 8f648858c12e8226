import type { Settings } from '../config/settings.ts';
import { type Ground, guessedGround } from '../terminal/ground.ts';
import type { Color } from '../theme/color.ts';
import type { ColorLevel } from '../theme/color-level.ts';
import { type Glyphs, glyphs } from '../theme/glyphs.ts';
import { type Palette, palette } from '../theme/palette.ts';
import { tonesOf } from '../theme/themes.ts';
import type { Screen } from './frame/screen.ts';
import type { OwnTerminal } from './input/own-terminal.ts';
import type { Runtime } from './scene/runtime.ts';

/** The theme that is dark or light as the terminal is. */
const auto = 'auto';

type Wish = Pick<Settings, 'accent' | 'theme' | 'themes' | 'nerd' | 'braille'>;

/** How everything is drawn, as the settings want it and the terminal can, on this ground. */
export function lookOf(
  { accent, theme, themes, nerd, braille }: Wish,
  colors: ColorLevel,
  ascii: boolean,
  ground: Ground = 'dark',
): { readonly glyphs: Glyphs; readonly palette: Palette } {
  const named = theme === auto && !Object.hasOwn(themes, auto) ? ground : theme;
  return {
    glyphs: glyphs(ascii, braille ? 'braille' : 'block', nerd),
    palette: palette(colors, { tones: tonesOf(named, themes), accent: accent as Color | undefined }, ascii),
  };
}

/** Whether the terminal has to be asked for its ground: nothing is asked where the answer changes nothing. */
export function needsGround({ theme, themes }: Wish, colors: ColorLevel, { TERM }: NodeJS.ProcessEnv): boolean {
  return theme === auto && !Object.hasOwn(themes, auto) && colors !== 'none' && TERM !== 'dumb';
}

/**
 * Draws everything as other settings want it. Where they leave the theme to the terminal it is drawn as before and asked, and drawn
 * again when it answers.
 */
export function relooking(
  runtime: Pick<Runtime, 'glyphs' | 'palette'>,
  screen: Pick<Screen, 'update'>,
  { colors }: { readonly colors: ColorLevel },
  terminal: Pick<OwnTerminal, 'askGround'>,
): (settings: Wish) => void {
  let ground = guessedGround(process.env);
  let current: Wish | undefined;
  const draw = (settings: Wish): void => {
    Object.assign(runtime, lookOf(settings, colors, runtime.glyphs.ascii, ground));
  };
  return (settings) => {
    // At the start it is drawn as they want it already.
    if (current !== undefined) draw(settings);
    current = settings;
    if (!needsGround(settings, colors, process.env)) return;
    terminal.askGround((answer) => {
      ground = answer;
      draw(current ?? settings);
      screen.update();
    });
  };
}

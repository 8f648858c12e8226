import type { Settings } from '../config/settings.ts';
import type { Color } from '../theme/color.ts';
import type { ColorLevel } from '../theme/color-level.ts';
import { type Glyphs, glyphs } from '../theme/glyphs.ts';
import { type Palette, palette } from '../theme/palette.ts';
import { tonesOf } from '../theme/themes.ts';

/** How everything is drawn, as the settings want it and the terminal can. */
export function lookOf(
  { accent, theme, themes, nerd, braille }: Settings,
  colors: ColorLevel,
  ascii: boolean,
): { readonly glyphs: Glyphs; readonly palette: Palette } {
  return {
    glyphs: glyphs(ascii, braille ? 'braille' : 'block', nerd),
    palette: palette(colors, { tones: tonesOf(theme, themes), accent: accent as Color | undefined }, ascii),
  };
}

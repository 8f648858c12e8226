import * as z from 'zod';
import { colorNames, themeNames, toneNames } from '../../domain/look.ts';
import { allowed, described, flag, keys, name } from '../kinds.ts';

const colorWords = allowed(`${colorNames.join(', ')} or a colour such as #ff8800`);

/** A colour by name, which is the terminal's own, or by its value. */
export const color = z.union([z.enum(colorNames), z.string().regex(/^#[0-9a-fA-F]{6}$/, { abort: true })], colorWords);

const style = keys({
  color: described(color, 'its colour', '#ff8800').optional(),
  bold: described(flag, 'heavier', true).optional(),
  dim: described(flag, 'paler, as the terminal does it', true).optional(),
  underline: described(flag, 'underlined', true).optional(),
});

const tone = z.union([color, style], allowed('a colour, or an object of color, bold, dim and underline'));

const tones = keys(
  Object.fromEntries(toneNames.map((one) => [one, described(tone, `how text that is ${one} looks`).optional()])),
);

/** Themes of the user's own. */
export const ownThemes = z.record(
  name,
  keys({
    base: described(
      z.enum(themeNames, allowed(themeNames.join(', '))),
      'theme that counts for what is left out; `ansi` without it',
      'dark',
    ).optional(),
    tones: described(tones, 'how each kind of text looks: a colour, or `color`, `bold`, `dim`, `underline`', {
      bad: '#ff5f5f',
      dim: { dim: true },
    }).optional(),
  }),
  allowed('an object of themes by name'),
);

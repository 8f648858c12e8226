/** Themes that come with segtop. `ansi` leaves every colour to the terminal's own scheme. */
export const themeNames = [
  'ansi',
  'dark',
  'light',
  'high-contrast-dark',
  'high-contrast-light',
  'colour-blind-dark',
  'colour-blind-light',
  'mono',
] as const;
export type ThemeName = (typeof themeNames)[number];

/** What a piece of text means; a theme says how each looks. */
export const toneNames = [
  'text',
  'dim',
  'strong',
  'accent',
  'good',
  'bad',
  'warn',
  'info',
  'frame',
  'focus',
  'match',
  'key',
] as const;
export type ToneName = (typeof toneNames)[number];

/** Colours that have a name: the terminal's own. */
export const colorNames = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'gray'] as const;

/** How a tone is to look, as the user writes it. */
export interface ToneWish {
  readonly color?: string | undefined;
  readonly bold?: boolean | undefined;
  readonly dim?: boolean | undefined;
  readonly underline?: boolean | undefined;
}

/** A theme of the user's own: another one with some tones restyled. */
export interface ThemeWish {
  readonly base?: ThemeName | undefined;
  readonly tones?: Readonly<Partial<Record<ToneName, string | ToneWish>>> | undefined;
}

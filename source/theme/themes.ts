import type { ThemeName, ThemeWish, ToneName, ToneWish } from '../domain/look.ts';
import type { Color } from './color.ts';
import type { Style } from './palette.ts';
import type { Tone } from './span.ts';

type Tones = Readonly<Partial<Record<Tone, Style>>>;

const color = (value: Color, more: Style = {}): Style => ({ color: value, ...more });

/** The colours of a theme by what they mean; weight is the same in all of them. */
interface Inks {
  readonly text: Color;
  readonly dim: Color;
  readonly frame: Color;
  readonly accent: Color;
  readonly good: Color;
  readonly bad: Color;
  readonly warn: Color;
  readonly info: Color;
  readonly match: Color;
}

const inked = ({ text, dim, frame, accent, good, bad, warn, info, match }: Inks): Tones => ({
  text: color(text),
  dim: color(dim),
  strong: color(text, { bold: true }),
  accent: color(accent, { bold: true }),
  good: color(good),
  bad: color(bad),
  warn: color(warn),
  info: color(info),
  frame: color(frame),
  focus: color(accent, { bold: true }),
  match: color(match, { underline: true }),
  key: color(text, { bold: true }),
});

/**
 * The themes that come with segtop. Those with a ground in their name are for terminals that have it: segtop paints no ground of
 * its own. The colour-blind ones tell good from bad by blue and orange (Okabe and Ito).
 */
export const themes: Readonly<Record<ThemeName, Tones>> = {
  ansi: {},
  dark: inked({
    text: '#d8dee9',
    dim: '#9aa5b8',
    frame: '#929db2',
    accent: '#88c0d0',
    good: '#a3be8c',
    bad: '#ff7a85',
    warn: '#ebcb8b',
    info: '#81a1e1',
    match: '#d3a4e0',
  }),
  light: inked({
    text: '#24292f',
    dim: '#57606a',
    frame: '#636c76',
    accent: '#0b5cad',
    good: '#116329',
    bad: '#b3151f',
    warn: '#7d4e00',
    info: '#0550ae',
    match: '#6639ba',
  }),
  'high-contrast-dark': inked({
    text: '#ffffff',
    dim: '#d0d0d0',
    frame: '#c0c0c0',
    accent: '#6ff3ff',
    good: '#5cff6c',
    bad: '#ff9d9d',
    warn: '#ffe45c',
    info: '#a9c8ff',
    match: '#ffb3ff',
  }),
  'high-contrast-light': inked({
    text: '#000000',
    dim: '#3a3a3a',
    frame: '#404040',
    accent: '#00406b',
    good: '#004d14',
    bad: '#8a0010',
    warn: '#5c3a00',
    info: '#002f87',
    match: '#5b0a8c',
  }),
  'colour-blind-dark': inked({
    text: '#e4e4e4',
    dim: '#a8a8a8',
    frame: '#989898',
    accent: '#f0e442',
    good: '#56b4e9',
    bad: '#ff8c3a',
    warn: '#f0e442',
    info: '#9fb8ff',
    match: '#e8a8cf',
  }),
  'colour-blind-light': inked({
    text: '#1c1c1c',
    dim: '#585858',
    frame: '#606060',
    accent: '#00507f',
    good: '#005f9e',
    bad: '#7a2400',
    warn: '#806a00',
    info: '#3b3fa8',
    match: '#8a2a62',
  }),
  mono: {
    accent: { bold: true },
    focus: { bold: true },
    good: {},
    bad: { bold: true, underline: true },
    warn: { bold: true },
    info: {},
    match: { underline: true },
  },
};

const wished = (wish: string | ToneWish): Style =>
  typeof wish === 'string' ? { color: wish as Color } : { ...wish, color: wish.color as Color | undefined };

/** The tones of a theme by its name: one of the user's own, or one that comes with segtop. */
export function tonesOf(name: string, own: Readonly<Record<string, ThemeWish>>): Tones {
  const wish = Object.hasOwn(own, name) ? own[name] : undefined;
  if (!wish) return Object.hasOwn(themes, name) ? themes[name as ThemeName] : {};
  const restyled = Object.entries(wish.tones ?? {}).map(([tone, style]) => [tone as ToneName, wished(style)] as const);
  return { ...themes[wish.base ?? 'ansi'], ...Object.fromEntries(restyled) };
}

import { describe, expect, test } from 'vitest';
import { themeNames, toneNames } from '../../source/domain/look.ts';
import { t } from '../../source/domain/text.ts';
import { line, span } from '../../source/theme/line.ts';
import { paint } from '../../source/theme/paint.ts';
import { palette } from '../../source/theme/palette.ts';
import { themes, tonesOf } from '../../source/theme/themes.ts';

type Rgb = readonly [number, number, number];

const rgbOf = (hex: string): Rgb => {
  const all = Number.parseInt(hex.slice(1), 16);
  return [all >> 16, (all >> 8) & 255, all & 255];
};
const linear = (part: number): number => {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};
const luminance = (rgb: Rgb): number => {
  const [red, green, blue] = rgb.map(linear) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
/** Contrast as WCAG 2 defines it, 1 to 21. */
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(rgbOf(a)), luminance(rgbOf(b))].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

/** Grounds that terminals commonly have. */
const grounds = { dark: ['#000000', '#1e1e1e', '#282c34'], light: ['#ffffff', '#fafafa'] } as const;
const coloured = themeNames.filter((name) => name !== 'ansi' && name !== 'mono');

describe.each(coloured)('%s', (name) => {
  const least = name.startsWith('high-contrast') ? 7 : 4.5;
  const inks = toneNames.map((tone) => [tone, themes[name][tone]?.color] as const);
  test.each(inks)('%s has a colour of its own that can be read on every ground the theme is for', (_, ink) => {
    expect(ink).toMatch(/^#[0-9a-f]{6}$/);
    for (const ground of grounds[name.endsWith('light') ? 'light' : 'dark'])
      expect(contrast(ink!, ground)).toBeGreaterThanOrEqual(least);
  });
});

/** The colour that a terminal of 256 draws for an index: the cube, then the greys. */
function rgb256(index: number): string {
  const hex = (part: number) => part.toString(16).padStart(2, '0');
  const level = (step: number) => (step === 0 ? 0 : 55 + 40 * step);
  if (index >= 232) return `#${hex(8 + 10 * (index - 232)).repeat(3)}`;
  const at = index - 16;
  return `#${[Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((step) => hex(level(step))).join('')}`;
}

describe.each(coloured)('%s over SSH, where a terminal usually has 256 colours', (name) => {
  const shown = palette('256', { tones: themes[name] });
  test.each(toneNames.map((tone) => [tone]))('%s can be read', (tone) => {
    const index = Number(/38;5;(\d+)/.exec(shown.sgr(tone, false).open)?.[1]);
    for (const ground of grounds[name.endsWith('light') ? 'light' : 'dark'])
      expect(contrast(rgb256(index), ground)).toBeGreaterThanOrEqual(4.5);
  });
});

/** The sixteen colours of terminals whose schemes are widespread; the theme `ansi` takes what is there. */
const schemes = {
  xterm: {
    ground: '#000000',
    red: '#cd0000',
    green: '#00cd00',
    yellow: '#cdcd00',
    blue: '#0000ee',
    magenta: '#cd00cd',
    cyan: '#00cdcd',
  },
  'the Linux console': {
    ground: '#000000',
    red: '#aa0000',
    green: '#00aa00',
    yellow: '#aa5500',
    blue: '#0000aa',
    magenta: '#aa00aa',
    cyan: '#00aaaa',
  },
  'Solarized dark': {
    ground: '#002b36',
    red: '#dc322f',
    green: '#859900',
    yellow: '#b58900',
    blue: '#268bd2',
    magenta: '#d33682',
    cyan: '#2aa198',
  },
} as const;
const named = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

// The red of the console is the darkest that is used; its blue has 1.6.
const leastOfTerminals = 2.7;

describe.each(Object.entries(schemes))('ansi on %s', (_, scheme) => {
  const shown = palette('16');
  test.each(toneNames.map((tone) => [tone]))(
    '%s is the own ink of the terminal, or a colour that can be told from the ground',
    (tone) => {
      const { open } = shown.sgr(tone, false);
      const index = /(?:^|;)3([0-7])(?:;|$)/.exec(open)?.[1];
      if (index === undefined) return;
      const name = named[Number(index)]! as 'red';
      expect(contrast(scheme[name], scheme.ground)).toBeGreaterThanOrEqual(leastOfTerminals);
    },
  );
});

/** What who lacks red or green cones sees (Viénot, Brettel and Mollon 1999), in linear light. */
const sight = {
  protan: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deutan: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
} as const;
const seen = (hex: string, kind: keyof typeof sight): readonly number[] => {
  const rgb = rgbOf(hex).map(linear);
  const rows: readonly (readonly number[])[] = sight[kind];
  return rows.map((row) => row.reduce((sum, part, index) => sum + part * rgb[index]!, 0));
};

describe.each(['colour-blind-dark', 'colour-blind-light'] as const)('%s', (name) => {
  test.each(['protan', 'deutan'] as const)('good, bad and warn are told apart: %s', (kind) => {
    const [good, bad, warn] = (['good', 'bad', 'warn'] as const).map((tone) => seen(themes[name][tone]!.color!, kind));
    const apart = (a: readonly number[], b: readonly number[]) =>
      Math.hypot(...a.map((part, index) => Math.max(part, 0) ** (1 / 2.2) - Math.max(b[index]!, 0) ** (1 / 2.2)));
    expect(apart(good!, bad!)).toBeGreaterThan(0.35);
    expect(apart(good!, warn!)).toBeGreaterThan(0.35);
    expect(apart(bad!, warn!)).toBeGreaterThan(0.12);
  });
});

test('ansi and mono take no colour but the terminal has', () => {
  expect(themes.ansi).toEqual({});
  const mono = palette('truecolor', { tones: themes.mono });
  for (const tone of toneNames) expect(paint(line(span(t`x`, tone)), 1, mono)).not.toMatch(/\u001b\[[\d;]*\b[39]\d/);
});

test('a theme of the user restyles another one', () => {
  const own = {
    mine: { base: 'dark', tones: { bad: '#123456', good: { bold: true } } },
    bare: { tones: { bad: 'red' } },
  } as const;
  expect(tonesOf('mine', own)).toEqual({
    ...themes.dark,
    bad: { color: '#123456' },
    good: { bold: true, color: undefined },
  });
  expect(tonesOf('bare', own)).toEqual({ bad: { color: 'red' } });
  expect(tonesOf('gone', own)).toEqual({});
  expect(tonesOf('constructor', own)).toEqual({});
});

test('gray is a colour of the terminal', () => {
  expect(paint(line(span(t`x`, 'bad')), 1, palette('16', { tones: { bad: { color: 'gray' } } }))).toBe(
    '\u001b[90mx\u001b[39m',
  );
});

test('without colours every tone that must stand out differs from plain text, and a match is underlined', () => {
  expect(themes.mono).toEqual({
    accent: { bold: true },
    focus: { bold: true },
    good: {},
    bad: { bold: true, underline: true },
    warn: { bold: true },
    info: {},
    match: { underline: true },
  });
});

test.each(coloured)('beside its colour %s makes bold what a key or a place is, and underlines a match', (name) => {
  const lookOf = ([tone, { color: _, ...look }]: readonly [string, object & { color?: unknown }]) => [tone, look];
  expect(Object.fromEntries(Object.entries(themes[name]).map(lookOf))).toEqual({
    text: {},
    dim: {},
    strong: { bold: true },
    accent: { bold: true },
    good: {},
    bad: {},
    warn: {},
    info: {},
    frame: {},
    focus: { bold: true },
    match: { underline: true },
    key: { bold: true },
  });
});

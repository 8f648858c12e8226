import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Color, colorCode } from '../../source/theme/color.ts';
import type { ColorLevel } from '../../source/theme/color-level.ts';
import { asciiText, type Glyphs, glyphs } from '../../source/theme/glyphs.ts';
import { stringWidth } from '../../source/theme/string-width.ts';

const all = ({ curves: _, ...of }: Glyphs): readonly string[] =>
  Object.values(of)
    .flatMap((value) => (typeof value === 'object' ? Object.values(value) : value))
    .filter((value) => typeof value === 'string');

test.each([false, true])('every mark is one column (ascii: %s)', (ascii) => {
  const marks = all(glyphs(ascii));
  expect(marks.length).toBeGreaterThan(40);
  for (const mark of marks) {
    expect(stringWidth(mark)).toBe(1);
    if (ascii) expect(mark).toMatch(/^[\x20-\x7e]$/);
  }
});

test('every Unicode mark has an ASCII form', () => {
  expect(asciiText(all(glyphs(false)).join(''))).toMatch(/^[\x20-\x7e]+$/);
});

test.each([
  ['─┼└┌┐┘┬┴╴╶', '-+++++++--'],
  ['▼▶◀◇◐▔■□▒▓', 'v><#!"#..#'],
  ['–—−×±≥≤≈‹›', '---x+><~<>'],
  ['↵⌫↕↔⚠µ\u00a0.', '$<|-!u .'],
  ['▁▂▃▄▅▆▇█', '_.:-=+*#'],
  ['Zoë 日本', 'Zoë 日本'],
  ['a-b', 'a-b'],
])('%s is %s in ASCII', (text, ascii) => expect(asciiText(text)).toBe(ascii));

test('a terminal has dots and icons where the user has asked for them, and none of them in ASCII', () => {
  const facts = (...asked: Parameters<typeof glyphs>) => {
    const { ascii, curves, healthy, spark, outline, borders } = glyphs(...asked);
    return [ascii, curves, healthy, spark.join(''), outline.join(''), Object.values(borders).join('')];
  };
  const drawn = ['▁▂▃▄▅▆▇█', '▁─▔', '╭╮╰╯─│'];
  const { healthy } = glyphs(false);
  expect(facts(false)).toEqual([false, 'block', healthy, ...drawn]);
  expect(facts(false, 'braille')).toEqual([false, 'braille', healthy, ...drawn]);
  expect(facts(false, 'braille', true)).toEqual([false, 'braille', '\uf058', ...drawn]);
  for (const of of [facts(true), facts(true, 'braille', true)])
    expect(of).toEqual([true, 'block', glyphs(true).healthy, '_.:-=+*#', '_-"', '++++-|']);
});

test('the states of a row differ in ASCII, so that colour is not needed', () => {
  const { healthy, failing, partial, inactive } = glyphs(true);
  expect(new Set([healthy, failing, partial, inactive]).size).toBe(4);
});

test.each<[Parameters<typeof colorCode>[0], ColorLevel, string]>([
  ['red', '16', '31'],
  ['bright-black', '256', '90'],
  ['red', 'none', ''],
  ['#ff8700', 'truecolor', '38;2;255;135;0'],
  ['#ff8700', '256', '38;5;208'],
  ['#808080', '256', '38;5;244'],
  ['#ee0000', '16', '91'],
  ['#12', '16', ''],
  ['#1234567', 'truecolor', ''],
  ['#gggggg', 'truecolor', ''],
  ['#00000A', 'truecolor', '38;2;0;0;10'],
  ['#ffffff', 'none', ''],
  ['gray', 'truecolor', '90'],
  ['blue' as Color, 'truecolor', '34'],
  ['pink' as Color, '16', ''],
  ['bright-pink' as Color, '16', ''],
])('%s at %s is %j', (color, level, expected) => {
  expect(colorCode(color, level)).toBe(expected);
});

test('the sixteen of the terminal have their own codes, whatever it can show', () => {
  const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
  for (const level of ['16', '256', 'truecolor'] as const) {
    expect(names.map((name) => colorCode(name, level))).toEqual(['30', '31', '32', '33', '34', '35', '36', '37']);
    const bright = names.map((name) => colorCode(`bright-${name}`, level));
    expect(bright).toEqual(['90', '91', '92', '93', '94', '95', '96', '97']);
  }
});

type Rgb = readonly [number, number, number];
const hexOf = (rgb: Rgb): Color => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
const apart = (a: Rgb, b: Rgb): number => a.reduce((sum, part, index) => sum + (part - b[index]!) ** 2, 0);
const cube = [0, 95, 135, 175, 215, 255];
/** Colours 16 to 255 as xterm has them. */
const palette256: readonly Rgb[] = [
  ...cube.flatMap((red) => cube.flatMap((green) => cube.map((blue): Rgb => [red, green, blue]))),
  ...Array.from({ length: 24 }, (_, step): Rgb => [8 + 10 * step, 8 + 10 * step, 8 + 10 * step]),
];
const anyRgb = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));

test('of 256 colours the nearest is taken', () => {
  const check = (rgb: Rgb): void => {
    const index = Number(/^38;5;(\d+)$/.exec(colorCode(hexOf(rgb), '256'))?.[1]);
    expect([rgb, apart(rgb, palette256[index - 16]!)]).toEqual([
      rgb,
      Math.min(...palette256.map((one) => apart(rgb, one))),
    ]);
  };
  for (const rgb of palette256) check(rgb);
  for (let part = 0; part < 256; part += 1) check([part, part, part]);
  fc.assert(fc.property(anyRgb, check), { numRuns: 300 });
});

test('of sixteen colours the nearest is taken, as xterm draws them', () => {
  const half: readonly Rgb[] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
  ];
  const full: readonly Rgb[] = [
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
  ];
  const all: readonly Rgb[] = [...half, [229, 229, 229], [127, 127, 127], ...full, [255, 255, 255]];
  const codes = [30, 31, 32, 33, 34, 35, 36, 37, 90, 91, 92, 93, 94, 95, 96, 97];
  const check = (rgb: Rgb): void => {
    const at = codes.indexOf(Number(colorCode(hexOf(rgb), '16')));
    expect([rgb, apart(rgb, all[at]!)]).toEqual([rgb, Math.min(...all.map((one) => apart(rgb, one)))]);
  };
  for (const rgb of all) check(rgb);
  expect(all.map((rgb) => Number(colorCode(hexOf(rgb), '16')))).toEqual(codes);
  fc.assert(fc.property(anyRgb, check), { numRuns: 300 });
});

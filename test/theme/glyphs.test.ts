import { expect, test } from 'vitest';
import { colorCode } from '../../source/theme/color.ts';
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
])('%s at %s is %j', (color, level, expected) => {
  expect(colorCode(color, level)).toBe(expected);
});

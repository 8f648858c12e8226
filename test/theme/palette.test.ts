import { expect, test } from 'vitest';
import type { ColorLevel } from '../../source/theme/color-level.ts';
import { palette } from '../../source/theme/palette.ts';
import type { Tone } from '../../source/theme/span.ts';

const looks = (level: ColorLevel, tone: Tone | undefined, theme = {}) => {
  const of = palette(level, theme);
  const told = [of.sgr(tone, false), of.sgr(tone, true), of.sgr(tone, true, true), of.sgr(tone, false, true)];
  return told.map(({ open, close }) => `${open} ${close}`.trim());
};

/** Plain, on a selected row, the mark of a status there, and such a mark elsewhere. */
test.each<[Tone | undefined, ColorLevel, string, string, string]>([
  [undefined, '16', '', '7 27', '7 27'],
  ['text', '16', '', '7 27', '7 27'],
  ['info', '16', '', '7 27', '7 27'],
  ['dim', '16', '2 22', '7 27', '7 27'],
  ['dim', 'none', '', '7 27', '7 27'],
  ['frame', '256', '2 22', '7 27', '7 27'],
  ['strong', '16', '1 22', '7;1 27;22', '7;1 27;22'],
  ['strong', 'none', '1 22', '7;1 27;22', '7;1 27;22'],
  ['key', 'none', '1 22', '7;1 27;22', '7;1 27;22'],
  ['accent', '16', '1;36 22;39', '7;1 27;22', '7;1;36 27;22;39'],
  ['focus', 'none', '1 22', '7;1 27;22', '7;1 27;22'],
  ['good', '16', '32 39', '7 27', '7;32 27;39'],
  ['bad', 'truecolor', '31 39', '7 27', '7;31 27;39'],
  ['bad', 'none', '', '7 27', '7 27'],
  ['warn', '256', '33 39', '7 27', '7;33 27;39'],
  ['match', '16', '4;35 24;39', '7;4 27;24', '7;4;35 27;24;39'],
  ['match', 'none', '4 24', '7;4 27;24', '7;4 27;24'],
])('%s with the colours %s', (tone, level, plain, selected, mark) => {
  expect(looks(level, tone)).toEqual([plain, selected, mark, plain]);
});

test.each<[Tone, object, string]>([
  ['accent', { accent: '#d70000' }, '1;38;2;215;0;0 22;39'],
  ['focus', { accent: 'green' }, '1;32 22;39'],
  ['bad', { accent: 'green' }, '31 39'],
  ['match', { accent: 'green' }, '4;35 24;39'],
  ['accent', { accent: 'green', tones: { accent: { underline: true, color: 'red' } } }, '4;32 24;39'],
  ['accent', { tones: { accent: { underline: true, color: 'red' } } }, '4;31 24;39'],
  ['dim', { tones: { dim: { bold: true, dim: true } } }, '1;2 22'],
  ['dim', { tones: { dim: {} } }, ''],
  ['good', { tones: { bad: { bold: true } } }, '32 39'],
])('%s under the theme %j', (tone, theme, look) => {
  expect(looks('truecolor', tone, theme)[0]).toBe(look);
});

test('what a palette is for it says, and a tone of no name is plain', () => {
  expect([palette('256').ascii, palette('256', {}, true).ascii, palette('256').level]).toEqual([false, true, '256']);
  expect(palette('16').sgr('unheard of' as Tone, false)).toEqual({ open: '', close: '' });
});

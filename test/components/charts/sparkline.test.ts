import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resampled, sparkline } from '../../../source/components/charts/sparkline.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { widthOf } from '../../../source/theme/width.ts';

const unicode = glyphs(false);

test.each<[string, (number | undefined)[], number, string]>([
  ['rising', [0, 1, 2, 3, 4, 5, 6, 7], 8, '▁▂▃▄▄▅▆▇'],
  ['flat zero stays visible', [0, 0, 0], 3, '▁▁▁'],
  ['missing data is a gap', [7, undefined, Number.NaN, 7], 4, '▇  ▇'],
  ['a small value differs from zero', [0, 1, 1000], 3, '▁▂▇'],
  ['a spike survives', [0, 0, 0, 9, 0, 0, 0, 0], 4, '▁▇▁▁'],
  ['few values are stretched', [0, 7], 6, '▁▁▁▇▇▇'],
  ['no data', [], 3, '   '],
  ['negative is nothing', [-3, 7], 2, '▁▇'],
  ['no room', [1], 0, ''],
])('%s', (_, values, width, expected) => {
  expect(sparkline(values, width, unicode)).toBe(expected);
});

test('mean, shared top, ASCII', () => {
  expect(sparkline([0, 8, 8, 8], 2, unicode, { by: 'mean' })).toBe('▄▇');
  expect(sparkline([2, 2], 2, unicode, { top: 7 })).toBe('▃▃');
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8, glyphs(true))).toBe('_.:--=+*');
});

test('several values become the highest of them or their mean, of what is known', () => {
  const values = [1, 3, undefined, 4, undefined, undefined];
  expect([resampled(values, 3), resampled(values, 3, 'mean')]).toEqual([
    [3, 4, undefined],
    [2, 4, undefined],
  ]);
  expect(resampled([0, 0, 0.5, 0.25], 2)).toEqual([0, 0.5]);
});

test('points and columns are exactly as asked', () => {
  const value = fc.option(fc.double(), { nil: undefined });
  fc.assert(
    fc.property(fc.array(value, { maxLength: 300 }), fc.nat(150), (values, width) => {
      expect(resampled(values, width)).toHaveLength(width);
      expect(widthOf(sparkline(values, width, unicode))).toBe(width);
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChartOptions, chart } from '../../../source/components/charts/chart.ts';
import { t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineWidth } from '../../../source/theme/line.ts';
import { size } from '../../theme/hostile.ts';
import { drawn } from '../drawn.ts';

const base: ChartOptions = {
  values: [0, 1, 2, 4, 8, 8, undefined, 2],
  width: 20,
  height: 6,
  glyphs: glyphs(false),
  format: (value) => t`${value}%`,
};

describe('chart', () => {
  test('axis, bars, gap, floor, labels', () => {
    expect(drawn(chart({ ...base, from: t`14:00`, to: t`now` }))).toEqual([
      '8% ┤        ████    ',
      '   │        ████    ',
      '   │      ▄▄████    ',
      '   │    ▂▂██████  ▂▂',
      '0% ┤▁▁▅▅████████  ██',
      '    14:00        now',
    ]);
  });

  test('threshold where nothing is drawn, provisional tail, marks, cursor', () => {
    const rows = chart({
      ...base,
      width: 21,
      height: 7,
      values: [1, 1, 8, 8],
      threshold: 4,
      provisional: 1,
      marks: [{ index: 0, glyph: t`▲` }],
      cursor: { index: 1 },
    });
    expect(drawn(rows)).toEqual([
      '8% ┤     │  ████░░░░ ',
      '   │     │  ████░░░░ ',
      '4% ┤┄┄┄┄┄│┄┄████░░░░ ',
      '   │     │  ████░░░░ ',
      '0% ┤▅▅▅▅▅▅▅▅████░░░░ ',
      '     ▲               ',
      '        1%           ',
    ]);
  });

  test('in ASCII', () => {
    const rows = chart({ ...base, glyphs: glyphs(true), values: [0, 4, 8], width: 9, height: 3 });
    expect(drawn(rows)).toEqual(['      ###', '   ---###', '___######']);
  });

  test('one row is a sparkline, none is nothing', () => {
    expect(drawn(chart({ ...base, values: [0, 7], width: 2, height: 1 }))).toEqual(['▁▇']);
    expect(chart({ ...base, height: 0 })).toEqual([]);
  });

  test('no data is blank, never zero', () => {
    expect(drawn(chart({ ...base, values: [], width: 6, height: 2 }))).toEqual(['      ', '      ']);
    expect(drawn(chart({ ...base, values: [undefined, undefined], width: 6, height: 2 })).join('')).toBe(
      ' '.repeat(12),
    );
  });

  test('exactly the asked size', () => {
    const value = fc.option(fc.double({ min: -5, max: 1e12 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 60 }),
        size,
        fc.integer({ min: 1, max: 12 }),
        fc.nat(70),
        (values, width, height, index) => {
          const block = chart({
            ...base,
            values,
            width,
            height,
            threshold: 10,
            provisional: index % 5,
            cursor: { index },
            marks: [{ index, glyph: t`▲` }],
            from: t`a`,
            to: t`b`,
          });
          expect(block.map(lineWidth)).toEqual(Array(height).fill(width));
        },
      ),
      { numRuns: 200 },
    );
  });
});

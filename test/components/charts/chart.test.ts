import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChartOptions, chart } from '../../../source/components/charts/chart.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { type Line, lineWidth } from '../../../source/theme/line.ts';
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

  test('the scale has room for its widest text, also where that is of zero', () => {
    const format = (value: number) => (value === 0 ? t`none` : t`${value}`);
    expect(drawn(chart({ ...base, format })).at(-1)).toMatch(/^none ┤▁/);
    expect(drawn(chart({ ...base, format })).at(0)).toMatch(/^ {3}8 ┤/);
  });

  test('a row under the axis is there for its end alone', () => {
    expect(drawn(chart({ ...base, to: t`now` })).at(-1)).toBe('                 now');
  });

  test('in one row the last value is dim while it may grow', () => {
    const [row] = chart({ ...base, values: [1, 2, 4, 8], width: 4, height: 1, provisional: 1 });
    expect(row!.spans.map(({ text, tone }) => [text, tone])).toEqual([
      ['▂▃▄', 'info'],
      ['▇', 'dim'],
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

/** Pieces as `tone:text`, those under the cursor as `#:text`. */
const looks = ({ spans }: Line): string[] =>
  spans.filter(({ text }) => text !== '').map(({ text, tone, selected }) => `${selected ? '#' : (tone ?? '')}:${text}`);
const mark = { index: 0, glyph: t`▲` };

describe('what folds away first', () => {
  const whole = { ...base, from: t`a`, to: t`b`, marks: [mark] };
  test.each<[number, number, string[]]>([
    [20, 6, ['8% ┤        ████    ', '0% ┤▁▁▄▄████████  ██', '    ▲               ', '    a              b']],
    [20, 5, ['8% ┤        ████    ', '0% ┤▁▁▃▃▆▆██████  ▆▆', '    ▲               ', '    a              b']],
    [20, 4, ['8% ┤        ████    ', '0% ┤▁▁▃▃▆▆██████  ▆▆', '    a              b']],
    [20, 3, ['8% ┤        ████    ', '0% ┤▁▁▂▂▄▄██████  ▄▄', '    a              b']],
    [20, 2, ['          █████     ', '▁▁▁▂▂▄▄▄███████   ▄▄']],
    [19, 4, ['          █████    ', '▁▁▁▃▃▆▆▆███████  ▆▆', 'a                 b']],
  ])('on %i columns and %i rows', (width, height, [top, ...rest]) => {
    const rows = drawn(chart({ ...whole, width, height }));
    expect([rows.length, rows[0], ...rows.slice(-rest.length)]).toEqual([height, top, ...rest]);
  });

  test('marks have a row of their own sooner where no times are', () => {
    const rows = (height: number) => drawn(chart({ ...base, height, marks: [mark] }));
    expect(rows(3).at(-1)).toBe('0% ┤▁▁▃▃▆▆██████  ▆▆');
    expect(rows(4).at(-1)).toBe('    ▲               ');
  });

  test('a scale takes a third of the room at most', () => {
    const rows = chart({ ...base, height: 3, format: (value) => t`${value} events a day` });
    expect(drawn(rows)[0]).toBe('8 eve… ┤      ███   ');
    expect(drawn(rows)[2]).toBe('0 eve… ┤▁▁▃▆▆████  ▆');
  });
});

test('marks stand under their value with their tone, and those of no value are left out', () => {
  const marks = [
    mark,
    { index: -1, glyph: t`x` },
    { index: 8, glyph: t`x` },
    { index: 7, glyph: t`v`, tone: 'good' as const },
  ];
  expect(looks(chart({ ...base, height: 4, marks }).at(-1)!)).toEqual([
    ':    ',
    'warn:▲',
    ':             ',
    'good:v',
    ': ',
  ]);
});

test.each<[string, Partial<ChartOptions>, string[]]>([
  ['in their own row', { height: 5 }, [':    ', 'dim:12:00', ': ', 'dim:14:00', ':     ']],
  ['where a mark stands none does', { height: 4 }, [':    ', 'warn:▲', ':   ', 'dim:13:00', ':       ']],
])('times do not touch each other, marks or the edge: %s', (_, options, expected) => {
  const ticks = () => [
    { index: 0, text: t`12:00` },
    { index: 2, text: t`13:00` },
    { index: 3, text: t`14:00` },
    { index: 7, text: t`15:00` },
  ];
  expect(looks(chart({ ...base, marks: [mark], ticks, ...options }).at(-1)!)).toEqual(expected);
});

describe('a threshold', () => {
  const rows = (threshold: number, values: readonly number[] = [1, 2]) =>
    chart({ ...base, values, threshold, height: 4 }).map(looks);

  test('widens the scale up to it, and says its value where its row is', () => {
    expect(rows(8)[0]).toEqual(['warn:8%', 'frame: ┤', 'warn:┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄']);
    expect(rows(8)[3]).toEqual(['dim:0%', 'frame: ┤', 'info:▄▄▄▄▄▄▄▄████████']);
    expect(rows(1.25)).toEqual([
      ['dim:   2%', 'frame: ┤', ':      ', 'info:██████', ': '],
      ['warn:1.25%', 'frame: ┤', 'warn:┄┄┄┄┄┄', 'info:██████', ': '],
      ['dim:     ', 'frame: │', 'info:████████████', ': '],
      ['dim:   0%', 'frame: ┤', 'info:████████████', ': '],
    ]);
  });

  test.each([
    [0, 3],
    [2, 3],
    [2.2, 2],
    [4, 2],
    [4.2, 1],
    [6, 1],
    [6.3, 0],
    [8, 0],
  ])('of %d on a scale to 8 lies in row %i of four', (threshold, row) => {
    const tones = rows(threshold, [8, 0]).map(([label]) => label!.split(':')[0]);
    expect(tones.indexOf('warn')).toBe(row);
    expect(tones.filter((tone) => tone === 'warn')).toHaveLength(1);
  });
});

describe('the cursor', () => {
  test.each<[number, string | undefined, string[], string]>([
    [0, '12:00 long', ['#:│ ', ':      ', 'info:████', ':    '], '    12:00 long      '],
    [7, '12:00 long', [':        ', 'info:████', ':  ', '#:│ '], '          12:00 long'],
    [3, undefined, [':      ', '#:│ ', 'info:████', ':    '], '         4%         '],
    [4, undefined, [':        ', '#:██', 'info:██', ':    '], '           8%       '],
    [6, undefined, [':        ', 'info:████', '#:│ ', ':  '], '             no data'],
  ])('on value %i has its column in reverse, and its value below', (index, text, top, below) => {
    const rows = chart({ ...base, height: 3, cursor: { index, ...(text && { text: sanitise(text) }) } });
    expect(looks(rows[0]!).slice(2)).toEqual(top);
    expect(drawn(rows).at(-1)).toBe(below);
    expect(looks(rows.at(-1)!).at(index === 7 || index === 6 ? -1 : -2)).toMatch(/^strong:/);
  });

  test('a text that is wider than the curve is cut at its end', () => {
    const cursor = { index: 3, text: t`a text that is much wider than it` };
    expect(drawn(chart({ ...base, height: 3, width: 24, cursor })).at(-1)).toBe('    a text that is much…');
  });
});

describe('what may still grow', () => {
  test.each<[number, string[]]>([
    [0, ['dim:▁▁', 'info:▃▃▆▆██████', ':  ', 'info:▆▆']],
    [1, ['dim:▁▁', 'info:▃▃▆▆██████', ':  ', 'dim:▆▆']],
    [4, ['dim:▁▁', 'info:▃▃▆▆██', 'dim:░░░░', ':  ', 'dim:▆▆']],
    [99, ['dim:▁▁▃▃▆▆░░░░░░', ':  ', 'dim:▆▆']],
  ])('the last %i values: dim, and shaded where they fill a row', (provisional, floor) => {
    expect(looks(chart({ ...base, width: 16, height: 3, provisional }).at(-1)!)).toEqual(floor);
  });

  test('in one row, with the cursor', () => {
    const [row] = chart({ ...base, height: 1, width: 16, provisional: 2, cursor: { index: 1 } });
    expect(looks(row!)).toEqual(['info:▁▁', '#:▂▂', 'info:▃▃▄▄▇▇▇▇', 'dim:  ▃▃']);
    const [all] = chart({ ...base, height: 1, width: 16, provisional: 99, tone: 'bad' });
    expect(looks(all!)).toEqual(['dim:▁▁▂▂▃▃▄▄▇▇▇▇  ▃▃']);
    const [none] = chart({ ...base, height: 1, width: 16, tone: 'bad' });
    expect(looks(none!)).toEqual(['bad:▁▁▂▂▃▃▄▄▇▇▇▇  ▃▃']);
  });
});

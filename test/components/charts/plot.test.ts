import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChartOptions, chart } from '../../../source/components/charts/chart.ts';
import { roundTop } from '../../../source/components/charts/scale.ts';
import { timeTicks } from '../../../source/components/charts/time-ticks.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { day, hour } from '../../../source/domain/time.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { paintAll } from '../../../source/theme/paint.ts';
import { palette } from '../../../source/theme/palette.ts';
import { emulator } from '../../harness/terminal/emulator.ts';
import { drawn } from '../drawn.ts';

type Values = readonly (number | undefined)[];

/** The cells that a terminal shows of a chart without a scale. */
function onScreen(options: Omit<ChartOptions, 'format'>) {
  const { width, height } = options;
  const screen = emulator({ cols: width, rows: height });
  const rows = paintAll(chart({ ...options, format: (value) => t`${value}` }), width, palette('16'));
  screen.write(rows.join('\r\n'));
  return screen.cells();
}

/** Eighths that are filled in each column, counted from the floor: of a curve as it is seen, by its data alone. */
function eighthsSeen(cells: ReturnType<typeof onScreen>): number[] {
  return cells[0]!.map((_, x) => cells.reduce((sum, row) => sum + ' ▁▂▃▄▅▆▇█'.indexOf(row[x]!.char), 0));
}

/** Dots that are set in each half of a column. */
function dotsSeen(cells: ReturnType<typeof onScreen>): number[] {
  const set = (bits: number, mask: number): number =>
    [...(bits & mask).toString(2)].filter((bit) => bit === '1').length;
  return cells[0]!.flatMap((_, x) =>
    [0x47, 0xb8].map((mask) =>
      cells.reduce(
        (sum, row) => sum + (row[x]!.char === ' ' ? 0 : set(row[x]!.char.codePointAt(0)! - 0x2800, mask)),
        0,
      ),
    ),
  );
}

/** What a value should fill: its share of the whole height, one step for zero, two for anything above. */
const expected = (values: Values, steps: number): number[] => {
  const top = roundTop(values);
  return values.map((value) =>
    value === undefined ? 0 : value <= 0 ? 1 : Math.max(2, Math.min(steps, Math.round((value / top) * steps))),
  );
};

const anyValues = fc.array(fc.option(fc.nat(2_000_000), { nil: undefined }), { minLength: 2, maxLength: 19 });
const anyHeight = fc.integer({ min: 2, max: 8 });

describe('a terminal shows of each value', () => {
  test('its share of the height in eighths of a row', () => {
    fc.assert(
      fc.property(anyValues, anyHeight, (values, height) => {
        const cells = onScreen({ values, width: values.length, height, glyphs: glyphs(false) });
        expect(eighthsSeen(cells)).toEqual(expected(values, 8 * height));
      }),
      { numRuns: 60 },
    );
  });

  test('its share of the height in dots of braille, two values a column', () => {
    fc.assert(
      fc.property(anyValues, anyHeight, (values, height) => {
        const even = [...values, ...values];
        const cells = onScreen({ values: even, width: values.length, height, glyphs: glyphs(false, 'braille') });
        expect(dotsSeen(cells)).toEqual(expected(even, 4 * height));
      }),
      { numRuns: 60 },
    );
  });
});

test('what may still grow differs in shape, also in dots', () => {
  const options = { values: [4, 4], width: 2, height: 2, provisional: 1, format: () => t``, glyphs: glyphs(false) };
  expect(drawn(chart(options))).toEqual(['█░', '█░']);
  expect(drawn(chart({ ...options, values: [4, 4, 4, 4], glyphs: glyphs(false, 'braille') }))).toEqual(['⣿⡇', '⣿⡇']);
});

test.each<[string, Values, number, string[]]>([
  ['the later of the two is more', [4, 4, 1, 4], 1, ['⣿⡇', '⣿⡇']],
  ['the earlier of the two is more', [4, 4, 4, 1], 1, ['⣿⡇', '⣿⡇']],
  ['only the later of the two is known', [4, 4, undefined, 2], 1, ['⣿ ', '⣿⡇']],
  ['only the earlier of the two is known', [4, 4, 2, undefined], 1, ['⣿ ', '⣿⡇']],
  ['neither is known', [4, 4, undefined, undefined], 2, ['⣿ ', '⣿ ']],
  ['both are zero', [4, 4, 0, 0], 2, ['⣿ ', '⣿⡀']],
])('in dots a column that may still grow shows the higher of its two values: %s', (_, values, provisional, rows) => {
  const options = { values, width: 2, height: 2, provisional, format: () => t`` };
  expect(drawn(chart({ ...options, glyphs: glyphs(false, 'braille') }))).toEqual(rows);
});

test('the period before is a thin dim line where the curve leaves room', () => {
  const options = { values: [1, 1, 8, undefined], earlier: [8, 4, 2, 3], width: 4, height: 3, format: () => t`` };
  const block = chart({ ...options, glyphs: glyphs(false) });
  expect(drawn(block)).toEqual(['▔ █ ', ' ─█▁', '▃▃█ ']);
  expect(block[0]!.spans[0]).toEqual({ text: '▔', tone: 'dim' });
  expect(drawn(chart({ ...options, glyphs: glyphs(true) }))).toEqual(['" # ', ' -#_', '::# ']);
});

test('the thin line lies at a third, half or the end of its row, by what it fills of it', () => {
  const earlier = [3, 4, 5, 6, 8, 9, 11, undefined];
  const values = earlier.map((_, index) => (index === 7 ? 40 : undefined));
  const block = chart({ values, earlier, width: 8, height: 5, glyphs: glyphs(false), format: () => t`` });
  expect(drawn(block).slice(-2)).toEqual(['     ▁▁█', '▁──▔▔  █']);
});

test('in dots zero and what may still grow are dim, and a gap is none', () => {
  const values = [0, 0, 0, 4, 4, 0, undefined, undefined, 4, 4];
  const options = { values, earlier: values.map(() => 2), width: 5, height: 2, provisional: 2, format: () => t`` };
  const block = chart({ ...options, glyphs: glyphs(false, 'braille') });
  expect(drawn(block)).toEqual([' ⢸⡇ ⡇', '⣀⣸⣇▔⡇']);
  expect(block[1]!.spans.map(({ text, tone }) => [text, tone])).toEqual([
    ['⣀', 'dim'],
    ['⣸⣇', 'info'],
    ['▔⡇', 'dim'],
  ]);
});

test('texts under the axis stand apart from each other and from marks, and end where the curve does', () => {
  const texts = ['ab', 'cd', 'ef', 'gh', 'yz', 'no'];
  const at = [0, 2, 3, 7, 10, 11];
  const ticks = () => texts.map((text, index) => ({ index: at[index]!, text: sanitise(text) }));
  const values = Array.from({ length: 12 }, () => 1);
  const options = { values, width: 12, height: 3, glyphs: glyphs(false), format: () => t``, ticks };
  expect(drawn(chart({ ...options, marks: [{ index: 9, glyph: t`↑` }] })).at(-1)).toBe('ab ef    ↑  ');
  expect(drawn(chart({ ...options, marks: [{ index: 6, glyph: t`↑` }] })).at(-1)).toBe('ab ef ↑   yz');
});

test('a scale is as high as the higher of both periods', () => {
  const block = chart({
    values: [1, 1],
    earlier: [900, 1],
    width: 20,
    height: 3,
    glyphs: glyphs(false),
    format: (value) => t`${value}`,
  });
  expect(drawn(block)[0]).toMatch(/^1000 ┤/);
});

describe('times under the axis', () => {
  const options = {
    width: 29,
    height: 3,
    glyphs: glyphs(false),
    format: (value: number) => t`${value}`,
  };
  const start = Date.parse('2026-11-28T12:00:00Z');
  const hours = Array.from({ length: 24 }, (_, index) => start + index * hour);

  test('stand where their hour begins, a day where it does; marks keep their place', () => {
    const values = hours.map(() => 5);
    expect(drawn(chart({ ...options, values, ticks: timeTicks(hours) })).at(-1)).toBe('   12:00       Nov 29        ');
    const marks = [{ index: 7, glyph: t`↑` }];
    expect(drawn(chart({ ...options, values, marks, ticks: timeTicks(hours) })).at(-1)).toBe(
      '   12:00  ↑    Nov 29        ',
    );
  });

  test.each<[string, number, number, number, string[]]>([
    [
      'three hours where there is room',
      hour,
      24,
      72,
      ['12:00', '15:00', '18:00', '21:00', 'Nov 29', '03:00', '06:00', '09:00'],
    ],
    ['a day each in a week', 4 * hour, 42, 60, ['Nov 29', 'Nov 30', 'Dec 1', 'Dec 2', 'Dec 3', 'Dec 4', 'Dec 5']],
    ['two days where a week is narrow', 4 * hour, 42, 30, ['Nov 29', 'Dec 1', 'Dec 3', 'Dec 5']],
    ['weeks of a month', day, 30, 60, ['Dec 3', 'Dec 10', 'Dec 17', 'Dec 24']],
    ['the day alone where no two fit', hour, 24, 4, ['Nov 29']],
    ['none of one bucket', hour, 1, 40, []],
  ])('%s', (_, size, count, columns, texts) => {
    const starts = Array.from({ length: count }, (__, index) => start + index * size);
    expect(timeTicks(starts)(columns).map(({ text }) => text)).toEqual(texts);
  });
});

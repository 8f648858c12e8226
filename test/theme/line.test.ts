import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitise, t } from '../../source/domain/text.ts';
import {
  between,
  blank,
  fit,
  flattened,
  highlight,
  indent,
  type Line,
  line,
  lineText,
  lineWidth,
  select,
  slice,
  span,
  withWhole,
} from '../../source/theme/line.ts';
import { cutToWidth, firstFit, padToWidth, repeated, spaces, widthOf } from '../../source/theme/width.ts';
import { anyLine, safeText, size } from './hostile.ts';

const shown = (of: Line): string => of.spans.map(({ text, tone }) => (tone ? `<${tone}:${text}>` : text)).join('');

test.each([
  ['Warehouse', 9, 'Warehouse'],
  ['Warehouse', 6, 'Wareh…'],
  ['Warehouse', 1, '…'],
  ['Warehouse', 0, ''],
  ['日本語', 5, '日本…'],
  ['日本語', 4, '日…'],
  ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ['👨‍👩‍👧x', 2, '…'],
])('%s in %i columns is %s', (text, width, expected) => {
  expect(cutToWidth(sanitise(text), width)).toBe(expected);
});

test('padding and alignment', () => {
  expect(padToWidth(t`12`, 5, 'right')).toBe('   12');
  expect(padToWidth(t`日本語`, 4)).toBe('日… ');
  expect(cutToWidth(t`日本語`, 3, false)).toBe('日');
  expect([-1, 0, 1, 3].map((count) => repeated(t`─`, count))).toEqual(['', '', '─', '───']);
  expect([-1, 0, 1, 3].map(spaces)).toEqual(['', '', ' ', '   ']);
});

describe('line', () => {
  test('leaves out what is not there', () => {
    expect(line(t`a`, undefined, t``, span(t`b`, 'bad')).spans).toEqual([{ text: 'a' }, { text: 'b', tone: 'bad' }]);
    expect(lineWidth(blank)).toBe(0);
  });

  test.each([
    [['Braze', ' ', '日本'], 10],
    // Characters that combine across spans are one on the screen.
    [['e', '\u0301'], 1],
    [['🇩', '🇪'], 2],
    [['a', '\u200b', 'b'], 2],
  ])('%j is %i columns wide', (parts, width) => {
    const of = line(...parts.map((part) => sanitise(part)));
    expect(lineWidth(of)).toBe(width);
    expect(lineWidth(fit(of, width + 3))).toBe(width + 3);
  });

  test('is as wide as its joined text', () => {
    fc.assert(fc.property(anyLine, (of) => lineWidth(of) === widthOf(lineText(of))));
  });

  test.each([
    [3, 'a… '],
    [4, 'a<bad:日…>'],
    [5, 'a<bad:日本>'],
    [7, 'a<bad:日本>  '],
  ])('fit to %i', (width, expected) => {
    const fitted = fit(line(t`a`, span(t`日本`, 'bad')), width);
    expect(shown(fitted).replace('><bad:', '')).toBe(expected);
  });

  test.each([
    [12, 'left   right'],
    [10, 'left right'],
    [9, 'le… right'],
    [6, ' right'],
    [5, 'right'],
    [3, 'ri…'],
  ])('between on %i columns', (width, expected) => {
    expect(lineText(between(line(t`left`), line(t`right`), width))).toBe(expected);
  });

  test.each([
    ['left', '', 4, 'left'],
    ['left', '', 3, 'le…'],
    ['left', 'x', 6, 'left x'],
    ['left', 'x', 4, 'l… x'],
    ['left', 'x', 1, 'x'],
    ['', 'x', 3, '  x'],
  ])('%j and %j on %i columns', (left, right, width, expected) => {
    expect(lineText(between(line(sanitise(left)), line(sanitise(right)), width))).toBe(expected);
  });

  test('indent and select', () => {
    expect(lineText(indent(line(t`a`), 2))).toBe('  a');
    const row = line(t`a`);
    expect([indent(row, 0), indent(row, -1), flattened(row)]).toEqual([row, row, row]);
    expect(select(line(t`a`)).selected).toBe(true);
    expect(flattened(select(line(t`a`)))).toEqual({ spans: [{ text: 'a', selected: true }] });
  });
});

describe('a row that is cut', () => {
  const row = line(span(t`ab`, 'bad'), t`cd`, span(t`日本`, 'good'), { text: t`xyz`, tone: 'key', selected: true });

  test.each([
    [-1, ''],
    [0, ''],
    [1, '<bad:…>'],
    [2, '<bad:a><bad:…>'],
    [3, '<bad:ab><bad:…>'],
    [4, '<bad:ab>c…'],
    [5, '<bad:ab>cd…'],
    [6, '<bad:ab>cd… '],
    [7, '<bad:ab>cd<good:日><good:…>'],
    [9, '<bad:ab>cd<good:日本><good:…>'],
    [10, '<bad:ab>cd<good:日本><key:x><key:…>'],
    [11, '<bad:ab>cd<good:日本><key:xyz>'],
    [12, '<bad:ab>cd<good:日本><key:xyz> '],
  ])('to %i columns ends in … that is of what it cuts', (width, expected) => {
    expect(shown(fit(row, width))).toBe(expected);
  });

  test('says also where it is cut what it is for the mouse and whether it is selected', () => {
    const hit = { kind: 'button', at: 0 } as const;
    const wide = { ...span(t`日本`, 'bad'), hit, selected: true, mark: true };
    expect(fit(line(wide, t`x`), 1).spans).toEqual([{ ...wide, text: '…' }]);
    expect(fit(row, 10).spans.at(-1)).toMatchObject({ text: '…', selected: true });
    expect(fit(select(row), 4).selected).toBe(true);
  });

  test.each([
    [0, 0, ''],
    [0, -3, ''],
    [0, 3, '<bad:ab>c'],
    [1, 3, '<bad:b>cd'],
    [2, 2, 'cd'],
    [3, 3, 'd<good:日>'],
    [3, 2, 'd '],
    [5, 4, '<good: 本><key:x>'],
    [9, 5, '<key:yz>   '],
    [30, 2, '  '],
  ])('from column %i, %i wide, has exactly those columns', (from, width, expected) => {
    expect(shown(slice(row, from, width))).toBe(expected);
  });
});

test.each([
  [0, 2, '<bad:ab>'],
  [0, 3, '<bad:ab>c'],
  [1, 1, '<bad:b>'],
  [1, 3, '<bad:b>cd'],
  [2, 2, 'cd'],
  [3, 2, 'd<good:e>'],
  [4, 1, '<good:e>'],
  [0, 6, '<bad:ab>cd<good:ef>'],
  [0, 7, '<bad:ab>cd<good:ef> '],
  [5, 3, '<good:f>  '],
  [6, 2, '  '],
  [9, 1, ' '],
])('so has a row of plain letters from column %i, %i wide', (from, width, expected) => {
  expect(shown(slice(line(span(t`ab`, 'bad'), t`cd`, span(t`ef`, 'good')), from, width))).toBe(expected);
});

test.each([
  [0, 'name'],
  [5, 'name'],
  [6, 'name d'],
  [7, 'name d'],
  [8, 'name abc'],
  [9, 'name abc'],
  [10, 'name abc d'],
  [14, 'name abc d'],
  [15, 'name abc 日本語'],
  [16, 'name abc 日本語'],
  [17, 'name abc 日本語 d'],
])(
  'of a row with %i columns what would be cut is left out whole, and what comes after it may fit',
  (width, expected) => {
    const parts = [line(t` abc`), line(t` 日本語`), line(span(t` d`, 'dim'))];
    const row = withWhole(line(t`name`), parts, width);
    expect(lineText(row)).toBe(expected);
    expect(row.spans.filter(({ tone }) => tone === 'dim')).toHaveLength(expected.endsWith('d') ? 1 : 0);
  },
);

test.each([
  [[1, 2], 'a<match:👍>b'],
  [[2, 3], 'a<match:👍>b'],
  [[2, 4], 'a<match:👍b>'],
  [[0, 2], '<match:a👍>b'],
  [[0, 1], '<match:a>👍b'],
  [[3, 4], 'a👍<match:b>'],
] as const)('a match of %j never cuts a character in two', (match, expected) => {
  expect(shown({ spans: highlight(t`a👍b`, [match]) })).toBe(expected);
});

test('what does not match keeps its tone', () => {
  expect(shown({ spans: highlight(t`Braze EU`, [[2, 4]], 'dim') })).toBe('<dim:Br><match:az><dim:e EU>');
});

test.each<[readonly (readonly [number, number])[], string]>([
  [[], 'Braze'],
  [[[0, 2]], '<match:Br>aze'],
  [
    [
      [1, 3],
      [2, 4],
      [4, 9],
    ],
    'B<match:ra><match:z><match:e>',
  ],
  [
    [
      [3, 3],
      [9, 12],
    ],
    'Braze',
  ],
])('highlight %j', (matches, expected) => {
  expect(shown({ spans: highlight(t`Braze`, matches) })).toBe(expected);
});

test('a fitted row has exactly the asked columns, whatever it holds', () => {
  fc.assert(
    fc.property(anyLine, anyLine, size, (left, right, width) => {
      expect(lineWidth(fit(left, width))).toBe(width);
      expect(lineWidth(between(left, right, width))).toBe(width);
    }),
    { numRuns: 400 },
  );
});

test('cutting never exceeds, padding is exact', () => {
  fc.assert(
    fc.property(safeText, size, (text, width) => {
      expect(widthOf(cutToWidth(text, width))).toBeLessThanOrEqual(width);
      expect(widthOf(padToWidth(text, width))).toBe(width);
      expect(widthOf(padToWidth(text, width, 'right'))).toBe(width);
    }),
    { numRuns: 400 },
  );
});

test.each([
  [0, 'as long as it likes'],
  [19, 'as long as it likes'],
  [18, 'shorter'],
  [7, 'shorter'],
  [6, '短い'],
  [4, '短い'],
  [3, '短い'],
])('on %i columns the first wording that fits is %s, the last where none does', (width, text) => {
  expect(firstFit([t`as long as it likes`, t`shorter`, t`短い`], width)).toBe(text);
  expect(firstFit([], width)).toBe('');
});

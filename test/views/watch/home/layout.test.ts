import { expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { line, lineText, span } from '../../../../source/theme/line.ts';
import { homeLayout, isStacked } from '../../../../source/views/watch/home/layout.ts';
import { changeSpan, foldedLine, graphHeight } from '../../../../source/views/watch/home/panel-kit.ts';

/** Panels with their place and size, in the order they are drawn. */
const placed = (...args: Parameters<typeof homeLayout>): string[] =>
  homeLayout(...args)
    .rows.flat(2)
    .map(({ pane, x, y, width, height }) => `${pane} ${x},${y} ${width}×${height}`);

test.each<[string, Parameters<typeof homeLayout>, string[]]>([
  [
    'five panels where there is room',
    [120, 37, 'sources', 8, 2, 20],
    [
      'sources 0,3 60×18',
      'favorites 0,21 60×12',
      'destinations 60,3 60×18',
      'activity 60,21 60×12',
      'usage 0,33 120×4',
    ],
  ],
  [
    'few favorites leave what they do not need to the sources',
    [120, 37, 'sources', 8, 2, 3],
    ['sources 0,3 60×25', 'favorites 0,28 60×5', 'destinations 60,3 60×18', 'activity 60,21 60×12', 'usage 0,33 120×4'],
  ],
  [
    'favorites without any fold to a line and leave their room to the sources',
    [120, 37, 'sources', 8, 2, 0],
    ['sources 0,3 60×29', 'favorites 0,32 60×1', 'destinations 60,3 60×18', 'activity 60,21 60×12', 'usage 0,33 120×4'],
  ],
  [
    'usage of which nothing is known leaves its rows too',
    [120, 37, 'sources', 8, 0, 0],
    ['sources 0,3 60×32', 'favorites 0,35 60×1', 'destinations 60,3 60×20', 'activity 60,23 60×13', 'usage 0,36 120×1'],
  ],
  [
    'favorites without any say how to have some where they have the focus',
    [120, 37, 'favorites', 8, 2, 0],
    ['sources 0,3 60×26', 'favorites 0,29 60×4', 'destinations 60,3 60×18', 'activity 60,21 60×12', 'usage 0,33 120×4'],
  ],
  [
    'one open panel on a small screen, the others one line each',
    [80, 21, 'destinations', 8, 2, 0],
    ['sources 0,2 80×1', 'destinations 0,3 80×15', 'favorites 0,18 80×1', 'activity 0,19 80×1', 'usage 0,20 80×1'],
  ],
])('%s', (_, args, expected) => {
  expect(placed(...args)).toEqual(expected);
});

test.each([
  [120, 40, false],
  [100, 27, false],
  [100, 26, true],
  [99, 27, true],
  [80, 24, true],
  [200, 26, true],
  [99, 60, true],
])('on %d×%d one panel is open at a time: %s', (columns, rows, expected) => {
  expect(isStacked({ columns, rows })).toBe(expected);
});

test.each([
  ['a third of the room', 14, 40, 5],
  ['three rows at least, on 80×24', 11, 40, 3],
  ['eight at most beside a long list', 40, 40, 8],
  ['what a short list leaves', 24, 5, 14],
  ['one row where there is little', 5, 40, 1],
  ['none where there is none', 3, 40, 0],
  ['three from nine on', 9, 40, 3],
  ['one on less', 8, 40, 1],
  ['one from four on', 4, 40, 1],
  ['three that a list of one leaves', 4, 1, 3],
  ['less than three that are left are no graph', 4, 2, 1],
  ['a list of none leaves a row for what stands there instead', 6, 0, 5],
  ['fourteen at most, however short the list is', 40, 0, 14],
])('rows of a graph: %s', (_, room, rows, expected) => {
  expect(graphHeight(room, rows)).toBe(expected);
});

test.each([
  [15, 9, 1],
  [16, 9, 2],
  [29, 9, 2],
  [30, 9, 3],
  [45, 9, 3],
  [46, 9, 5],
  [46, 4, 4],
  [46, 0, 1],
  [15, 0, 1],
])('on %i rows, of %i troubles, %i stand on top', (height, troubles, shown) => {
  expect(homeLayout(120, height, 'sources', troubles, 2, 3).triage).toBe(shown);
});

test.each<[string, Parameters<typeof homeLayout>, string[]]>([
  [
    'two columns from a hundred on, the right one wider where they cannot be alike',
    [101, 24, 'sources', 1, 2, 0],
    ['sources 0,1 50×18', 'favorites 0,19 50×1', 'destinations 50,1 51×12', 'activity 50,13 51×7', 'usage 0,20 101×4'],
  ],
  [
    'of the least size',
    [100, 24, 'sources', 1, 0, 0],
    ['sources 0,1 50×21', 'favorites 0,22 50×1', 'destinations 50,1 50×13', 'activity 50,14 50×9', 'usage 0,23 100×1'],
  ],
  [
    'one column on less rows, however wide it is',
    [200, 23, 'usage', 1, 2, 0],
    ['sources 0,1 200×1', 'destinations 0,2 200×1', 'favorites 0,3 200×1', 'activity 0,4 200×1', 'usage 0,5 200×18'],
  ],
  [
    'one column on less columns, however high it is',
    [99, 40, 'sources', 1, 2, 0],
    ['sources 0,1 99×35', 'destinations 0,36 99×1', 'favorites 0,37 99×1', 'activity 0,38 99×1', 'usage 0,39 99×1'],
  ],
  [
    'one row for the open panel where there is none',
    [40, 4, 'sources', 1, 2, 0],
    ['sources 0,1 40×1', 'destinations 0,2 40×1', 'favorites 0,3 40×1', 'activity 0,4 40×1', 'usage 0,5 40×1'],
  ],
])('%s', (_, args, expected) => {
  expect(placed(...args)).toEqual(expected);
});

test.each([
  [undefined, '', undefined],
  [1.01, '+1%', 'bad'],
  [1, '+1%', 'dim'],
  [-60, '-60%', 'dim'],
])('a change of %s is told in its colour', (change, text, tone) => {
  expect(changeSpan(change, 'bad')).toEqual({ text, ...(tone ? { tone } : {}) });
});

test.each([
  ['with what is told of it', line(span(t`Usage`), span(t`71%`)), undefined, ' Usage  71%'],
  ['with its trouble first', line(span(t`Usage`), span(t`71%`)), span(t`volume: old`), ' Usage  volume: old  71%'],
  ['without a name', line(), span(t`volume: old`), ''],
])('a folded panel is one line: %s', (_, text, trouble, told) => {
  const of = (focused: boolean) => foldedLine('usage', text, 40, focused, trouble);
  expect(lineText(of(false)).trimEnd()).toBe(told);
  const tones = [of(true), of(false)].map(({ spans }) => spans.find((each) => each.text.includes('Usage'))?.tone);
  expect(tones).toEqual(told === '' ? [undefined, undefined] : ['focus', 'strong']);
});

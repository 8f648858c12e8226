import { expect, test } from 'vitest';
import { homeLayout, isStacked } from '../../../../source/views/watch/home/layout.ts';
import { graphHeight } from '../../../../source/views/watch/home/panel-kit.ts';

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
])('rows of a graph: %s', (_, room, rows, expected) => {
  expect(graphHeight(room, rows)).toBe(expected);
});

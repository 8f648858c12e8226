import { describe, expect, test } from 'vitest';
import { connectionLayout, type Layout, type Part } from '../../../../source/views/delivery/destination/layout.ts';

const parts = ['verdict', 'steps', 'breakdown', 'facts'] as const;
const sizes = [
  [120, 36],
  [80, 20],
  [40, 10],
  [200, 56],
  [100, 26],
  [99, 60],
  [60, 5],
] as const;

const heightOf = (layout: Layout): number => layout.reduce((sum, [first]) => sum + (first?.height ?? 0), 0);
const partOf = (layout: Layout, wanted: Part) => layout.flat().find(({ part }) => part === wanted);

describe.each(sizes)('on %i columns and %i rows', (width, height) => {
  test.each(parts)('with %s looked at, rows and columns are used up', (focused) => {
    const layout = connectionLayout(width, height, focused, 5, true);
    expect(heightOf(layout)).toBeLessThanOrEqual(Math.max(height, 6));
    for (const row of layout) expect(row.reduce((sum, placed) => sum + placed.width, 0)).toBe(width);
    expect(layout[0]?.[0]?.part).toBe('verdict');
  });

  test('without a pipeline there are the verdict and the facts', () => {
    expect(
      connectionLayout(width, height, 'facts', 3, false)
        .flat()
        .map(({ part }) => part),
    ).toEqual(['verdict', 'facts']);
  });
});

/** `steps 52×12 + chart 48×12 | …`: rows of parts from the top. */
const told = (layout: Layout): string =>
  layout.map((row) => row.map(({ part, width, height }) => `${part} ${width}×${height}`).join(' + ')).join(' | ');

test.each([
  [80, 20, 'facts', 3, false, 'verdict 80×5 | facts 80×15'],
  [80, 7, 'facts', 3, false, 'verdict 80×2 | facts 80×5'],
  [80, 8, 'facts', 3, false, 'verdict 80×3 | facts 80×5'],
  [80, 5, 'facts', 3, false, 'verdict 80×1 | facts 80×4'],
  [100, 26, 'steps', 4, true, 'verdict 100×6 | steps 52×12 + chart 48×12 | breakdown 52×8 + facts 48×8'],
  [99, 26, 'steps', 4, true, 'verdict 99×5 | steps 99×10 | chart 99×9 | breakdown 99×1 | facts 99×1'],
  [100, 25, 'steps', 4, true, 'verdict 100×5 | steps 100×10 | chart 100×8 | breakdown 100×1 | facts 100×1'],
  [121, 46, 'facts', 9, true, 'verdict 121×9 | steps 62×16 + chart 59×16 | breakdown 62×21 + facts 59×21'],
  [101, 30, 'verdict', 8, true, 'verdict 101×9 | steps 52×12 + chart 49×12 | breakdown 52×9 + facts 49×9'],
  [120, 36, 'verdict', 5, true, 'verdict 120×7 | steps 62×14 + chart 58×14 | breakdown 62×15 + facts 58×15'],
  [100, 47, 'steps', 4, true, 'verdict 100×6 | chart 100×14 | steps 52×13 + breakdown 48×13 | facts 100×14'],
  [200, 60, 'steps', 8, true, 'verdict 200×9 | chart 200×24 | steps 104×13 + breakdown 96×13 | facts 200×14'],
  [99, 47, 'steps', 4, true, 'verdict 99×5 | steps 99×10 | chart 99×30 | breakdown 99×1 | facts 99×1'],
  [151, 80, 'verdict', 7, true, 'verdict 151×9 | chart 151×26 | steps 78×22 + breakdown 73×22 | facts 151×23'],
  [80, 20, 'verdict', 5, true, 'verdict 80×7 | chart 80×10 | steps 80×1 | breakdown 80×1 | facts 80×1'],
  [80, 21, 'verdict', 4, true, 'verdict 80×6 | chart 80×7 | steps 80×6 | breakdown 80×1 | facts 80×1'],
  [80, 22, 'verdict', 9, true, 'verdict 80×11 | chart 80×8 | steps 80×1 | breakdown 80×1 | facts 80×1'],
  [80, 30, 'verdict', 5, true, 'verdict 80×7 | chart 80×11 | steps 80×10 | breakdown 80×1 | facts 80×1'],
  [80, 40, 'verdict', 5, true, 'verdict 80×7 | chart 80×14 | steps 80×10 | breakdown 80×8 | facts 80×1'],
  [80, 34, 'verdict', 5, true, 'verdict 80×7 | chart 80×14 | steps 80×10 | breakdown 80×1 | facts 80×1'],
  [80, 36, 'verdict', 5, true, 'verdict 80×7 | chart 80×14 | steps 80×10 | breakdown 80×1 | facts 80×1'],
  [80, 37, 'verdict', 5, true, 'verdict 80×7 | chart 80×14 | steps 80×10 | breakdown 80×1 | facts 80×5'],
  [80, 38, 'verdict', 5, true, 'verdict 80×7 | chart 80×14 | steps 80×10 | breakdown 80×6 | facts 80×1'],
  [80, 15, 'verdict', 5, true, 'verdict 80×7 | steps 80×6 | breakdown 80×1 | facts 80×1'],
  [80, 18, 'verdict', 5, true, 'verdict 80×7 | chart 80×8 | steps 80×1 | breakdown 80×1 | facts 80×1'],
  [80, 19, 'verdict', 2, true, 'verdict 80×4 | chart 80×7 | steps 80×6 | breakdown 80×1 | facts 80×1'],
  [80, 8, 'verdict', 2, true, 'verdict 80×4 | steps 80×1 | breakdown 80×1 | facts 80×1'],
  [80, 16, 'verdict', 5, true, 'verdict 80×7 | steps 80×7 | breakdown 80×1 | facts 80×1'],
  [80, 10, 'verdict', 9, true, 'verdict 80×7 | steps 80×1 | breakdown 80×1 | facts 80×1'],
  [80, 17, 'verdict', 5, true, 'verdict 80×7 | chart 80×7 | steps 80×1 | breakdown 80×1 | facts 80×1'],
  [80, 14, 'verdict', 5, true, 'verdict 80×7 | steps 80×5 | breakdown 80×1 | facts 80×1'],
  [80, 5, 'verdict', 5, true, 'verdict 80×2 | steps 80×1 | breakdown 80×1 | facts 80×1'],
  [80, 2, 'verdict', 5, true, 'verdict 80×1 | breakdown 80×1 | facts 80×1'],
  [80, 24, 'steps', 5, true, 'verdict 80×5 | steps 80×10 | chart 80×7 | breakdown 80×1 | facts 80×1'],
  [80, 20, 'steps', 5, true, 'verdict 80×2 | steps 80×10 | chart 80×6 | breakdown 80×1 | facts 80×1'],
  [80, 21, 'steps', 5, true, 'verdict 80×2 | steps 80×10 | chart 80×7 | breakdown 80×1 | facts 80×1'],
  [80, 22, 'steps', 5, true, 'verdict 80×5 | steps 80×10 | chart 80×5 | breakdown 80×1 | facts 80×1'],
  [80, 23, 'steps', 5, true, 'verdict 80×5 | steps 80×10 | chart 80×6 | breakdown 80×1 | facts 80×1'],
  [80, 19, 'steps', 1, true, 'verdict 80×1 | steps 80×10 | chart 80×6 | breakdown 80×1 | facts 80×1'],
  [80, 15, 'steps', 5, true, 'verdict 80×2 | steps 80×11 | breakdown 80×1 | facts 80×1'],
  [80, 16, 'steps', 5, true, 'verdict 80×5 | steps 80×9 | breakdown 80×1 | facts 80×1'],
  [80, 18, 'steps', 5, true, 'verdict 80×5 | steps 80×11 | breakdown 80×1 | facts 80×1'],
  [80, 17, 'steps', 5, true, 'verdict 80×5 | steps 80×10 | breakdown 80×1 | facts 80×1'],
  [80, 40, 'steps', 5, true, 'verdict 80×5 | steps 80×10 | chart 80×23 | breakdown 80×1 | facts 80×1'],
  [80, 16, 'breakdown', 2, true, 'verdict 80×4 | steps 80×1 | breakdown 80×10 | facts 80×1'],
  [80, 15, 'breakdown', 1, true, 'verdict 80×1 | steps 80×1 | breakdown 80×12 | facts 80×1'],
  [80, 15, 'facts', 5, true, 'verdict 80×2 | steps 80×1 | breakdown 80×1 | facts 80×11'],
  [80, 24, 'facts', 5, true, 'verdict 80×5 | steps 80×1 | breakdown 80×1 | facts 80×17'],
  [80, 3, 'facts', 5, true, 'verdict 80×2 | steps 80×1 | breakdown 80×1'],
] as const)(
  'on %i×%i with %s looked at, a verdict of %i rows and a pipeline: %s',
  (width, height, focused, verdict, pipeline, layout) => {
    expect(told(connectionLayout(width, height, focused, verdict, pipeline))).toBe(layout);
  },
);

test.each([
  ['verdict', 7, 1],
  ['steps', 2, 6],
  ['breakdown', 2, 6],
  ['facts', 2, 6],
] as const)('on 40×12 the part looked at, %s, has the room that the verdict leaves', (focused, verdict, rows) => {
  const layout = connectionLayout(40, 10, focused, 5, true);
  expect(partOf(layout, 'verdict')?.height).toBe(verdict);
  expect(partOf(layout, focused === 'verdict' ? 'steps' : focused)?.height).toBe(rows);
});

test('on a tall narrow screen the selected step gets its chart', () => {
  expect(partOf(connectionLayout(80, 30, 'steps', 5, true), 'chart')?.height).toBe(13);
  expect(partOf(connectionLayout(80, 18, 'steps', 5, true), 'chart')).toBeUndefined();
});

test.each([
  ['verdict', 10, 8],
  ['steps', 2, 7],
] as const)('on 80×24 the graph stays, with %s looked at', (focused, verdict, chart) => {
  const layout = connectionLayout(80, 21, focused, 8, true);
  expect(partOf(layout, 'chart')?.height).toBe(chart);
  expect(partOf(layout, 'verdict')?.height).toBe(verdict);
});

test('the graph grows with the screen: over the whole width of a tall one', () => {
  const heights = [36, 47, 50, 56].map((height) => partOf(connectionLayout(200, height, 'steps', 4, true), 'chart')!);
  expect(heights.map(({ height }) => height)).toEqual([14, 14, 17, 23]);
  expect(heights.map(({ width }) => width)).toEqual([96, 200, 200, 200]);
});

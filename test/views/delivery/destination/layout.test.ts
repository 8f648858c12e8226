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

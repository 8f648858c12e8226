import { expect, test } from 'vitest';
import { hasShape, shapeOf, stretches } from '../../../source/terminal/picture/glyph-shapes.ts';

const box = { x: 10, y: 20, width: 8, height: 16 };
const drawn = (char: string): string | undefined => shapeOf(char, box, '#abc');

test.each([
  ['─', 'M10 28L18 28'],
  ['│', 'M14 20L14 36'],
  ['┌', 'M18 28L14 28L14 36'],
  ['┐', 'M10 28L14 28L14 36'],
  ['└', 'M18 28L14 28L14 20'],
  ['┘', 'M10 28L14 28L14 20'],
  ['├', 'M14 20L14 36M14 28L18 28'],
  ['┤', 'M14 20L14 36M14 28L10 28'],
  ['┬', 'M10 28L18 28M14 28L14 36'],
  ['┴', 'M10 28L18 28M14 28L14 20'],
  ['┼', 'M10 28L18 28M14 20L14 36'],
  ['╭', 'M18 28Q14 28 14 36'],
  ['╮', 'M10 28Q14 28 14 36'],
  ['╰', 'M18 28Q14 28 14 20'],
  ['╯', 'M10 28Q14 28 14 20'],
])('%s is drawn from edge to edge of its cell', (char, path) => {
  expect(drawn(char)).toBe(`<path d="${path}" stroke="#abc" fill="none"/>`);
  expect([hasShape(char), stretches(char)]).toEqual([true, char === '─']);
});

test.each([
  ...[...'▁▂▃▄▅▆▇█'].map((char, index) => [char, 10, 34 - 2 * index, 8, 2 * index + 2] as const),
  ...[...'▏▎▍▌▋▊▉'].map((char, index) => [char, 10, 20, index + 1, 16] as const),
  ['▀', 10, 20, 8, 8] as const,
  ['▐', 14, 20, 4, 16] as const,
])('%s fills its part of the cell', (char, x, y, width, height) => {
  expect(drawn(char)).toBe(`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#abc"/>`);
  expect([hasShape(char), stretches(char)]).toEqual([true, char === '█']);
});

test.each([
  ['░', 0.25],
  ['▒', 0.5],
  ['▓', 0.75],
])('%s is a shade of %d', (char, opacity) => {
  expect(drawn(char)).toBe(`<rect x="10" y="20" width="8" height="16" fill="#abc" opacity="${opacity}"/>`);
  expect([hasShape(char), stretches(char)]).toEqual([true, true]);
});

test.each(['a', ' ', '', '━', '═', '●', '日'])('%j is left to the font', (char) => {
  expect([hasShape(char), stretches(char), drawn(char)]).toEqual([false, false, undefined]);
});

test('pixels have two digits at most', () => {
  expect(shapeOf('▁', { x: 22.400_000_1, y: 44, width: 8.4, height: 18 }, 'red')).toBe(
    '<rect x="22.4" y="59.75" width="8.4" height="2.25" fill="red"/>',
  );
  expect(shapeOf('╭', { x: 1 / 3, y: 1 / 3, width: 8.4, height: 18 }, 'red')).toContain(
    'M8.73 9.33Q4.53 9.33 4.53 18.33',
  );
});

import { expect, test } from 'vitest';
import { paletteColour } from './colours.ts';
import { emulator } from './emulator.ts';
import { screenToSvg } from './svg.ts';

const draw = (bytes: string, cols = 12, rows = 2) => {
  const screen = emulator({ cols, rows });
  screen.write(bytes);
  return screenToSvg(screen, 'a <title>');
};
/** What the picture says, without the window's title. */
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text x="([\d.]+)"[^>]*?>([^<]*)</g)].slice(1).map(([, x, text]) => [Number(x), text]);

test('text stands in its column, one piece for each look', () => {
  expect(textsOf(draw('ab \u001b[31mred\u001b[0m\r\n  界x'))).toEqual([
    [14, 'ab'],
    [39.2, 'red'],
    [30.8, '界'],
    [47.6, 'x'],
  ]);
});

test('markup in the text stays text', () => {
  const svg = draw('<b>&"');
  expect(svg).toContain('>&lt;b&gt;&amp;&quot;</text>');
  expect(svg).toContain('aria-label="a &lt;title&gt;"');
});

test('colours, attributes and selection are drawn', () => {
  const svg = draw('\u001b[1;38;2;1;2;3ma\u001b[0m\u001b[7mb\u001b[0m\u001b[48;5;196mc');
  expect(svg).toContain('class="b" fill="#010203"');
  expect(svg.match(/<rect x="[^"]+" y="44" width="8.4" height="18" fill="[^"]+"/g)).toEqual([
    '<rect x="22.4" y="44" width="8.4" height="18" fill="#d3dae6"',
    '<rect x="30.8" y="44" width="8.4" height="18" fill="#ff0000"',
  ]);
});

test('frames and charts are shapes', () => {
  const svg = draw('╭─╮▁█░');
  expect(textsOf(svg)).toEqual([]);
  expect(svg.match(/<path /g)).toHaveLength(3);
  expect(svg).toContain('<rect x="39.2" y="59.75" width="8.4" height="2.25"');
});

test('the same screen gives the same picture', () => {
  expect(draw('x\u001b[31my')).toBe(draw('x\u001b[31my'));
});

test.each([
  [0, '#2e3542'],
  [16, '#000000'],
  [196, '#ff0000'],
  [110, '#87afd7'],
  [232, '#080808'],
  [255, '#eeeeee'],
])('palette colour %i is %s', (index, colour) => {
  expect(paletteColour(index)).toBe(colour);
});

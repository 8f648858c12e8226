import { expect, test } from 'vitest';
import { paletteColour } from '../../../source/terminal/picture/colours.ts';
import { paintedCells } from '../../../source/terminal/picture/painted.ts';
import { screenToSvg } from '../../../source/terminal/picture/svg.ts';
import { stringWidth as widthOf } from '../../../source/theme/string-width.ts';
import { emulator } from '../../harness/terminal/emulator.ts';

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
  const svg = draw('\u001b[1;38;2;201;202;203ma\u001b[0m\u001b[7mb\u001b[0m\u001b[48;5;196mc');
  expect(svg).toContain('class="b" fill="#c9cacb"');
  expect(svg.match(/<rect x="[^"]+" y="44" width="8.4" height="18" fill="[^"]+"/g)).toEqual([
    '<rect x="22.4" y="44" width="8.4" height="18" fill="#d3dae6"',
    '<rect x="30.8" y="44" width="8.4" height="18" fill="#ff0000"',
  ]);
});

test('colours of a theme for a light ground stand on one', () => {
  const ground = (svg: string) => /<rect width="[^"]+" height="[^"]+" rx="9" fill="([^"]+)"/.exec(svg)?.[1];
  expect(ground(draw('\u001b[38;2;36;41;47mtext \u001b[38;2;179;21;31mbad'))).toBe('#ffffff');
  expect(ground(draw('\u001b[38;2;216;222;233mtext \u001b[31mbad'))).toBe('#11151c');
  expect(ground(draw('plain'))).toBe('#11151c');
});

test('the cells of painted rows are those that a terminal has', () => {
  const rows = [
    '\u001b[1;31mbad\u001b[22;39m 界 \u001b[7mrow\u001b[27m',
    '\u001b[38;5;110mblue\u001b[39m \u001b[48;2;1;2;3;4mx\u001b[0m e\u0301',
  ];
  const screen = emulator({ cols: 12, rows: 2 });
  screen.write(rows.join('\r\n'));
  expect(paintedCells(rows, 12, widthOf).cells()).toEqual(screen.cells());
});

test('what no reader of XML takes is left out', () => {
  const cell = {
    fg: undefined,
    bg: undefined,
    bold: false,
    dim: false,
    italic: false,
    underline: false,
    inverse: false,
  };
  const svg = screenToSvg({ cols: 1, rows: 1, cells: () => [[{ ...cell, char: 'a\u0000\ud800\uffff' }]] });
  expect(svg).toContain('>a\ufffd\ufffd\ufffd</text>');
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

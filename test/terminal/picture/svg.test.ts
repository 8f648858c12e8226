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

test('every look of painted rows is the one that a terminal has', () => {
  const codes = [
    ...Array.from({ length: 8 }, (_, index) => [
      `${30 + index}`,
      `${90 + index}`,
      `${40 + index}`,
      `${100 + index}`,
    ]).flat(),
    ...['1', '2', '3', '4', '7', '1;2;3;4;7', '38;5;0', '48;5;255', '38;2;0;10;255', '48;2;255;10;0', '58;5;9;4;31'],
    ...['31;42;1', '38;5;9;48;5;7;2', '39', '97;49', '107;39;4'],
  ];
  const rows = codes.map((code) => `\u001b[${code}mx\u001b[0m`);
  const screen = emulator({ cols: 2, rows: rows.length });
  screen.write(rows.join('\r\n'));
  expect(paintedCells(rows, 2, widthOf).cells()).toEqual(screen.cells());
});

test('a window is light where most of the text is in dark colours of a theme', () => {
  const ground = (svg: string) => /rx="9" fill="([^"]+)"/.exec(svg)?.[1];
  const ink = (colour: string, text: string) => `\u001b[38;2;${colour}m${text}\u001b[0m`;
  const [deep, pale] = ['20;20;20', '230;230;230'];
  expect(ground(draw(ink(deep, 'abc') + ink(pale, 'ab')))).toBe('#ffffff');
  expect(ground(draw(ink(deep, 'ab') + ink(pale, 'ab')))).toBe('#11151c');
  expect(ground(draw(`\u001b[30mplain black\u001b[0m`))).toBe('#11151c');
  expect(ground(draw(`\u001b[38;5;16mx\u001b[0m`))).toBe('#ffffff');
  expect(ground(draw(ink(pale, 'a') + ink(deep, '     ')))).toBe('#11151c');
});

test('neighbours of one look are one piece, a wide character stands alone, and blanks are not drawn', () => {
  expect(textsOf(draw('a b  \u001b[1mc\u001b[0m日本 x'))).toEqual([
    [14, 'a b'],
    [56, 'c'],
    [64.4, '日'],
    [81.2, '本'],
    [106.4, 'x'],
  ]);
  expect(draw('ab')).toContain('textLength="16.8" lengthAdjust="spacingAndGlyphs">ab<');
  expect(draw('a')).not.toContain('textLength');
});

test('a dim shape is dim, one that stretches is drawn once, and one look ends it', () => {
  const svg = draw('\u001b[2m───\u001b[0m──██│');
  expect(svg.match(/<g class="d"><path d="M14 53L39.2 53"[^>]*><\/g>/g)).toHaveLength(1);
  expect(svg.match(/<path d="M39.2 53L56 53"/g)).toHaveLength(1);
  expect(svg.match(/<rect x="56" y="44" width="16.8" height="18" fill="#d3dae6"\/>/g)).toHaveLength(1);
});

test('a picture is as large as its screen with its margins and its bar, and what is reversed has ink of the ground', () => {
  const svg = draw('\u001b[7mab\u001b[0m', 10, 3);
  expect(svg).toContain('width="112" height="112" viewBox="0 0 112 112"');
  expect(svg).toContain('<rect x="14" y="44" width="16.8" height="18" fill="#d3dae6"/>');
  expect(svg).toContain('fill="#11151c" textLength="16.8"');
});

test.each([
  [7, '#adbac7'],
  [8, '#768390'],
  [15, '#f0f4fa'],
  [17, '#00005f'],
  [21, '#0000ff'],
  [22, '#005f00'],
  [52, '#5f0000'],
  [231, '#ffffff'],
  [233, '#121212'],
])('palette colour %i is %s on a dark ground', (index, colour) => {
  expect(paletteColour(index)).toBe(colour);
});

test('what is reversed has its ground under both halves of a wide character, row by row', () => {
  const svg = draw('a\u001b[7m日b\u001b[0m\r\nx');
  expect(svg.match(/<rect x="[^"]+" y="[^"]+" width="[^"]+" height="18" fill="#d3dae6"\/>/g)).toEqual([
    '<rect x="22.4" y="44" width="16.8" height="18" fill="#d3dae6"/>',
    '<rect x="39.2" y="44" width="8.4" height="18" fill="#d3dae6"/>',
  ]);
  expect([...svg.matchAll(/ y="([\d.]+)"[^>]*>(?:a|x)</g)].map(([, y]) => y)).toEqual(['57.5', '75.5']);
  expect(draw('\r\nx')).not.toContain('\n\n');
  expect(draw('x')).toContain('<text x="14" y="57.5" fill="#d3dae6">x</text>');
});

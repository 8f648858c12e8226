import { describe, expect, test } from 'vitest';
import { Interpreter } from '../../../source/terminal/cell-diff/interpreter.ts';
import { stringWidth } from '../../../source/theme/string-width.ts';

const full = 'abcdef\nghijkl\nmnopqr\nstuvwx';
const at = '\u001b[2;4H';

/** What stands where after this output on a full screen of 6×4, from its second row and fourth column on. */
function played(output: string, start = full + at) {
  const player = new Interpreter(6, 4, stringWidth);
  player.play(start, () => undefined);
  player.touched.clear();
  const foreign: string[] = [];
  player.play(output, (raw) => void foreign.push(raw));
  return {
    player,
    foreign,
    rows: player.grid.rows.map((row) => row.map(({ text }) => (text === '' ? '<' : text)).join('')),
    cursor: [player.row, player.column],
    touched: [...player.touched].sort(),
  };
}

const whole = ['abcdef', 'ghijkl', 'mnopqr', 'stuvwx'];
const blank = ' '.repeat(6);

test.each<[string, string, string[], [number, number], number[]]>([
  ['text', 'XY', ['abcdef', 'ghiXYl', 'mnopqr', 'stuvwx'], [1, 5], [1]],
  ['text up to the edge', 'XYZ', ['abcdef', 'ghiXYZ', 'mnopqr', 'stuvwx'], [1, 6], [1]],
  [
    'text beyond the edge, which replaces the last cell',
    'UVWXYZ',
    ['abcdef', 'ghiUVZ', 'mnopqr', 'stuvwx'],
    [1, 6],
    [1],
  ],
  ['text of other letters beyond the edge', 'ЖЖЖЩЯ', ['abcdef', 'ghiЖЖЯ', 'mnopqr', 'stuvwx'], [1, 6], [1]],
  ['a wide letter', '漢', ['abcdef', 'ghi漢<l', 'mnopqr', 'stuvwx'], [1, 5], [1]],
  ['a wide letter that has room for a half', 'XY漢', ['abcdef', 'ghiXYl', 'mnopqr', 'stuvwx'], [1, 5], [1]],
  ['a wide letter up to the edge', 'X漢', ['abcdef', 'ghiX漢<', 'mnopqr', 'stuvwx'], [1, 6], [1]],
  ['a new line', '\nX', ['abcdef', 'ghijkl', 'Xnopqr', 'stuvwx'], [2, 1], [2]],
  ['a new line at the end', '\u001b[4H\nX', ['ghijkl', 'mnopqr', 'stuvwx', `X${blank.slice(1)}`], [3, 1], [0, 1, 2, 3]],
  ['a return', '\rX', ['abcdef', 'Xhijkl', 'mnopqr', 'stuvwx'], [1, 1], [1]],
  ['a step back', '\bX', ['abcdef', 'ghXjkl', 'mnopqr', 'stuvwx'], [1, 3], [1]],
  ['a step back from the edge', '\r\bX', ['abcdef', 'Xhijkl', 'mnopqr', 'stuvwx'], [1, 1], [1]],
  ['the rest of a row erased', '\u001b[K', ['abcdef', 'ghi   ', 'mnopqr', 'stuvwx'], [1, 3], [1]],
  ['the start of a row erased', '\u001b[1K', ['abcdef', '    kl', 'mnopqr', 'stuvwx'], [1, 3], [1]],
  ['a row erased', '\u001b[2K', ['abcdef', blank, 'mnopqr', 'stuvwx'], [1, 3], [1]],
  ['the rest of the screen erased', '\u001b[J', ['abcdef', 'ghi   ', blank, blank], [1, 3], [0, 1, 2, 3]],
  ['the start of the screen erased', '\u001b[1J', [blank, '    kl', 'mnopqr', 'stuvwx'], [1, 3], [0, 1, 2, 3]],
  ['the screen erased', '\u001b[2J', [blank, blank, blank, blank], [1, 3], [0, 1, 2, 3]],
  ['the screen erased with what has scrolled by', '\u001b[3J', [blank, blank, blank, blank], [1, 3], [0, 1, 2, 3]],
  ['a mark on the letter before', '\u0301', ['abcdef', 'ghi\u0301jkl', 'mnopqr', 'stuvwx'], [1, 3], [1]],
  [
    'a mark on the wide letter before',
    '漢\u001b[m\u0301',
    ['abcdef', 'ghi漢\u0301<l', 'mnopqr', 'stuvwx'],
    [1, 5],
    [1],
  ],
])('%s', (_, output, rows, cursor, touched) => {
  const found = played(output);
  expect([found.rows, found.cursor, found.touched, found.foreign]).toEqual([rows, cursor, touched, []]);
});

test.each<[string, [number, number]]>([
  ['A', [0, 3]],
  ['2A', [0, 3]],
  ['B', [2, 3]],
  ['9B', [3, 3]],
  ['C', [1, 4]],
  ['2C', [1, 5]],
  ['9C', [1, 5]],
  ['D', [1, 2]],
  ['2D', [1, 1]],
  ['9D', [1, 0]],
  ['E', [2, 0]],
  ['9E', [3, 0]],
  ['F', [0, 0]],
  ['G', [1, 0]],
  ['3G', [1, 2]],
  ['9G', [1, 5]],
  ['d', [0, 3]],
  ['3d', [2, 3]],
  ['H', [0, 0]],
  ['3;2H', [2, 1]],
  ['3H', [2, 0]],
  [';5H', [0, 4]],
  ['9;9f', [3, 5]],
])('CSI %s moves the cursor to %j and writes nothing', (motion, cursor) => {
  const found = played(`\u001b[${motion}`);
  expect([found.cursor, found.rows, found.touched, found.foreign]).toEqual([cursor, whole, [], []]);
});

test.each([
  ['a bell', '\u0007'],
  ['a tab', '\t'],
  ['a mode', '\u001b[?25l'],
  ['a frame', '\u001b[?2026h'],
  ['a title', '\u001b]2;title \u001b[31m no\u0007'],
  ['a title with the other end', '\u001b]2;title\u001b\\'],
  ['the clipboard', '\u001b]52;c;aGk=\u0007'],
  ['what is for another program', '\u001bPtmux;\u001b\u001b]52;c;aGk=\u0007'],
  ['the form of the cursor', '\u001b[5 q'],
  ['a question', '\u001b[>c'],
  ['another question', '\u001b[6n'],
  ['a window operation', '\u001b[22;2t'],
  ['a character set', '\u001b(B'],
  ['a reset', '\u001bc'],
  ['an escape alone', '\u001b'],
  ['what is no look', '\u001b[?1m'],
])('%s is handed on as it is, in its place', (_, raw) => {
  const found = played(`X${raw}`);
  expect(found.foreign).toEqual([raw]);
  expect(found.rows[1]).toBe('ghiXkl');
  expect(found.player.style).toBe('');
});

test('what stands around that is played', () => {
  const found = played('X\u001b[31mY\u0007\u001b[?25lZ\u001b[m');
  expect([found.rows[1], found.foreign]).toEqual(['ghiXYZ', ['\u0007', '\u001b[?25l']]);
  expect(found.player.grid.rows[1]!.map(({ style }) => style)).toEqual(['', '', '', '', '31', '31']);
});

describe('the screen', () => {
  test('is blank with the cursor in its corner once it is cleared, in its new size', () => {
    const { player } = played('\u001b[31m');
    player.clear(3, 2);
    expect(player.grid.rows.map((row) => row.map(({ text }) => text).join(''))).toEqual(['   ', '   ']);
    expect([player.row, player.column, player.style, [...player.touched]]).toEqual([0, 0, '', [0, 1]]);
  });

  test.each<[number, number, [number, number]]>([
    [6, 4, [1, 3]],
    [2, 4, [1, 2]],
    [6, 1, [0, 3]],
    [9, 9, [1, 3]],
  ])('of %i columns and %i rows keeps its cells, and its cursor inside', (columns, height, cursor) => {
    const { player } = played('');
    player.resize(columns, height);
    expect([player.row, player.column]).toEqual(cursor);
    expect([player.grid.columns, player.grid.height, player.touched.size]).toEqual([columns, height, height]);
    expect(player.grid.rows[0]!.map(({ text }) => text).join('')).toBe('abcdef'.slice(0, columns).padEnd(columns));
  });
});

import { describe, expect, test } from 'vitest';
import { difference, type Pen } from '../../../source/terminal/cell-diff/diff.ts';
import { blankCell, Grid, unknownCell } from '../../../source/terminal/cell-diff/grid.ts';
import { Interpreter } from '../../../source/terminal/cell-diff/interpreter.ts';
import { stringWidth } from '../../../source/theme/string-width.ts';

const columns = 20;
const played = (output: string, height = 1): Grid => {
  const player = new Interpreter(columns, height, stringWidth);
  player.play(output, () => undefined);
  return player.grid;
};
const away = (): Pen => ({ row: undefined, column: undefined, style: '' });
const visible = (output: string): string => output.replaceAll('\u001b', '␛');
/** What is sent to turn one row into another. */
const sent = (before: string, after: string, pen = away()): string =>
  visible(difference(played(before), played(after), [0], pen));
const cells = (grid: Grid, row = 0): string => grid.rows[row]!.map(({ text }) => (text === '' ? '<' : text)).join('');
const styled = (text: string, style = '31'): string => `\u001b[${style}m${text}\u001b[m`;

describe('what is sent for a row', () => {
  test.each([
    ['nothing for the same', 'abc', 'abc', ''],
    ['one cell', 'abcdef', 'abXdef', '␛[1;3HX'],
    ['a run', 'abcdef', 'aXYZef', '␛[1;2HXYZ'],
    ['three cells that stay between two that do not are written again', 'abcdef', 'XbcdYf', '␛[1;1HXbcdY'],
    ['four are jumped over', 'abcdefg', 'XbcdeYg', '␛[1;1HX␛[4CY'],
    ['blanks at the end are erased from four on', 'abcd', '', '␛[1;1H␛[K'],
    ['fewer are written', 'x'.repeat(20), 'x'.repeat(17), '␛[1;18H   '],
    ['four of them at the edge are erased', 'x'.repeat(20), 'x'.repeat(16), '␛[1;17H␛[K'],
    [
      'a look is set and the next one from nothing',
      'ab',
      `${styled('a')}${styled('b', '1;32')}`,
      '␛[1;1H␛[31ma␛[0;1;32mb',
    ],
    ['a look that changes alone is sent', 'ab', `a${styled('b')}`, '␛[1;2H␛[31mb'],
    ['a wide character from its first half', 'a漢b', 'a字b', '␛[1;2H字'],
    ['half a wide one that is covered becomes blank', 'a漢b', 'axb', '␛[1;2Hxb '],
    ['a wide one over two', 'abcd', 'a漢d', '␛[1;2H漢'],
  ])('%s', (_, before, after, output) => {
    expect(sent(before, after)).toBe(output);
  });

  test('the pen knows where it is, and what it does not know it addresses', () => {
    const at = (pen: Partial<Pen>) => sent('abcdef', 'abXdef', { ...away(), ...pen });
    expect(at({ row: 0, column: 2 })).toBe('X');
    expect(at({ row: 0, column: 1 })).toBe('␛[CX');
    expect(at({ row: 0, column: 0 })).toBe('␛[2CX');
    expect(at({ row: 0, column: 5 })).toBe('␛[3GX');
    expect(at({ row: 0 })).toBe('␛[3GX');
    expect(at({ row: 3, column: 2 })).toBe('␛[1;3HX');
    expect(at({ row: 0, column: 2, style: '31' })).toBe('␛[mX');
    expect(sent('abcdefg', '', { row: 0, column: 0, style: '31' })).toBe('␛[m␛[K');
  });

  test('after the last column nobody knows where the cursor is', () => {
    const pen = away();
    expect(sent('', `${' '.repeat(19)}x`, pen)).toBe('␛[1;20Hx');
    expect(pen.row).toBeUndefined();
    const other = away();
    expect(sent('', `${' '.repeat(18)}x`, other)).toBe('␛[1;19Hx');
    expect(other).toEqual({ row: 0, column: 19, style: '' });
  });

  test('a character that terminals measure differently is drawn on blanks, and what follows it is addressed', () => {
    expect(sent('', 'a🙂b')).toBe('␛[1;1Ha  ␛[2G🙂␛[4Gb␛[K');
    expect(sent('abcd', 'a⌚cd')).toBe('␛[1;2H  ␛[2G⌚␛[4Gcd␛[K');
    expect(sent('abcd', 'a↔cd')).toBe('␛[1;2H↔');
    expect(sent('', `a${'e\u0301'}b`)).toBe('␛[1;1Ha ␛[2Ge\u0301␛[3Gb␛[K');
  });

  test('rows are sent from the top, only those that are asked for, and what is shown is up to date', () => {
    const shown = played('one\ntwo\nthree', 3);
    const next = played('One\nTwo\nThree', 3);
    expect(visible(difference(shown, next, [2, 0, 9], away()))).toBe('␛[1;1HO␛[3;1HT');
    expect([0, 1, 2].map((row) => cells(shown, row).trim())).toEqual(['One', 'two', 'Three']);
    expect(visible(difference(shown, next, [0, 1, 2], away()))).toBe('␛[2;1HT');
  });

  test('of a screen of which nothing is known every cell is sent, blanks by erasing', () => {
    const unknown = new Grid(columns, 1, unknownCell);
    expect(visible(difference(unknown, played('ab  c'), [0], away()))).toMatch(/^␛\[1;1Hab {2}c(?:␛\[K| {15})$/);
    expect(visible(difference(new Grid(columns, 1, unknownCell), played(''), [0], away()))).toBe('␛[1;1H␛[K');
  });

  test('what is sent for a character may be another one', () => {
    const send = (text: string, width: number) => (text === '漢' ? '?'.repeat(width) : text);
    expect(visible(difference(played(''), played('a漢b'), [0], away(), send))).toBe('␛[1;1Ha??b');
  });
});

describe('cells', () => {
  test.each<[string, (grid: Grid) => void, string]>([
    ['a character', (grid) => grid.put(0, 1, 'x', 1, ''), 'ax漢<字<  '],
    ['over the first half of a wide one', (grid) => grid.put(0, 2, 'x', 1, ''), 'abx 字<  '],
    ['over the second half', (grid) => grid.put(0, 3, 'x', 1, ''), 'ab x字<  '],
    ['a wide one over two halves', (grid) => grid.put(0, 3, '語', 2, ''), 'ab 語<   '],
    ['beyond the edge', (grid) => grid.put(0, 8, 'x', 1, ''), 'ab漢<字<  '],
    ['below the edge', (grid) => grid.put(1, 0, 'x', 1, ''), 'ab漢<字<  '],
    [
      'a text over halves at both of its ends',
      (grid) => grid.write(0, 3, '-xy-', 1, 3, ''),
      'ab xy<  '.replace('<', ' '),
    ],
    ['a text of nothing', (grid) => grid.write(0, 3, 'abc', 2, 2, ''), 'ab漢<字<  '],
    ['a text of one', (grid) => grid.write(0, 2, 'abc', 2, 3, ''), 'abc 字<  '],
    ['erased from a half', (grid) => grid.erase(0, 3, 5), 'ab      '],
    ['erased before the edge and beyond it', (grid) => grid.erase(0, -3, 99), '        '],
    ['erased up to a half', (grid) => grid.erase(0, 0, 3), '    字<  '],
    ['a mark on a wide one', (grid) => grid.combine(0, 3, '!'), 'ab漢!<字<  '],
    ['a mark', (grid) => grid.combine(0, 1, '!'), 'ab!漢<字<  '],
    ['a mark beyond the edge', (grid) => grid.combine(0, 9, '!'), 'ab漢<字<  '],
    ['scrolled away', (grid) => grid.scroll(), '        '],
  ])('%s', (_, change, expected) => {
    const grid = new Grid(8, 1);
    grid.write(0, 0, 'ab', 0, 2, '');
    grid.put(0, 2, '漢', 2, '');
    grid.put(0, 4, '字', 2, '');
    change(grid);
    expect(cells(grid)).toBe(expected);
  });

  test.each([
    [8, 2, ['ab漢<c   ', 'second  ']],
    [5, 1, ['ab漢<c']],
    [3, 1, ['ab ']],
    [2, 1, ['ab']],
    [9, 3, ['ab漢<c    ', 'second   ', '         ']],
  ])(
    'on %i columns and %i rows the same stand where they stood, and half a wide one is blank',
    (width, height, rows) => {
      const grid = new Grid(8, 2);
      grid.write(0, 0, 'ab', 0, 2, '');
      grid.put(0, 2, '漢', 2, '31');
      grid.put(0, 4, 'c', 1, '');
      grid.write(1, 0, 'second', 0, 6, '');
      const next = grid.resized(width, height);
      expect([next.columns, next.height]).toEqual([width, height]);
      expect(rows.map((_, row) => cells(next, row))).toEqual(rows);
      if (width === 3) expect(next.rows[0]![2]).toEqual(blankCell);
      // The one before is left as it was.
      expect([cells(grid), cells(grid, 1)]).toEqual(['ab漢<c   ', 'second  ']);
    },
  );
});

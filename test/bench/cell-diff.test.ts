import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emulator } from '../harness/terminal/emulator.ts';
import { cellDiff, leastBytes } from './cell-diff.ts';

const screenOf = (bytes: string) => {
  const screen = emulator({ cols: 16, rows: 3 });
  screen.write(bytes);
  return screen;
};

test.each([
  ['nothing', 'same', 'same', ''],
  ['one cell', 'count 1', 'count 2', '\u001b[1;7H2'],
  ['two cells in one row', '1       2', '3       4', '\u001b[1H3\u001b[7C4'],
  ['two cells close by', '1a2', '3a4', '\u001b[1H3a4'],
  ['a colour', 'ab', 'a\u001b[31mb', '\u001b[1;2H\u001b[31mb\u001b[m'],
  ['two rows', 'a\r\nb', 'c\r\nd', '\u001b[1Hc\u001b[2Hd'],
  ['a wide character', '界', '語', '\u001b[1H語'],
  ['a blank', 'ab', 'a', '\u001b[1;2H '],
  ['bold that becomes dim', '\u001b[1ma', '\u001b[2ma', '\u001b[1H\u001b[2ma\u001b[m'],
])('%s is sent as shortly as a cell diff can', (_name, before, after, sent) => {
  expect(cellDiff(screenOf(before).cells(), screenOf(after).cells())).toBe(sent);
});

test('bytes are counted, not characters', () => {
  expect(leastBytes(screenOf('a').cells(), screenOf('界').cells())).toBe('\u001b[1H'.length + 3);
});

const piece = fc.tuple(
  fc.constantFrom(
    '',
    '\u001b[1m',
    '\u001b[2m',
    '\u001b[7m',
    '\u001b[31m',
    '\u001b[38;5;200m',
    '\u001b[48;2;1;2;3m',
    '\u001b[m',
  ),
  fc.constantFrom('a', ' ', '─', '12', '界', '\r\n', 'xyz  '),
);
const screens = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.flat().join(''));

test('what is sent turns the one screen into the other', () => {
  fc.assert(
    fc.property(screens, screens, (before, after) => {
      const from = screenOf(before);
      const to = screenOf(after).cells();
      from.write(`\u001b[m${cellDiff(from.cells(), to)}`);
      expect(from.cells()).toEqual(to);
    }),
    { numRuns: 150 },
  );
});

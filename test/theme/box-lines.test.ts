import { expect, test } from 'vitest';
import { type Arms, asciiLine, boxLine, type Weight } from '../../source/theme/box-lines.ts';

/** What Unicode calls each character: weights of up, right, down, left; 0 none, 1 light, 2 heavy. */
const named: Readonly<Record<string, string>> = {
  // Ends.
  ...{ '╴': '0001', '╵': '1000', '╶': '0100', '╷': '0010', '╸': '0002', '╹': '2000', '╺': '0200', '╻': '0020' },
  // Straight.
  ...{ '─': '0101', '━': '0202', '╼': '0201', '╾': '0102', '│': '1010', '┃': '2020', '╽': '1020', '╿': '2010' },
  // Corners.
  ...{ '┌': '0110', '┍': '0210', '┎': '0120', '┏': '0220', '┐': '0011', '┑': '0012', '┒': '0021', '┓': '0022' },
  ...{ '└': '1100', '┕': '1200', '┖': '2100', '┗': '2200', '┘': '1001', '┙': '1002', '┚': '2001', '┛': '2002' },
  // Three arms.
  ...{ '├': '1110', '┝': '1210', '┞': '2110', '┟': '1120', '┠': '2120', '┡': '2210', '┢': '1220', '┣': '2220' },
  ...{ '┤': '1011', '┥': '1012', '┦': '2011', '┧': '1021', '┨': '2021', '┩': '2012', '┪': '1022', '┫': '2022' },
  ...{ '┬': '0111', '┭': '0112', '┮': '0211', '┯': '0212', '┰': '0121', '┱': '0122', '┲': '0221', '┳': '0222' },
  ...{ '┴': '1101', '┵': '1102', '┶': '1201', '┷': '1202', '┸': '2101', '┹': '2102', '┺': '2201', '┻': '2202' },
  // Four arms.
  ...{ '┼': '1111', '┽': '1112', '┾': '1211', '┿': '1212', '╀': '2111', '╁': '1121', '╂': '2121', '╃': '2112' },
  ...{ '╄': '2211', '╅': '1122', '╆': '1221', '╇': '2212', '╈': '1222', '╉': '2122', '╊': '2221', '╋': '2222' },
};
const lines = Object.entries(named);
const armsOf = (weights: string): Arms => {
  const [up, right, down, left] = [...weights].map(Number) as [Weight, Weight, Weight, Weight];
  return { up, right, down, left };
};

test('strokes are joined by the character that Unicode has for them', () => {
  expect(lines).toHaveLength(80);
  for (const [char, weights] of lines) expect([weights, boxLine(armsOf(weights))]).toEqual([weights, char]);
  expect(boxLine(armsOf('0000'))).toBe(' ');
});

test('only what runs straight in one weight is drawn in dashes', () => {
  const dashed = new Map([...'─━│┃'].map((char, index) => [char, '┄┅┆┇'[index]]));
  for (const [char, weights] of lines) expect(boxLine(armsOf(weights), true)).toBe(dashed.get(char) ?? char);
});

test('in ASCII a line runs as it does, heavy across too, and what joins both ways is a cross', () => {
  for (const [char, weights] of lines) {
    const { up, right, down, left } = armsOf(weights);
    const [runsAcross, runsDown] = [right + left > 0, up + down > 0];
    const across = right === 2 || left === 2 ? '=' : '-';
    expect([char, asciiLine(char)]).toEqual([char, runsAcross && runsDown ? '+' : runsDown ? '|' : across]);
  }
  expect([...'┄┅┆┇ ╭ax'].map(asciiLine)).toEqual(['~', '~', ':', ':', ...Array(4).fill(undefined)]);
});

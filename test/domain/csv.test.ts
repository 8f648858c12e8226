import { expect, it } from 'vitest';
import { csvText } from '../../source/domain/csv.ts';

it.each([
  ['plain', 'plain'],
  ['with, comma', '"with, comma"'],
  ['with "quotes"', '"with ""quotes"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', `"'=1+1"`],
  ['+31', '+31'],
  ['-1.25', '-1.25'],
  ['-1+cmd', `"'-1+cmd"`],
  ['+1 5', `"'+1 5"`],
  ['＝1+1', `"'＝1+1"`],
  ['\t=1', `"'\t=1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['a=b', 'a=b'],
  ['', ''],
])('%j is the cell %s', (value, cell) => {
  expect(csvText([[value, 'x']])).toBe(`${cell},x\n`);
});

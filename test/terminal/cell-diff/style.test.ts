import { describe, expect, test } from 'vitest';
import { restyled, transition } from '../../../source/terminal/cell-diff/style.ts';

describe('the look after a change', () => {
  test.each<[before: string, parameters: string, after: string]>([
    // All at once, and nothing.
    ['1;31', '', ''],
    ['1;31', '0', ''],
    ['1;31', ';32', '32'],
    ['1;31', '1', '1;31'],
    // Flags stand in the order of their numbers, each until what ends it.
    ['', '9', '9'],
    ['7;53', '21;4;1', '1;4;7;21;53'],
    ['1;2;3', '22', '3'],
    ['1;2;3', '23', '1;2'],
    ['3;4;21', '24', '3'],
    ['4;5;6', '25', '4'],
    ['1;7', '27', '1'],
    ['1;8', '28', '1'],
    ['1;9', '29', '1'],
    ['1;53', '55', '1'],
    ['1;31;41', '22', '31;41'],
    // Colours: the last one of each kind.
    ['', '30', '30'],
    ['31', '37', '37'],
    ['31', '90', '90'],
    ['31', '97', '97'],
    ['31', '40', '31;40'],
    ['31;40', '47', '31;47'],
    ['31;40', '100', '31;100'],
    ['31;40', '107', '31;107'],
    ['31;41', '39', '41'],
    ['31;41', '49', '31'],
    ['31;41;58;5;1', '59', '31;41'],
    ['31', '38;5;208', '38;5;208'],
    ['31', '38;2;1;2;3;48;5;9;1', '1;38;2;1;2;3;48;5;9'],
    ['31', '58;2;4;5;6;41', '31;41;58;2;4;5;6'],
    // What is no look changes none.
    ['1;31', '10', '1;31'],
    ['31', '29', '31'],
    ['31', '98', '31'],
    ['31', '89', '31'],
    ['31;41', '99', '31;41'],
    ['31;41', '108', '31;41'],
    ['31', 'x', '31'],
  ])('%j with %j is %j', (before, parameters, after) => {
    // Whether it came about here or is known by its text alone.
    expect(restyled(before, parameters)).toBe(after);
    const from = restyled('', before === '' ? '0' : before);
    expect(from).toBe(before);
    expect(restyled(from, parameters)).toBe(after);
  });

  test('more looks than are kept are worked out again', () => {
    const look = (index: number) => `38;2;${index % 200};${Math.floor(index / 200)};7`;
    for (let index = 0; index < 4_100; index += 1) restyled(restyled('', look(index)), '1');
    expect(restyled(look(3), '4')).toBe(`4;${look(3)}`);
    expect(restyled(look(4_099), '1')).toBe(`1;${look(4_099)}`);
  });
});

test.each([
  ['1;31', '1;31', ''],
  ['', '', ''],
  ['1;31', '', '\u001b[m'],
  ['', '1;31', '\u001b[1;31m'],
  ['31', '1', '\u001b[0;1m'],
])('from %j to %j it is a way of %j', (from, to, output) => expect(transition(from, to)).toBe(output));

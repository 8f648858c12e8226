import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../source/state/filter.ts';

describe('a filter line lets texts through', () => {
  test.each<[filter: string, through: string[], stopped: string[]]>([
    ['', ['anything', ''], []],
    ['braze', ['Braze ← Web', 'my BRAZE'], ['Amplitude', '']],
    ['Braze', ['Braze'], ['braze']],
    ['!braze', ['Amplitude', ''], ['Braze']],
    ['!', ['anything'], []],
    ['/', ['anything'], []],
    ['/^web/', ['web', 'Website'], ['my web']],
    ['/^Web/', ['Website'], ['website']],
    ['/^web', ['website'], ['my web']],
    ['!/4\\d\\d/', ['500'], ['404 not found']],
    ['a.c', ['a.c'], ['abc']],
    ['(', ['f(x)'], ['fx']],
    ['prod)', ['Web (prod)'], ['prod']],
    ['/x*/', ['box'], ['']],
    ['漢', ['漢字'], ['kanji']],
  ])('%s', (text, through, stopped) => {
    const filter = parseFilter(text);
    expect(filter.invalid).toBe(false);
    expect(through.filter((one) => !filter.matches(one))).toEqual([]);
    expect(stopped.filter((one) => filter.matches(one))).toEqual([]);
  });
});

test.each(['/[/', '/(', '!/*/'])('%s is no regular expression: it says so and hides nothing', (text) => {
  const filter = parseFilter(text);
  expect([filter.invalid, filter.matches('anything')]).toEqual([true, true]);
  expect(filter.spans('anything')).toEqual([]);
});

test.each<[string, string, (readonly [number, number])[]]>([
  [
    'an',
    'banana',
    [
      [1, 3],
      [3, 5],
    ],
  ],
  [
    '/n./',
    'banana',
    [
      [2, 4],
      [4, 6],
    ],
  ],
  ['!an', 'banana', []],
  ['', 'banana', []],
  ['/x*/', 'axxb', [[1, 3]]],
])('the filter %s marks in %s', (filter, text, spans) => {
  expect(parseFilter(filter).spans(text)).toEqual(spans);
});

describe('accents', () => {
  test.each([
    ['cafe', 'Café', true],
    ['cafe', 'Cafe\u0301', true],
    ['café', 'Cafe\u0301', true],
    ['cafe\u0301', 'Café', true],
    ['café', 'Cafe', false],
    ['/caf.$', 'Cafe\u0301', true],
    ['!cafe', 'Café', false],
  ])('%s in %s: %s', (needle, text, wanted) => {
    expect(parseFilter(needle).matches(text)).toBe(wanted);
  });

  test('are marked with their letters', () => {
    expect(parseFilter('fe').spans('Cafe\u0301 fe')).toEqual([
      [2, 5],
      [6, 8],
    ]);
  });
});

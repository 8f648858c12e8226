import { describe, expect, test } from 'vitest';
import { loadEngine } from '../../../source/domain/filter/engine.ts';
import { parseFilter } from '../../../source/domain/filter/filter.ts';

await loadEngine();

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
    ['/\\Aweb/', ['web'], ['my web', 'Aweb']],
    ['/web\\z/', ['my web'], ['webs', 'webz']],
    ['/\\pL/', ['1é'], ['1 2']],
    ['/[[:digit:]]/', ['a1'], ['d]', 'a']],
    ['/a\\.b/', ['a.b'], ['axb']],
    ['/^web', ['website'], ['my web']],
    ['!/4\\d\\d/', ['500'], ['404 not found']],
    ['a.c', ['a.c'], ['abc']],
    ['(', ['f(x)'], ['fx']],
    ['prod)', ['Web (prod)'], ['prod']],
    ['/x*/', ['box'], ['']],
    ['漢', ['漢字'], ['kanji']],
    ['web braze', ['Braze ← Web', 'web braze'], ['Braze', 'Web']],
    ['"web braze"', ['my web braze'], ['Braze ← Web']],
    ['web !braze', ['Web'], ['Braze ← Web']],
    ['~bzw', ['Braze ← Web'], ['Web Braze']],
    ['~', ['anything'], []],
    ['>5%', ['94%', '5.1 %'], ['5%', '6', '7 pp', 'Braze']],
    ['>=2k', ['2k', '2,000', '1.2M'], ['1.9k', '3%', '4h 50m']],
    ['<2h', ['50m', '1h 59m', '12s'], ['2h', '1d', '7']],
    ['!>5%', ['5%', 'Braze'], ['94%']],
    ['>', ['anything'], []],
    ['/failed run/', ['a failed run'], ['run failed']],
    ['/^a/ b', ['ab'], ['a', 'ba']],
  ])('%s', (text, through, stopped) => {
    const filter = parseFilter(text);
    expect(filter.invalid).toBe(false);
    expect(through.filter((one) => !filter.matches(one))).toEqual([]);
    expect(stopped.filter((one) => filter.matches(one))).toEqual([]);
  });
});

test.each(['/[/', '/(', '!/*/', '/(?=a)/', '/(a)\\1/', '>abc', '<5%%'])(
  '%s is no regular expression: it says so and hides nothing',
  (text) => {
    const filter = parseFilter(text);
    expect([filter.invalid, filter.matches('anything')]).toEqual([true, true]);
    expect(filter.spans('anything')).toEqual([]);
  },
);

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
  [
    '~bnn',
    'banana',
    [
      [0, 1],
      [2, 3],
      [4, 5],
    ],
  ],
  ['~ana', 'banana', [[1, 4]]],
  [
    '~aana',
    'aXanab',
    [
      [0, 1],
      [2, 5],
    ],
  ],
  ['~bz', 'banana', []],
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

test.each([
  ['nested repetition', '/(a+)+$/'],
  ['alternatives that overlap', '/(a|a)*$/'],
  ['many stars', '/a*a*a*a*a*a*b/'],
  ['many options', '/(?:a?){30}a{30}b/'],
  ['capital letters, which compare as they are', '/(A|a)+(A|a)+$/'],
])('an expression that would never end in most engines does: %s', (_, text) => {
  const filter = parseFilter(text);
  expect(filter.invalid).toBe(false);
  expect(filter.matches(`${'a'.repeat(1000)}!`)).toBe(false);
});

test.each([
  ['/\\Sfoo/', 'xFOO', true],
  ['/\\Sfoo/', ' FOO', false],
  ['/\\bfoo\\B/', 'FOOd', true],
  ['/\\SFoo/', 'xFOO', false],
  ['/\\SFoo/', 'xFoo', true],
])('a capital letter that belongs to an escape is none to be compared: %s in %j: %s', (filter, text, wanted) => {
  expect(parseFilter(filter).matches(text)).toBe(wanted);
});

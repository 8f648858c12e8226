import { expect, test } from 'vitest';
import { readText } from '../../source/config/document.ts';

const text = `# mine
a: &own
  - one
  - two: 2
    three:
b: *own
c: { d: 1, d: 2 }
5: x
é: {}
`;

test.each<[PropertyKey[], string | undefined, string | undefined]>([
  [['a'], '2:1', '3:3'],
  [['a', 0], '3:5', '3:5'],
  [['a', '1'], '4:5', '4:5'],
  [['a', 1, 'two'], '4:5', '4:10'],
  [['a', 1, 'three'], '5:5', '5:11'],
  [['b'], '6:1', '6:4'],
  [['b', 1, 'two'], '4:5', '4:10'],
  [['c', 'd'], '7:12', '7:15'],
  [[5], '8:1', '8:4'],
  [['é'], '9:1', '9:4'],
  [['a', 2], undefined, undefined],
  [['a', 'two'], undefined, undefined],
  [['c', 'd', 'e'], undefined, undefined],
  [['other'], undefined, undefined],
  [['toString'], undefined, undefined],
])('where %j stands: its key at %s, its value at %s', (path, key, value) => {
  const { positionOf } = readText(text, false);
  const place = (part: 'key' | 'value') => {
    const found = positionOf(path, part);
    return found && `${found.line}:${found.column}`;
  };
  expect([place('key'), place('value')]).toEqual([key, value]);
});

test.each<[string, string, string]>([
  ['a:\n\t- b', '2:1', 'tabs cannot indent; use spaces'],
  ['a:\n    b: 1\n  c: 2', '3:1', 'the indentation does not fit what is above'],
  ['a: b: c', '1:4', 'a colon more than expected; put text that holds ": " into quotes, or mend the indentation'],
  ['a: 1\nb\nc: 2', '2:1', 'a colon is missing after a key, or the indentation does not fit'],
  ['a: "b', '1:6', 'a closing quote, bracket or comma is missing'],
  ['a: [b', '1:6', 'a closing bracket is missing, or the indentation does not fit'],
  ['a: { b: 1', '1:10', 'a closing bracket is missing, or the indentation does not fit'],
  ['[b', '1:3', 'a closing quote, bracket or comma is missing'],
  ['a: ["b" "c"]', '1:9', 'a closing quote, bracket or comma is missing'],
  ['a:\n  - b\n  c\n', '3:1', 'the indentation does not fit what is above'],
  ['a: "b"#c', '1:7', 'a space is missing before this'],
  ['a: b\n}', '2:1', 'this is not expected here'],
  ['a: @b', '1:4', 'text cannot begin with this character; put it into quotes'],
  ['a: "\\y"', '1:5', 'this is no escape; use single quotes for text with backslashes'],
  ['a: 1\n---\na: 2', '2:1', 'a second document begins; there may be one only'],
  ['a: 1\nb: *c', '2:4', 'this alias has no anchor'],
  ['a: "\0"', '1:5', 'it holds NUL bytes'],
  ['"a\n b": 1', '1:1', 'a colon is missing after a key, or the indentation does not fit'],
])('what is wrong with %j, and where', (wrong, place, words) => {
  const { content, troubles, replaced } = readText(wrong, false);
  expect([content, replaced]).toEqual([undefined, []]);
  expect(troubles.map(({ line, column, ...rest }) => [`${line}:${column}`, rest.words])).toEqual([
    [place, `is not valid YAML: ${words}`],
  ]);
});

test.each<[string, string]>([
  ['{"a": 1,}', '1:9'],
  ['{"a": 1,\n "b": }', '2:7'],
  ['{"write": True,\n "b": 1,\n "c": 2}', '1:11'],
  ['{\n "a": [1, 2 // two\n  , 3]\n}', '2:13'],
  ['{"a": 1,\r\n "b": \'c\'}', '2:7'],
  ['{"a": "b\\x"}', '1:10'],
  ['{"a": "b\nc"}', '1:9'],
  ['{"a": -}', '1:8'],
  ['{"a": 1.}', '1:9'],
  ['{"a": 1}\n}', '2:1'],
  ['{"a": tru', '1:10'],
  ['{"a":\n', '2:1'],
  ['', '1:1'],
  ['{a: 1}', '1:2'],
  ['{"a": "sgp_secret', '1:18'],
])('JSON that is none says where: %j at %s', (wrong, place) => {
  const { content, troubles } = readText(wrong, true);
  expect(content).toBeUndefined();
  expect(troubles.map(({ line, column, words }) => [`${line}:${column}`, words])).toEqual([
    [place, 'is not valid JSON'],
  ]);
});

test('of an entry that is given again the last counts, and the others are told by place and value', () => {
  const twice = 'p:\n  q: { r: 1, r: [2], r: 3 }\n  q: 4\n';
  const { content, troubles, replaced } = readText(twice, false);
  expect(content).toEqual({ p: { q: 4 } });
  expect(troubles.map(({ line, column, words }) => `${line}:${column} ${words}`)).toEqual(
    ['2:14', '2:22', '3:3'].map((place) => `${place} this key is given twice; keep one`),
  );
  expect(replaced).toEqual([
    { path: ['p', 'q'], value: { r: 3 } },
    { path: ['p', 'q', 'r'], value: 1 },
    { path: ['p', 'q', 'r'], value: [2] },
  ]);
});

// How deep is too deep depends on the room that is left, so no place is expected.
test('a text that is nested without end is told so', () => {
  const { content, troubles } = readText(`a: ${'['.repeat(2000)}`, false);
  expect([content, troubles.map(({ words }) => words)]).toEqual([
    undefined,
    ['is not valid YAML: it is nested too deeply'],
  ]);
});

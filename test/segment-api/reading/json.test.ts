import { expect, test } from 'vitest';
import { parseJson } from '../../../source/segment-api/reading/json.ts';

test.each<[string, unknown]>([
  ['{"a":1,"b":[1.5,-2e3]}', { a: 1, b: [1.5, -2000] }],
  ['{"a":9007199254740991}', { a: 9007199254740991 }],
  ['{"a":9007199254740993}', { a: '9007199254740993' }],
  ['{"a":[ -9007199254740993, 7 ]}', { a: ['-9007199254740993', 7] }],
  ['90071992547409930000', '90071992547409930000'],
  ['{"a":1e400}', { a: Number.POSITIVE_INFINITY }],
  ['{"id":"12345678901234567890","n":12345678901234567890}', { id: '12345678901234567890', n: '12345678901234567890' }],
  ['{"a":1234567890123456.5}', { a: 1234567890123456.5 }],
])('%s', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test('what is no JSON throws', () => {
  expect(() => parseJson('{"a":12345678901234567')).toThrow(SyntaxError);
});

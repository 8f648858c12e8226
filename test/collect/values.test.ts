import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { StreamTooLarge, type ValueBounds, valuesOf } from '../../source/collect/values.ts';

/** The values of a stream that comes in pieces of so many bytes. */
async function read(bytes: Uint8Array | string, size = 7, bounds?: ValueBounds) {
  const all = Buffer.from(bytes);
  const pieces = (async function* () {
    for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
  })();
  const found: [number, string | undefined][] = [];
  for await (const { line, text } of valuesOf(pieces, bounds)) found.push([line, text]);
  return found;
}

async function* inOnePiece(bytes: Uint8Array) {
  yield bytes;
}

const cases: readonly (readonly [what: string, text: string, values: readonly (readonly [number, string])[]])[] = [
  ['nothing', '', []],
  ['blank lines alone', '\n \r\n\n', []],
  [
    'one value a line, with blank lines, and no line break at the end',
    '{"a":1}\n\n{"b":"x"}\r\n{"c":3}',
    [
      [1, '{"a":1}'],
      [3, '{"b":"x"}'],
      [4, '{"c":3}'],
    ],
  ],
  [
    'a line that is no JSON keeps its line, and those after it theirs',
    '{"a":1}\n{"b": "never ended\n{"c":3}\n',
    [
      [1, '{"a":1}'],
      [2, '{"b": "never ended'],
      [3, '{"c":3}'],
    ],
  ],
  [
    'an array on one line',
    '[{"a":[1,2]},{"b":"],[{"},{"c":"\\"}"}]',
    [
      [1, '{"a":[1,2]}'],
      [1, '{"b":"],[{"}'],
      [1, '{"c":"\\"}"}'],
    ],
  ],
  [
    'an array over several lines: each item has the line on which it begins',
    '[\n  {"a": 1},\n  {\n    "b": 2\n  }\n]\n',
    [
      [2, '{"a": 1}'],
      [3, '{\n    "b": 2\n  }'],
    ],
  ],
  [
    'an array that was cut off: what is left is told as a value',
    '[{"a":1},{"b":',
    [
      [1, '{"a":1}'],
      [1, '{"b":'],
    ],
  ],
  ['an empty array', ' [ ] ', []],
  ['an item after blank lines', '[ \n\n {"a":1}]', [[3, '{"a":1}']]],
  [
    'texts that are empty',
    '["",1,"]"]',
    [
      [1, '""'],
      [1, '1'],
      [1, '"]"'],
    ],
  ],
  [
    'an array after another, and what stands around them and should not',
    '[1]\n[2] x\n[3]\ny',
    [
      [1, '1'],
      [2, '2'],
      [2, 'x'],
      [3, '3'],
      [4, 'y'],
    ],
  ],
  ['blank lines before an array count', '\n\n[{"a":1}]', [[3, '{"a":1}']]],
];

test.each(cases)('%s', async (_, text, values) => {
  for (const size of [1, 3, 1000]) expect(await read(text, size)).toEqual(values);
});

test.each(cases)('%s, gzip', async (_, text, values) => {
  for (const size of [1, 3, 1000]) expect(await read(gzipSync(text), size)).toEqual(values);
});

test('characters of several bytes are whole however the stream is cut', async () => {
  const text = '{"name":"Zoë 🚀"}';
  for (const size of [1, 2, 5]) expect(await read(text, size)).toEqual([[1, text]]);
});

test('two gzip files one after the other are one stream', async () => {
  const both = Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"b":2}\n')]);
  expect(await read(both)).toEqual([
    [1, '{"a":1}'],
    [2, '{"b":2}'],
  ]);
});

test('a value that is too long is told without its text, and those after it are read', async () => {
  const long = `{"a":"${'x'.repeat(200)}"}`;
  expect(await read(`${long}\n{"b":2}\n`, 7, { longest: 100 })).toEqual([
    [1, undefined],
    [2, '{"b":2}'],
  ]);
  expect(await read(`[${long},\n{"b":2}]`, 7, { longest: 100 })).toEqual([
    [1, undefined],
    [2, '{"b":2}'],
  ]);
});

test('a value that is too long has the line on which it begins', async () => {
  const long = `{"a":\n"${'x'.repeat(200)}"}`;
  expect(await read(`[\n${long},\n{"b":2}]`, 7, { longest: 100 })).toEqual([
    [2, undefined],
    [4, '{"b":2}'],
  ]);
});

test('a value may be as long as that and no longer, wherever it stands', async () => {
  const of = (length: number) => `"${'x'.repeat(length - 2)}"`;
  const all = [of(100), of(101), of(99), of(100)];
  const told = [of(100), undefined, of(99), of(100)];
  for (const size of [1, 7, 1000]) {
    expect(await read(all.join('\n'), size, { longest: 100 })).toEqual(told.map((text, index) => [index + 1, text]));
    expect(await read(`[${all.join()}]`, size, { longest: 100 })).toEqual(told.map((text) => [1, text]));
  }
  const most = 1024 * 1024;
  expect(await read(`${of(most)}\n${of(most + 1)}`, most)).toEqual([
    [1, of(most)],
    [2, undefined],
  ]);
});

test('a stream may be as large as that and no larger', async () => {
  expect(await read('{"a":1}\n', 3, { largest: 8 })).toEqual([[1, '{"a":1}']]);
  await expect(read('{"a":1}\n', 3, { largest: 7 })).rejects.toThrow(StreamTooLarge);
  const words = [3.6, 256, 1024].map((mega) => new StreamTooLarge(mega * 1024 * 1024).message);
  expect(words).toEqual(['more than 4 MB unpacked', 'more than 256 MB unpacked', 'more than 1024 MB unpacked']);
});

test('a line without an end takes no more memory than a value may have', async () => {
  const piece = Buffer.alloc(64 * 1024, 'x');
  let pieces = 0;
  const endless = (async function* () {
    for (; pieces < 400; pieces += 1) yield piece;
  })();
  const found: unknown[] = [];
  for await (const value of valuesOf(endless, { longest: 1000 })) found.push(value);
  expect([found, pieces]).toEqual([[{ line: 1, text: undefined }], 400]);
});

test('a stream that unpacks to more than it may have ends there, and what came before stands', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from('{"a":1}\n'), Buffer.alloc(8 * 1024 * 1024, ' ')]));
  const found: unknown[] = [];
  const reading = async () => {
    for await (const value of valuesOf(inOnePiece(bomb), { largest: 1024 * 1024 })) found.push(value);
  };
  await expect(reading()).rejects.toThrow(StreamTooLarge);
  expect(new StreamTooLarge(3.4 * 1024 * 1024).message).toBe('more than 3 MB unpacked');
  expect(found).toEqual([{ line: 1, text: '{"a":1}' }]);
});

test('gzip that is cut off fails after what could be read', async () => {
  const whole = gzipSync('{"a":1}\n{"b":2}\n');
  await expect(read(whole.subarray(0, whole.length - 9))).rejects.toThrow(/unexpected end/);
});

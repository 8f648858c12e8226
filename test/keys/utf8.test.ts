import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Utf8 } from '../../source/keys/utf8.ts';

const decoded = (...parts: readonly (readonly number[])[]) => {
  const utf8 = new Utf8();
  return parts.map((part) => utf8.decode(Uint8Array.from(part))).join('');
};

test('text is the same however its bytes are cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(12)), (text, cuts) => {
      const bytes = [...new TextEncoder().encode(text.toWellFormed())];
      const parts = cuts.map((length) => bytes.splice(0, length));
      expect(decoded(...parts, bytes)).toBe(text.toWellFormed());
    }),
  );
});

test.each([
  ['a letter cut in two', [[0xc3], [0xa9]], 'é'],
  ['an 8-bit control', [[0x9b, 0x41]], '\u009bA'],
  ['the first half of a letter, then another key', [[0xe6, 0xbc], [0x6a]], '\ufffd\ufffdj'],
  ['a letter of Latin-1', [[0xe9, 0x6a]], '\ufffdj'],
  ['an overlong form', [[0xc0, 0xaf]], '\ufffd\ufffd'],
  ['an overlong form of three', [[0xe0, 0x80, 0xaf]], '\ufffd\ufffd\ufffd'],
  ['half a surrogate pair', [[0xed, 0xa0, 0x80]], '\ufffd\ufffd\ufffd'],
  ['more than there is', [[0xf4, 0x90, 0x80, 0x80]], '\ufffd\ufffd\ufffd\ufffd'],
])('%s', (_, parts, text) => {
  expect(decoded(...parts)).toBe(text);
});

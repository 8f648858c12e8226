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

const points = [0, 0x7f, 0xa0, 0xff, 0x7ff, 0x800, 0xfff, 0x1000, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x1_0000, 0x10_ffff];
test.each(points.map((point) => [point.toString(16), point]))('U+%s comes as it was sent', (_, point) => {
  const text = String.fromCodePoint(point);
  const bytes = [...new TextEncoder().encode(text)];
  expect(decoded(bytes)).toBe(text);
  expect(decoded(...bytes.map((byte) => [byte]))).toBe(text);
});

test('a byte that begins no letter is broken by itself, and what follows is read', () => {
  for (const byte of [...Array.from({ length: 0x22 }, (_, index) => 0xa0 + index), 0xf5, 0xfe, 0xff])
    for (const [after, text] of [
      [0x6a, 'j'],
      [0x85, '\u0085'],
    ] as const)
      expect([byte, decoded([byte, after])]).toEqual([byte, `\ufffd${text}`]);
  expect(decoded([0xc2, 0x80])).toBe('\u0080');
});

test('nothing of a letter that has begun is left after a reset', () => {
  const utf8 = new Utf8();
  utf8.decode(Uint8Array.from([0xe6, 0xbc]));
  expect(utf8.isOpen).toBe(true);
  utf8.reset();
  expect([utf8.isOpen, utf8.decode(Uint8Array.from([0xc3, 0xa9]))]).toEqual([false, 'é']);
});

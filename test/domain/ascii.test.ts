import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiJson, asciiOf, asciiText } from '../../source/domain/ascii.ts';
import { stringWidth } from '../../source/theme/string-width.ts';

test.each([
  ['plain', 'Web (prod) ~ 12%', 'Web (prod) ~ 12%'],
  ['accents, composed', 'Café Señor Ångström', 'Cafe Senor Angstrom'],
  ['accents, decomposed', 'Cafe\u0301', 'Cafe'],
  ['letters that are no letter with an accent', 'Straße Łódź Ærø', 'Strase Lodz Aro'],
  ['punctuation', '“a” – ‘b’ … c·d → e × 2', '"a" - \'b\' . c.d > e x 2'],
  ['a title of a window', 'segtop – Acme – 3 failing', 'segtop - Acme - 3 failing'],
  ['frames', '╭─╮│╰╯', '+-+|++'],
  ['scripts without a letter of ours', 'Жук Ελλάδα', '??? ??????'],
  ['wide characters', '漢字 ｆｕｌｌ', '???? f u l l '],
  ['emoji', '🙂 👩‍👩‍👧 🇵🇹 ❤️', '?? ?? ?? ??'],
  ['what a terminal obeys', '\u001b[31mé\u001b[m\u0007', '\u001b[31me\u001b[m\u0007'],
  ['an accent alone', '\u0301', ''],
])('%s', (_, text, ascii) => {
  expect(asciiText(text, stringWidth)).toBe(ascii);
});

test('any text becomes ASCII that is as wide', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const ascii = asciiText(text, stringWidth);
      expect(ascii).toMatch(/^[\u0000-\u007f]*$/);
      const columns = [...new Intl.Segmenter().segment(text)].map(({ segment }) => stringWidth(segment));
      const plain = [...text].filter((one) => one <= '\u001f' || one === '\u007f').length;
      if (plain === 0) expect(stringWidth(ascii)).toBe(columns.reduce((sum, width) => sum + width, 0));
    }),
  );
});

test('a character that is wider than its letter is padded', () => {
  expect(asciiOf('Ａ', 2)).toBe('A ');
  expect(asciiOf('é', 1)).toBe('e');
});

test('JSON stays the same value', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(asciiJson(json)).toMatch(/^[\u0000-\u007f]*$/);
      expect(JSON.parse(asciiJson(json))).toEqual(JSON.parse(json));
    }),
  );
});

test('JSON in ASCII has four digits of each unit', () => {
  expect(asciiJson('"é – \u{1f600}"')).toBe('"\\u00e9 \\u2013 \\ud83d\\ude00"');
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, ignoresMarks, unfoldedSpan } from '../../source/domain/fold.ts';

describe('comparing names with accents', () => {
  it.each([
    ['Café', true, 'Cafe'],
    ['Cafe\u0301', true, 'Cafe'],
    ['Cafe\u0301', false, 'Café'],
    ['Zürich – Größe', true, 'Zurich – Große'],
    ['plain', true, 'plain'],
    ['한국', true, '한국'],
    ['\u0301x', true, 'x'],
  ])('%j without marks %s is %j', (text, without, wanted) => {
    expect(folded(text, without).text).toBe(wanted);
  });

  it('what is searched is the same whether a text is folded as a whole or letter by letter', () => {
    const letters = fc.constantFrom(...'aZ9–●é한ßﬁ…', 'e\u0301', '\u0301', '👩', '\ud83d', '\u212b', '\u1100', 'ǆ');
    fc.assert(
      fc.property(
        fc.array(letters).map((all) => all.join('')),
        fc.boolean(),
        (text, without) => {
          const parts = [...text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)].map(([part]) =>
            without
              ? part
                  .normalize('NFD')
                  .replace(/\p{M}+/gu, '')
                  .normalize('NFC')
              : part.normalize('NFC'),
          );
          const form = folded(text, without);
          expect(form.text).toBe(parts.join(''));
          expect(unfoldedSpan(form, 0, form.text.length)[1]).toBe(
            form.text === '' ? unfoldedSpan(form, 0, 0)[1] : text.length,
          );
        },
      ),
    );
  });

  it.each([
    ['cafe', true],
    ['café', false],
    ['cafe\u0301', false],
    ['größe', false],
    ['straße', true],
  ])('%j takes marks for nothing: %s', (needle, wanted) => {
    expect(ignoresMarks(needle)).toBe(wanted);
  });

  it('gives back where the letters stood', () => {
    const form = folded('a Cafe\u0301 b', true);
    expect(unfoldedSpan(form, 2, 6)).toEqual([2, 7]);
    expect(unfoldedSpan(form, 5, 6)).toEqual([5, 7]);
    expect(unfoldedSpan(form, 7, 8)).toEqual([8, 9]);
  });
});

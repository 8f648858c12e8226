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

  it.each<[string, boolean, readonly [number, number], readonly [number, number]]>([
    ['a Cafe\u0301 b', true, [2, 6], [2, 7]],
    ['a Cafe\u0301 b', true, [5, 6], [5, 7]],
    ['a Cafe\u0301 b', true, [7, 8], [8, 9]],
    ['a Cafe\u0301 b', true, [8, 8], [9, 9]],
    // Letters that no single one stands for are marked as a whole.
    ['ax\u0323\u0301b', false, [1, 2], [1, 4]],
    ['ax\u0323\u0301b', false, [2, 3], [1, 4]],
    ['é👩b', true, [1, 2], [1, 3]],
    ['é👩', true, [2, 3], [1, 3]],
    ['é', true, [0, 0], [0, 0]],
    ['plain', true, [1, 3], [1, 3]],
  ])('of %j, without marks %s, letters %j stood at %j', (text, without, [start, end], wanted) => {
    expect(unfoldedSpan(folded(text, without), start, end)).toEqual(wanted);
  });

  it('a text without a letter that could change is left as it is', () => {
    for (const text of ['plain', '● Braze – 401 …', 'ßø']) expect(folded(text, true)).toEqual({ text, at: undefined });
    expect(folded('é', false)).toEqual({ text: 'é', at: [0, 1] });
  });
});

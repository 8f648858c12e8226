import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glob } from '../../source/mock/glob.ts';

const paths = { '*': 'segment', '**': 'any' } as const;
const texts = { '*': 'any', '?': 'one' } as const;

/** The same pattern as a regular expression, which tries again and again where a pattern is long. */
const regular = (pattern: string, wilds: Readonly<Record<string, string>>) =>
  new RegExp(
    `^${pattern.replace(/\*\*|[*?]|[.+^${}()|[\]\\]/g, (sign) => wilds[sign] ?? (sign === '**' ? '.*' : `\\${sign}`))}$`,
    'su',
  );

describe('a pattern', () => {
  it.each<[string, typeof paths | typeof texts, string, boolean]>([
    ['/a/*/c', paths, '/a/b/c', true],
    ['/a/*/c', paths, '/a/b/b/c', false],
    ['/a/**', paths, '/a/', true],
    ['/a/**/d', paths, '/a/b/c/d', true],
    ['***', paths, '/a/b', true],
    ['*a?', texts, 'xxaé', true],
    ['?', texts, '😀', true],
    ['?', texts, '', false],
    ['', texts, '', true],
    ['a.c', texts, 'abc', false],
    ['*', texts, 'two\nlines', true],
  ])('%j with %j of %j: %j', (pattern, wilds, text, fits) => {
    expect(glob(pattern, wilds)(text)).toBe(fits);
  });

  it('fits what the regular expression of the same meaning fits', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?', '.'), maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (given, said) => {
        const asPath = given.replaceAll('?', 'a');
        expect(glob(asPath, paths)(said)).toBe(regular(asPath, { '**': '.*', '*': '[^/]*' }).test(said));
        const asText = given.replaceAll('**', '*');
        expect(glob(asText, texts)(said)).toBe(regular(asText, { '*': '.*', '?': '.' }).test(said));
      }),
      { numRuns: 500 },
    );
  });

  it('of many wildcards is held against a long text that nearly fits, without trying again', () => {
    const fits = glob(`/${'**a'.repeat(90)}b`, paths);
    expect([fits(`/${'a'.repeat(990)}`), fits(`/${'a'.repeat(990)}b`)]).toEqual([false, true]);
  });
});

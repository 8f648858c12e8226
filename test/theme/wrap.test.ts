import { expect, test } from 'vitest';
import { sanitise } from '../../source/domain/text.ts';
import { wrap } from '../../source/theme/wrap.ts';

test.each<[string, number, number | undefined, readonly string[]]>([
  ['one two three', 13, undefined, ['one two three']],
  ['one two three', 12, undefined, ['one two', 'three']],
  ['one two three', 7, undefined, ['one two', 'three']],
  ['one two three', 6, undefined, ['one', 'two', 'three']],
  ['one  two', 20, undefined, ['one two']],
  ['', 5, undefined, []],
  ['one', 0, undefined, []],
  ['one', -1, undefined, []],
  // A word alone that is too long is cut, and what follows stands behind its end.
  ['abcdefgh ij', 3, undefined, ['abc', 'def', 'gh', 'ij']],
  ['abcdefgh ij', 5, undefined, ['abcde', 'fgh', 'ij']],
  ['abcdefg hi', 5, undefined, ['abcde', 'fg hi']],
  ['x abcdefg', 5, undefined, ['x', 'abcde', 'fg']],
  ['abcdef', 3, undefined, ['abc', 'def']],
  ['日本語 x', 4, undefined, ['日本', '語 x']],
  ['日本語', 1, undefined, []],
  ['日ab本c', 1, undefined, ['a', 'b', 'c']],
  // Where it takes more rows than there may be, it says so.
  ['one two three', 6, 3, ['one', 'two', 'three']],
  ['one two three', 6, 2, ['one', 'two …']],
  ['one two three', 5, 2, ['one', 'two …']],
  ['one two three', 4, 2, ['one', 'two…']],
  ['one two three', 3, 1, ['on…']],
  ['one two three', 6, 0, []],
  ['one two three', 6, -1, []],
])('%j on rows of %i columns, at most %s of them', (text, width, most, rows) => {
  expect(wrap(sanitise(text), width, most)).toEqual(rows);
});

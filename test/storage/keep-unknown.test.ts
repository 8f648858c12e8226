import { expect, it } from 'vitest';
import { keepUnknown } from '../../source/storage/keep-unknown.ts';

it.each([
  ['a key that was not understood stays', { a: 1, new: 7 }, { a: 1 }, { a: 2 }, { a: 2, new: 7 }],
  ['a key that was taken away goes', { a: 1, b: 2 }, { a: 1, b: 2 }, { a: 1 }, { a: 1 }],
  [
    'a value that was not understood stays while it is not changed',
    { a: 'x9' },
    { a: undefined },
    { a: undefined },
    { a: 'x9' },
  ],
  ['a value that was not understood gives way to a new one', { a: 'x9' }, { a: undefined }, { a: 'x1' }, { a: 'x1' }],
  [
    'keys far inside stay',
    { a: { b: { c: 1, n: 2 } } },
    { a: { b: { c: 1 } } },
    { a: { b: { c: 3 } } },
    { a: { b: { c: 3, n: 2 } } },
  ],
  [
    'an entry that was not understood stays in its list, after the others',
    [
      { kind: 'planet', id: 'p' },
      { kind: 'source', id: 's', n: 1 },
    ],
    [{ kind: 'source', id: 's' }],
    [
      { kind: 'source', id: 'new' },
      { kind: 'source', id: 's' },
    ],
    [
      { kind: 'source', id: 'new' },
      { kind: 'source', id: 's', n: 1 },
      { kind: 'planet', id: 'p' },
    ],
  ],
  [
    'an entry that was taken away goes',
    [{ id: 'a' }, { id: 'b', n: 1 }],
    [{ id: 'a' }, { id: 'b' }],
    [{ id: 'a' }],
    [{ id: 'a' }],
  ],
  [
    'names that every object knows are names as others: taken away they go, and not understood they stay',
    { constructor: 'red', toString: 'green', email: 'red', valueOf: 'violet' },
    { constructor: 'red', toString: 'green', email: 'red' },
    { email: 'red' },
    { email: 'red', valueOf: 'violet' },
  ],
  ['a list of plain values is as it was changed', ['a', 'b'], ['a', 'b'], ['b', 'c'], ['b', 'c']],
  ['keys of what was not understood at all stay', { a: { n: 1 } }, {}, { a: { b: 2 } }, { a: { n: 1, b: 2 } }],
  [
    'entries of what was not understood at all stay',
    { a: [{ id: 'x', n: 1 }, null, 'plain', { other: 1 }] },
    {},
    { a: [{ id: 'y' }, { other: 2 }] },
    { a: [{ id: 'y' }, { other: 2 }, { id: 'x', n: 1 }] },
  ],
  ['a list gives way to an object', { a: [{ id: 'x' }] }, { a: [{ id: 'x' }] }, { a: { b: 1 } }, { a: { b: 1 } }],
  [
    'entries of one id and of two kinds are two',
    [
      { kind: 'source', id: 'x', n: 1 },
      { kind: 'destination', id: 'x', n: 2 },
    ],
    [{ kind: 'source', id: 'x' }],
    [],
    [{ kind: 'destination', id: 'x', n: 2 }],
  ],
  ['without a file there is only the change', undefined, { a: [] }, { a: [1] }, { a: [1] }],
])('%s', (_, stored, read, next, kept) => {
  expect(keepUnknown(stored, read, next)).toEqual(kept);
});

import { expect, test } from 'vitest';
import { recalled, withLine } from '../../source/state/typed-lines.ts';

test.each([
  [['a'], 'b', ['b', 'a']],
  [['a', 'b'], ' b ', ['b', 'a']],
  [['a'], '  ', ['a']],
])('%j and %j', (lines, line, wanted) => expect(withLine(lines, line)).toEqual(wanted));

test('only the newest fifty are kept', () => {
  const lines = withLine(
    Array.from({ length: 50 }, (_, index) => `line ${index}`),
    'newest',
  );
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([50, 'newest', 'line 48']);
});

test.each([
  [-1, 1, { at: 0, line: 'new' }],
  [0, 1, { at: 1, line: 'old' }],
  [1, 1, undefined],
  [0, -1, { at: -1, line: undefined }],
  [-1, -1, undefined],
] as const)('from %d by %d', (at, by, wanted) => expect(recalled(['new', 'old'], at, by)).toEqual(wanted));

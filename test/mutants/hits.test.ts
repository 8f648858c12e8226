import { expect, test } from 'vitest';
import { functionAt, marked, spansOf } from './hits.ts';

const text =
  'const a = 1; const f = () => (b) => c(b); function g() { return 2; } class D { get e() { return () => ({ f }); } }';
const spans = spansOf('source/a.ts', text);

test.each([
  ['1;', undefined],
  ['=> (b)', '() => (b) => c(b)'],
  ['c(b)', '(b) => c(b)'],
  ['2', 'function g() { return 2; }'],
  ['return () =>', '() { return () => ({ f }); }'],
  ['f })', '() => ({ f })'],
])('the smallest function around %s is found', (place, expected) => {
  const at = functionAt(spans, text.indexOf(place));
  expect(at === undefined ? at : text.slice(...spans[at]!)).toBe(expected);
});

test('a marked file does the same, and notes each function that ran by its number', () => {
  const code =
    'const f = (a) => (b) => ({ sum: a + b }); function g() { return f(1); } const h = () => 3; return g()(2).sum;';
  const world = globalThis as { segtopHits?: Uint8Array | undefined };
  const before = world.segtopHits;
  world.segtopHits = new Uint8Array(20);
  // Read as a module, run as a function.
  const [start, end] = [code.indexOf('return g()'), code.length];
  const made = marked('source/a.ts', code.slice(0, start), 10) + code.slice(start, end);
  const result: unknown = new Function(made)();
  const ran = [...world.segtopHits.entries()].filter(([, hit]) => hit === 1).map(([index]) => index);
  world.segtopHits = before;
  expect([result, ran]).toEqual([3, [10, 11, 12]]);
});

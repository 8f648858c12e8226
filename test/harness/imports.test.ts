import { expect, test } from 'vitest';
import { findCycle, importsOf, type SourceFile } from './imports.ts';

test.each([
  ["import { a } from './b.ts';", 'static', 'source/views/b.ts'],
  ["import {\n  a,\n  b,\n} from '../state/c.ts';", 'static', 'source/state/c.ts'],
  ["import './effect.ts';", 'static', 'source/views/effect.ts'],
  ["import got, { type Options } from 'got';", 'static', undefined],
  ["export * from './b.ts';", 'static', 'source/views/b.ts'],
  ["export { a } from './b.ts';", 'static', 'source/views/b.ts'],
  ["import type { A } from './b.ts';", 'type', 'source/views/b.ts'],
  ["import { type A, type B } from './b.ts';", 'type', 'source/views/b.ts'],
  ["export type { A } from './b.ts';", 'type', 'source/views/b.ts'],
  ["const load = async () => (await import('./b.ts')).a;", 'dynamic', 'source/views/b.ts'],
  ["type Module = typeof import('./b.ts');", 'type', 'source/views/b.ts'],
] as const)('%s is a %s import', (text, kind, file) => {
  expect(importsOf('source/views/a.ts', text)).toMatchObject([{ kind, file }]);
});

test.each([
  ["/** import { a } from './b.ts' */"],
  [" * import { a } from './b.ts';"],
  ["// await import('./b.ts')"],
  ["const text = `import { a } from './b.ts'`;"],
  ['export const from = 1;'],
])('%s is no import', (text) => {
  expect(importsOf('source/views/a.ts', text)).toEqual([]);
});

test('a cycle is found and named', () => {
  const file = (path: string, ...to: readonly string[]): SourceFile => ({
    path,
    text: '',
    lines: 1,
    imports: to.map((target) => ({ specifier: target, kind: 'static', file: target })),
  });
  expect(findCycle([file('a', 'b'), file('b', 'c'), file('c', 'b')])).toEqual(['b', 'c', 'b']);
  expect(findCycle([file('a', 'b', 'c'), file('b', 'c'), file('c')])).toBeUndefined();
});

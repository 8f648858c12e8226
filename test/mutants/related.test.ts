import { expect, test } from 'vitest';
import { importsOf, type SourceFile } from '../harness/imports.ts';
import { relatedTests } from './related.ts';

const file = (path: string, ...specifiers: readonly string[]): SourceFile => {
  const text = specifiers.map((specifier) => `import { a } from '${specifier}';`).join('\n');
  return { path, text, lines: specifiers.length, imports: importsOf(path, text) };
};
const files = [
  file('source/workspace/plans.ts'),
  file('source/views/plan/rows.ts', '../../workspace/plans.ts'),
  file('source/cli.ts', './views/plan/rows.ts'),
  file('test/workspace/plans.test.ts', '../../source/workspace/plans.ts'),
  file('test/workspace/other.test.ts', '../../source/views/plan/rows.ts'),
  file('test/views/plan/rows.test.ts', '../../../source/views/plan/rows.ts'),
  file('test/golden/pages.test.ts', '../../source/cli.ts'),
  file('test/domain/far.test.ts', '../../source/domain/time.ts'),
  file('test/e2e/bin.test.ts'),
  {
    ...file('test/views/types.test.ts'),
    imports: [
      { ...importsOf('test/views/types.test.ts', "import type { A } from '../../source/workspace/plans.ts';")[0]! },
    ],
  },
];
const related = (path: string) =>
  relatedTests(files, path, { bin: 'source/cli.ts', spawns: (test) => test.startsWith('test/e2e/') });

test('tests that load a file come nearest first, golden screens before the far ones, and those of its types alone not at all', () => {
  expect(related('source/workspace/plans.ts')).toEqual([
    { path: 'test/workspace/plans.test.ts', distance: 1 },
    { path: 'test/workspace/other.test.ts', distance: 2 },
    { path: 'test/golden/pages.test.ts', distance: 3 },
    { path: 'test/views/plan/rows.test.ts', distance: 2 },
    { path: 'test/e2e/bin.test.ts', distance: 3 },
  ]);
});

test('end-to-end tests load what the bin loads', () => {
  expect(related('source/cli.ts').map(({ path }) => path)).toEqual([
    'test/e2e/bin.test.ts',
    'test/golden/pages.test.ts',
  ]);
});

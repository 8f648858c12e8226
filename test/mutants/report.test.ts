import { expect, test } from 'vitest';
import type { Mutant } from './mutate.ts';
import { survivors, table, type Verdict } from './report.ts';

const mutant = (path: string): Mutant => ({
  ...{ path, line: 1, kind: 'boundary', start: 12, end: 13, was: '<', becomes: '<=' },
});
const verdicts: readonly Verdict[] = [
  { mutant: mutant('source/workspace/a/b.ts'), by: 'test/workspace/a/b.test.ts', tests: 1 },
  { mutant: mutant('source/workspace/c.ts'), by: 'test/workspace/c.test.ts', timedOut: true, tests: 2 },
  { mutant: mutant('source/workspace/d.ts'), tests: 14 },
  { mutant: mutant('source/cli.ts'), tests: 0 },
];

test('the table counts by the folder below source/, and all together at its end', () => {
  expect(table(verdicts)).toEqual([
    'folder     killed  timed out  survived  all  rate',
    'cli             0          0         1    1    0%',
    'workspace       2          1         1    3   67%',
    'all             2          1         2    4   50%',
  ]);
  expect(table([]).at(-1)).toBe('all          0          0         0    0     –');
});

test('survivors are listed with their place, their change and the tests that did not notice', () => {
  expect(survivors(verdicts.slice(1, 3), () => 'const a = b < c;')).toEqual([
    'source/workspace/d.ts:1  boundary, 14 test files\n    const a = b < c;  →  const a = b <= c;',
  ]);
});

import { expect, test } from 'vitest';
import { judged, targets, verdictCells } from './targets.ts';

const rows = [
  { name: 'echo', value: 1.2, unit: 'ms' },
  { name: 'keys', value: 6, unit: 'ms' },
  { name: 'slow', value: 6.04, unit: 'ms' },
  { name: 'memory', value: 111, unit: 'MB' },
] as const;

test.each([
  [{ row: 'keys', atMost: 5, of: 'echo' }, 5, true],
  [{ row: 'slow', atMost: 5, of: 'echo' }, 6.04 / 1.2, false],
  [{ row: 'memory', atMost: 110 }, 111, false],
  [{ row: 'memory', atMost: 111 }, 111, true],
  [{ row: 'memory', atMost: 1, of: 'gtop' }, Number.NaN, undefined],
  [{ row: 'idle', atMost: 0 }, Number.NaN, undefined],
])('%o is %f: %s', (target, value, isMet) => {
  expect(judged(rows, [target])).toEqual([{ ...target, value, isMet }]);
});

test('the table says what was missed, and what was not measured', () => {
  const held = [
    { row: 'slow', atMost: 5, of: 'echo' },
    { row: 'memory', atMost: 120 },
    { row: 'idle', atMost: 0 },
  ];
  expect(verdictCells(judged(rows, held)).slice(1)).toEqual([
    ['slow', '5.03×', '5×', 'echo', 'MISSED'],
    ['memory', '111.00', '120', '', 'met'],
    ['idle', '—', '0', '', 'not measured'],
  ]);
});

test('no target stands twice', () => {
  const names = targets.map(({ row, of }) => `${row} of ${of}`);
  expect(new Set(names).size).toBe(names.length);
});

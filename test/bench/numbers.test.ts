import { expect, test } from 'vitest';
import { median, percentile, table } from './numbers.ts';

test('percentiles are by nearest rank', () => {
  const values = [5, 1, 4, 2, 3];
  expect([median(values), percentile(values, 0.99), percentile(values, 0), median([])]).toEqual([3, 5, 1, Number.NaN]);
});

test('the table has numbers, units and ratios', () => {
  const rows = [
    { name: 'bare node', value: 41, unit: 'ms' },
    { name: 'first frame', value: 164.25, unit: 'ms', against: { value: 41, what: 'bare node' } },
  ] as const;
  expect(table(rows)).toBe(
    [
      'measured     value  unit  ratio  against',
      'bare node       41  ms',
      'first frame    164  ms    4.01×  bare node (41)',
    ].join('\n'),
  );
});

import { expect, test } from 'vitest';
import { spansOf } from '../../../../source/components/table/columns.ts';
import { day } from '../../../../source/domain/time.ts';
import type { Meter } from '../../../../source/domain/usage/meters.ts';
import { dayColumns } from '../../../../source/views/usage/usage/day-columns.ts';

const at = Date.UTC(2026, 10, 1);
const meter = (allowance?: bigint): Meter => ({ allowance }) as never;
const use = (days: number) => ({ at, used: 1_500n, total: 4_500n, days });

test.each<readonly [of: string, row: object, cells: readonly (readonly unknown[])[]]>([
  [
    'was counted',
    { use: use(1) },
    [
      ['Nov 1', at],
      ['1.5k', 1_500n],
      ['4.5k', 4_500n],
      ['45%', undefined],
    ],
  ],
  [
    'was counted with the days before it',
    { use: use(3) },
    [
      ['Nov 1', at],
      ['1.5k in 3 d', 1_500n],
      ['4.5k', 4_500n],
      ['45%', undefined],
    ],
  ],
  [
    'runs',
    { received: 70 },
    [
      ['Nov 1', at],
      ['~70', 70],
      ['not yet', undefined],
      ['', undefined],
    ],
  ],
  [
    'is not counted',
    {},
    [
      ['Nov 1', at],
      ['–', undefined],
      ['not yet', undefined],
      ['', undefined],
    ],
  ],
])('a day that %s', (_, row, cells) => {
  const given = { at, use: undefined, received: undefined, ...row } as never;
  const context = { glyphs: {}, width: 8, selected: false, marked: false, now: at + day } as never;
  const told = dayColumns(meter(10_000n)).map(({ cell, sort }) => [
    spansOf(cell(given, context))
      .map(({ text }) => text)
      .join(''),
    sort?.(given),
  ]);
  expect(told).toEqual(cells);
});

test('without an allowance no day tells how much of it is gone; columns stay the same for a meter', () => {
  const own = meter();
  expect(dayColumns(own).map(({ id }) => id)).toEqual(['day', 'used', 'total']);
  expect(dayColumns(own)).toBe(dayColumns(own));
});

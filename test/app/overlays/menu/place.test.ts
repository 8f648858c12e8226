import { describe, expect, test } from 'vitest';
import { itemAt, menuPlace } from '../../../../source/app/overlays/menu/place.ts';
import { type SafeText, sanitise, t } from '../../../../source/domain/text.ts';

interface Item {
  readonly label: SafeText;
  readonly disabled?: SafeText;
  readonly hint?: SafeText;
}

const named = (count: number): readonly Item[] =>
  Array.from({ length: count }, (_, index) => ({ label: sanitise(`Item ${index}`) }));
const letters = (count: number): SafeText => sanitise('x'.repeat(count));

describe('where a menu stands', () => {
  test.each<[string, readonly Item[], [columns: number, rows: number], [number, number, number, number]]>([
    ['short items in the middle, as wide as menus are', named(1), [80, 24], [46, 4, 10, 17]],
    ['nothing but Cancel', [], [80, 24], [46, 3, 10, 17]],
    ['a screen that cannot be halved', named(2), [81, 24], [46, 5, 9, 17]],
    ['words that just fit', [{ label: letters(20), hint: letters(18) }], [80, 24], [46, 4, 10, 17]],
    ['a hint one longer', [{ label: letters(20), hint: letters(19) }], [80, 24], [47, 4, 10, 16]],
    [
      'a reason in place of the hint',
      [{ label: t`Go`, disabled: letters(40), hint: letters(60) }],
      [80, 24],
      [50, 4, 10, 15],
    ],
    ['letters of two columns', [{ label: sanitise('漢'.repeat(20)) }], [80, 24], [48, 4, 10, 16]],
    ['the longest of all', [{ label: letters(50) }, { label: letters(44) }], [80, 24], [58, 5, 9, 11]],
    ['a narrow screen', named(1), [40, 12], [40, 4, 4, 0]],
    ['as many items as there is room for above the keys', named(8), [80, 12], [46, 11, 0, 17]],
    ['more items than there is room for', named(9), [80, 12], [46, 11, 0, 17]],
    ['a screen of four rows', named(1), [80, 4], [46, 3, 0, 17]],
    ['a screen of three rows, which are the frame and one item', named(1), [80, 3], [46, 3, 0, 17]],
    ['a screen of one row', named(1), [80, 1], [46, 1, 0, 17]],
  ])('%s', (_, items, [columns, rows], [width, height, top, left]) => {
    expect(menuPlace(items, { columns, rows })).toEqual({ width, height, top, left });
  });
});

describe('the item under a cell', () => {
  const at = (item: number) => ({ kind: 'item', at: item }) as const;
  const frame = { kind: 'nothing' } as const;
  const outside = undefined;

  test.each([
    [40, 8, outside],
    [40, 9, frame],
    [40, 10, at(0)],
    [40, 12, at(2)],
    [40, 13, at(3)],
    [40, 14, frame],
    [40, 15, outside],
    [16, 10, outside],
    [17, 10, at(0)],
    [62, 10, at(0)],
    [63, 10, outside],
  ])('of three items and Cancel, in column %i of row %i: %j', (column, row, expected) => {
    expect(itemAt(named(3), 0, { columns: 80, rows: 24 }, column, row)).toEqual(expected);
  });

  test.each([
    [0, 1, at(0)],
    [0, 6, at(5)],
    [0, 0, frame],
    [0, 7, frame],
    [5, 1, at(0)],
    [6, 1, at(1)],
    [6, 6, at(6)],
    [10, 1, at(5)],
    [10, 6, at(10)],
  ])('of ten where six fit, the cursor on %i, in row %i: %j', (cursor, row, expected) => {
    expect(itemAt(named(10), cursor, { columns: 80, rows: 9 }, 40, row)).toEqual(expected);
  });

  test('is the one under the cursor where only the frame has room', () => {
    expect(itemAt(named(3), 2, { columns: 80, rows: 2 }, 40, 1)).toEqual(at(2));
  });
});

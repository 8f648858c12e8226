import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, gapOf, layoutColumns } from '../../../source/components/table/columns.ts';
import { sortRows } from '../../../source/components/table/sort-rows.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';

interface Row {
  readonly name: SafeText;
  readonly count?: number | bigint;
}
const context = { glyphs: glyphs(false), now: 0 };
const column = (id: string, width: Column<Row>['width'], priority: number): Column<Row> => ({
  id,
  header: t`H`,
  width,
  priority,
  cell: ({ name }) => name,
});
const rows: readonly Row[] = [{ name: t`Warehouse` }, { name: t`iOS` }];
const widths = (columns: readonly Column<Row>[], width: number): string[] =>
  layoutColumns(columns, rows, width, context).map((placed) => `${placed.column.id}${placed.width}`);

describe('layoutColumns', () => {
  const columns = [
    column('name', { min: 4, grow: 1 }, 0),
    column('rate', 6, 1),
    column('note', { min: 5, max: 20 }, 2),
  ];
  test.each([
    [80, ['name61', 'rate6', 'note9']],
    [30, ['name13', 'rate6', 'note9']],
    [20, ['name7', 'rate6', 'note5']],
    [17, ['name4', 'rate6', 'note5']],
    [16, ['name9', 'rate6']],
    [10, ['name10']],
    [2, ['name2']],
    [0, []],
  ])('on %i columns', (width, expected) => {
    expect(widths(columns, width)).toEqual(expected);
  });

  test('growing columns share by weight up to their most', () => {
    const grown = [column('a', { min: 1, max: 12, grow: 3 }, 0), column('b', { min: 1, grow: 1 }, 1)];
    expect(widths(grown, 41)).toEqual(['a12', 'b28']);
  });

  test('never exceeds the width', () => {
    const any = fc.record({
      min: fc.integer({ min: 0, max: 30 }),
      more: fc.integer({ min: 0, max: 30 }),
      grow: fc.integer({ min: 0, max: 3 }),
      priority: fc.integer({ min: 0, max: 5 }),
      fixed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 130 }), (specs, width) => {
        const made = specs.map(({ min, more, grow, priority, fixed }, index) =>
          column(String(index), fixed ? min : { min, max: min + more, grow }, priority),
        );
        const placed = layoutColumns(made, rows, width, context);
        const total = placed.reduce((sum, one) => sum + one.width, 0) + gapOf(width) * (placed.length - 1);
        expect(placed.length).toBeGreaterThan(0);
        expect(total).toBeLessThanOrEqual(width);
      }),
    );
  });
});

/** Rows of texts, a text a column. */
type Texts = readonly SafeText[];
const textColumn = (index: number, width: Column<Texts>['width'], priority: number): Column<Texts> => ({
  id: String(index),
  header: t``,
  width,
  priority,
  cell: (row) => row[index] ?? t``,
});

describe('room goes to what matters', () => {
  const text = (length: number): SafeText => 'x'.repeat(length) as SafeText;

  test('no column is wider than its content while a more important one is cut', () => {
    const any = fc.record({
      min: fc.integer({ min: 0, max: 20 }),
      more: fc.integer({ min: 0, max: 30 }),
      grow: fc.integer({ min: 0, max: 3 }),
      priority: fc.integer({ min: 0, max: 6 }),
      fixed: fc.boolean(),
      length: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 130 }), (specs, width) => {
        const made = specs.map(({ min, more, grow, priority, fixed }, index) =>
          textColumn(index, fixed ? min : { min, max: min + more, grow }, priority),
        );
        const row: Texts = specs.map(({ length }) => text(length));
        const placed = layoutColumns(made, [row], width, context);
        const most = ({ width: one }: Column<Texts>) => (typeof one === 'number' ? one : (one.max ?? Infinity));
        const content = (column: Column<Texts>) => Math.min(row[Number(column.id)]!.length, most(column));
        for (const one of placed) {
          const cut = one.width < content(one.column);
          const padding = placed.filter(
            (other) => other.column.priority > one.column.priority && other.width > content(other.column),
          );
          if (cut) expect(padding.map(({ column }) => column.id)).toEqual([]);
        }
      }),
    );
  });

  test.each<[string, Column<Texts>[], number, string[]]>([
    [
      'a fixed column gives back what it does not need',
      [textColumn(0, { min: 4 }, 0), textColumn(1, 10, 2)],
      26,
      ['0:20', '1:5'],
    ],
    [
      'a decorating one goes where the name would be cut',
      [textColumn(0, { min: 4 }, 0), textColumn(1, { min: 8 }, 4)],
      22,
      ['0:20'],
    ],
    ['a column that says nothing leaves its room', [textColumn(0, { min: 4 }, 0), textColumn(2, 6, 1)], 20, ['0:20']],
    [
      'where nothing is cut each keeps its own width',
      [textColumn(0, { min: 4 }, 0), textColumn(1, 10, 2)],
      40,
      ['0:20', '1:10'],
    ],
  ])('%s', (_, made, width, expected) => {
    const row: Texts = [text(20), text(5), text(0)];
    const placed = layoutColumns(made, [row], width, context);
    expect(placed.map(({ column, width: got }) => `${column.id}:${got}`)).toEqual(expected);
  });
});

describe('sortRows', () => {
  const byCount = { sort: ({ count }: Row) => count };
  const some: readonly Row[] = [
    { name: t`none` },
    { name: t`two`, count: 2 },
    { name: t`nan`, count: Number.NaN },
    { name: t`big`, count: 2n ** 60n },
    { name: t`also two`, count: 2 },
  ];
  const names = (sorted: readonly Row[]): string[] => sorted.map(({ name }) => name);

  test('rows without a value come last in both directions, equal ones keep their order', () => {
    expect(names(sortRows(some, byCount, false))).toEqual(['two', 'also two', 'big', 'none', 'nan']);
    expect(names(sortRows(some, byCount, true))).toEqual(['big', 'two', 'also two', 'none', 'nan']);
  });

  test('a tie is decided by the given order', () => {
    const tie = (a: Row, b: Row): number => (a.name < b.name ? -1 : 1);
    expect(names(sortRows(some, byCount, true, tie))).toEqual(['big', 'also two', 'two', 'nan', 'none']);
  });

  test('text sorts without case, numbers in it by value', () => {
    const texts = [t`source 10`, t`Source 2`, t`api`].map((name) => ({ name }));
    expect(names(sortRows(texts, { sort: ({ name }) => name }, false))).toEqual(['api', 'Source 2', 'source 10']);
  });

  test('a column that does not sort leaves the order', () => {
    expect(sortRows(some, {}, true)).toEqual(some);
  });
});

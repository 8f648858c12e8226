import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Cell,
  type Column,
  cellWidth,
  gapOf,
  layoutColumns,
  spansOf,
  uncutWidth,
} from '../../../source/components/table/columns.ts';
import { type SafeText, sanitise, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';

interface Row {
  readonly name: SafeText;
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
    const shares = (...grow: readonly number[]) =>
      widths(
        grow.map((share, index) => column(String(index), { min: 9, grow: share }, index)),
        59,
      );
    expect([shares(1, 3), shares(2, 2), shares(1, 1, 3)]).toEqual([
      ['019', '139'],
      ['029', '129'],
      ['015', '115', '227'],
    ]);
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
    [
      'one that only adds to others stays whole where the name is cut',
      [textColumn(0, { min: 4 }, 0), textColumn(1, { min: 8 }, 3)],
      22,
      ['0:16', '1:5'],
    ],
    [
      'a decorating one goes for the name, not for a column before it that is cut as well',
      [textColumn(0, { min: 4 }, 2), textColumn(0, { min: 4 }, 1), textColumn(1, { min: 5 }, 4)],
      24,
      ['0:4', '0:19'],
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

/** Texts of these lengths, a column each, laid out: `column:width`. */
const laid = (
  specs: readonly (readonly [Column<Texts>['width'], priority: number, length: number])[],
  width: number,
) => {
  const made = specs.map(([of, priority], index) => textColumn(index, of, priority));
  const row = specs.map(([, , length]) => 'x'.repeat(length) as SafeText);
  return layoutColumns(made, [row], width, context).map(({ column, width: got }) => `${column.id}:${got}`);
};

test.each<[string, Parameters<typeof laid>[0], number, string[]]>([
  [
    'what is more important gets its content first, wherever it stands',
    [
      [{ min: 4 }, 2, 20],
      [{ min: 4 }, 0, 20],
    ],
    30,
    ['0:9', '1:20'],
  ],
  [
    'the least important goes first, and no lesser one takes its place',
    [
      [{ min: 10 }, 1, 10],
      [{ min: 10 }, 0, 10],
      [{ min: 5 }, 2, 5],
    ],
    16,
    ['1:10'],
  ],
  [
    'a fixed column is as wide as it says, and by that not cut',
    [
      [{ min: 4 }, 0, 10],
      [6, 1, 20],
      [{ min: 5 }, 4, 5],
    ],
    40,
    ['0:10', '1:6', '2:5'],
  ],
  [
    'only what grows takes what is left',
    [
      [{ min: 4 }, 0, 6],
      [{ min: 4, grow: 1 }, 1, 6],
    ],
    40,
    ['0:6', '1:33'],
  ],
  [
    'from 60 columns on there are two blanks between',
    [
      [{ min: 4 }, 0, 6],
      [{ min: 4, grow: 1 }, 1, 6],
    ],
    60,
    ['0:6', '1:52'],
  ],
  [
    'a column is no wider than its most',
    [
      [{ min: 4, max: 8 }, 0, 20],
      [{ min: 4, max: 12, grow: 1 }, 1, 6],
    ],
    40,
    ['0:8', '1:12'],
  ],
  [
    'what only adds stays where three quarters of it show',
    [
      [{ min: 10 }, 0, 10],
      [{ min: 5 }, 3, 20],
    ],
    26,
    ['0:10', '1:15'],
  ],
  [
    'what only adds goes where less of it shows',
    [
      [{ min: 10 }, 0, 10],
      [{ min: 5 }, 3, 20],
    ],
    25,
    ['0:10'],
  ],
  [
    'what matters stays, however little of it shows',
    [
      [{ min: 10 }, 0, 10],
      [{ min: 5 }, 2, 20],
    ],
    16,
    ['0:10', '1:5'],
  ],
  [
    'of a name 30 columns are enough to let a decorating column stand',
    [
      [{ min: 10 }, 0, 50],
      [{ min: 5 }, 4, 5],
    ],
    36,
    ['0:30', '1:5'],
  ],
  [
    'of a name fewer are not',
    [
      [{ min: 10 }, 0, 50],
      [{ min: 5 }, 4, 5],
    ],
    35,
    ['0:35'],
  ],
  [
    'of what says most of a row fewer are not either',
    [
      [{ min: 4 }, 0, 4],
      [{ min: 10 }, 1, 50],
      [{ min: 5 }, 4, 5],
    ],
    40,
    ['0:4', '1:35'],
  ],
  [
    'what comes after these may be cut all the same',
    [
      [{ min: 4 }, 0, 4],
      [{ min: 10 }, 2, 50],
      [{ min: 5 }, 4, 5],
    ],
    40,
    ['0:4', '1:29', '2:5'],
  ],
  ['one column remains, as wide as there is room', [[{ min: 10 }, 0, 20]], 3, ['0:3']],
])('%s', (_, specs, width, expected) => {
  expect(laid(specs, width)).toEqual(expected);
});

describe('a cell that says it shorter where it has little room', () => {
  const long = 'x'.repeat(30) as SafeText;
  const short = 'x'.repeat(20) as SafeText;
  const brief: Column<Texts> = {
    ...textColumn(1, { min: 5 }, 3),
    cell: (_, { width }) => (width === 0 || width >= 30 ? long : short),
  };
  const name = textColumn(0, { min: 10 }, 0);
  const row: Texts = ['x'.repeat(10) as SafeText];
  test.each([
    [60, ['0:10', '1:30']],
    [41, ['0:10', '1:30']],
    [40, ['0:10', '1:29']],
    [26, ['0:10', '1:15']],
    [25, ['0:10']],
  ])('is asked for what it would say: on %i columns', (width, expected) => {
    const placed = layoutColumns([name, brief], [row], width, context);
    expect(placed.map(({ column, width: got }) => `${column.id}:${got}`)).toEqual(expected);
  });

  test('is measured as a row that is neither selected nor marked, at the time of the table', () => {
    const asked: unknown[] = [];
    const column: Column<Texts> = {
      ...name,
      cell: (_, { selected, marked, now, width }) => {
        asked.push([selected, marked, now, width]);
        return 'x' as SafeText;
      },
    };
    layoutColumns([column], [row], 40, { ...context, now: 7 });
    expect(asked).toEqual([
      [false, false, 7, 0],
      [false, false, 7, 10],
    ]);
  });
});

test('a header counts as content', () => {
  const headed = { ...textColumn(0, { min: 2 }, 0), header: t`A LONG HEADER` };
  expect(layoutColumns([headed], [[t`x`]], 40, context)[0]!.width).toBe(13);
});

test.each<[readonly [number, number], number]>([
  [[10, 80], 21],
  [[30, 80], 30],
  [[10, 18], 18],
  [[10, 59], 20],
  [[10, 60], 21],
])('between %j columns, what matters is not cut on %i', ([least, most], width) => {
  const made = [textColumn(0, { min: 4 }, 0), textColumn(1, { min: 6, max: 9 }, 2), textColumn(2, { min: 30 }, 3)];
  const row: Texts = [t`0123456789`, t`0123456789abc`, t`more`];
  expect(uncutWidth(made, [row], [least, most], context)).toBe(width);
  expect(uncutWidth([], [row], [least, most], context)).toBe(least);
});

test.each<[Cell, number, number]>([
  [t`漢字x`, 1, 5],
  [{ text: t`abc`, tone: 'bad' }, 1, 3],
  [[{ text: t`e` }, { text: sanitise('x\u0301').slice(1) as SafeText }], 2, 1],
  [[], 0, 0],
])('a cell is as wide as its joined text', (cell, pieces, columns) => {
  expect([spansOf(cell).length, cellWidth(cell)]).toEqual([pieces, columns]);
});

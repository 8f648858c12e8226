import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Column } from '../../../source/components/table/columns.ts';
import {
  type Heading,
  offsetFor,
  positionText,
  type TableOptions,
  table,
} from '../../../source/components/table/table.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { line, lineText, lineWidth } from '../../../source/theme/line.ts';
import { safeText, size } from '../../theme/hostile.ts';
import { drawn } from '../drawn.ts';

interface Row {
  readonly name: SafeText;
  readonly rate: number;
}
const columns: readonly Column<Row>[] = [
  { id: 'name', header: t`NAME`, width: { min: 4, grow: 1 }, priority: 0, cell: ({ name }) => name },
  {
    id: 'rate',
    header: t`RATE`,
    width: 6,
    align: 'right',
    priority: 1,
    cell: ({ rate }) => ({ text: t`${rate}%`, tone: rate > 5 ? 'bad' : undefined }),
  },
];
const rows: readonly Row[] = [
  { name: t`Braze`, rate: 94 },
  { name: t`Zendesk`, rate: 38 },
  { name: t`日本 Analytics`, rate: 2 },
  { name: t`Amplitude`, rate: 0 },
];
const base: TableOptions<Row> = {
  columns,
  rows,
  rowKey: ({ name }) => name,
  width: 24,
  height: 5,
  offset: 0,
  glyphs: glyphs(false),
  focused: true,
};

describe('table', () => {
  test('header, sort arrow, selection, marks', () => {
    const { block } = table({
      ...base,
      selectedKey: 'Zendesk',
      marked: new Set(['Braze']),
      sort: { column: 'rate', descending: true },
    });
    expect(drawn(block)).toEqual([
      '  NAME            RATE ▾',
      ' ✓Braze              94%',
      '❯ Zendesk            38%',
      '  日本 Analytics      2%',
      '  Amplitude           0%',
    ]);
    expect(block.map(({ selected }) => selected === true)).toEqual([false, false, true, false, false]);
  });

  test('the selected row of a table without focus keeps its pointer but is not reversed', () => {
    const { block } = table({ ...base, focused: false, selectedKey: 'Braze', header: false });
    expect(lineText(block[0]!)).toContain('❯ Braze');
    expect(block.some(({ selected }) => selected)).toBe(false);
  });

  test('the window follows the selection', () => {
    const { block, offset } = table({ ...base, height: 3, selectedKey: 'Amplitude' });
    expect(offset).toBe(2);
    expect(drawn(block).slice(1)).toEqual(['  日本 Analytics      2%', '❯ Amplitude           0%']);
  });

  test('a heading comes along with the first row of its group', () => {
    const grouped: readonly (Row | Heading)[] = [rows[0]!, { heading: line(t`— us —`) }, rows[1]!, rows[2]!];
    const { block, offset } = table({
      ...base,
      rows: grouped,
      header: false,
      height: 2,
      offset: 2,
      selectedKey: 'Zendesk',
    });
    expect(offset).toBe(1);
    expect(drawn(block)).toEqual(['— us —                  ', '❯ Zendesk            38%']);
  });

  test('matches are toned', () => {
    const { block } = table({ ...base, match: (text, id) => (id === 'name' && text.startsWith('Br') ? [[0, 2]] : []) });
    expect(block[1]?.spans.filter(({ tone }) => tone === 'match').map(({ text }) => text)).toEqual(['Br']);
  });

  test('on one row there is no header, and a narrow table drops columns', () => {
    expect(drawn(table({ ...base, width: 10, height: 1, selectedKey: 'Braze' }).block)).toEqual(['❯ Braze   ']);
  });

  test('only rows on screen are laid out', () => {
    let cells = 0;
    const counting: Column<Row> = {
      ...columns[0]!,
      cell: () => {
        cells += 1;
        return t`x`;
      },
    };
    const many = Array.from({ length: 10_000 }, (_, index) => ({ name: t`${index}`, rate: index }));
    table({ ...base, columns: [counting], rows: many, height: 20 });
    expect(cells).toBeLessThan(150);
  });
});

test.each([
  [5, 0, 3, 10, 3],
  [0, 4, 3, 10, 0],
  [4, 3, 3, 10, 3],
  [-1, 99, 3, 10, 7],
  [9, 0, 0, 10, 0],
  [0, 0, 5, 0, 0],
  [50, 0, 3, 10, 7],
])('selected %i, offset %i, height %i of %i: %i', (selected, offset, height, count, expected) => {
  expect(offsetFor(selected, offset, height, count)).toBe(expected);
});

test('position', () => {
  expect([positionText(11, 340), positionText(11, 40, 340), positionText(-1, 0)]).toEqual([
    '12/340',
    '12/40 of 340',
    '0/0',
  ]);
});

test('a table is exactly the asked size and shows the selected row, whatever it holds', () => {
  const row = fc.record({ name: safeText, rate: fc.integer() });
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 12 }),
      fc.nat(11),
      fc.nat(20),
      size,
      fc.integer({ min: 1, max: 8 }),
      (all, at, offset, width, height) => {
        const selectedKey = String(at);
        const { block } = table({
          ...base,
          rows: all,
          rowKey: (of) => String(all.indexOf(of)),
          selectedKey,
          offset,
          width,
          height,
        });
        expect(block.map(lineWidth)).toEqual(Array(height).fill(width));
        expect(block.filter(({ selected }) => selected).length).toBe(at < all.length ? 1 : 0);
      },
    ),
    { numRuns: 200 },
  );
});

describe('the widths of the columns', () => {
  const seen: string[] = [];
  const counting: readonly Column<Row>[] = [
    {
      ...columns[0]!,
      cell: ({ name }, { width }) => {
        seen.push(`${name} in ${width}`);
        return name;
      },
    },
  ];
  const cells = (options: Partial<TableOptions<Row>>): number => {
    seen.length = 0;
    table({ ...base, columns: counting, height: 3, ...options });
    return seen.length;
  };

  test('are measured once for the same rows: a key that moves the selection draws the two rows it concerns', () => {
    expect(cells({ height: 9 })).toBeGreaterThan(rows.length);
    expect(cells({ height: 9 })).toBe(0);
    cells({ height: 9, selectedKey: rows[0]!.name });
    expect(cells({ height: 9, selectedKey: rows[1]!.name })).toBe(2);
    expect(seen.map((text) => text.split(' in ')[0])).toEqual([rows[0]!.name, rows[1]!.name]);
  });

  test.each<[string, Partial<TableOptions<Row>>]>([
    ['other rows', { rows: [...rows] }],
    ['other columns', { columns: [...counting] }],
    ['another width', { width: 23 }],
    ['another time', { now: 1 }],
    ['other glyphs', { glyphs: glyphs(true) }],
  ])('are measured again for %s', (_, change) => {
    cells({});
    expect(cells({})).toBe(0);
    expect(cells(change)).toBeGreaterThan(rows.length);
  });

  test.each<[string, Partial<TableOptions<Row>>, RegExp]>([
    ['marked', { marked: new Set([rows[1]!.name]) }, /^ ✓Zendesk/],
    ['a favorite', { starred: new Set([rows[1]!.name]) }, /^ ★Zendesk/],
    ['news', { news: new Set([rows[1]!.name]) }, /^ »Zendesk/],
    ['selected', { selectedKey: rows[1]!.name }, /^❯ Zendesk/],
    ['matched', { match: () => [[0, 1]] }, /./],
    ['of another pane', { pane: 'other' }, /./],
  ])('a row that was drawn before is drawn again once it is %s', (_, change, sign) => {
    const drawn = (options: Partial<TableOptions<Row>>) => table({ ...base, height: 9, ...options }).block[2]!;
    const before = drawn({});
    expect(drawn({})).toBe(before);
    const after = drawn(change);
    expect(after.spans).not.toEqual(before.spans);
    expect(lineText(after)).toMatch(sign);
    expect(drawn({}).spans).toEqual(before.spans);
  });

  test('follow the rows', () => {
    const wide = { ...base, columns: [{ ...columns[0]!, width: { min: 4 } }], header: false, height: 1, width: 40 };
    const long: readonly Row[] = [{ name: t`A much longer name`, rate: 1 }];
    expect(table(wide).columns[0]!.width).toBe(14);
    expect(table({ ...wide, rows: long }).columns[0]!.width).toBe(18);
  });
});

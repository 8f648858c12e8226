import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Column } from '../../../source/components/table/columns.ts';
import {
  type Heading,
  offsetFor,
  positionText,
  type SubLine,
  type TableOptions,
  table,
} from '../../../source/components/table/table.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { hitAt } from '../../../source/theme/hit.ts';
import { line, lineText, lineWidth, span } from '../../../source/theme/line.ts';
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

describe('signs before a row', () => {
  const [braze] = rows;
  test.each<
    [string, { readonly marked?: boolean; readonly starred?: boolean; readonly news?: boolean }, string, string]
  >([
    ['nothing', {}, ' ', 'accent'],
    ['marked', { marked: true, starred: true, news: true }, '✓', 'accent'],
    ['a favorite', { starred: true, news: true }, '★', 'accent'],
    ['news', { news: true }, '»', 'dim'],
  ])('%s', (_, { marked, starred, news }, sign, tone) => {
    const keys = (has: boolean | undefined) => new Set(has ? [braze!.name] : ['Zendesk']);
    const { block } = table({ ...base, marked: keys(marked), starred: keys(starred), news: keys(news) });
    expect(block[1]!.spans[1]).toEqual({ text: sign, tone });
  });
});

describe('a line that belongs to the row above it', () => {
  const key = 'why';
  const under: SubLine = { under: line(t`└ 401 `, span(t`Unauthorized`, 'bad')), key };
  const of = (options: Partial<TableOptions<Row>>) =>
    table({ ...base, rows: [rows[0]!, under, rows[1]!], header: false, height: 3, pane: 'list', ...options });

  test('stands under the name, and can be selected and clicked by itself', () => {
    expect(drawn(of({ selectedKey: 'Braze' }).block)).toEqual([
      '❯ Braze              94%',
      '     └ 401 Unauthorized ',
      '  Zendesk            38%',
    ]);
    const { block } = of({ selectedKey: key });
    expect(drawn(block)[1]).toBe('❯    └ 401 Unauthorized ');
    expect(block.map(({ selected }) => selected === true)).toEqual([false, true, false]);
    expect(hitAt(block, 12, 1)).toEqual({ kind: 'row', pane: 'list', row: key });
    expect(of({ selectedKey: key, focused: false }).block[1]!.selected).toBeUndefined();
  });
});

describe('what the mouse finds', () => {
  const heading: Heading = { heading: line(t`— us —`) };
  const { block } = table({ ...base, rows: [heading, ...rows], pane: 'list' });
  test.each([
    [0, 0, undefined],
    [2, 0, { kind: 'column', pane: 'list', column: 'name' }],
    [5, 0, { kind: 'column', pane: 'list', column: 'name' }],
    [20, 0, { kind: 'column', pane: 'list', column: 'rate' }],
    [3, 1, undefined],
    [0, 2, { kind: 'row', pane: 'list', row: 'Braze' }],
    [23, 3, { kind: 'row', pane: 'list', row: 'Zendesk' }],
  ])('in column %i of row %i', (column, row, hit) => {
    expect(hitAt(block, column, row)).toEqual(hit);
  });

  test('nothing, where a table is of no pane', () => {
    const bare = table({ ...base }).block;
    expect([hitAt(bare, 5, 0), hitAt(bare, 5, 1)]).toEqual([undefined, undefined]);
  });
});

describe('a header', () => {
  const headed = (width: number, sort: TableOptions<Row>['sort'], align?: 'right') =>
    table({
      ...base,
      columns: [{ ...columns[0]!, header: t`DISCARDED`, width, align }],
      width: width + 2,
      ...(sort && { sort }),
    }).block[0]!;
  const up = { column: 'name', descending: false };
  test.each<[number, TableOptions<Row>['sort'], 'right' | undefined, string]>([
    [12, undefined, undefined, '  DISCARDED   '],
    [12, undefined, 'right', '     DISCARDED'],
    [12, up, undefined, '  DISCARDED ▴ '],
    [12, up, 'right', '   DISCARDED ▴'],
    [12, { ...up, descending: true }, undefined, '  DISCARDED ▾ '],
    [12, { ...up, column: 'rate' }, undefined, '  DISCARDED   '],
    [11, up, undefined, '  DISCARDED ▴'],
    [10, up, undefined, '  DISCARD… ▴'],
    [3, up, undefined, '  … ▴'],
    [2, up, undefined, '  D…'],
  ])('of %i columns, sorted by %j, aligned %s', (width, sort, align, text) => {
    const row = headed(width, sort, align);
    expect(lineText(row)).toBe(text);
    expect(row.spans[1]!.tone).toBe(/[▴▾]/.test(text) ? 'strong' : 'dim');
  });

  test('is left out where it is asked for, and where a row has no room under it', () => {
    const first = (options: Partial<TableOptions<Row>>) => drawn(table({ ...base, ...options }).block)[0];
    expect(first({ height: 2 })).toBe('  NAME              RATE');
    expect(first({ height: 1 })).toBe('  Braze              94%');
    expect(first({ header: false })).toBe('  Braze              94%');
    expect(table({ ...base, height: 0 }).block).toEqual([]);
  });
});

test('only the mark of a status keeps its colour on the selected row', () => {
  const marked: readonly Column<Row>[] = [
    { id: 'mark', header: t``, width: 1, priority: 0, cell: () => ({ text: t`◆`, tone: 'bad' }) },
    ...columns,
  ];
  const spans = (selectedKey: string) =>
    table({ ...base, columns: marked, selectedKey }).block[1]!.spans.filter(({ mark }) => mark);
  expect(spans('Braze')).toEqual([{ text: '◆', tone: 'bad', mark: true }]);
  expect(spans('Zendesk')).toEqual([]);
});

test.each([
  [2, 0, 'Zendesk', 1, ['— us —', '❯ Zendesk']],
  [1, 0, 'Zendesk', 2, ['❯ Zendesk']],
  [2, 0, 'Amplitude', 3, ['  日本 Analytics', '❯ Amplitude']],
  [2, 9, 'Amplitude', 3, ['  日本 Analytics', '❯ Amplitude']],
  [2, 9, 'gone', 3, ['  日本 Analytics', '  Amplitude']],
  [9, 3, 'Braze', 0, ['❯ Braze', '— us —', '  Zendesk', '  日本 Analytics', '  Amplitude']],
])('on %i rows from %i with %s selected the first is %i, a heading along with its first row', (...all) => {
  const [height, offset, selectedKey, first, shown] = all;
  const grouped = [rows[0]!, { heading: line(t`— us —`) }, ...rows.slice(1)];
  const made = table({ ...base, rows: grouped, header: false, height, offset, selectedKey });
  expect(made.offset).toBe(first);
  const names = drawn(made.block).map((row) => row.replace(/ +\d+%$/, '').trimEnd());
  expect(names.slice(0, shown.length)).toEqual(shown);
  expect(names.slice(shown.length).join('')).toBe('');
});

test('the heading of the first group comes along too', () => {
  const grouped = [{ heading: line(t`— us —`) }, ...rows];
  const made = table({ ...base, rows: grouped, header: false, height: 2, offset: 1, selectedKey: 'Braze' });
  expect([made.offset, drawn(made.block).map((row) => row.trimEnd())]).toEqual([
    0,
    ['— us —', '❯ Braze              94%'],
  ]);
});

test.each([
  [0, 1, undefined, undefined, '1/1'],
  [-1, 340, 340, undefined, '0/340'],
  [-5, 0, 7, undefined, '0/0 of 7'],
  [2, 40, 39, undefined, '3/40'],
  [2, 40, 340, true, '3/40 of 340 so far'],
  [2, 40, undefined, true, '3/40 so far'],
])('the position of %i among %s of %s (more may come: %s) is %s', (index, count, total, soFar, text) => {
  expect(positionText(index, count, total, soFar)).toBe(text);
});

test('a first row that is no number is the first', () => {
  expect([Number.NaN, -4, 2.7, Number.POSITIVE_INFINITY].map((at) => offsetFor(-1, at, 3, 10))).toEqual([0, 0, 2, 7]);
});

test('a row fills its width with nothing cut, on both sides of where gaps grow', () => {
  for (const width of [58, 59, 60, 61, 62, 63, 64]) {
    const [, row] = drawn(table({ ...base, width }).block);
    expect([width, row!.length, row!.slice(-4), row!.indexOf('…')]).toEqual([width, width, ' 94%', -1]);
  }
});

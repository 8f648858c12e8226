import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Column } from '../../../source/components/table/columns.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { listPane, type PaneState, placeOf, withPane } from '../../../source/state/place.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { type Line, line, lineText, span } from '../../../source/theme/line.ts';
import { remembered } from '../../../source/views/kit/remembered.ts';
import {
  fieldNames,
  isChoosable,
  type Kept,
  statesOf,
  type TableModel,
  tableModel,
} from '../../../source/views/kit/table-model.ts';
import type { TableViewSpec } from '../../../source/views/kit/table-spec.ts';
import type { ViewContext } from '../../../source/views/kit/view.ts';

interface Row {
  readonly id: string;
  readonly name: string;
}
const named = (...names: readonly string[]): readonly Row[] => names.map((name, at) => ({ id: `r${at}`, name }));

/** A list of names, and how often its cells were asked. */
function listOf(isFixed = true) {
  const asked: string[] = [];
  const column = (id: string, text: (row: Row) => string): Column<Row> => ({
    ...{ id, header: sanitise(id.toUpperCase()), priority: 1, width: { min: 4 } },
    cell: (row) => {
      asked.push(`${row.id}.${id}`);
      return span(sanitise(text(row)));
    },
  });
  const columns = [column('name', ({ name }) => name), column('id', ({ id }) => id)];
  const spec = { columns: isFixed ? columns : () => columns, rowKey: ({ id }: Row) => id } as Partial<
    TableViewSpec<Row>
  >;
  const kept: Kept<Row> = { rows: remembered(), texts: remembered(), found: remembered() };
  const read = (() => undefined) as never;
  let rows: readonly Row[] = [];
  let overview = {};
  return {
    asked,
    /** A read that brought these rows. */
    brings(next: readonly Row[]) {
      rows = next;
      overview = {};
    },
    filtered(filter: string, now = 0): readonly string[] {
      const place = withPane(placeOf('destinations'), listPane, { filter });
      const context = { overview, now, place, read, period: '24h', glyphs: glyphs(false) };
      const whole = { ...spec, rows: () => rows } as TableViewSpec<Row>;
      return tableModel(whole, context as unknown as ViewContext, kept).shown.map(({ name }) => name);
    },
  };
}

const names = ['Braze', 'Amplitude', 'Café – Paris', 'Brazil', 'Zürich', 'S3 raw', 'br'];

test.each([
  ['bra', ['Braze', 'Brazil']],
  ['Bra', ['Braze', 'Brazil']],
  ['BRA', []],
  ['cafe', ['Café – Paris']],
  ['zurich', ['Zürich']],
  ['a p', ['Amplitude', 'Café – Paris']],
  ['!br', ['Amplitude', 'Café – Paris', 'Zürich', 'S3 raw']],
  ['name:br !name:il', ['Braze', 'br']],
  ['r6', ['br']],
])('%s leaves %j', (filter, expected) => {
  const list = listOf();
  list.brings(named(...names));
  expect(list.filtered(filter)).toEqual(expected);
});

describe('a filter that is typed letter by letter', () => {
  const typed = fc.array(
    fc.oneof(
      fc.constantFrom(...'abrzeé S3!-:"', '\u0301', '<backspace>', '<backspace>', 'name:'),
      fc.constantFrom('<rows>', '<minute>'),
    ),
    { maxLength: 14 },
  );

  test('leaves at every letter what it would leave alone', () => {
    fc.assert(
      fc.property(typed, (keys) => {
        const list = listOf();
        let rows = named(...names);
        let [filter, now] = ['', 0];
        list.brings(rows);
        for (const key of keys) {
          if (key === '<backspace>') filter = filter.slice(0, -1);
          else if (key === '<minute>') now += 60_000;
          else if (key === '<rows>') {
            rows = [...rows.slice(1), { id: `n${rows.length}`, name: 'Brazen é' }];
            list.brings(rows);
          } else filter += key;
          const alone = listOf();
          alone.brings(rows);
          expect(list.filtered(filter, now)).toEqual(alone.filtered(filter, now));
        }
      }),
    );
  });

  test('asks each cell once, and after a read those of the rows that are others', () => {
    const list = listOf();
    const rows = named('Braze', 'Amplitude');
    list.brings(rows);
    for (const filter of ['a', 'am', 'amp', 'am']) list.filtered(filter);
    expect(list.asked.toSorted()).toEqual(['r0.id', 'r0.name', 'r1.id', 'r1.name']);
    list.brings([...rows, { id: 'r2', name: 'Ambient' }]);
    expect(list.filtered('am')).toEqual(['Amplitude', 'Ambient']);
    expect(list.asked.slice(4).toSorted()).toEqual(['r2.id', 'r2.name']);
    // What a cell says may be an age.
    list.filtered('am', 60_000);
    expect(list.asked).toHaveLength(12);
  });

  test('where columns are made for what else is read, asks them again after a read', () => {
    const list = listOf(false);
    const rows = named('Braze');
    list.brings(rows);
    list.filtered('b');
    list.brings(rows);
    list.filtered('b');
    expect(list.asked).toEqual(['r0.name', 'r0.id', 'r0.name', 'r0.id']);
  });
});

describe('the lines of a list', () => {
  const columns: readonly Column<Row>[] = [
    { id: 'mark', header: t``, width: 1, priority: 0, cell: ({ name }) => sanitise(name.slice(0, 1)) },
    {
      ...{ id: 'name', header: t`Name`, width: 9, priority: 0 },
      cell: ({ name }) => sanitise(name),
      sort: ({ name }) => name,
    },
    {
      id: 'state',
      header: t`Current state`,
      width: 9,
      priority: 3,
      cell: ({ id }) => [span(sanitise(id)), span(t`!`)],
    },
    { id: 'rate', header: t`Rate`, width: 9, priority: 1, align: 'right', cell: () => t`1` },
    { id: 'more', header: t`More`, width: 9, priority: 7, optional: true, cell: () => t`rare` },
    { id: 'sign', header: t``, name: t`Sign`, width: 9, priority: 1, cell: () => t`s` },
    { id: 'graph', header: t`Graph`, width: 9, priority: 2, cell: () => t`bars` },
  ];
  const rows = named('Braze', 'Amplitude', 'Apex', 'Cortex');

  function modelOf(state: Partial<PaneState> = {}, change: Partial<TableViewSpec<Row>> = {}): TableModel<Row> {
    const spec = { columns, rowKey: ({ id }: Row) => id, rows: () => rows, ...change } as TableViewSpec<Row>;
    const place = withPane(placeOf('destinations'), listPane, state);
    const read = (() => undefined) as never;
    const context = { overview: {}, now: 0, place, read, period: '24h', glyphs: glyphs(false) } as never;
    return tableModel(spec, context, { rows: remembered(), texts: remembered(), found: remembered() });
  }
  /** Lines as text: headings as they are, rows by name, what is under a row further in. */
  const told = ({ lines }: TableModel<Row>) =>
    lines.map((each) => {
      if ('heading' in each) return lineText(each.heading as Line);
      return 'under' in each ? `  ${lineText(each.under as Line)}` : each.name;
    });

  const group = ({ name }: Row) => sanitise(name.slice(0, 1));
  const under = ({ id }: Row) => ['x', 'y'].map((key) => ({ key, line: line(sanitise(`${id} ${key}`)) }));

  test.each<
    readonly [what: string, state: Partial<PaneState>, change: Partial<TableViewSpec<Row>>, lines: readonly string[]]
  >([
    ['in their own order', {}, {}, ['Braze', 'Amplitude', 'Apex', 'Cortex']],
    ['sorted', { sort: { column: 'name', descending: true } }, {}, ['Cortex', 'Braze', 'Apex', 'Amplitude']],
    [
      'in groups, the first row still first',
      {},
      { group },
      ['  B  1', 'Braze', '  A  2', 'Amplitude', 'Apex', '  C  1', 'Cortex'],
    ],
    [
      'in one list where they are sorted',
      { sort: { column: 'name', descending: false } },
      { group },
      ['Amplitude', 'Apex', 'Braze', 'Cortex'],
    ],
    [
      'in one list where the user wants that',
      { look: { grouped: false } },
      { group },
      ['Braze', 'Amplitude', 'Apex', 'Cortex'],
    ],
    [
      'sorted in groups where the user wants that',
      { look: { grouped: true }, sort: { column: 'name', descending: true } },
      { group },
      ['  C  1', 'Cortex', '  B  1', 'Braze', '  A  2', 'Apex', 'Amplitude'],
    ],
    [
      'with what is under a row that is unfolded',
      { unfolded: ['r1', 'gone'] },
      { under },
      ['Braze', 'Amplitude', '  r1 x', '  r1 y', 'Apex', 'Cortex'],
    ],
    ['folded where nothing can be under them', { unfolded: ['r1'] }, {}, ['Braze', 'Amplitude', 'Apex', 'Cortex']],
    ['with problems alone', { options: { problems: '1' } }, { problem: ({ name }) => name > 'B' }, ['Braze', 'Cortex']],
    ['all where none can be a problem', { options: { problems: '1' } }, {}, ['Braze', 'Amplitude', 'Apex', 'Cortex']],
    ['none of what a picture says', { filter: 'bars' }, {}, []],
    [
      'all where a filter of before matches none',
      { filter: 'bars', recalled: true },
      {},
      ['Braze', 'Amplitude', 'Apex', 'Cortex'],
    ],
    [
      'the one with problems where a filter of before matches none of these',
      { filter: 'bars', recalled: true, options: { problems: '1' } },
      { problem: ({ name }) => name === 'Apex' },
      ['Apex'],
    ],
  ])('stand %s', (_, state, change, lines) => {
    expect(told(modelOf(state, change))).toEqual(lines);
  });

  test('can be selected, but for headings: each knows its row, where that stands and its own line', () => {
    const { entries, grouped } = modelOf({ unfolded: ['r1'] }, { group, under });
    expect(grouped).toBe(true);
    expect(entries.map(({ key, row, index, line: at, under: of }) => [key, row.name, index, at, of?.key])).toEqual([
      ['r0', 'Braze', 0, 1, undefined],
      ['r1', 'Amplitude', 1, 3, undefined],
      ['r1/x', 'Amplitude', 1, 4, 'x'],
      ['r1/y', 'Amplitude', 1, 5, 'y'],
      ['r2', 'Apex', 2, 6, undefined],
      ['r3', 'Cortex', 3, 8, undefined],
    ]);
    expect(modelOf().grouped).toBeUndefined();
  });

  test.each<readonly [what: string, chosen: Record<string, boolean> | undefined, shown: readonly string[]]>([
    ['all that do not wait to be chosen', undefined, ['mark 0', 'name 0', 'state 3', 'rate 1', 'sign 1', 'graph 2']],
    [
      'what is chosen, before what is added where there is room',
      { more: true, state: true, rate: true },
      ['mark 0', 'name 0', 'state 2', 'rate 1', 'more 2', 'sign 1', 'graph 2'],
    ],
    [
      'not what is taken away, but for what says which row it is',
      { mark: false, name: false, state: false, sign: false },
      ['mark 0', 'name 0', 'rate 1', 'graph 2'],
    ],
  ])('have as columns %s', (_, chosen, shown) => {
    const { columns: found, every } = modelOf(chosen ? { look: { columns: chosen } } : {});
    expect(found.map(({ id, priority }) => `${id} ${priority}`)).toEqual(shown);
    expect(every).toBe(columns);
  });

  test('a column can be chosen that has a name and does not say which row it is', () => {
    expect(columns.filter(isChoosable).map(({ id }) => id)).toEqual(['state', 'rate', 'more', 'sign', 'graph']);
  });

  test('a filter calls columns by their headers in one word: texts first, then numbers, those that stay longest first', () => {
    expect(fieldNames(columns, false)).toEqual(['name', 'graph', 'current-state', 'more', 'rate']);
    expect(fieldNames(columns, true).slice(0, 3)).toEqual(['since', 'before', 'name']);
    const names = (filter: string) => modelOf({ filter }).shown.map(({ name }) => name);
    expect([names('current-state:r2'), names('state:r2'), names('more:r2')]).toEqual([['Apex'], ['Apex'], []]);
  });

  test('the state of a row is what its columns of a state say; of long lists none is compared', () => {
    const of = (count: number) => {
      const many = Array.from({ length: count }, (_, index) => ({ id: `r${index}`, name: 'Braze' }));
      return statesOf({ rowKey: ({ id }: Row) => id } as TableViewSpec<Row>, { ...modelOf(), all: many }, {
        glyphs: glyphs(false),
        now: 0,
      } as never);
    };
    expect(of(2)).toEqual(
      new Map([
        ['r0', 'B\u0001r0!'],
        ['r1', 'B\u0001r1!'],
      ]),
    );
    expect([of(2000)?.size, of(2001)]).toEqual([2000, undefined]);
  });
});

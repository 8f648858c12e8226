import { describe, expect, test } from 'vitest';
import type { Column } from '../../../source/components/table/columns.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { listPane, type PaneState, placeOf, selectedIndex, withPane } from '../../../source/state/place.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { line, lineText } from '../../../source/theme/line.ts';
import type { TableViewSpec } from '../../../source/views/kit/table-spec.ts';
import { tableView } from '../../../source/views/kit/table-view.ts';
import type { DrawContext, PaneView, ViewContext } from '../../../source/views/kit/view.ts';

interface Row {
  readonly id: string;
  readonly bad: boolean;
}

const columns: readonly Column<Row>[] = [
  { id: 'id', header: t`Id`, width: 8, priority: 0, cell: ({ id }) => sanitise(id), sort: ({ id }) => id },
  {
    id: 'more',
    header: t`More`,
    width: 8,
    priority: 4,
    optional: true,
    cell: () => t`x`,
    sort: ({ bad }) => Number(bad),
  },
];
const listed = (...ids: readonly string[]): readonly Row[] => ids.map((id) => ({ id, bad: id.startsWith('b') }));

/** A list of these rows on so much room, as text. */
function drawn(
  rows: readonly Row[],
  state: Partial<PaneState> = {},
  change: Partial<TableViewSpec<Row>> = {},
  size: Partial<DrawContext> = {},
): readonly string[] {
  const view = tableView<Row>({
    ...{ id: 'audit', aliases: [], columns },
    title: () => t`Things`,
    rows: () => rows,
    rowKey: ({ id }) => id,
    problem: ({ bad }) => bad,
    subject: ({ id }) => ({ kind: 'other', id, name: sanitise(`the ${id}`) }),
    empty: () => ({ kind: 'loading', title: t`Reading things…` }),
    needs: () => [],
    ...change,
  } as TableViewSpec<Row>);
  const context = {
    ...{ overview: {}, now: 0, period: '24h', read: () => undefined, favorites: [], glyphs: glyphs(false) },
    place: withPane(placeOf('audit'), listPane, state),
    keyOf: (id: string) => sanitise(id === 'back' ? 'esc' : id === 'rows.problems' ? 'z' : ''),
  } as unknown as ViewContext;
  const model = view.model(context);
  const panes = view.panes(model, context).map((pane, index): PaneView => {
    const of = context.place.panes[pane.id] ?? ({ index: 0, offset: 0, filter: '', tab: 0 } as PaneState);
    const keys = pane.rows.map(({ key }) => key);
    return { ...pane, state: of, selectedKey: keys[selectedIndex(of, keys)], focused: index === context.place.pane };
  });
  const { block } = view.draw(model, { ...context, width: 100, height: 9, panes, ...size });
  return block.map((each) => lineText(each));
}

/** What stands in the upper edge. */
const edge = (...given: Parameters<typeof drawn>): string =>
  drawn(...given)[0]!
    .replace(/[╭╮─]+/g, '')
    .trim();
/** What stands in place of rows. */
const instead = (...given: Parameters<typeof drawn>): readonly string[] =>
  drawn(...given)
    .slice(1, -1)
    .map((each) => each.replaceAll('│', '').trim())
    .filter((each) => each !== '');

const reading = { ground: () => ({ kind: 'reading', read: 0, of: 1 }) as const };
const all = listed('a1', 'a2', 'a3', 'b1', 'b2');

test.each<
  readonly [what: string, rows: readonly Row[], state: Partial<PaneState>, more: object, says: readonly string[]]
>([
  ['are none at all', [], { filter: 'b' }, {}, ['· Reading things…']],
  [
    'match a filter',
    all,
    { filter: 'q' },
    {},
    ['· No row matches', '5 rows are hidden by the filter', 'esc clears it'],
  ],
  [
    'match a filter yet',
    all,
    { filter: 'q' },
    reading,
    ['· No row matches so far', '5 rows are hidden by the filter', 'esc clears it'],
  ],
  [
    'have problems',
    listed('a1', 'a2'),
    { options: { problems: '1' } },
    {},
    ['✓ No row has problems', '2 rows without are hidden', 'z shows them'],
  ],
  [
    'have problems, whatever a filter says',
    listed('a1'),
    { options: { problems: '1' }, filter: 'q' },
    {},
    ['✓ No row has problems', '1 row without is hidden', 'z shows them'],
  ],
  [
    'have problems yet',
    listed('a1'),
    { options: { problems: '1' } },
    reading,
    ['✓ No row has problems so far', '1 row without is hidden', 'z shows them'],
  ],
  [
    'with problems match a filter',
    all,
    { options: { problems: '1' }, filter: 'a' },
    {},
    ['· No row matches', '2 rows are hidden by the filter', 'esc clears it'],
  ],
])('rows that %s: what is said instead', (_, rows, state, more, says) => {
  expect(instead(rows, state, more)).toEqual(says);
});

test.each<readonly [what: string, state: Partial<PaneState>, more: object, says: string]>([
  ['where it is', { selected: 'a3', index: 2 }, {}, 'Things  3/5'],
  ['that more may come', {}, reading, 'Things  1/5 so far'],
  ['a filter', { filter: 'b' }, {}, 'Things  /b  1/2 of 5'],
  ['a sort', { sort: { column: 'id', descending: true } }, {}, 'Things  by Id ▾  1/5'],
  [
    'a sort by a column that is not shown',
    { sort: { column: 'more', descending: false } },
    {},
    'Things  by More ▴  1/5',
  ],
  ['no sort by a column that is gone', { sort: { column: 'gone', descending: false } }, {}, 'Things  1/5'],
  ['problems alone', { options: { problems: '1' } }, {}, 'Things  only with problems  1/2 of 5'],
  [
    'a filter of before',
    { filter: 'a', recalled: true },
    {},
    'Things  /a  left on before, hides 2 rows, esc shows all  1/3',
  ],
  [
    'a filter of before over problems alone, which hides no row without',
    { filter: 'b1', recalled: true, options: { problems: '1' } },
    {},
    'Things  only with problems  /b1  left on before, hides 1 row, esc shows all  1/1',
  ],
  [
    'a filter of before that matches none',
    { filter: 'q', recalled: true },
    {},
    'Things  /q  left on before, matches none: all shown  1/5',
  ],
  ['a filter that is being typed', { filter: '/(/', recalled: true }, {}, 'Things  //(/  1/5'],
  ['the row that is followed', { follow: { key: 'a2', line: 1 }, selected: 'a2' }, {}, 'Things  following the a2  2/5'],
  [
    'a followed row without a name',
    { follow: { key: 'a2', line: 1 }, selected: 'a2' },
    { subject: undefined },
    'Things  following a row  2/5',
  ],
  [
    'that the followed row is hidden',
    { follow: { key: 'a2', line: 1 }, filter: 'b' },
    {},
    'Things  /b  the followed row is not here  1/2 of 5',
  ],
])('the upper edge says %s', (_, state, more, says) => {
  expect(edge(all, state, more)).toBe(says);
});

describe('details', () => {
  const detail = { detail: (row: Row) => [line(sanitise(`about ${row.id}`))] };
  const many = listed(...Array.from({ length: 60 }, (_, index) => `r${index}`));
  /** Where the words of the details stand: column and row of the screen. */
  const at = (...given: Parameters<typeof drawn>) => {
    const rows = drawn(...given);
    const y = rows.findIndex((each) => each.includes('about '));
    return y < 0 ? undefined : [rows[y]!.indexOf('about '), y];
  };

  test.each<
    readonly [
      what: string,
      rows: readonly Row[],
      size: readonly [number, number],
      state: Partial<PaneState>,
      at: unknown,
    ]
  >([
    ['beside a long list from 110 columns on', many, [110, 30], {}, [68, 1]],
    ['not beside one of 109', many, [109, 30], {}, undefined],
    ['under it where they are wanted', many, [109, 30], { look: { aside: true } }, [2, 19]],
    ['under it with fourteen rows', many, [80, 14], { look: { aside: true } }, [2, 9]],
    ['not with thirteen', many, [80, 13], { look: { aside: true } }, undefined],
    ['not where they are not wanted', many, [200, 50], { look: { aside: false } }, undefined],
    ['under a short list', all, [80, 21], {}, [2, 9]],
    [
      'not under one that leaves too little',
      listed('1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b'),
      [80, 21],
      {},
      undefined,
    ],
    ['on a huge screen as wide as they are read', many, [240, 50], {}, [178, 1]],
  ])('stand %s', (_, rows, [width, height], state, expected) => {
    expect(at(rows, state, detail, { width, height })).toEqual(expected);
  });

  const answer = { ...detail, answer: () => ({ title: t`Why`, parts: [{ title: t`Next`, rows: [line(t`go on`)] }] }) };
  test.each<
    readonly [
      what: string,
      size: readonly [number, number],
      change: Partial<TableViewSpec<Row>>,
      wide: readonly number[],
    ]
  >([
    ['under a short list on a wide screen', [110, 26], answer, [49, 61]],
    ['not where it leaves seventeen rows', [110, 25], answer, []],
    ['not on a narrower screen', [109, 26], answer, [109]],
    [
      'alone over the whole width where the row has no answer',
      [110, 26],
      { ...answer, answer: () => undefined },
      [110],
    ],
    ['at most as wide as they are read', [200, 26], answer, [64, 136]],
  ])('stand beside the answer %s', (_, [width, height], change, wide) => {
    const rows = drawn(all, {}, change, { width, height });
    const frames = rows[all.length + 3]?.match(/╭ (?:Details|Why) ─*╮/g) ?? [];
    expect(frames.map((each) => each.length)).toEqual(wide);
    expect([rows.length, ...new Set(rows.map(({ length }) => length))]).toEqual([height, width]);
  });

  test('know how wide they are, and whether the answer stands beside them', () => {
    const asked: unknown[] = [];
    const change = {
      ...answer,
      detail: (_: Row, __: ViewContext, width: number, isAnswered: boolean) => {
        asked.push([width, isAnswered]);
        return [];
      },
    };
    for (const [width, height] of [
      [110, 26],
      [110, 25],
      [109, 26],
    ] as const)
      drawn(width === 109 || height === 26 ? all : many, {}, change, { width, height });
    expect(asked).toEqual([
      [45, true],
      [40, false],
      [105, false],
    ]);
  });
});

test('what stands above the list takes its rows, and the list what is left, but two', () => {
  const head = (rows: number) => ({ head: () => Array.from({ length: rows }, () => line(t`above`)) });
  const shown = (rows: number) =>
    drawn(all, {}, head(rows)).map((each) => (each.startsWith('above') ? 'above' : each.slice(0, 1)));
  expect(shown(2).join(' ')).toBe('above above ╭ │ │ │ │ │ ╰');
  expect(shown(8).join(' ')).toBe('above above above above above above above above ╭');
});

test('a followed row stays on its line of the screen', () => {
  const many = listed(...Array.from({ length: 60 }, (_, index) => `r${index}`));
  const rows = drawn(many, { follow: { key: 'r30', line: 2 }, selected: 'r30', index: 30, offset: 0 });
  expect(rows.findIndex((each) => each.includes('❯'))).toBe(4);
});

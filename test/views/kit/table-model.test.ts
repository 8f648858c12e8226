import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Column } from '../../../source/components/table/columns.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { listPane, placeOf, withPane } from '../../../source/state/place.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { span } from '../../../source/theme/line.ts';
import { remembered } from '../../../source/views/kit/remembered.ts';
import { type Kept, tableModel } from '../../../source/views/kit/table-model.ts';
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

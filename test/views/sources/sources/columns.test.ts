import { describe, expect, it } from 'vitest';
import { sortRows } from '../../../../source/components/table/sort-rows.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { type ListValue, listingOf, listValue } from '../../../../source/views/kit/listing/listing.ts';
import { columnsFor } from '../../../../source/views/sources/sources/columns.ts';
import type { Row } from '../../../../source/views/sources/sources/rows.ts';
import { destinationWith, now, sourceWith } from '../../../workspace/snapshots.ts';

const columns = columnsFor([t`env`, t`Environment`, t`team`]);
const column = (id: string) => columns.find((each) => each.id === id)!;

const row = (names: readonly string[], change: Partial<Row> = {}, source: Parameters<typeof sourceWith>[1] = {}): Row =>
  ({
    flow: { source: sourceWith('web', source), health: { state: 'live' } },
    destinations: names.map((name) => ({ destination: destinationWith(name, 'web', { name: sanitise(name) }) })),
    isListed: true,
    isWhole: true,
    ...change,
  }) as unknown as Row;
const shown = (id: string, given: Row, width = 0) => {
  const cell = column(id).cell(given, { glyphs: glyphs(false), width, selected: false, marked: false, now });
  return typeof cell === 'string'
    ? [cell, undefined]
    : [(cell as { text: string }).text, (cell as { tone?: string }).tone];
};
const told = (id: string, given: Row): ListValue => {
  const { columns: all } = listingOf(
    {
      columns,
      rows: [given],
      total: 1,
      invalid: false,
      empty: () => undefined as never,
      open: () => undefined,
      subject: () => undefined,
    },
    { now },
  );
  return listValue(all.find((each) => each.id === id)!, 0, now);
};

const unread = { isListed: false, isWhole: false };
const partly = { isWhole: false };

describe('what a source feeds', () => {
  it.each<readonly [of: string, row: Row, cell: readonly unknown[], fed: string, names: ListValue, count: ListValue]>([
    ['none', row([]), ['None', 'warn'], '0', '', 0],
    ['none, and it is off', row([], {}, { enabled: false }), ['None', 'dim'], '0', '', 0],
    ['none in a list that was not read', row([], unread), ['not read', 'dim'], '–', undefined, undefined],
    ['none in what was read of the list', row([], partly), ['–', 'dim'], '–', undefined, undefined],
    ['one in what was read of the list', row(['Braze'], partly), ['Braze +?', 'dim'], '1+', 'Braze', undefined],
    [
      'four in what was read of the list',
      row(['A', 'B', 'C', 'D'], partly),
      ['A, B, C +1 or more', 'dim'],
      '4+',
      'A, B, C, D',
      undefined,
    ],
    ['one', row(['Braze']), ['Braze', 'dim'], '1', 'Braze', 1],
    ['three', row(['A', 'B', 'C']), ['A, B, C', 'dim'], '3', 'A, B, C', 3],
    ['four', row(['A', 'B', 'C', 'D']), ['A, B, C +1', 'dim'], '4', 'A, B, C, D', 4],
  ])('%s', (_, given, cell, fed, names, count) => {
    expect([
      shown('destinations', given),
      shown('fed', given)[0],
      told('destinations', given),
      told('fed', given),
    ]).toEqual([cell, fed, names, count]);
  });

  it.each([
    [13, 'One, Two, Six'],
    [12, 'One, Two +1'],
    [11, 'One, Two +1'],
    [10, 'One +2'],
    [6, 'One +2'],
    [5, 'O… +2'],
  ])('on %i columns: as many whole names as fit, and how many more there are', (width, text) => {
    expect(shown('destinations', row(['One', 'Two', 'Six']), width)[0]).toBe(text);
  });

  it.each([
    [16, 'One, Two, Six +?'],
    [15, 'One +2 or more'],
    [13, 'O… +2 or more'],
    [12, '… +2 or more'],
  ])('on %i columns, of a list that was read in part: %s', (width, text) => {
    expect(shown('destinations', row(['One', 'Two', 'Six'], partly), width)[0]).toBe(text);
  });

  it.each(['destinations', 'fed'])('sorted by %s, what is not known stands last in both directions', (id) => {
    const given = [row([], partly), row(['A']), row([]), row(['A', 'B'])];
    const order = (descending: boolean) =>
      sortRows(given, column(id), descending).map(({ destinations, isWhole }) => (isWhole ? destinations.length : '–'));
    expect([order(false), order(true)]).toEqual([
      [0, 1, 2, '–'],
      [2, 1, 0, '–'],
    ]);
  });
});

it('labels are columns of their own: that of the environment is shown, others wait to be chosen', () => {
  const labels = columns.filter(({ id }) => id.startsWith('label:'));
  expect(labels.map(({ header, optional, width }) => [header, optional, width])).toEqual([
    ['Env', false, { min: 5, max: 14 }],
    ['Environment', false, { min: 11, max: 14 }],
    ['Team', true, { min: 5, max: 14 }],
  ]);
  const given = row(
    [],
    {},
    {
      labels: [
        { key: t`team`, value: t`web` },
        { key: t`team`, value: t`app` },
      ],
    },
  );
  expect([shown('label:team', given)[0], column('label:env').sort!(given)]).toEqual(['web, app', undefined]);
});

import { describe, expect, test } from 'vitest';
import type { Column } from '../../../../source/components/table/columns.ts';
import { type SafeText, sanitise, t } from '../../../../source/domain/text.ts';
import { pages } from '../../../../source/state/pages.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import {
  csvOf,
  documentOf,
  documentText,
  markdownOf,
  missingOf,
  rowObjects,
  timesOf,
} from '../../../../source/views/kit/listing/documents.ts';
import { fieldsOf } from '../../../../source/views/kit/listing/fields.ts';
import { listingOf, listValue } from '../../../../source/views/kit/listing/listing.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';

const now = Date.UTC(2026, 9, 31, 23, 59, 30);

interface Row {
  readonly name: SafeText;
  readonly size: number | undefined;
}
const rows: readonly Row[] = [
  { name: t`a|b`, size: 1_234_567 },
  { name: t`c, "d"`, size: undefined },
];

const columns: readonly Column<Row>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: () => t`●` },
  { id: 'name', header: t`Name`, width: 9, priority: 0, cell: ({ name }) => name, sort: ({ name }) => name },
  {
    id: 'size',
    header: t`Size`,
    width: 6,
    align: 'right',
    priority: 1,
    cell: ({ size }) => (size === undefined ? t`–` : t`1.2M`),
    sort: ({ size }) => size,
  },
  {
    id: 'star',
    header: t``,
    name: t`Kept`,
    width: 2,
    priority: 2,
    cell: () => [t`★ `, t`yes`].map((text) => ({ text })),
  },
  { id: 'graph', header: t`Graph`, width: 9, priority: 3, cell: () => t`▁▂▃` },
  // What a cell may look at, so that a text for others depends on no screen.
  {
    id: 'as',
    header: t`As`,
    width: 9,
    priority: 4,
    cell: (_, { glyphs: { failing }, width, selected, marked, now: at }) =>
      sanitise([failing, width, selected, marked, at].join(' ')),
  },
];
const as = `${glyphs(false).failing} 0 false false ${now}`;

const notice = { kind: 'loading', title: t`none` } as const;
const listing = listingOf<Row>(
  {
    columns,
    rows,
    total: 7,
    invalid: false,
    empty: () => notice,
    open: ({ size }) => (size === undefined ? undefined : pages.source.at('x1')),
    subject: ({ name }) => ({ kind: 'source', id: `id of ${name}`, name }),
  },
  { now },
);
const fields = fieldsOf(listing, { now });

const empty = {
  columns,
  rows,
  total: 2,
  invalid: false,
  empty: () => notice,
  open: () => undefined,
  subject: () => undefined,
};

describe('a list for programs', () => {
  const first = { ref: 'source/x1', id: 'id of a|b', name: 'a|b', size: 1_234_567, star: 'yes', as: as.slice(2) };
  const second = { ref: null, id: 'id of c, "d"', name: 'c, "d"', size: null, star: 'yes', as: as.slice(2) };

  test('is one object a row; what is not known is null, a mark is no text, and a number has all its digits', () => {
    expect(rowObjects(2, fields)).toEqual([first, second]);
    expect(rowObjects(1, fields)).toEqual([first]);
  });

  test('as CSV has the names of the fields, then the rows, what is not known left empty', () => {
    expect(csvOf(2, fields).split(/\r?\n/)).toEqual([
      'ref,id,name,size,star,as',
      `source/x1,id of a|b,a|b,1234567,yes,${as.slice(2)}`,
      `,"id of c, ""d""","c, ""d""",,yes,${as.slice(2)}`,
      '',
    ]);
    expect(csvOf(0, fields).split(/\r?\n/)).toEqual(['ref,id,name,size,star,as', '']);
  });

  test('tells of a whole row all that its columns have, unless the list knows more', () => {
    expect(listing.json(1)).toEqual({ name: 'c, "d"', size: null, star: 'yes', as: as.slice(2) });
    const known = listingOf({ ...empty, rows, json: ({ name }: Row) => ({ name }) }, { now });
    expect(known.json(1)).toEqual({ name: 'c, "d"' });
  });

  test('an optional column is told and not shown', () => {
    const some: readonly Column<Row>[] = columns.map((each) => (each.id === 'as' ? { ...each, optional: true } : each));
    const { shown, columns: all, more } = listingOf({ ...empty, columns: some }, { now });
    expect(shown.map(({ id }) => id)).toEqual(['mark', 'name', 'size', 'star', 'graph']);
    expect(all.map(({ id }) => id)).toEqual(columns.map(({ id }) => id));
    expect(more).toBe(false);
    expect(listingOf({ ...empty, shown: [columns[1]!] }, { now }).shown.map(({ id }) => id)).toEqual(['name']);
  });
});

describe('what a program is told of one cell', () => {
  const base = { id: 'x', header: t`X`, width: 5, priority: 0, cell: () => t`cell` } as const;
  test.each<readonly [string, Partial<Column<number>>, unknown]>([
    ['its text', {}, 'cell'],
    ['its text where it is sorted by another thing', { sort: () => 4 }, 'cell'],
    ['a number at the right as it is', { align: 'right', sort: () => 4.123456 }, 4.1235],
    ['no number that JSON has not', { align: 'right', sort: () => Number.NaN }, undefined],
    ['a number that is not known', { align: 'right', sort: () => undefined }, undefined],
    ['text at the right without an order', { align: 'right' }, 'cell'],
    ['a great count', { align: 'right', sort: () => 9_007_199_254_740_991n }, 9_007_199_254_740_991],
    ['one more than a JSON number holds', { align: 'right', sort: () => 9_007_199_254_740_992n }, '9007199254740992'],
    ['a moment', { isTime: true, sort: () => Date.UTC(2026, 1, 28, 23, 59, 59) }, '2026-02-28T23:59:59.000Z'],
    ['a moment that is not known', { isTime: true, sort: () => undefined }, undefined],
    ['what the column has for it', { export: () => 'told', sort: () => 4 }, 'told'],
    ['nothing where the column has nothing for it', { export: () => undefined, sort: () => 4 }, undefined],
    ['a dash', { cell: () => t`–` }, undefined],
    ['a short dash', { cell: () => t` - ` }, undefined],
    ['blanks', { cell: () => t`  ` }, undefined],
    ['a word without its mark', { cell: () => t`◆ failing` }, 'failing'],
    ['a word without the mark behind it', { cell: () => t`failing ▲` }, 'failing'],
    ['a bullet that is a part of a name', { cell: () => t`a • b` }, 'a • b'],
  ])('%s', (_, change, told) => {
    expect(listValue({ ...base, ...change }, 0, now)).toBe(told);
  });
});

describe('a list for people', () => {
  const head = ['| Name | Size | Kept | As |', '| --- | ---: | --- | --- |'];
  const body = [`| a\\|b | 1.2M | ★ yes | ${as} |`, `| c, "d" | – | ★ yes | ${as} |`];

  test('has cells as on no screen in particular, columns of numbers at the right, and no pictures', () => {
    expect(markdownOf(2, listing.columns, { now }).split('\n')).toEqual([...head, ...body, '']);
    expect(markdownOf(1, listing.columns, { now }).split('\n')).toEqual([...head, body[0], '']);
  });

  test('says below what is missing', () => {
    const missing = t`2 of 7 rows read *so far*`;
    expect(markdownOf(0, listing.columns, { now, missing }).split('\n')).toEqual([
      ...head,
      '',
      '2 of 7 rows read \\*so far\\*',
      '',
    ]);
  });
});

const workspace = { id: 'w1', slug: t`acme`, name: t`Acme` };
const context = (known: object | undefined) =>
  ({ overview: { workspace: known }, period: '7d', now }) as unknown as ViewContext;
const problem = (resource: string) => ({ resource, message: `no access to\u001b[31m ${resource}` }) as never;

describe('a document', () => {
  const facts = { name: 'sources', listing, context: context(workspace), count: 1, problems: [] };

  test('says of which workspace and period it is, when it was made, and that there are more rows than it has', () => {
    expect(documentOf(facts, fields.slice(0, 1))).toEqual({
      version: 1,
      list: 'sources',
      workspace,
      period: '7d',
      generatedAt: '2026-10-31T23:59:30.000Z',
      rows: [{ ref: 'source/x1' }],
      more: true,
      problems: [],
    });
  });

  test.each([
    ['all rows of a whole list', { count: 2 }, false],
    ['fewer than it has', { count: 1 }, true],
    ['all rows of a list that goes on', { count: 2, listing: { ...listing, more: true } }, true],
  ])('%s', (_, change, more) => {
    expect(documentOf({ ...facts, ...change }, fields).more).toBe(more);
  });

  test('has no workspace where none was read', () => {
    expect(documentOf({ ...facts, context: context(undefined) }, []).workspace).toBeNull();
  });

  test('of the past says as of when, when that was read, and what is not as of then', () => {
    const at = Date.UTC(2026, 1, 28, 23, 59, 59);
    expect(timesOf(now, { at, readAt: at + 1000, notes: [t`settings are those of today`] })).toEqual({
      at: '2026-02-28T23:59:59.000Z',
      generatedAt: '2026-03-01T00:00:00.000Z',
      notes: ['settings are those of today'],
    });
    expect(timesOf(now, undefined)).toEqual({ generatedAt: '2026-10-31T23:59:30.000Z' });
  });

  test('is indented, and ends its last line', () => {
    expect(documentText({ a: 1 })).toBe('{\n  "a": 1\n}\n');
  });
});

test.each([
  ['is whole', false, [], undefined],
  ['goes on', true, [], '2 of 7 rows read so far; there may be more'],
  ['lacks one read', false, ['a'], 'not read: a: no access to a'],
  ['lacks two', false, ['a', 'b'], 'not read: a: no access to a, and 1 more'],
  ['lacks three', false, ['a', 'b', 'c'], 'not read: a: no access to a, and 2 more'],
  [
    'goes on, and lacks two',
    true,
    ['a', 'b'],
    '2 of 7 rows read so far; there may be more; not read: a: no access to a, and 1 more',
  ],
])('what is missing of a list that %s', (_, more, lost, told) => {
  expect(missingOf({ listing: { ...listing, more }, count: 2, problems: lost.map(problem) })).toBe(told);
});

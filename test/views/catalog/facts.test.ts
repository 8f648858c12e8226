import { expect, test } from 'vitest';
import type { CatalogOption } from '../../../source/domain/catalog/items.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineText } from '../../../source/theme/line.ts';
import { factRows, instanceRows, settingRows } from '../../../source/views/catalog/facts.ts';
import type { FactRow } from '../../../source/views/kit/row-page.ts';
import type { ViewContext } from '../../../source/views/kit/view.ts';
import type { CatalogEntry } from '../../../source/workspace/catalog/entries.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { snapshots, sourceWith } from '../../workspace/snapshots.ts';

const option = (name: string, required: boolean, label = ''): CatalogOption => ({
  name: sanitise(name),
  type: sanitise('string'),
  required,
  label: sanitise(label),
  description: sanitise('What it is for'),
});
const rowsOf = (options: readonly CatalogOption[] | undefined, width: number, fn?: object) =>
  settingRows({ item: options && { options }, fn } as unknown as CatalogEntry, width).map(({ line }) => lineText(line));

test.each([
  // Ten columns of names and sixty for the rest.
  [70, '  What it is for'],
  [69, ''],
  [200, '  What it is for'],
  [0, ''],
])('at %i columns a setting has what it is for behind it: %j', (width, tail) => {
  expect(rowsOf([option('apiKey', true, 'API Secret'), option('region', false)], width)).toEqual([
    `required API Secret  string  ${tail}`,
    `optional region      string  ${tail}`,
  ]);
});

test('what is required comes first, in its order, and no name takes more than 28 columns', () => {
  const long = 'a name that goes on and on and on';
  expect(rowsOf([option('a', false), option('b', true), option(long, true), option('c', false)], 60)).toEqual([
    `required b${' '.repeat(27)}  string  `,
    'required a name that goes on and on …  string  ',
    `optional a${' '.repeat(27)}  string  `,
    `optional c${' '.repeat(27)}  string  `,
  ]);
});

test.each([
  [[], undefined, 'none that the API tells of'],
  [undefined, undefined, 'none that the API tells of'],
  [[option('a', true)], { id: 'f' }, "A function's settings are in its code; the web app shows them."],
])('of %j with %j it is said why there are none', (options, fn, text) => {
  expect(rowsOf(options, 80, fn)).toEqual([text]);
});

const keys = { keyOf: (id: string) => sanitise(`<${id}>`) };
const texts = (rows: readonly FactRow[]) =>
  rows.flatMap(({ line, more = [] }) => [line, ...more].map((each) => lineText(each).trimEnd()));
const entry = (change: object): CatalogEntry =>
  ({ tab: 'destination', name: t`Braze`, description: t``, status: t`PUBLIC`, categories: [], ...change }) as never;
const item = (change: object = {}) => ({
  side: 'destination',
  website: t``,
  previousNames: [],
  methods: [],
  platforms: [],
  modes: undefined,
  options: [],
  ...change,
});
const noAddress = 'The API gives no address of its own page there; <browser> copies the one of the web app.';
const manual = (tab: string) => `Documentation      https://segment.com/docs/connections/${tab}`;

test.each<readonly [what: string, entry: CatalogEntry, rows: readonly string[]]>([
  [
    'a destination that is told in full',
    entry({
      description: t`Messages`,
      status: t`PUBLIC_BETA`,
      categories: [t`CRM`, t`Email`],
      item: item({
        website: t`https://braze.com`,
        previousNames: [t`Appboy`, t`Old`],
        methods: [t`track`, t`group`],
        platforms: [t`browser`, t`server`],
        modes: ['cloud', 'device'],
      }),
    }),
    [
      'Messages',
      'Kind               Destinations, CRM, Email',
      'Status             BETA',
      'Formerly           Appboy, Old',
      'Calls it takes     track, group',
      'Takes them from    browser, server',
      "Connection mode    cloud (Segment's servers call it) or device (its code runs in the page or app; deliveries cannot be",
      '                   observed)',
      'Website            https://braze.com (<copy> copies it)',
      manual('destinations/catalog/'),
      noAddress,
    ],
  ],
  [
    'a destination of which next to nothing is told',
    entry({ item: item({ modes: [] }) }),
    [
      'Kind               Destinations',
      'Calls it takes     –',
      'Takes them from    –',
      'Connection mode    neither cloud nor device',
      `${manual('destinations/catalog/')} (<copy> copies it)`,
      noAddress,
    ],
  ],
  [
    'a source',
    entry({ tab: 'source', item: item({ side: 'source' }) }),
    ['Kind               Sources', `${manual('sources/catalog/')} (<copy> copies it)`, noAddress],
  ],
  [
    'a function',
    entry({ tab: 'function', status: t``, fn: {} }),
    ['Kind               Functions', `${manual('functions/')} (<copy> copies it)`],
  ],
])('what a tile is: %s', (_, of, rows) => {
  expect(texts(factRows(of, keys, 120))).toEqual(rows);
});

test('the mode of a destination is unknown where the API tells none', () => {
  expect(texts(factRows(entry({ item: item() }), keys, 120))).toContain('Connection mode    –');
});

test.each<readonly [width: number, rows: readonly string[]]>([
  [56, ['Kind               Destinations, Category Category', '                   Category']],
  [55, ['Kind', '  Destinations, Category Category Category']],
])('at %i columns a value stands beside its name or under it', (width, rows) => {
  const categories = [t`Category Category Category`];
  expect(texts(factRows(entry({ categories }), keys, width)).slice(0, 2)).toEqual(rows);
});

test.each([
  [56, 37, 'Kind               Destinations,'],
  [56, 38, 'Kind'],
])('at %i columns a word of %i beside a name that takes nineteen', (width, length, first) => {
  const categories = [sanitise('x'.repeat(length))];
  expect(texts(factRows(entry({ categories }), keys, width))[0]).toBe(first);
});

const instances = (count: number, change: object = {}) =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'destination',
    id: `d${index}`,
    name: sanitise(`D${index}`),
    enabled: true,
    ...change,
  }));
test.each<readonly [what: string, of: readonly object[] | undefined, mayHaveMore: boolean, rows: readonly string[]]>([
  ['not known', undefined, true, ['not known']],
  ['none', [], false, ['none']],
  [
    'two',
    [...instances(1, { sourceId: 'web' }), ...instances(1, { enabled: false, sourceId: 'gone' })],
    false,
    ['● D0 ← web', '○ D0  disabled'],
  ],
  ['one at least', instances(1), true, ['● D0', 'and maybe more: the list was not read whole']],
])('what the workspace has of it: %s', (_, of, mayHaveMore, rows) => {
  const { read } = snapshots().set(resources.sources, [sourceWith('web')]);
  const context = { read, glyphs: glyphs(false) } as unknown as ViewContext;
  expect(texts(instanceRows({ instances: of, mayHaveMore } as never, context))).toEqual(rows);
});

test.each<readonly [count: number, mayHaveMore: boolean, rows: readonly string[]]>([
  [12, false, []],
  [13, false, ['and 1 more']],
  [14, true, ['and 2+ more']],
])('of %i twelve are named, and each leads to its page', (count, mayHaveMore, more) => {
  const context = { read: snapshots().read, glyphs: glyphs(false) } as unknown as ViewContext;
  const rows = instanceRows({ instances: instances(count), mayHaveMore } as never, context);
  expect(texts(rows.slice(12))).toEqual(more);
  expect(rows[11]?.open).toEqual({ view: 'destination', params: { id: 'd11' } });
});

import { expect, test } from 'vitest';
import {
  spokenColumns,
  spokenLines,
  spokenRow,
  spokenSentence,
  withoutPictures,
} from '../../../source/commands/lines/spoken.ts';
import type { Column } from '../../../source/components/table/columns.ts';
import { t } from '../../../source/domain/text.ts';

test.each([
  ['◆ Braze ← Web (prod)  94%', '  Braze ← Web (prod)  94%'],
  ['Enabled ●', 'Enabled'],
  ['2.1k ▁▂▅▇', '2.1k'],
  ['⣀⣤⣶ 12', '    12'],
  ['Größe → Änderung', 'Größe → Änderung'],
])('%j has words and no pictures', (text, words) => expect(withoutPictures(text)).toBe(words));

test('of a page the graphs and their axes are left out, and blank lines stand alone', () => {
  const page = [
    'Sources · 16 active',
    '60 ┤                    ▅▅▅',
    '   │              ██████░░░',
    ' 0 ┤▃▃▃▅▅▅▂▂▂▂▂▂▂▂▂▂██████░░',
    '    21:00    Nov 29   03:00',
    '',
    '',
    '  ●  iOS      153 violations   ▅▄▃',
  ];
  expect(spokenLines(page)).toEqual(['Sources · 16 active', '', '     iOS   153 violations']);
});

test('what explains a graph goes with it: marks below the axis, hours, legend', () => {
  const page = [
    '1.92k 86% of 2.23k attempted',
    '800 ┤        ▂▂',
    '  0 ┤▁▁▁▁▁▁▁▁██░░',
    '              ↑',
    '     Nov 29   03:00   06:00',
    '┄ mean of 24 h before  ↑ changed  ░ hour not over',
    'Pipeline · last 24 h',
    '  ↑ Sources',
  ];
  expect(spokenLines(page)).toEqual(['1.92k 86% of 2.23k attempted', 'Pipeline · last 24 h', '    Sources']);
});

test.each([
  ['on a line of its own', ['Rows loaded by the hour', '  ◆ sync failed  ↑ changed  ░ not over yet']],
  ['behind the heading', ['Rows loaded by the hour  ◆ sync failed  ↑ changed  ░ not over yet']],
])('what explains a graph above it goes with it: %s', (_, above) => {
  const graph = ['2k ┤▂▂▂▂', ' 0 ┤████', '    ◆  ◆', '     03:00'];
  expect(spokenLines([...above, ...graph, 'Login'])).toEqual(['Rows loaded by the hour', 'Login']);
});

test.each<readonly [string, readonly string[], readonly string[]]>([
  [
    'rows with marks are told, one above the other',
    ['  ◆ Braze  94%', '  ▲ Redshift', '', 'Login'],
    ['    Braze  94%', '    Redshift', '', 'Login'],
  ],
  ['a graph that begins a page has no heading', [' 0 ┤████', 'Login'], ['Login']],
  ['two graphs go with what explains each', ['A  ◆ sync failed', ' 0 ┤██', 'B', ' 0 ┤██'], ['A', 'B']],
  ['of blank lines one is told, none above all', ['', 'a', '', '', '', 'b', 'c'], ['a', '', 'b', 'c']],
])('%s', (_, page, told) => expect(spokenLines(page)).toEqual(told));

test('a line with times alone that stands under no graph is told', () => {
  expect(spokenLines(['Opened', ' 21:00  22:00'])).toEqual(['Opened', ' 21:00  22:00']);
});

test.each([
  ['Braze ← Web (prod)  401  94% failing  LOST', 'Braze ← Web (prod): 401, 94% failing, LOST'],
  ['Billing server', 'Billing server'],
])('the trouble %j is a sentence', (sentence, spoken) => expect(spokenSentence(sentence)).toBe(spoken));

test('a row tells each column by its name, what is not known not at all', () => {
  const column = (id: string, header: string, cell: string): Column<number> => ({
    id,
    header: t`${header as never}`,
    width: 4,
    priority: 1,
    cell: () => t`${cell as never}`,
  });
  const columns = [
    column('mark', '', '◆'),
    column('name', 'Connection', 'Braze ← iOS'),
    column('status', 'Status', 'Enabled ●'),
    column('rate', 'Rate', '–'),
    column('graph', 'Last 24 h', '▁▂▃'),
    column('failed', 'Failed', '2.1k'),
  ];
  expect(spokenRow(columns, 0, 0)).toBe('Braze ← iOS: Status Enabled, Failed 2.1k');
});

test('a column without a header is told by its name, one without both or that is optional not at all', () => {
  const of = (id: string, header: string, cell: string, more: Partial<Column<number>> = {}): Column<number> => ({
    id,
    header: t`${header as never}`,
    width: 4,
    priority: 1,
    cell: () => t`${cell as never}`,
    ...more,
  });
  const columns = [
    of('name', 'Name', '  Web   (prod) '),
    of('kind', '', 'website', { name: t`Kind` }),
    of('note', '', 'seen'),
    of('lost', 'Lost', '0'),
    of('id', 'Id', 'abc', { optional: true }),
    of('dash', 'Delta', '-'),
  ];
  const told = spokenColumns({ columns });
  expect(told.map(({ id }) => id)).toEqual(['name', 'kind', 'note', 'lost', 'dash']);
  expect(spokenRow(told, 0, 0)).toBe('Web (prod): Kind website, Lost 0');
  expect(spokenRow(told.slice(0, 1), 0, 0)).toBe('Web (prod)');
  expect(spokenRow([], 0, 0)).toBe('');
});

import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { loadEngine } from '../../../source/domain/filter/engine.ts';
import { parseRowQuery } from '../../../source/domain/filter/row-query.ts';

await loadEngine();

interface Row {
  readonly event: string;
  readonly actor: string;
  readonly at: number;
}

const now = Date.parse('2026-11-21T14:12:30Z');
const rows: readonly Row[] = [
  { event: 'Integration Disabled', actor: 'ana@acme.example', at: Date.parse('2026-11-21T14:00:00Z') },
  { event: 'Source Run Failed', actor: 'Segment', at: Date.parse('2026-11-21T09:00:00Z') },
  { event: 'Source Modified', actor: 'ben okafor', at: Date.parse('2026-11-18T09:00:00Z') },
  { event: 'Source ana:lytics Created', actor: 'Segment', at: Date.parse('2026-11-01T09:00:00Z') },
];
const words = {
  fields: [
    { id: 'type', names: ['event', 'type'], text: ({ event }: Row) => event },
    { id: 'actor', names: ['actor'], text: ({ actor }: Row) => actor },
  ],
  when: ({ at }: Row) => at,
  now,
};
const left = (text: string): number[] => {
  const query = parseRowQuery(text, words);
  return rows.flatMap((row, index) => (query.matches(row) ? [index] : []));
};

describe('a line leaves the rows for which all of it holds', () => {
  test.each<[string, number[]]>([
    ['', [0, 1, 2, 3]],
    ['source', [1, 2, 3]],
    ['actor:ana', [0]],
    ['actor:Ana', []],
    ['ACTOR:ana', [0]],
    ['!actor:segment', [0, 2]],
    ['event:source actor:segment', [1, 3]],
    ['actor:segment failed', [1]],
    ['failed actor:segment', [1]],
    ['type:/^source m/', [2]],
    ['run source', [1]],
    ['"source run" failed', [1]],
    ['"run source"', []],
    ['event:~smd', [2]],
    ['~bnkfr', [2]],
    ['!source !disabled', []],
    ['type:"source m"', [2]],
    ['actor:"ben okafor" source', [2]],
    ['actor:', [0, 1, 2, 3]],
    ['since:6h', [0, 1]],
    ['before:6h', [2, 3]],
    ['!since:6h', [2, 3]],
    ['since:2026-11-18 before:2026-11-21T08:00', [2]],
    ['since:13:00', [0]],
    ['since:23:00 actor:segment', [1]],
    ['since:3d event:/run|disabled/', [0, 1]],
    ['ana:lytics', [3]],
    ['!source', [0]],
    ['source run', [1]],
  ])('%s', (text, wanted) => {
    expect(left(text)).toEqual(wanted);
    expect(parseRowQuery(text, words).invalid).toBe(false);
  });
});

test.each([
  ['>10', [0, 1]],
  ['!>10', [2]],
  ['>10 <5', [0, 1]],
  ['event:>10', [0]],
  ['!event:>10', [1, 2]],
])('an amount is that of any column: %s', (text, wanted) => {
  const amounts = ['12 4', '3 11', '9 10'].map((both) => both.split(' '));
  const fields = ['event', 'actor'].map((id, column) => ({
    ...{ id, names: [id], text: (row: readonly string[]) => row[column] ?? '' },
  }));
  const query = parseRowQuery(text, { fields, now });
  expect(amounts.flatMap((row, index) => (query.matches(row) ? [index] : []))).toEqual(wanted);
});

test.each([
  ...['since:25:99', 'since:24:00', 'since:9:60', 'before:2026-02-31', 'since:2026-11-20T25:00', 'since:2026-13-01'],
  'since:yesterday',
  'before:2h30',
  'actor:/[/',
  'source since:x',
])('%s says that it makes no sense', (text) => {
  expect(parseRowQuery(text, words).invalid).toBe(true);
});

test('what has no meaning hides nothing', () => {
  expect(left('since:never actor:ana')).toEqual([0]);
});

test('a match is marked in its own column, a word in all', () => {
  const query = parseRowQuery('actor:ana run', words);
  expect([query.spans('ana run', 'actor'), query.spans('ana run', 'type')]).toEqual([
    [
      [0, 3],
      [4, 7],
    ],
    [[4, 7]],
  ]);
});

test('rows without a time take since: for a word', () => {
  expect(parseRowQuery('since:2h', { ...words, when: undefined }).matches(rows[0]!)).toBe(false);
});

test.each([
  ['that day, after the clocks went back', '2026-10-25T23:30:00Z', 'since:14:02', '2026-10-25T13:02:00Z'],
  ['the day before, in summer time still', '2026-10-25T08:00:00Z', 'since:14:02', '2026-10-24T12:02:00Z'],
  ['the second of two', '2026-10-25T05:00:00Z', 'since:02:30', '2026-10-25T01:30:00Z'],
  ['of two the first, while the second is to come', '2026-10-25T01:10:00Z', 'since:02:30', '2026-10-25T00:30:00Z'],
  ['the day before, as this day had none', '2026-03-29T10:00:00Z', 'since:02:30', '2026-03-28T01:30:00Z'],
  ['this very minute', '2026-06-01T12:02:00Z', 'since:14:02', '2026-06-01T12:02:00Z'],
])('a time of day is the last one there was in the zone of the screen: %s', (_, at, text, from) => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  onTestFinished(() => void vi.unstubAllEnvs());
  const query = parseRowQuery(text, { ...words, now: Date.parse(at) });
  const row = (moment: number): Row => ({ event: '', actor: '', at: moment });
  const edge = Date.parse(from);
  expect([query.matches(row(edge)), query.matches(row(edge - 1))]).toEqual([true, false]);
});

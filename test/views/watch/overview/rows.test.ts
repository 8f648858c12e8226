import { expect, test } from 'vitest';
import { noFilter } from '../../../../source/domain/filter/filter.ts';
import { type SafeText, sanitise, t } from '../../../../source/domain/text.ts';
import { pages } from '../../../../source/state/pages.ts';
import type { Health } from '../../../../source/views/watch/overview/health.ts';
import { columnOf, type Row } from '../../../../source/views/watch/overview/rows.ts';
import type { Instance } from '../../../../source/views/watch/overview/topology.ts';

const instance = (type: string, name: string, health: Health = 'ok', group: SafeText = t`Cloud`): Instance => ({
  id: name,
  name: sanitise(name),
  typeKey: type,
  type: sanitise(type),
  group,
  storage: false,
  isCounted: true,
  health,
  subject: { kind: 'source', id: name, name: sanitise(name) },
  open: pages.source.at(name),
});

const types = (count: number): Instance[] =>
  Array.from({ length: count }, (_, at) => instance(`T${at}`, `n${at}`, at === 8 ? 'slight' : 'ok'));

const column = (
  instances: readonly Instance[],
  toggled: readonly string[] = [],
  lines: Readonly<Record<string, Health>> = {},
  filter = noFilter,
) => columnOf(instances, [t`Server`, t`Cloud`], filter, new Set(toggled), (id) => lines[id] ?? 'off');

const told = ({ rows }: { readonly rows: readonly Row[] }): string[] =>
  rows.map((row) => (row.kind === 'heading' ? `${row.label}:` : `${row.label} ${row.health} ${row.instances.length}`));

test.each([
  [8, [], ['Cloud:', ...[0, 1, 2, 3, 4, 5, 6, 7].map((at) => `T${at} ok 1`)]],
  // One more would take as much room folded.
  [9, [], ['Cloud:', 'T8 slight 1', ...[0, 1, 2, 3, 4, 5, 6, 7].map((at) => `T${at} ok 1`)]],
  [9, ['more:Cloud'], ['Cloud:', 'T8 slight 1', ...[0, 1, 2, 3, 4, 5, 6, 7].map((at) => `T${at} ok 1`)]],
  [10, [], ['Cloud:', 'T8 slight 1', ...[0, 1, 2, 3, 4, 5, 6].map((at) => `T${at} ok 1`), '2 more ok 2']],
  [
    10,
    ['more:Cloud'],
    ['Cloud:', 'T8 slight 1', ...[0, 1, 2, 3, 4, 5, 6, 7, 9].map((at) => `T${at} ok 1`), 'fewer off 0'],
  ],
])('of %d types with %j opened the first stand there, and the rest folds', (count, toggled, rows) => {
  expect(told(column(types(count), toggled))).toEqual(rows);
});

test('a filter folds nothing, and says of how many', () => {
  const found = column(types(12), [], {}, { ...noFilter, text: 't', matches: (text) => !text.includes('T3') });
  expect(told(found)).toHaveLength(12);
  expect(found.count).toBe(11);
});

test('groups with trouble stand first, then in their order; the worst type first, the larger of two alike', () => {
  const all = [
    instance('Web', 'a'),
    instance('Web', 'b', 'partial'),
    instance('iOS', 'c', 'ok'),
    instance('Zuora', 'd', 'failing', t`Other`),
    instance('Go', 'e', 'ok', t`Server`),
    instance('Java', 'f', 'ok', t`Server`),
    instance('Java', 'g', 'ok', t`Server`),
  ];
  expect(told(column(all))).toEqual([
    'Other:',
    'Zuora failing 1',
    'Cloud:',
    'Web partial 2',
    'iOS ok 1',
    'Server:',
    'Java ok 2',
    'Go ok 1',
  ]);
});

test('a line that fails moves what it leads to, and not the state of that', () => {
  const all = [instance('Web', 'a'), instance('Web', 'b'), instance('iOS', 'c')];
  expect(told(column(all, ['Web'], { b: 'failing' }))).toEqual(['Cloud:', 'Web ok 2', 'b ok 1', 'a ok 1', 'iOS ok 1']);
  expect(told(column(all, [], { c: 'partial' }))).toEqual(['Cloud:', 'iOS ok 1', 'Web ok 2']);
});

test('a line leads to the row of an instance: its own, that of its type, or the rest of its group', () => {
  const all = [...types(10), instance('T0', 'second')];
  const rowOf = (id: string, ...toggled: string[]) => column(all, toggled).rowOf.get(id)?.key;
  expect([rowOf('second'), rowOf('second', 'T0'), rowOf('n9'), rowOf('n9', 'more:Cloud')]).toEqual([
    'T0',
    'second',
    'more:Cloud',
    'T9',
  ]);
});

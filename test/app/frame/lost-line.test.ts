import { expect, test } from 'vitest';
import { lostLine } from '../../../source/app/frame/lost-line.ts';
import type { Scene } from '../../../source/app/scene/context.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import { priority } from '../../../source/domain/queries.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineText } from '../../../source/theme/line.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';

type Loss = readonly [key: string, ...problems: readonly (readonly [kind: Problem['kind'], message: string])[]];

/** The line of a page that asks for these; a key that ends in `!` has no data. */
function lineOf(losses: readonly Loss[], { reports = [] as readonly string[], width = 100 } = {}) {
  const answers = new Map(
    losses.map(([key, ...problems]) => [
      key,
      {
        data: key.endsWith('!') ? undefined : [],
        problems: problems.map(([kind, message]) => ({ kind, message: sanitise(message) })),
      },
    ]),
  );
  const scene = {
    view: { reportsLossesOf: new Set(reports) },
    context: { read: ({ key }: { key: string }) => answers.get(key), glyphs: glyphs(false) },
  } as unknown as Scene;
  const needs = losses.map(([key]) => ({ resource: { key }, priority: priority.visible }) as unknown as Need);
  const line = lostLine(scene, needs, { data: 0, refreshing: undefined }, width);
  return line && lineText(line).trimEnd();
}

const rows = ['dropped-rows', '2 rows left out'] as const;
const fields = ['odd-fields', '1 field not read'] as const;

test.each<readonly [string, readonly Loss[], string | undefined]>([
  ['nothing was lost', [['sources']], undefined],
  ['a list without some rows', [['sources', rows]], ' ▲ sources: 2 rows left out'],
  ['its name is written in words', [['tracking-plans', rows]], ' ▲ tracking plans: 2 rows left out'],
  ['what has no data has a line of its own elsewhere', [['sources!', rows]], undefined],
  ['rows weigh more than fields of one answer', [['sources', fields, rows]], ' ▲ sources: 2 rows left out'],
  [
    'and of two lists',
    [
      ['sources', fields],
      ['warehouses', rows],
    ],
    ' ▲ warehouses: 2 rows left out  also sources',
  ],
  [
    'a whole list before reads of one thing',
    [
      ['metrics:a', rows],
      ['sources', rows],
    ],
    ' ▲ sources: 2 rows left out  also metrics',
  ],
  [
    'fields of a whole list after rows of one thing',
    [
      ['sources', fields],
      ['metrics:a', rows],
    ],
    ' ▲ metrics: 2 rows left out  also sources',
  ],
  [
    'reads of one kind are counted, with the words of the first',
    [
      ['metrics:a', ['dropped-rows', 'the first']],
      ['metrics:b', ['dropped-rows', 'the second']],
      ['metrics:a', ['dropped-rows', 'the first']],
    ],
    ' ▲ metrics (2 reads): the first',
  ],
  [
    'all others are named',
    [
      ['sources', rows],
      ['warehouses', rows],
      ['labels', rows],
    ],
    ' ▲ sources: 2 rows left out  also warehouses, labels',
  ],
])('%s', (_, losses, expected) => {
  expect(lineOf(losses)).toBe(expected);
});

test('what the page reports itself is left out', () => {
  expect(
    lineOf(
      [
        ['sources', rows],
        ['labels', rows],
      ],
      { reports: ['sources'] },
    ),
  ).toBe(' ▲ labels: 2 rows left out');
});

test('where there is no room the end is cut, and the line is as wide as the screen', () => {
  expect(lineOf([['sources', rows]], { width: 20 })).toBe(' ▲ sources: 2 rows …');
});

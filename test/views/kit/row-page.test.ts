import { expect, test } from 'vitest';
import { sanitise, t } from '../../../source/domain/text.ts';
import { freshPane, type PaneState } from '../../../source/state/place.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { line, lineText, span } from '../../../source/theme/line.ts';
import { drawRowPage, type FactRow, filteredRows, sectionRows, stopsOf } from '../../../source/views/kit/row-page.ts';
import type { DrawContext } from '../../../source/views/kit/view.ts';

const row = (text: string, key?: string, ...more: string[]): FactRow => ({
  line: line(sanitise(text)),
  ...(key === undefined ? {} : { key }),
  ...(more.length === 0 ? {} : { more: more.map((each) => line(sanitise(each))) }),
});
const textsOf = ({ line: first, more = [] }: FactRow) => [first, ...more].map(lineText);

const context = (size: Partial<DrawContext>, state: Partial<PaneState>, selectedKey?: string) =>
  ({
    ...{ width: 30, height: 8, glyphs: glyphs(false), keyOf: () => t`esc`, ...size },
    panes: [{ id: 'facts', rows: [], state: { ...freshPane, ...state }, selectedKey, focused: true }],
  }) as unknown as DrawContext;

/** What is on screen of these rows, and how far they are scrolled. */
function drawn(rows: readonly FactRow[], selected: string | undefined, offset = 0, height = 6, head: number = 0) {
  const { block, offsets, pageRows } = drawRowPage(
    { pane: 'facts', title: t`Facts`, head: Array.from({ length: head }, () => line(t`tabs`)), rows: () => rows },
    context({ height }, { offset }, selected),
  );
  const shown = block.map((each) =>
    lineText(each)
      .replace(/[│╭╮╰╯─]+/g, '')
      .trim(),
  );
  return { shown, offset: offsets?.facts, pageRows };
}

// A title above the first fact, one that takes three lines, and a note below the last.
const page = [
  row('Title'),
  row('one', 'a'),
  row('two', 'b', 'two b', 'two c'),
  row('three', 'c'),
  row('four', 'd'),
  row('Note'),
];

test.each<
  readonly [what: string, selected: string | undefined, from: number, offset: number, shown: readonly string[]]
>([
  ['the first: what stands above it too', 'a', 3, 0, ['Title', '❯one', 'two', 'two b']],
  ['one whose lines go on below: all of them', 'b', 0, 1, ['one', '❯two', 'two b', 'two c']],
  ['one that is on screen whole: nothing moves', 'c', 2, 2, ['two', 'two b', 'two c', '❯three']],
  ['the last: what stands below it too', 'd', 0, 4, ['two c', 'three', '❯four', 'Note']],
  ['none: nothing moves', undefined, 2, 2, ['two', 'two b', 'two c', 'three']],
])('of the row that is selected is shown whole %s', (_, selected, from, offset, shown) => {
  const { shown: all, offset: settled } = drawn(page, selected, from);
  expect([settled, all.slice(1, -1)]).toEqual([offset, shown]);
});

test('a row that is taller than the screen begins at its top, and a first one far down comes on screen', () => {
  const tall = [row('one', 'a'), row('two', 'b', '2', '3', '4', '5', '6'), row('three', 'c')];
  expect(drawn(tall, 'b').offset).toBe(1);
  const late = [...Array.from({ length: 4 }, () => row('text')), row('one', 'a'), row('two', 'b')];
  expect(drawn(late, 'a').offset).toBe(1);
  expect(drawn(late.slice(1), 'a').offset).toBe(0);
});

test('the frame tells where the selection is among rows that can be selected, and what a filter is', () => {
  expect(drawn(page, 'c').shown[0]).toBe('Facts  3/4');
  expect(drawn([row('text')], undefined).shown[0]).toBe('Facts');
  const edge = (filter: string) =>
    drawRowPage({ pane: 'facts', title: t`Facts`, head: [], rows: () => page }, context({}, { filter }, 'a')).block[0]!;
  expect(lineText(edge('tw'))).toMatch(/Facts {2}\/tw .* 1\/4/);
  const tones = (filter: string) => edge(filter).spans.find(({ text }) => text.includes('/'))?.tone;
  expect([tones('tw'), tones('/(/')]).toEqual(['match', 'bad']);
});

test('without a row it says that none matches, under its head', () => {
  const { shown, pageRows, offset } = drawn([], undefined, 0, 8, 2);
  expect(shown.filter((each) => each !== '')).toEqual([
    'tabs',
    'tabs',
    'Facts',
    '· No row matches',
    'esc clears the filter',
  ]);
  expect([shown.length, pageRows, offset]).toEqual([8, 4, 0]);
  expect(drawn(page, 'a', 0, 1).pageRows).toBe(1);
});

test('a filter keeps rows with a key that match, also on what did not fit on their first line, and marks why', () => {
  expect(filteredRows(page, '')).toBe(page);
  expect(filteredRows(page, 'two c').map(textsOf)).toEqual([['two', 'two b', 'two c']]);
  expect(filteredRows(page, 'title')).toEqual([]);
  const [{ line: first, more } = row('')] = filteredRows(
    [{ key: 'a', line: line(span(t`one two`, 'bad')), more: [line(t`and one`)] }],
    'one',
  );
  expect([first.spans, more?.[0]?.spans].map((spans) => spans?.filter(({ tone }) => tone === 'match').length)).toEqual([
    1, 1,
  ]);
  expect(first.spans.map(({ text }) => text)).toEqual(['one', ' two']);
});

test('the keys work on rows with a key alone, with all that these hold', () => {
  const subject = { kind: 'other', id: 'x', name: t`X` } as const;
  const open = { view: 'home', params: {} } as const;
  expect(stopsOf([row('Title'), { ...row('one', 'a'), open, subject, fold: 'f' }])).toEqual([
    { key: 'a', open, subject, fold: 'f', holds: undefined },
  ]);
});

test('sections stand under their titles, further in; the first may have none', () => {
  const rows = sectionRows([
    [undefined, [row('one', 'a', 'one b')]],
    [t`More`, [row('two', 'b')]],
  ]);
  expect(rows.map(textsOf)).toEqual([['  one', '  one b'], [''], ['More'], ['  two']]);
});

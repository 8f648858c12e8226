import { describe, expect, test } from 'vitest';
import { sanitise, t } from '../../../source/domain/text.ts';
import { freshPane, type PaneState, placeOf, selectedIndex, withPane } from '../../../source/state/place.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { line, lineText } from '../../../source/theme/line.ts';
import {
  factRow,
  type PageRow,
  type PageViewSpec,
  pageView,
  type Section,
} from '../../../source/views/kit/page-view.ts';
import type { DrawContext, PaneView, ViewContext } from '../../../source/views/kit/view.ts';
import { recentAudit } from '../../../source/workspace/resources/common.ts';

const text = (...texts: readonly string[]): PageRow[] => texts.map((each) => ({ line: line(sanitise(each)) }));
const link = (key: string): PageRow => ({ key, line: line(sanitise(`to ${key}`)), open: { view: 'home', params: {} } });
const fold = (key: string): PageRow => ({ key, line: line(sanitise(`fold ${key}`)), fold: key });
const lines = (count: number, name = 'line'): PageRow[] =>
  text(...Array.from({ length: count }, (_, index) => `${name} ${index + 1}`));

/** A page of these sections, where it may be looked at. */
function pageOf(
  sections: readonly Section[] | ((width: number) => readonly Section[]) | undefined,
  state: Partial<PaneState> = {},
  change: Partial<PageViewSpec<object>> = {},
) {
  const view = pageView<object>({
    ...{ id: 'source', aliases: [] },
    title: () => t`Thing`,
    model: () => (sections ? {} : undefined),
    absent: () => ({ kind: 'loading', title: t`Reading it…` }),
    subject: () => ({ kind: 'other', id: 'x', name: t`X` }),
    sections: (_, __, width) => (typeof sections === 'function' ? sections(width) : (sections ?? [])),
    needs: () => [],
    ...change,
  });
  const context = {
    ...{ overview: {}, now: 0, period: '24h', read: () => undefined, favorites: [], glyphs: glyphs(false) },
    place: withPane(placeOf('source'), 'page', state),
    keyOf: () => t`esc`,
  } as unknown as ViewContext;
  const model = view.model(context);
  const [pane] = view.panes(model, context);
  const keys = pane!.rows.map(({ key }) => key);
  return {
    keys,
    pane: pane!,
    draw(size: Partial<DrawContext> = {}) {
      const of: PaneState = { ...freshPane, ...state };
      const selectedKey = keys[selectedIndex(of, keys, pane!.initial)];
      const panes: readonly PaneView[] = [{ ...pane!, state: of, selectedKey, focused: true }];
      const { block, offsets } = view.draw(model, { ...context, width: 40, height: 8, panes, ...size });
      const shown = block.map((each) =>
        lineText(each)
          .replace(/[│╭╮╰╯─]+/g, '')
          .trim(),
      );
      return { shown, offset: offsets?.page, edge: shown[0], rows: shown.slice(1, -1), block };
    },
  };
}

describe('where the selection can stand', () => {
  test.each<
    readonly [what: string, sections: readonly Section[], keys: readonly string[], initial: string | undefined]
  >([
    [
      'on every row of a page that leads nowhere',
      [
        { title: t`A`, rows: text('one', 'two') },
        { title: t`B`, rows: text('three') },
      ],
      ['title:0', 'row:0.0', 'row:0.1', 'gap:1', 'title:1', 'end'],
      undefined,
    ],
    [
      'on what leads on or folds, first there',
      [{ title: t``, rows: [...text('one'), fold('f'), link('a')] }],
      ['f', 'a'],
      'f',
    ],
    [
      'on none of five rows between two links, and none of five above the first',
      [{ title: t``, rows: [...lines(5), link('a'), ...lines(5), link('b')] }],
      ['a', 'b'],
      'a',
    ],
    [
      'on every sixth of the rows between two links',
      [{ title: t``, rows: [link('a'), ...lines(14), link('b')] }],
      ['a', 'row:0.6', 'row:0.12', 'b'],
      'a',
    ],
    [
      'on the first and the last row of a page, and steps between',
      [{ title: t``, rows: [...lines(8), link('a'), ...lines(7)] }],
      ['row:0.0', 'row:0.5', 'a', 'row:0.14', 'end'],
      'a',
    ],
    ['on the page where it is empty', [], ['page'], undefined],
  ])('%s', (_, sections, keys, initial) => {
    const { keys: found, pane } = pageOf(sections);
    expect([found, pane.initial]).toEqual([keys, initial]);
    expect(pane.rows.every(({ subject }) => subject?.id === 'x')).toBe(true);
  });

  test('under a filter on what matches, by the keys that it has without one', () => {
    const sections = [
      { title: t`A`, rows: [...text('one', 'two'), link('a')] },
      { title: t`B`, rows: text('two b', 'three') },
    ];
    expect(pageOf(sections, { filter: 'two' }).keys).toEqual(
      ['title:0', 'row:0.1', 'gap:1', 'title:1', 'row:1.0'].with(-1, 'end'),
    );
    expect(pageOf(sections, { filter: 'nothing' }).keys).toEqual(['page']);
  });
});

describe('what is on screen', () => {
  const sections = [
    { title: t``, rows: lines(3, 'head') },
    { title: t`Links`, rows: [link('a'), link('b'), ...lines(4), link('c')] },
  ];

  test('sections under their titles, further in, the first one without, and the row that is selected', () => {
    const { shown, edge, offset } = pageOf(sections).draw({ height: 14 });
    expect(shown.slice(1, -1).filter((each) => each !== '')).toEqual([
      ...['head 1', 'head 2', 'head 3', 'Links', '❯   to a', 'to b', 'line 1', 'line 2', 'line 3', 'line 4', 'to c'],
    ]);
    expect([edge, offset]).toEqual(['Thing', 0]);
  });

  test.each<readonly [what: string, selected: string, from: number, height: number, offset: number, edge: string]>([
    ['the top with the first link, where both have room', 'a', 4, 8, 0, 'Thing  6/12'],
    ['the first link alone where they have not', 'a', 0, 7, 1, 'Thing  6/12'],
    ['as little movement as it takes', 'b', 0, 8, 1, 'Thing  7/12'],
    ['the end', 'c', 0, 8, 6, 'Thing  12/12'],
    ['where it was', 'b', 4, 8, 4, 'Thing  10/12'],
  ])('shows %s', (_, selected, from, height, offset, edge) => {
    const drawn = pageOf(sections, { selected, index: 9, offset: from }).draw({ height });
    expect([drawn.offset, drawn.edge]).toEqual([offset, edge]);
  });

  test.each([
    ['row:0.0', 0],
    ['row:0.3', 3],
    ['row:0.6', 4],
    ['end', 4],
  ])('of a page that leads nowhere shows %s on top, as far as it goes', (selected, offset) => {
    const drawn = pageOf([{ title: t``, rows: lines(10) }], { selected, index: 1 }).draw({ height: 8 });
    expect([drawn.offset, drawn.rows[0]]).toEqual([offset, `line ${offset + 1}`]);
    expect(drawn.rows.some((each) => each.includes('❯'))).toBe(false);
  });

  test('of a page that wraps less than where it was selected shows the last row before', () => {
    const wraps = (width: number) => [
      { title: t``, rows: [link('z'), ...lines(width < 80 ? 9 : 20)] },
      { title: t``, rows: [...lines(3, 'more'), link('a')] },
    ];
    const drawn = pageOf(wraps, { selected: 'row:0.18', index: 3 }).draw({ height: 20 });
    expect(drawn.rows.find((each) => each.startsWith('❯'))).toBe('❯ line 9');
  });

  test('a filter marks what it found, says that none matches, and is marked where it cannot be read', () => {
    const found = pageOf(sections, { filter: 'to b' }).draw();
    expect([found.edge, found.rows.filter((each) => each !== '')]).toEqual(['Thing  /to b', ['Links', '❯   to b']]);
    const marked = (filter: string) =>
      pageOf(sections, { filter })
        .draw()
        .block.slice(1)
        .flatMap(({ spans }) => spans.flatMap(({ tone, text: of }) => (tone === 'match' ? of : [])));
    expect([marked('lin 2'), marked('ad 3')]).toEqual([
      ['lin', '2'],
      ['ad', '3'],
    ]);
    const none = pageOf(sections, { filter: 'zzz' }).draw();
    expect(none.rows.filter((each) => each !== '')).toEqual(['· No line matches', 'esc clears the filter']);
    const tone = (filter: string) =>
      pageOf(sections, { filter })
        .draw()
        .block[0]!.spans.find(({ text: of }) => of.includes('/'))?.tone;
    expect([tone('to'), tone('/(/')]).toEqual(['match', 'bad']);
  });

  test('the row that is selected is marked as a whole, and sections know how wide they may be', () => {
    const asked: number[] = [];
    const of = (width: number) => {
      asked.push(width);
      return sections;
    };
    const { block } = pageOf(of).draw({ width: 50, height: 20 });
    const marked = block.filter(({ spans }) => spans.some(({ selected }) => selected));
    expect(marked.map((each) => lineText(each).replaceAll('│', '').trim())).toEqual(['❯   to a']);
    expect(asked).toEqual([80, 44]);
  });

  test('without a model it says why', () => {
    const { rows, keys } = { ...pageOf(undefined).draw(), keys: pageOf(undefined).keys };
    expect([rows.filter((each) => each !== ''), keys]).toEqual([['· Reading it…'], ['page']]);
  });
});

describe('an answer', () => {
  const answer = () => ({ title: t`Why`, parts: [{ title: t`Next`, rows: [line(t`go on`)] }] });
  test.each<readonly [what: string, width: number, height: number, state: Partial<PaneState>, at: number]>([
    ['stands under a page that leaves eight rows', 110, 13, {}, 5],
    ['not under one that leaves seven', 110, 12, {}, -1],
    ['not on a narrower screen', 109, 30, {}, -1],
    ['not under a filter', 110, 30, { filter: 'line' }, -1],
    ['on the tallest screen', 110, 200, {}, 5],
    ['not in what is printed', 110, 201, {}, -1],
  ])('%s', (_, width, height, state, at) => {
    const drawn = pageOf([{ title: t``, rows: [...lines(2), link('a')] }], state, { answer }).draw({ width, height });
    expect([drawn.shown.indexOf('Why'), drawn.shown.length]).toEqual([at, height]);
  });

  test('that there is none leaves the page its room', () => {
    const drawn = pageOf([{ title: t``, rows: lines(3) }], {}, { answer: () => undefined }).draw({
      width: 110,
      height: 30,
    });
    expect(lineText(drawn.block.at(-1)!)).toMatch(/^╰─+╯$/);
    expect(drawn.block.filter((each) => lineText(each).includes('╰'))).toHaveLength(1);
  });
});

test('a page with answers reads the trail that these tell from', () => {
  const names = (change: Partial<PageViewSpec<object>>) => {
    const view = pageView<object>({
      ...{ id: 'source', aliases: [], title: () => t`Thing`, model: () => ({}) },
      needs: () => [],
      ...change,
    } as never);
    const context = { place: placeOf('source'), read: () => undefined, period: '24h' } as unknown as ViewContext;
    return view.needs({}, context, {} as never).map(({ resource }) => resource.key);
  };
  expect([names({}), names({ answer: () => undefined })]).toEqual([[], [recentAudit('24h').key]]);
});

test('a fact stands beside its name; a longer name pushes it on', () => {
  expect(
    [factRow(t`Name`, t`value`), factRow(t`A name of more cells`, t`value`)].map((row) => lineText(row.line)),
  ).toEqual(['Name               value', 'A name of more cells value']);
});

import { describe, expect, test } from 'vitest';
import { back, forward, jump, open, replaceTop } from '../../source/state/navigation.ts';
import { pages, type Target, type ViewId } from '../../source/state/pages.ts';
import {
  groupsByItself,
  type Place,
  paneState,
  placeOf,
  sameTarget,
  selectedIndex,
  withPane,
} from '../../source/state/place.ts';
import { type AppState, createAppStore } from '../../source/state/store.ts';

const target = (view: ViewId, params: Target['params'] = {}): Target => ({ view, params });

function stateWith(...stack: Place[]): AppState {
  return createAppStore({ stack }).getState();
}

const views = ({ stack }: { readonly stack?: readonly Place[] }) => stack?.map(({ view }) => view);
const home = placeOf('home');
const sources = withPane(placeOf('sources'), 'list', { filter: 'web', selected: 'a', index: 3, offset: 2 });
const source = placeOf('source', { id: 'a' });

test('opening puts a place on top, and does nothing where one already is', () => {
  expect(views(open(stateWith(home), target('source', { id: 'a' })))).toEqual(['home', 'source']);
  expect(open(stateWith(home, source), target('source', { id: 'a' }))).toEqual({});
  expect(views(open(stateWith(home, source), target('source', { id: 'b' })))).toEqual(['home', 'source', 'source']);
});

test('whatever lies under the top stays as it is, be it opened on, turned to another tab or changed', () => {
  const deep = stateWith(home, sources, source);
  const other = placeOf('source', { id: 'b' });
  const { stack, ahead } = open({ ...deep, ahead: [home] }, target('source', { id: 'b' }));
  expect([stack, ahead]).toEqual([[home, sources, source, other], []]);
  expect(open(deep, { ...target('source', { id: 'a' }), tab: 1 }).stack).toEqual([
    ...[home, sources],
    withPane(source, 'list', { tab: 1 }),
  ]);
  expect(replaceTop(deep, other)).toEqual({ stack: [home, sources, other] });
  expect(open(deep, target('source', { id: 'a' }))).toEqual({});
});

test('a page of the bar lies on the page that the start led to', () => {
  const led = placeOf('source', { id: 'a' });
  expect(views(jump(stateWith(led, sources), target('usage')))).toEqual(['source', 'usage']);
  expect(views(jump(stateWith(), target('usage')))).toEqual(['home', 'usage']);
  const narrow = placeOf('audit', { resource: 'a' });
  expect(jump(stateWith(narrow, sources), target('audit')).stack).toEqual([narrow, placeOf('audit')]);
});

describe('jumping to a page', () => {
  test.each([
    ['from Home', [home], 'sources', ['home', 'sources']],
    ['from a deep place, to another page', [home, sources, source], 'usage', ['home', 'usage']],
    ['from a deep place, back to a page under it', [home, sources, source], 'sources', ['home', 'sources']],
    ['to Home from anywhere', [home, sources, source], 'home', ['home']],
  ] as const)('%s', (_, stack, view, wanted) => {
    expect(views(jump(stateWith(...stack), target(view)))).toEqual(wanted);
  });

  test('keeps what was done on a page under the place', () => {
    expect(jump(stateWith(home, sources, source), target('sources')).stack?.at(-1)).toBe(sources);
  });
});

test('going back restores the place as it was, and ends at the root', () => {
  expect(back(stateWith(home, sources, source))?.stack?.at(-1)).toBe(sources);
  expect(back(stateWith(home))).toBeUndefined();
});

describe('going forward', () => {
  const state = (change: Partial<AppState> | undefined, before: AppState): AppState => ({ ...before, ...change });
  const deep = stateWith(home, sources, source);
  const twiceBack = state(back(state(back(deep), deep)), deep);

  test('leads to the places that were left, the nearest first, as they were', () => {
    const once = state(forward(twiceBack), twiceBack);
    expect(once.stack).toEqual([home, sources]);
    expect(state(forward(once), once).stack).toEqual([home, sources, source]);
    expect(forward(state(forward(once), once))).toBeUndefined();
  });

  test('also after a page of the bar that lay under them', () => {
    const jumped = state(jump(deep, target('home')), deep);
    expect(jumped.ahead).toEqual([sources, source]);
    const once = state(back(deep), deep);
    expect(state(jump(once, target('home')), once).ahead).toEqual([sources, source]);
  });

  test.each([
    ['a page opened on top', open(twiceBack, target('source', { id: 'b' }))],
    ['another page of the bar', jump(twiceBack, target('usage'))],
  ])('is over after %s', (_, opened) => {
    expect(forward(state(opened, twiceBack))).toBeUndefined();
  });
});

test('a view opens looking as it was left the last time, and as itself where it was not', () => {
  const look = { grouped: false };
  const { stack } = open({ ...stateWith(home), looks: { sources: look } }, target('sources'));
  expect(stack!.at(-1)).toEqual(withPane(placeOf('sources'), 'list', { look }));
  const sort = { column: 'events', descending: true };
  const sorted = open({ ...stateWith(home), sorts: { sources: sort } }, target('sources')).stack!.at(-1)!;
  expect(paneState(sorted, 'list')).toEqual({ index: 0, offset: 0, filter: '', tab: 0, sort });
});

test('a view opens sorted as it was left the last time', () => {
  const sort = { column: 'events', descending: true };
  const { stack } = open({ ...stateWith(home), sorts: { sources: sort } }, target('sources'));
  expect(paneState(stack!.at(-1)!, 'list').sort).toEqual(sort);
  expect(paneState(open(stateWith(home), target('sources')).stack!.at(-1)!, 'list').sort).toBeUndefined();
});

describe('the selection is a row, not its number', () => {
  const state = (selected: string | undefined, index = 0) => ({ ...paneState(home, 'list'), selected, index });
  test.each([
    ['the row where it is now', state('c', 0), ['a', 'b', 'c'], undefined, 2],
    ['where it stood, when it is gone', state('x', 1), ['a', 'b', 'c'], undefined, 1],
    ['the last one, when it stood beyond the end', state('x', 9), ['a', 'b'], undefined, 1],
    ['the first at first', state(undefined), ['a', 'b'], undefined, 0],
    ['the one a pane begins with', state(undefined), ['a', 'b'], 'b', 1],
    ['where it stood, when another began', state(undefined, 2), ['a', 'b', 'c'], 'b', 2],
    ['the first, when what the pane begins with is gone', state(undefined), ['a', 'b'], 'x', 0],
    ['the first of none', state('a', 4), [], undefined, 0],
    ['the first row, wherever it stood', state('a', 2), ['a', 'b', 'c'], undefined, 0],
  ])('%s', (_, pane, keys, initial, index) => {
    expect(selectedIndex(pane, keys, initial)).toBe(index);
  });
});

describe('a tab that is meant', () => {
  const at = (tab: number | undefined) => withPane(placeOf('protocols'), 'list', { tab: tab ?? 0, selected: 'a' });
  test.each<[string, Place[], number | undefined, readonly (number | undefined)[] | undefined]>([
    ['is turned to where its page is open', [home, at(0)], 2, [0, 2]],
    ['is turned to from another one', [home, at(2)], 0, [0, 0]],
    ['is open already', [home, at(2)], 2, undefined],
    ['is any where none is', [home, at(2)], undefined, undefined],
    ['is opened with its page', [home], 1, [0, 1]],
  ])('%s', (_, stack, tab, tabs) => {
    const { stack: next } = open(stateWith(...stack), { ...target('protocols'), tab });
    expect(next?.map((each) => paneState(each, 'list').tab)).toEqual(tabs);
  });
});

describe('the filter that was left on a list', () => {
  const filters = { destinations: 'braze' };
  const opened = (change: Partial<Target>, view: ViewId = 'destinations') => {
    const { stack } = open({ ...stateWith(home), filters }, { ...target(view), ...change });
    const { filter, recalled, options, tab } = paneState(stack!.at(-1)!, 'list');
    return { filter, recalled, options, tab };
  };
  const none = { filter: '', recalled: undefined, options: undefined, tab: 0 };
  test.each<[string, Partial<Target>, ViewId, object]>([
    ['comes back with its page', {}, 'destinations', { ...none, filter: 'braze', recalled: true }],
    ['is not that of another page', {}, 'sources', none],
    ['hides nothing of what is about one thing', { params: { id: 'x' } }, 'destinations', none],
    ['hides nothing of a tab that is meant', { tab: 1 }, 'destinations', { ...none, tab: 1 }],
    ['hides no problem', { narrowed: true }, 'destinations', { ...none, options: { problems: 'on' } }],
  ])('%s', (_, change, view, state) => expect(opened(change, view)).toEqual(state));
});

test.each<[string, Target, Target, boolean]>([
  ['one page', target('sources'), target('sources'), true],
  ['two pages', target('sources'), target('usage'), false],
  ['pages of two things', target('source', { id: 'a' }), target('source', { id: 'b' }), false],
  ['pages of one thing', target('source', { id: 'a' }), target('source', { id: 'a' }), true],
  ['named by a link and by an address', pages.audience.at('a', 's'), target('audience', { id: 'a', space: 's' }), true],
  ['one named more closely', target('audience', { id: 'a' }), target('audience', { id: 'a', space: 's' }), false],
  ['the other way round', target('audience', { id: 'a', space: 's' }), target('audience', { id: 'a' }), false],
  ['other parts of one value', target('audit', { id: 'a' }), target('audit', { resource: 'a' }), false],
  ['values swapped', target('audience', { id: 'a', space: 'b' }), target('audience', { id: 'b', space: 'a' }), false],
])('%s: the same or not', (_, one, other, same) => expect(sameTarget(one, other)).toBe(same));

test.each([
  [{}, true],
  [{ sort: { column: 'x', descending: true } }, false],
  [{ options: { problems: 'on' } }, false],
  [{ options: { point: '1' } }, true],
])('whether a list stands in groups by itself: %j: %s', (state, is) => {
  expect(groupsByItself({ ...paneState(home, 'list'), ...state })).toBe(is);
});

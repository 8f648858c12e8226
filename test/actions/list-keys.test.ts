import { describe, expect, test } from 'vitest';
import type { Action } from '../../source/actions/action.ts';
import { scopesHere } from '../../source/actions/current.ts';
import type { Environment } from '../../source/actions/environment.ts';
import { left, openNode, right } from '../../source/actions/graph.ts';
import * as look from '../../source/actions/look.ts';
import * as marks from '../../source/actions/marks.ts';
import * as move from '../../source/actions/move.ts';
import * as pace from '../../source/actions/pace.ts';
import * as table from '../../source/actions/table.ts';
import { t } from '../../source/domain/text.ts';
import type { Command } from '../../source/keys/command.ts';
import type { Pane, PaneRow, PaneTable } from '../../source/state/pane.ts';
import { type PaneState, paneState, placeOf, withPane } from '../../source/state/place.ts';
import { type AppState, createAppStore, place } from '../../source/state/store.ts';

const rowsOf = (keys: string): PaneRow[] => [...keys].map((key) => ({ key }));
const list = (keys: string, more: Partial<Pane> = {}): Pane => ({
  ...{ id: 'list', rows: rowsOf(keys), scope: 'rows' },
  ...more,
});

interface Given {
  readonly panes: readonly Pane[];
  readonly state?: Partial<PaneState>;
  readonly focused?: number;
  readonly app?: Partial<AppState>;
}

/** A page of these panes, the state of the focused one, and what is kept of it. */
function desk({ panes, state = {}, focused = 0, app = {} }: Given) {
  const id = panes[focused]?.id ?? 'list';
  const store = createAppStore({ stack: [{ ...withPane(placeOf('sources'), id, state), pane: focused }], ...app });
  const kept: unknown[] = [];
  const keep = (...what: unknown[]) => void kept.push(what);
  const environment = {
    ...{ store, now: () => 0, panes: () => panes, pageHeight: () => 3, saveSort: keep, saveLook: keep },
    ...{ saveFilter: keep, replan: () => keep('replan'), refresh: keep, pause: keep, page: keep, goTo: keep },
  } as unknown as Environment;
  const after = () => paneState(place(store.getState()), id);
  return { environment, store, kept, after, said: () => store.getState().toast?.text };
}

/** What a command does there, or why it does nothing. */
function done(action: Action<never>, given: Given) {
  const made = desk(given);
  const why = action.why?.(made.environment);
  if (why) return { ...made, why: why.why };
  action.run(made.environment as never);
  return { ...made, why: undefined };
}

describe('motions keep inside the rows', () => {
  const at = (index: number): Given => ({ panes: [list('abcdefg')], state: { selected: 'abcdefg'[index]!, index } });
  test.each<[string, Action<never>, number, number]>([
    ['down', move.down, 0, 1],
    ['down at the end', move.down, 6, 6],
    ['up', move.up, 3, 2],
    ['up at the start', move.up, 0, 0],
    ['first', move.first, 5, 0],
    ['last', move.last, 0, 6],
    ['a page down', move.pageDown, 1, 4],
    ['a page down near the end', move.pageDown, 5, 6],
    ['a page up', move.pageUp, 5, 2],
    ['a page up near the start', move.pageUp, 1, 0],
  ])('%s', (_, action, from, to) => {
    const { after } = done(action, at(from));
    expect(after()).toMatchObject({ index: to, selected: 'abcdefg'[to] });
  });

  test('from where the row is now, which is followed no more', () => {
    const state = { selected: 'f', index: 0, follow: { key: 'f', line: 2 } };
    expect(done(move.down, { panes: [list('abcdefg')], state }).after()).toMatchObject({ index: 6, follow: undefined });
  });

  test.each([
    ['', 'there are no rows'],
    ['a', 'there is one row only'],
    ['ab', undefined],
  ])('of %j: why there is nowhere to go: %s', (keys, why) => {
    expect(move.down.why?.(desk({ panes: [list(keys)] }).environment)?.why).toBe(why);
  });
});

describe('marks', () => {
  const panes = [list('abcd')];
  test.each<[string, Action<never>, Partial<PaneState>, Partial<PaneState>]>([
    ['a row is marked, and the next is selected', marks.mark, {}, { marked: ['a'], selected: 'b', index: 1 }],
    ['at the end the row stays', marks.mark, { selected: 'd' }, { marked: ['d'], selected: 'd', index: 3 }],
    ['a mark is taken away', marks.mark, { marked: ['a', 'c'] }, { marked: ['c'], selected: 'b' }],
    ['down to this row', marks.markTo, { marked: ['b'], selected: 'd' }, { marked: ['b', 'c', 'd'] }],
    ['up to this row', marks.markTo, { marked: ['d', 'c'], selected: 'a' }, { marked: ['d', 'c', 'a', 'b'] }],
    ['from one that is still there', marks.markTo, { marked: ['b', 'x'], selected: 'c' }, { marked: ['b', 'x', 'c'] }],
    ['all', marks.markAll, { marked: ['x', 'b'] }, { marked: ['x', 'b', 'a', 'c', 'd'] }],
    ['none of those shown', marks.markAll, { marked: ['x', 'd', 'c', 'b', 'a'] }, { marked: ['x'] }],
  ])('%s', (_, action, state, left) => expect(done(action, { panes, state }).after()).toMatchObject(left));

  test.each<[string, Action<never>, Given, string]>([
    ['of no row', marks.mark, { panes: [list('')] }, 'rows are marked in lists'],
    ['of no list', marks.markAll, { panes: [list('ab', { scope: 'payload' })] }, 'rows are marked in lists'],
    ['to here, of no list', marks.markTo, { panes: [list('ab', { scope: 'home' })] }, 'rows are marked in lists'],
    ['to here, from nowhere', marks.markTo, { panes, state: { marked: ['x'] } }, 'no row is marked yet'],
  ])('there are none %s', (_, action, given, why) => expect(done(action, given).why).toBe(why));

  test.each<[Partial<PaneState>, string]>([
    [{}, 'a'],
    [{ selected: 'c' }, 'c'],
    [{ selected: 'c', marked: ['d', 'b'] }, 'bd'],
    [{ selected: 'c', marked: ['x'] }, 'c'],
  ])('what keys work on where %j', (state, keys) => {
    const row = panes[0]!.rows.find(({ key }) => key === (state.selected ?? 'a'));
    const here = {
      top: placeOf('sources'),
      pane: panes[0]!,
      state: { ...paneState(placeOf('x' as never), ''), ...state },
    };
    expect(
      marks
        .actedOn({ ...here, index: 0, row })
        .map(({ key }) => key)
        .join(''),
    ).toBe(keys);
  });
});

describe('order', () => {
  const columns = [
    { id: 'name', largestFirst: false },
    { id: 'events', largestFirst: true },
  ];
  const panes = [list('abc', { columns })];
  const by = (column: string, descending: boolean) => ({ column, descending });
  test.each<[string, Action<never>, PaneState['sort'], PaneState['sort']]>([
    ['the first column', look.sort, undefined, by('name', false)],
    ['the next one, counts from the largest', look.sort, by('name', true), by('events', true)],
    ['after the last one that of the list', look.sort, by('events', false), undefined],
    ['the other way round', look.invert, by('events', true), by('events', false)],
    ['and back', look.invert, by('events', false), by('events', true)],
  ])('%s', (_, action, sort, next) => {
    const { after, kept, store } = done(action, { panes, state: { sort, selected: 'c', index: 2, offset: 1 } });
    expect(after()).toMatchObject({ sort: next, selected: 'c', index: 2, offset: 0 });
    expect([kept, store.getState().sorts]).toEqual([[['sources', next]], next ? { sources: next } : {}]);
  });

  test.each<[Action<never>, Given, string]>([
    [look.sort, { panes: [list('ab')] }, 'these rows have no columns to sort by'],
    [look.invert, { panes: [list('ab')] }, 'these rows have no columns to sort by'],
    [look.invert, { panes }, 's chooses a column first'],
  ])('there is none: %#', (action, given, why) => expect(done(action, given).why).toBe(why));
});

describe('panels, tabs and points', () => {
  const three = [list('a'), list('b', { id: 'two' }), list('c', { id: 'three' })];
  test.each([
    [move.nextPane, 0, 1],
    [move.nextPane, 2, 0],
    [move.previousPane, 0, 2],
    [move.previousPane, 2, 1],
    // The page had more panels when that one was chosen: the last of those left is focused now.
    [move.nextPane, 3, 0],
    [move.previousPane, 4, 1],
  ])('the panel beside goes round: %#', (action, focused, next) => {
    const { store } = done(action, { panes: three, focused });
    expect(place(store.getState()).pane).toBe(next);
  });

  test('of two panels each is beside the other', () => {
    for (const action of [move.nextPane, move.previousPane]) {
      const { store, why } = done(action, { panes: three.slice(0, 2), focused: 0 });
      expect([why, place(store.getState()).pane]).toEqual([undefined, 1]);
    }
  });

  test('the tabs of a drawer turn also from the list under them, those of another page do not', () => {
    const drawer = (scope: Pane['scope']) => [
      list('ab', { id: 'under', scope }),
      list('c', { id: 'tabbed', tabs: [t`One`, t`Two`] }),
    ];
    const tabOf = (scope: Pane['scope'], focused: number) => {
      const { store, why } = done(move.nextTab, { panes: drawer(scope), focused });
      return why ?? paneState(place(store.getState()), 'tabbed').tab;
    };
    expect([tabOf('payload', 0), tabOf('payload', 1), tabOf('rows', 1)]).toEqual([1, 1, 1]);
    expect(tabOf('rows', 0)).toBe('the row leads nowhere');
    expect(done(move.previousTab, { panes: drawer('rows') }).why).toBe('this is the first page; q quits');
  });

  test('right opens a row that has neither points nor tabs nor lines', () => {
    const open = { view: 'source', params: { id: 's1' } } as const;
    const { store } = done(move.nextTab, { panes: [list('', { rows: [{ key: 'r', open }] })] });
    expect(place(store.getState())).toMatchObject(open);
  });

  test('of one panel there is none beside', () => {
    expect(done(move.nextPane, { panes: [three[0]!] }).why).toBe('there is one panel only');
  });

  const tabs = [t`One`, t`Two`, t`Three`];
  test.each([
    [move.nextTab, 0, 1],
    [move.nextTab, 2, 0],
    [move.previousTab, 0, 2],
    [move.previousTab, 1, 0],
  ])('tabs go round, and each begins at its top: %#', (action, tab, next) => {
    const state = { tab, selected: 'b', index: 1, offset: 1 };
    const { after } = done(action, { panes: [list('ab', { tabs })], state });
    expect(after()).toMatchObject({ tab: next, selected: undefined, index: 0, offset: 0 });
  });

  const graph = [list('', { rows: [{ key: 'g', points: ['1', '2', '3'] }] })];
  test.each<[Action<never>, string | undefined, string]>([
    [move.previousTab, undefined, '2'],
    [move.nextTab, undefined, '3'],
    [move.previousTab, '2', '1'],
    [move.previousTab, '1', '1'],
    [move.nextTab, '3', '3'],
    [move.nextTab, '1', '2'],
    [move.previousTab, 'gone', '2'],
  ])('points of a graph have ends, and begin at the newest: %#', (action, point, next) => {
    const options = { other: 'x', ...(point === undefined ? {} : { point }) };
    expect(done(action, { panes: graph, state: { options } }).after().options).toEqual({ other: 'x', point: next });
  });

  test.each<[string, Partial<PaneState>, Action<never>, Partial<PaneState>]>([
    ['right shows', {}, move.nextTab, { unfolded: ['r'], selected: 'r' }],
    [
      'left hides, and selects their row',
      { unfolded: ['x', 'r'], selected: 'l', index: 1 },
      move.previousTab,
      { unfolded: ['x'], selected: 'r', index: 0 },
    ],
  ])('lines of a row: %s', (_, state, action, left) => {
    const open = state.unfolded !== undefined;
    const unfold = { row: 'r', open };
    const rows = [{ key: 'r', unfold }, ...(open ? [{ key: 'l', unfold }] : [])];
    expect(done(action, { panes: [list('', { rows })], state }).after()).toMatchObject(left);
  });
});

describe('the graph of what feeds what', () => {
  const peers =
    (...keys: string[]) =>
    () =>
      keys;
  const columns = (from: PaneRow, to: readonly PaneRow[]): Pane[] => [
    list('', { id: 'from', scope: 'graph', rows: [from] }),
    list('', { id: 'to', scope: 'graph', rows: to }),
  ];
  const to = rowsOf('xyz');
  test.each<[string, PaneRow, string | undefined, string | undefined]>([
    ['on the worst row that is joined', { key: 'a', peers: peers('y', 'z') }, undefined, 'y'],
    ['on the row that was left there, where it is joined', { key: 'a', peers: peers('y', 'z') }, 'z', 'z'],
    ['on the worst where the one that was left is not', { key: 'a', peers: peers('y', 'z') }, 'x', 'y'],
    ['where it was, of what is joined with none', { key: 'a' }, 'x', 'x'],
    ['where it was, where the joined one is not shown', { key: 'a', peers: peers('q') }, 'x', 'x'],
  ])('right goes to the next column, %s', (_, row, before, after) => {
    const { environment, store } = desk({ panes: columns(row, to) });
    const state = store.getState();
    store.setState({ stack: [withPane(place(state), 'to', { selected: before })] });
    expect(right.why?.(environment)).toBeUndefined();
    right.run(environment);
    const top = place(store.getState());
    expect([top.pane, paneState(top, 'to').selected]).toEqual([1, after]);
  });

  test('left goes back to the column before', () => {
    const { store } = done(left, { panes: columns({ key: 'a' }, to), focused: 1 });
    expect(place(store.getState()).pane).toBe(0);
  });

  test.each<[readonly string[], readonly string[]]>([
    [[], ['t']],
    [['t', 'u'], ['u']],
  ])('Enter folds and unfolds, from %j to %j', (folded, next) => {
    const panes = columns({ key: 'a', fold: 't' }, []);
    expect(done(openNode, { panes, state: { folded } }).after().folded).toEqual(next);
    // Where there is no column beside, right does the same.
    expect(done(right, { panes, state: { folded } }).after().folded).toEqual(next);
  });
});

describe('a list as a table', () => {
  const tableOf = (more: Partial<PaneTable> = {}): PaneTable => ({
    ...{ choices: [], lines: 40, lineOf: (index) => 2 * index, json: (index) => ({ row: index, bytes: 5n }) },
    ...more,
  });
  const paneOf = (more: Partial<PaneTable> = {}) => [list('abc', { content: { kind: 'table', of: tableOf(more) } })];

  test.each<[string, boolean, Partial<PaneState>, PaneState['look']]>([
    ['apart', true, {}, { grouped: false }],
    ['in groups again, as it is by itself', false, { look: { grouped: false, aside: true } }, { aside: true }],
    ['in groups though it is sorted', false, { sort: { column: 'x', descending: true } }, { grouped: true }],
  ])('rows stand %s', (_, grouped, state, kept) => {
    const app = { looks: { usage: { aside: true } } };
    const made = done(table.group, { panes: paneOf({ grouped }), state: { selected: 'b', offset: 1, ...state }, app });
    expect([made.after().look, made.kept]).toEqual([kept, [['sources', kept]]]);
    expect(made.after()).toMatchObject({ selected: 'b', offset: 0 });
    expect(made.store.getState().looks).toEqual({ ...app.looks, sources: kept });
  });

  test.each<[columns: number, rows: number, Partial<PaneTable>, PaneState['look'], boolean]>([
    [120, 40, { asideFrom: 120 }, undefined, false],
    [119, 40, { asideFrom: 120 }, undefined, true],
    [80, 40, { asideFrom: 120, lines: 26 }, undefined, false],
    [80, 40, { asideFrom: 120, lines: 27 }, undefined, true],
    [80, 40, { asideFrom: 120 }, { aside: true }, false],
    [120, 40, { asideFrom: 120 }, { aside: false }, true],
  ])('details on %i×%i: %j and %j, then shown: %s', (columns, rows, of, state, aside) => {
    const made = done(table.aside, { panes: paneOf(of), state: { look: state }, app: { columns, rows } });
    expect(made.after().look).toEqual({ aside });
  });

  test.each<[string, Action<never>, Given, string | undefined]>([
    ['no groups', table.group, { panes: paneOf() }, 'the rows of this list have no groups'],
    ['no details', table.aside, { panes: paneOf() }, 'this list has no details'],
    ['no columns', table.columns, { panes: paneOf() }, 'this list has no columns to choose'],
    [
      'no row',
      table.follow,
      { panes: [list('', { content: { kind: 'table', of: tableOf() } })] },
      'no row is selected',
    ],
    [
      'no room',
      table.aside,
      { panes: paneOf({ asideFrom: 9 }), app: { columns: 109, rows: 19 } },
      'the screen has no room for details',
    ],
    ['room beside', table.aside, { panes: paneOf({ asideFrom: 9 }), app: { columns: 110, rows: 19 } }, undefined],
    ['room below', table.aside, { panes: paneOf({ asideFrom: 9 }), app: { columns: 40, rows: 20 } }, undefined],
  ])('there is %s', (_, action, given, why) => expect(done(action, given).why).toBe(why));

  test('a row is followed from the line it stands on, and no more by the same key', () => {
    const made = done(table.follow, { panes: paneOf(), state: { selected: 'c', index: 2, offset: 1 } });
    expect(made.after().follow).toEqual({ key: 'c', line: 3 });
    table.follow.run(made.environment);
    expect(made.after().follow).toBeUndefined();
  });

  test('a row is read whole, in lines', () => {
    const made = done(table.json, { panes: paneOf(), state: { selected: 'b' } });
    expect(made.kept).toEqual([[['{', '  "row": 1,', '  "bytes": "5"', '}']]]);
  });

  test('only columns that differ from the usual ones are kept', () => {
    const choice = (id: string, usual: boolean) => ({ id, label: t`${id as never}`, shown: usual, usual });
    const choices = [choice('a', true), choice('b', true), choice('c', false), choice('d', false)];
    const made = done(table.columns, { panes: paneOf({ choices }) });
    const { overlay } = made.store.getState();
    if (overlay?.kind !== 'columns') throw new Error('no columns to choose');
    const picked = new Set(['a', 'b']);
    const picker = { filter: { text: '', cursor: 0 }, picked, initial: picked, tab: 0, offset: 0 };
    expect(overlay).toEqual({ kind: 'columns', view: 'sources', choices, picker });
    table.chooseColumns(made.environment, {
      ...overlay,
      picker: { ...overlay.picker, picked: new Set(['a', 'c']) },
    });
    expect(made.after().look).toEqual({ columns: { b: false, c: true } });
    expect(made.store.getState().overlay).toBeUndefined();
  });
});

test.each([
  [['a'], 'c', ['a', 'b', 'c']],
  [['c'], 'a', ['c', 'a', 'b']],
  [['gone', 'b', 'gone too'], 'd', ['gone', 'b', 'gone too', 'c', 'd']],
  [['a'], 'a', ['a']],
])('rows are marked from %j to %s', (marked, selected, next) => {
  expect(done(marks.markTo, { panes: [list('abcd')], state: { marked, selected } }).after().marked).toEqual(next);
});

test('columns that are chosen are kept only where there is still a table', () => {
  const picker = {
    filter: { text: '', cursor: 0 },
    picked: new Set(['a']),
    initial: new Set<string>(),
    tab: 0,
    offset: 0,
  };
  const choices = [{ id: 'a', label: t`a`, shown: false, usual: false }];
  for (const panes of [[list('ab')], []]) {
    const made = desk({ panes });
    table.chooseColumns(made.environment, { kind: 'columns', view: 'sources', choices, picker });
    expect([made.kept, made.store.getState().overlay]).toEqual([[], undefined]);
  }
});

const row = (selected: string | undefined, index: number, offset = 0) => ({ selected, index, offset });
test.each<[string, string, Partial<PaneState>, Partial<PaneState>, readonly number[] | undefined]>([
  ['shows the best match first', 'y', {}, row(undefined, 0), undefined],
  ['leaves a row that is followed', 'y', { follow: { key: 'c', line: 0 } }, row('c', 1), undefined],
  ['leaves the row when it is cleared', '', {}, row('b', 1), undefined],
  ['goes to the first match of what is searched', 'y', {}, row('c', 2, 2), [2, 0]],
  ['stays where what is searched has no match', 'y', {}, row('b', 1, 2), []],
  ['does nothing when it is the same', 'x', { recalled: true }, { ...row('b', 1, 2), recalled: true }, undefined],
])('a filter that is typed %s', (_, filter, state, next, found) => {
  const of = { ids: [], shown: 0, text: () => '', lines: () => [], instead: { why: t`none` }, find: () => found ?? [] };
  const panes = [list('abc', found && { content: { kind: 'document', of } })];
  const made = desk({ panes, state: { ...row('b', 1, 2), filter: 'x', ...state } });
  look.filterBy(made.environment, filter);
  expect(made.after()).toMatchObject({ filter, recalled: undefined, ...next });
});

test.each<[Command['scope'] | undefined, readonly string[]]>([
  ['rows', ['rows']],
  ['privacy', ['privacy', 'rows']],
  ['privacy-grid', ['privacy-grid', 'rows']],
  ['toggles', ['toggles', 'rows']],
  ['payload', ['payload']],
  ['home', ['home']],
  [undefined, []],
])('keys of a pane of %s are of %j', (scope, scopes) => {
  expect(scopesHere(desk({ panes: [list('a', { scope })] }).environment)).toEqual(scopes);
});

describe('how often is read', () => {
  const limits = ', as far as the limits of the API allow';
  test.each<[Action<never>, number, number, string]>([
    [pace.longer, 0.25, 0.5, `Read again every 30 seconds${limits}`],
    [pace.longer, 0.5, 1, 'Read again every minute'],
    [pace.longer, 1, 2, 'Read again every 2 minutes'],
    [pace.longer, 5, 10, 'Read again every 10 minutes'],
    [pace.shorter, 10, 5, 'Read again every 5 minutes'],
    [pace.shorter, 0.5, 0.25, `Read again every 15 seconds${limits}`],
  ])('%#: from %d to %d: %s', (action, from, to, text) => {
    const { store, said, kept } = done(action, { panes: [], app: { pace: from } });
    expect([store.getState().pace, said(), kept]).toEqual([to, text, [['replan']]]);
  });

  test.each<[Action<never>, Partial<AppState>, string]>([
    [pace.longer, { pace: 10 }, 'every ten minutes is the least often'],
    [pace.shorter, { pace: 0.25 }, 'every 15 seconds is the most often'],
    [pace.shorter, { past: 5 }, 'back in time nothing is read again by itself'],
  ])('has ends: %#', (action, app, why) => expect(done(action, { panes: [], app }).why).toBe(why));

  test('is nothing to read again while that is paused, but back in time it leads to now', () => {
    expect(done(look.refresh, { panes: [], app: { paused: true } }).why).toBe('reading is paused: P goes on');
    const past = done(look.refreshAll, { panes: [], app: { paused: true, past: 60_000 } });
    expect([past.why, past.kept]).toEqual([undefined, [[undefined]]]);
    const now = done(look.refreshAll, { panes: [] });
    expect([now.kept, now.store.getState().refreshing]).toEqual([[[true]], 0]);
  });
});

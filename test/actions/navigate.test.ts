import { describe, expect, test } from 'vitest';
import type { Action } from '../../source/actions/action.ts';
import type { Environment } from '../../source/actions/environment.ts';
import { filterPage } from '../../source/actions/finding/kept-filter.ts';
import * as look from '../../source/actions/look.ts';
import * as navigate from '../../source/actions/navigate.ts';
import { t } from '../../source/domain/text.ts';
import type { Pane } from '../../source/state/pane.ts';
import { type PaneState, paneState, placeOf, withPane } from '../../source/state/place.ts';
import { type AppState, createAppStore, place } from '../../source/state/store.ts';

const table: Pane['content'] = {
  kind: 'table',
  of: { choices: [], lines: 9, lineOf: (index) => index, json: () => ({}) },
};
const searched: Pane['content'] = {
  kind: 'document',
  of: { ids: [], shown: 0, text: () => '', lines: () => [], instead: { why: t`none` }, find: () => [] },
};
const list = (more: Partial<Pane> = {}): Pane => ({ id: 'list', rows: [{ key: 'r' }], scope: 'rows', ...more });

interface Given {
  readonly panes: readonly Pane[];
  readonly state?: Partial<PaneState>;
  readonly app?: Partial<AppState>;
}

/** What a command leaves of the page of sources, or why it does nothing. */
function done(action: Action<never>, { panes, state = {}, app = {} }: Given) {
  const stack = [placeOf('home'), withPane(placeOf('sources'), 'list', state)];
  const store = createAppStore({ stack, ...app });
  const kept: unknown[] = [];
  const keep =
    (what: string) =>
    (...given: unknown[]) =>
      void kept.push([what, ...given]);
  const environment = {
    ...{ store, now: () => 0, panes: () => panes, things: () => [], pages: () => [] },
    ...{ saveFilter: keep('filter'), savePeriod: keep('period'), pause: keep('pause'), exit: keep('exit') },
  } as unknown as Environment;
  const why = action.why?.(environment)?.why;
  if (why === undefined) action.run(environment as never);
  const is = store.getState();
  return { why, kept, is, top: place(is), list: paneState(place(is), 'list'), said: is.toast?.text };
}

describe('Enter', () => {
  const beside = [list(), list({ id: 'days' }), list({ id: 'hours' })];
  test.each<[string | undefined, number]>([
    ['days', 1],
    ['hours', 2],
    ['list', 0],
    ['gone', 0],
  ])('on a row that stands for the panel %s goes there: %d', (focus, pane) => {
    const panes = [list({ rows: [{ key: 'r', focus: focus! }] }), ...beside.slice(1)];
    expect(done(navigate.openRow, { panes }).top).toMatchObject({ view: 'sources', pane });
  });

  test.each<[readonly string[], readonly string[]]>([
    [[], ['f']],
    [['x'], ['x', 'f']],
    [['f', 'x'], ['x']],
  ])('on a row that folds, where %j is folded, leaves %j', (folded, next) => {
    const panes = [list({ rows: [{ key: 'r', fold: 'f' }] })];
    expect(done(navigate.openRow, { panes, state: { folded } }).list.folded).toEqual(next);
    // What only a table's filter leaves of the rows is folded as ever.
    const filtered = {
      panes: [list({ rows: [{ key: 'r', fold: 'f' }], content: table })],
      state: { folded, filter: 'x' },
    };
    expect(done(navigate.openRow, filtered)).toMatchObject({ list: { folded: next }, said: undefined });
  });

  test('folds nothing during a search, and says so', () => {
    const panes = [list({ rows: [{ key: 'r', fold: 'f' }], content: searched })];
    const made = done(navigate.openRow, { panes, state: { folded: ['x'], filter: 'word' } });
    expect([made.list.folded, made.said]).toEqual([['x'], 'Everything is open during a search: Esc ends it']);
    const idle = done(navigate.openRow, { panes, state: { folded: ['x'] } });
    expect([idle.list.folded, idle.said]).toEqual([['x', 'f'], undefined]);
  });

  test('has nothing to do without a row or a page', () => {
    expect(done(navigate.openRow, { panes: [list({ rows: [] })] }).why).toBe('the row leads nowhere');
    expect(done(navigate.openRow, { panes: [] }).why).toBe('the row leads nowhere');
  });
});

describe('Esc', () => {
  test('clears a filter here and for the next visit, and leaves the marks', () => {
    const state = { filter: 'web', recalled: true, index: 3, offset: 2, marked: ['r'] };
    const made = done(navigate.goBack, {
      panes: [list({ content: table })],
      state,
      app: { filters: { sources: 'web' } },
    });
    expect(made.list).toMatchObject({ filter: '', recalled: undefined, index: 0, offset: 0, marked: ['r'] });
    expect([made.kept, made.is.filters.sources]).toEqual([[['filter', 'sources', '']], '']);
    expect(made.is.stack).toHaveLength(2);
  });

  test('then the marks, then goes back, and on the first page says how to quit', () => {
    const panes = [list({ content: table })];
    const unmarked = done(navigate.goBack, { panes, state: { marked: ['r'] } });
    expect([unmarked.list.marked, unmarked.is.stack.length]).toEqual([[], 2]);
    expect(done(navigate.goBack, { panes }).top.view).toBe('home');
    const first = { panes, app: { stack: [placeOf('sources')] } };
    expect(done(navigate.goBack, first).why).toBe('this is the first page; q quits');
    const marked = { panes, app: { stack: [withPane(placeOf('sources'), 'list', { marked: ['r'] })] } };
    expect(done(navigate.goBack, marked)).toMatchObject({ why: undefined, list: { marked: [] } });
  });
});

describe('what the whole page looks like', () => {
  test.each([
    ['24h', '7d'],
    ['7d', '24h'],
  ] as const)('t makes of %s %s and keeps it', (period, next) => {
    const made = done(look.period, { panes: [], app: { period } });
    expect([made.is.period, made.kept]).toEqual([next, [['period']]]);
  });

  test.each([
    [false, true],
    [true, false],
  ])('P, where reading is paused: %s', (paused, next) => {
    const made = done(look.pause, { panes: [], app: { paused } });
    expect([made.is.paused, made.kept]).toEqual([next, [['pause', next]]]);
  });

  test('/ goes on with the filter that there is, looks for a name on Home, and has nothing to do elsewhere', () => {
    const prompt = (panes: readonly Pane[]) => {
      const made = done(look.filter, { panes, state: { filter: 'web' } });
      return made.why ?? made.is.prompt;
    };
    expect(prompt([list()])).toEqual({ kind: 'filter', text: 'web', cursor: 3 });
    expect(prompt([list({ scope: 'home' })])).toEqual({ kind: 'find', text: '', cursor: 0, at: 0, offers: [] });
    expect(prompt([list({ unfiltered: true })])).toBe('there is nothing to filter');
    expect(prompt([])).toBe('there is nothing to filter');
  });

  test.each([
    [undefined, undefined],
    [60_000, 'now'],
  ])('r is called, as of %s: %s', (past, hint) => {
    const store = createAppStore({ past });
    expect(look.refresh.hint?.({ store } as never)).toBe(hint);
  });

  test('r reads what is on screen only', () => {
    const store = createAppStore({});
    const read: boolean[] = [];
    const environment = { store, now: () => 7, refresh: (all: boolean) => void read.push(all) };
    look.refresh.run(environment as never);
    expect([read, store.getState().refreshing]).toEqual([[false], 7]);
  });
});

describe('a page that is opened with words for its filter', () => {
  const opened = (panes: readonly Pane[], focused = 0, view: 'sources' | 'usage' = 'sources') => {
    const looked: string[] = [];
    const action: Action<never> = {
      run: (environment: Environment) => filterPage(environment, view, 'web', () => void looked.push('web')),
    };
    const stack = [{ ...withPane(placeOf('sources'), 'list', { filter: 'old', index: 4 }), pane: focused }];
    const { top, said, kept } = done(action, { panes, app: { stack } });
    const filters = panes.map(({ id }) => paneState(top, id).filter).join();
    return [filters, top.pane, kept.length, said, looked.length];
  };
  const [plain, other] = [list({ content: table }), list({ id: 'other', unfiltered: true })];
  test.each<[string, ReturnType<typeof opened>, ReturnType<typeof opened>]>([
    ['filters its list', opened([plain]), ['web', 0, 1, undefined, 0]],
    ['filters the panel that can be', opened([other, plain]), [',web', 1, 1, undefined, 0]],
    ['filters the last panel where fewer are left', opened([plain], 2), ['web', 0, 1, undefined, 0]],
    ['says where nothing can be', opened([other]), ['', 0, 0, 'Not filtered: there is nothing to filter', 0]],
    ['is looked for on Home', opened([list({ scope: 'home' })]), ['old', 0, 0, undefined, 1]],
    ['is left alone where another is open', opened([plain], 0, 'usage'), ['old', 0, 0, undefined, 0]],
  ])('%s', (_, is, expected) => expect(is).toEqual(expected));
});
